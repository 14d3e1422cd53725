"""A session for those who missed another."""

from django.db import transaction
from django.utils.translation import gettext as _

from samverka.delivery.activities.models import Activity, Attendance, Session
from samverka.foundation.accounts.actor import Actor
from samverka.foundation.audit import trail
from samverka.toolkit.rows import Difference, take_back, what_it_did

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
    # Whoever sends the form twice adds it once.
    there = {name: fields[name] for name in ("starts_at", "ends_at")}
    made, is_new = session.make_ups.get_or_create(
        **there, defaults={"activity": session.activity, "title": session.title, **fields}
    )
    if is_new:
        trail.note(by=by, verb="activities.make_up_added", about=made)
    return made


@transaction.atomic
def remove_make_up(*, session: Session, by: Actor) -> Difference:
    """It will not be held. Answers what puts it back, with all that hung on it.

    :raises HasMarks: somebody is marked there
    """
    session = Session.objects.select_for_update().get(pk=session.pk)
    if session.unnamed or session.attendances.exclude(mark=Attendance.Mark.CLEARED).exists():
        raise HasMarks(session.held_on)
    trail.note(by=by, verb="activities.make_up_removed", about=session.activity)

    def remove() -> None:
        session.attendances.all().delete()
        session.delete()

    return what_it_did(Session, session.pk, remove)


@transaction.atomic
def restore_make_up(*, activity: Activity, what: Difference, by: Actor) -> None:
    """The session that was taken away by mistake, as it was: its links and calendars still lead.

    :raises ChangedMeanwhile: the meeting it makes up for is gone
    """
    take_back(Session, what)
    for session in activity.sessions.filter(pk__in=what["deleted"][Session._meta.label]):
        trail.note(by=by, verb="activities.make_up_added", about=session)
