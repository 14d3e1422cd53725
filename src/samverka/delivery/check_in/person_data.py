"""What happens to what was written at a door when somebody is forgotten."""

from collections.abc import Collection

from django.db import transaction

from samverka.foundation.accounts.actor import Actor
from samverka.register.people.models import Person

from .models import Arrival


@transaction.atomic
def forget_named(*, person: Person, names: Collection[str], by: Actor) -> None:
    """Whoever is forgotten stands at no door, whether they were known there or only wrote."""
    gone = [row.pk for row in Arrival.objects.all() if _tells(row.said, person, names)]
    Arrival.objects.filter(pk__in=gone).delete()


def _tells(said: dict[str, str], person: Person, names: Collection[str]) -> bool:
    written = [said["name"].casefold(), said["contact"].casefold()]
    is_named = any(name.casefold() in text for name in names if name for text in written)
    return is_named or said["person"] == person.public_key
