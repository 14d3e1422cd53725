"""What this module does when a person is forgotten: names stand in sent certificates only."""

from django.db import transaction

from samverka.foundation.accounts.actor import Actor
from samverka.foundation.audit import trail
from samverka.register.people.models import Person

from .models import ClaimFile


@transaction.atomic
def forget_person(*, person: Person, by: Actor) -> None:
    """Certificates as sent go; their hash stays, and they are drawn anew when fetched."""
    named = ClaimFile.objects.filter(certificate__lines__person=person).values("pk")
    files = ClaimFile.objects.filter(pk__in=list(named.values_list("pk", flat=True)))
    if files.update(body=b"", sealed_with=""):
        trail.note(by=by, verb="claims.person_forgotten", about=person, person_id=person.pk)
