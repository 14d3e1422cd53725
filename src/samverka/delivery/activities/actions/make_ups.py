"""A session for those who missed another."""

from django.db import transaction
from django.utils.translation import gettext as _

from samverka.delivery.activities.models import Attendance, Session
from samverka.foundation.accounts.actor import Actor
from samverka.foundation.audit import trail

from .activities import HasMarks, Times, may_be_held


class MakesUpAlready(Exception):
    """A make-up session cannot have one of its own."""

    def __str__(self):
        return _(
            "This session makes up for another already. "
            "Add one more make-up session to the meeting that was missed."
        )


@transaction.atomic
def add_make_up(*, session: Session, times: Times, by: Actor) -> Session:
    """Another time for whoever missed a session; at the very same time there is one only.

    :raises MakesUpAlready: the session is itself a make-up
    """
    session = Session.objects.select_for_update().get(pk=session.pk)
    if session.makes_up_id:
        raise MakesUpAlready
    may_be_held(session.activity, times.day)
    fields = times.as_fields()
    # Whoever undoes a removal twice gets it back once.
    there = {name: fields[name] for name in ("starts_at", "ends_at")}
    made, is_new = session.make_ups.get_or_create(
        **there, defaults={"activity": session.activity, "title": session.title, **fields}
    )
    if is_new:
        trail.note(by=by, verb="activities.make_up_added", about=made)
    return made


@transaction.atomic
def remove_make_up(*, session: Session, by: Actor) -> None:
    """It will not be held.

    :raises HasMarks: somebody is marked there
    """
    session = Session.objects.select_for_update().get(pk=session.pk)
    if session.unnamed or session.attendances.exclude(mark=Attendance.Mark.CLEARED).exists():
        raise HasMarks(session.held_on)
    trail.note(by=by, verb="activities.make_up_removed", about=session.activity)
    session.attendances.all().delete()
    session.delete()
