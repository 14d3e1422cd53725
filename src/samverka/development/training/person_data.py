"""What this module does when a person is moved into another, forgotten or told what is kept."""

from django.db import transaction
from django.utils.translation import gettext as _

from samverka.foundation.accounts.actor import Actor
from samverka.foundation.audit import trail
from samverka.register.people.models import Person
from samverka.toolkit.personal_data import Disclosed

from .models import ProposedPlace


@transaction.atomic
def move_person(*, old: Person, new: Person, by: Actor) -> None:
    """Hand over what was proposed; where both stand in a proposal, the one who stays keeps it."""
    theirs = ProposedPlace.objects.filter(person=old)
    for row in theirs:
        same = {"proposal": row.proposal_id, "line": row.line_id, "person": new}
        if ProposedPlace.objects.filter(**same).exists():
            row.delete()
    theirs.update(person=new)
    trail.note(by=by, verb="training.person_moved", about=new, person_id=new.pk)


@transaction.atomic
def forget_person(*, person: Person, by: Actor) -> None:
    ProposedPlace.objects.filter(person=person).delete()
    trail.note(by=by, verb="training.person_forgotten", about=person, person_id=person.pk)


def disclose_person(*, person: Person) -> list[Disclosed]:
    """Which training was proposed for them; registrations stand with the activities."""
    rows = ProposedPlace.objects.filter(person=person).select_related(
        "line__module", "session__activity", "proposal"
    )
    said = (
        {
            _("Module"): str(one.line),
            _("Activity"): str(one.session or "–"),
            _("Made"): str(one.proposal.made_on),
        }
        for one in rows.order_by("pk")
    )
    return [Disclosed.of(ProposedPlace, _("Training that was proposed for you"), said)]
