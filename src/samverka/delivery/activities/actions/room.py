"""How much of a session a person may still be counted for, where another makes up for it (S36).

A session and those that make up for it hold together: of all of them nobody counts more minutes
than the one that is made up for has.
"""

from collections import Counter

from django.db.models import QuerySet

from samverka.delivery.activities.models import Attendance, Session
from samverka.delivery.activities.queries import together_with
from samverka.foundation.accounts.actor import Actor

from .history import write_marks

HERE, CLEARED = Attendance.Mark.HERE, Attendance.Mark.CLEARED


class Room:
    """What is left of a session for each person, the session and its kin locked."""

    def __init__(self, session: Session):
        # Always in the same order, so that two who tick at both stand in line.
        held = Session.objects.select_for_update().filter(together_with(session)).order_by("pk")
        kin = {each.pk: each for each in held}
        self.session = kin.pop(session.pk)
        meeting = kin.get(self.session.makes_up_id or 0, self.session)
        self.whole = meeting.minutes
        self.elsewhere: Counter[int] = Counter()
        if kin:
            for person_id, minutes in _marks(kin).values_list("person_id", "minutes"):
                self.elsewhere[person_id] += minutes

    def of(self, person_id: int) -> int:
        """Minutes that the person may have at this session; 0 where there is nothing left."""
        left = self.whole - self.elsewhere[person_id]
        return max(min(left, self.session.minutes), 0)


def _marks(sessions) -> QuerySet[Attendance]:
    return Attendance.objects.filter(session__in=sessions, mark=HERE)


def keep_within(meeting: Session, *, by: Actor) -> None:
    """Take off its make-ups what is more than the meeting has; the caller has changed either."""
    # Locked by their keys, as everywhere; read with the meeting first, then the make-ups as held.
    kin = list(Session.objects.select_for_update().filter(together_with(meeting)).order_by("pk"))
    if len(kin) == 1:
        return
    kin.sort(key=lambda each: (each.makes_up_id is not None, each.starts_at))
    used: Counter[int] = Counter()
    for session in kin:
        wanted = {}
        for row in session.attendances.filter(mark=HERE):
            minutes = min(row.minutes, kin[0].minutes - used[row.person_id])
            used[row.person_id] += minutes
            if minutes < row.minutes:
                wanted[row] = (HERE, minutes) if minutes else (CLEARED, 0)
        if wanted:
            write_marks(session, wanted, by=by)
