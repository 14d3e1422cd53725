"""What happens to what was written at a door when somebody is forgotten, or asks what is kept."""

from collections.abc import Collection

from django.db import transaction
from django.utils.translation import gettext as _

from samverka.foundation.accounts.actor import Actor
from samverka.register.people.models import Person
from samverka.toolkit.clock import SWEDEN
from samverka.toolkit.personal_data import Disclosed
from samverka.toolkit.sealing import CannotOpen

from .models import Arrival


@transaction.atomic
def forget_named(*, person: Person, names: Collection[str], by: Actor) -> None:
    """Whoever is forgotten stands at no door, whether they were known there or only wrote."""
    gone = [row.pk for row in Arrival.objects.all() if _tells(_said(row), person, names)]
    Arrival.objects.filter(pk__in=gone).delete()


def disclose_person(*, person: Person) -> list[Disclosed]:
    """Whoever only wrote a name is not told apart from others of that name."""
    rows = []
    for row in Arrival.objects.select_related("session__activity").order_by("arrived_at"):
        said = _said(row)
        if said.get("person") == person.public_key:
            rows.append(
                {
                    _("Activity"): str(row.session.activity),
                    _("Came"): f"{row.arrived_at.astimezone(SWEDEN):%Y-%m-%d %H:%M}",
                    _("Text"): " · ".join(said[name] for name in ("name", "contact", "work")),
                }
            )
    return [Disclosed.of(Arrival, _("What you wrote when you came"), rows)]


def _said(row: Arrival) -> dict[str, str]:
    """Nothing of what no key opens; it is gone in a fortnight."""
    try:
        return row.said
    except CannotOpen:
        return {}


def _tells(said: dict[str, str], person: Person, names: Collection[str]) -> bool:
    written = [said.get("name", "").casefold(), said.get("contact", "").casefold()]
    is_named = any(name.casefold() in text for name in names if name for text in written)
    return is_named or said.get("person") == person.public_key
