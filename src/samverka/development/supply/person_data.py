"""What this module does when a person is moved into another, forgotten or told what is kept."""

from django.db import transaction
from django.utils.translation import gettext as _

from samverka.foundation.accounts.actor import Actor
from samverka.foundation.audit import trail
from samverka.register.people.models import Person
from samverka.toolkit.personal_data import Disclosed, disclosed

from .models import LeaderLog, Nomination, Successor

NOMINATED = "programme organisation nominated_by nominated_on trained_on valid_from valid_to"


@transaction.atomic
def move_person(*, old: Person, new: Person, by: Actor) -> None:
    """A person may be nominated twice: both nominations stay, with their logs."""
    Nomination.objects.filter(person=old).update(person=new)
    Successor.objects.filter(person=old).update(person=new)
    trail.note(by=by, verb="supply.person_moved", about=new, person_id=new.pk)


@transaction.atomic
def forget_person(*, person: Person, by: Actor) -> None:
    """Nominations go with their logs; a role then has nobody to follow."""
    Nomination.objects.filter(person=person).delete()
    Successor.objects.filter(person=person).delete()
    trail.note(by=by, verb="supply.person_forgotten", about=person, person_id=person.pk)


def disclose_person(*, person: Person) -> list[Disclosed]:
    held = Nomination.objects.filter(person=person).select_related("programme", "organisation")
    log = LeaderLog.objects.filter(nomination__person=person)
    named = Successor.objects.filter(person=person).select_related("role__plan__organisation")
    follows = (
        {_("Function"): str(one.role), _("Organisation"): str(one.role.plan)} for one in named
    )
    return [
        disclosed(_("Process leader of a municipality"), held, of=Nomination, fields=NOMINATED),
        disclosed(
            _("Your log as process leader"),
            log,
            of=LeaderLog,
            fields="held_on kind minutes text",
        ),
        Disclosed.of(Successor, _("Functions you are to take over"), follows),
    ]
