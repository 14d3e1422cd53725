"""Reasons as sentences: of a plan's lines, and of places that nobody gets."""

from collections.abc import Mapping

from django.utils.translation import gettext as _

from samverka.toolkit.texts import amount, clock_time, comma, day, isolate

from .booking import Bar
from .models import PlannedSession, ProposedPlace
from .queries import Lifted, ShownLine


def lifts(one: Lifted) -> str:
    """What a line does for one competence."""
    name = isolate(str(one.competence))
    if one.persons is None:
        return _("%(competence)s: lifts fewer than five people.") % {"competence": name}
    return _("%(competence)s: lifts %(persons)s people, %(levels)s levels in all.") % {
        "competence": name,
        "persons": one.persons,
        "levels": amount(round(one.levels or 0)),
    }


def reasons_of(line: ShownLine) -> list[str]:
    """Why a line is in the plan and stands where it stands."""
    row = line.row
    if row.is_own:
        return [row.note]
    said = [lifts(one) for one in line.lifted]
    if line.share is not None:
        said.append(
            _(
                "It meets %(share)s %% of the need that was left in these competences, and more "
                "for each hour than the lines after it."
            )
            % {"share": line.share}
        )
    return [*said, row.note] if row.note else said


def when(planned: PlannedSession) -> str:
    """The day, hour and place of a session."""
    session = next(iter(planned.activity.sessions.all()))
    said = f"{day(session.held_on)} {clock_time(session.starts_at)}"
    return f"{said}{comma()}{isolate(planned.activity.where)}" if planned.activity.where else said


def why_none(place: ProposedPlace, sessions: Mapping[int, PlannedSession]) -> list[str]:
    """One sentence of each session of the line."""
    return [_reason(kind, fact, sessions.get(key), sessions) for key, kind, fact in place.reasons]


def _reason(
    kind: str, fact: int, of: PlannedSession | None, sessions: Mapping[int, PlannedSession]
) -> str:
    if kind == "BY_HAND":
        return _("Taken away by the coordinator.")
    facts = {"when": when(of) if of else "–", "fact": fact, "other": str(sessions.get(fact, "–"))}
    return _sentences(kind, fact) % facts


def _sentences(kind: str, fact: int) -> str:
    if kind == "BARRED" and fact == Bar.CLOSED:
        return _("%(when)s: the workplace can spare nobody that day of the week.")
    return {
        "BARRED": _("%(when)s: registered at another activity at that time."),
        "TOO_FAR": _("%(when)s: in another municipality, and the way costs more than it gives."),
        "AT_THAT_TIME": _("%(when)s: has a place in “%(other)s” at that time."),
        "ENOUGH": _("%(when)s: has %(fact)s places already, as many as one may have."),
        "WORKPLACE": _("%(when)s: %(fact)s of the same workplace take part, as many as it takes."),
        "NOT_HELD": _("%(when)s: not held, it takes %(fact)s people and fewer could come."),
        "REFUSED": _(
            "%(when)s: refused when everybody was registered; it had filled up or closed."
        ),
        "FULL": _("%(when)s: full, and moving somebody would meet no more need in all."),
    }[kind]
