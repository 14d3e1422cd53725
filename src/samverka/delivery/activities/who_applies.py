"""Who applies: what the rule of sharing looks at, and whether they are known already."""

import datetime as dt

from samverka.register.partners.models import Organisation
from samverka.register.people.models import Person, Position
from samverka.toolkit.periods import in_force

from .models import Activity, Registration
from .sharing import Applicant


def applicants(activity: Activity) -> list[Applicant]:
    """Those on the waiting list, as the rule of sharing looks at them."""
    rows = activity.registrations.filter(state=Registration.State.WAITING)
    return [Applicant(*row) for row in rows.values_list("pk", "is_first_group", "applied_at")]


def function_at(person: Person, organisation_id: int, *, on: dt.date) -> str:
    """What somebody does at an organisation on a day, as far as it is written down."""
    held = Position.objects.filter(in_force(on), person=person, organisation=organisation_id)
    return held.order_by("-valid_from").values_list("title", flat=True).first() or ""


def known_at(email: str, name: str, organisation: Organisation) -> Person | None:
    """Whoever has the address and works there, if one word of the name is the same.

    Two at one workplace may share an address. The answer is told to nobody.
    """
    if not email:
        return None
    there = Position.objects.filter(organisation=organisation)
    persons = Person.objects.filter(
        email__iexact=email, forgotten_on=None, pk__in=there.values("person")
    )
    words = {word.casefold() for word in name.split()}
    alike = [one for one in persons if words & {word.casefold() for word in str(one).split()}]
    return max(
        alike, key=lambda one: (str(one).casefold() == name.casefold(), -one.pk), default=None
    )
