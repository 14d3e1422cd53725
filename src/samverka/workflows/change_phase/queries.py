import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samverka.delivery.budgets import queries as budgets
from samverka.delivery.budgets.models import WHOLE
from samverka.delivery.plans.queries import not_in_place, partners_without_approved_plan
from samverka.delivery.programmes.models import Gate, Phase, PhaseCriterion, Programme
from samverka.delivery.programmes.queries import Length, length, phases_of
from samverka.development.methods import queries as methods
from samverka.toolkit.texts import listed

SHOWN = 5
Kind = PhaseCriterion.Kind
SeenBy = PhaseCriterion.SeenBy
State = Phase.State


@dataclass(frozen=True)
class Hindrance:
    """What a phase still waits for, as a sentence."""

    text: str

    def __str__(self):
        return self.text


@dataclass(frozen=True)
class PhaseLine:
    """A phase or stage with how long it is and what it still waits for."""

    phase: Phase
    length: Length | None
    hindrances: list[Hindrance]
    stages: "list[PhaseLine]"


def phase_lines(programme, *, on: dt.date) -> list[PhaseLine]:
    """The phases with their stages: how long each is, and what hinders the next step."""
    phases = list(phases_of(programme))
    left = [phase for phase in phases if phase.state != State.CLOSED]
    return [
        _line(
            phase, on, [_line(stage, on, []) for stage in phase.in_stages], is_last=left == [phase]
        )
        for phase in phases
    ]


def _line(
    phase: Phase, on: dt.date, stages: list[PhaseLine], *, is_last: bool = False
) -> PhaseLine:
    found = []
    if phase.state == State.PLANNED:
        found = hindrances_to_open(phase, on=on)
    elif phase.state == State.OPEN:
        found = _hindrances_to_close(phase, on, is_last)
    return PhaseLine(phase, _length(phase), found, stages)


def _length(phase: Phase) -> Length | None:
    precisions = (phase.starts_precision, phase.ends_precision)
    return length(phase.starts_on, phase.ends_on, precisions)


def hindrances_to_open(phase: Phase, *, on: dt.date) -> list[Hindrance]:
    """A decision that is not made, a phase around it that is not open, and criteria unmet."""
    found = [_gate(phase, on)]
    if phase.parent and phase.parent.state != State.OPEN:
        found.append(_("“%(phase)s” is not open yet.") % {"phase": phase.parent})
    return _sentences(found) + _unmet(phase, Kind.ENTRY, on)


def hindrances_to_close(phase: Phase, *, on: dt.date) -> list[Hindrance]:
    """Stages that go on still, criteria unmet, and with the last phase what nobody takes over."""
    others = Phase.objects.filter(programme=phase.programme_id, parent=None).exclude(pk=phase.pk)
    is_last = not phase.parent_id and not others.exclude(state=State.CLOSED).exists()
    return _hindrances_to_close(phase, on, is_last)


def _hindrances_to_close(phase: Phase, on: dt.date, is_last: bool) -> list[Hindrance]:
    open_stages = [stage for stage in phase.stages.all() if stage.state == State.OPEN]
    found = [_("“%(phase)s” goes on still.") % {"phase": stage} for stage in open_stages]
    asks_itself = any(row.seen_by == SeenBy.LINE_OWNERS for row in phase.criteria.all())
    if is_last and not asks_itself:
        found.append(_nobody_goes_on_with(phase.programme, on))
    return _sentences(found) + _unmet(phase, Kind.EXIT, on)


def hindrances_to_ordinary_work(programme: Programme, *, on: dt.date) -> list[Hindrance]:
    """What a project lacks before it is ordinary work (S53): owners, and who bears the cost."""
    shared_out = sum(share.share for share in budgets.shares_of(programme))
    lacks = _("The parties' shares of the cost do not make 100 % yet.")
    without_shares = lacks if shared_out != WHOLE else ""
    return _sentences([_nobody_goes_on_with(programme, on), without_shares])


def _nobody_goes_on_with(programme: Programme, on: dt.date) -> str:
    names = _without_owner(programme, on)
    if not names:
        return ""
    return _("Nobody in the ordinary organisation goes on with this yet: %(names)s.") % {
        "names": _in_short(names)
    }


def _gate(phase: Phase, on: dt.date) -> str:
    gate = getattr(phase, "gate", None)
    if gate is None or (gate.outcome == Gate.Outcome.APPROVED and gate.decided_on <= on):
        return ""
    return _("%(who)s has not approved that it begins.") % {"who": gate.decided_by}


def _unmet(phase: Phase, kind: str, on: dt.date) -> list[Hindrance]:
    criteria = [row for row in phase.criteria.all() if row.kind == kind]
    return _sentences(_missing(row, phase, on) for row in sorted(criteria, key=_number))


def _number(criterion: PhaseCriterion) -> int:
    return criterion.number


def _missing(criterion: PhaseCriterion, phase: Phase, on: dt.date) -> str:
    """What is not in place of a criterion; nothing if it is met."""
    waiting_for = SEEN_ELSEWHERE.get(criterion.seen_by)
    if waiting_for:
        return _named(criterion, waiting_for(criterion, phase, on))
    if criterion.met_on is None:
        return _("“%(criterion)s” is not ticked with evidence.") % {"criterion": criterion.text}
    return ""


def _without_plan(_criterion: PhaseCriterion, phase: Phase, on: dt.date) -> list[str]:
    without = partners_without_approved_plan(phase.programme, on=on)
    return [str(organisation) for organisation in without]


def _not_in_place(_criterion: PhaseCriterion, phase: Phase, on: dt.date) -> list[str]:
    return [str(organisation) for organisation in not_in_place(phase.programme, on=on)]


def _undecided(criterion: PhaseCriterion, phase: Phase, _on: dt.date) -> list[str]:
    """To begin, what earlier stages tried; to end, what this one did."""
    if criterion.kind == Kind.ENTRY:
        return _methods(methods.undecided_before(phase))
    return _methods(methods.undecided(phase.programme, phase))


def _not_handed_over(_criterion: PhaseCriterion, phase: Phase, _on: dt.date) -> list[str]:
    return _methods(methods.not_handed_over(phase.programme))


def _without_line_owner(_criterion: PhaseCriterion, phase: Phase, on: dt.date) -> list[str]:
    """Methods in use, and activities with days to come, that nobody goes on with (S53)."""
    return _without_owner(phase.programme, on)


def _without_owner(programme: Programme, on: dt.date) -> list[str]:
    activities = budgets.without_line_owner(programme, on=on)
    names = _methods(methods.without_line_owner(programme))
    return names + [activity.title for activity in activities]


def _methods(waiting) -> list[str]:
    return [f"{one.method} ({one.organisation})" for one in waiting]


SEEN_ELSEWHERE: dict[str, Callable[[PhaseCriterion, Phase, dt.date], list[str]]] = {
    SeenBy.PLANS_APPROVED: _without_plan,
    SeenBy.START_IN_PLACE: _not_in_place,
    SeenBy.METHODS_DECIDED: _undecided,
    SeenBy.HANDED_OVER: _not_handed_over,
    SeenBy.LINE_OWNERS: _without_line_owner,
}


def _named(criterion: PhaseCriterion, names: list[str]) -> str:
    if not names:
        return ""
    told = {"criterion": criterion.text, "names": _in_short(names)}
    return _("“%(criterion)s”: not yet %(names)s.") % told


def _in_short(names: list[str]) -> str:
    more = len(names) - SHOWN
    told = listed(names[:SHOWN])
    if more > 0:
        told += ngettext(" and %(count)s more", " and %(count)s more", more) % {"count": more}
    return told


def _sentences(texts) -> list[Hindrance]:
    return [Hindrance(text) for text in texts if text]
