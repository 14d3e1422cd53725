"""The plan as sheets to read: who gets what, why, what is scarce, how groups fare, the proof."""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from django.utils.translation import gettext as _

from samverka import __version__
from samverka.engine import disclosure
from samverka.engine.allocation.checks import findings
from samverka.engine.allocation.plan import Plan
from samverka.engine.allocation.problem import UNPLACED, Problem
from samverka.engine.allocation.score import Effect, Outcome
from samverka.engine.allocation.verify import Verdict
from samverka.engine.allocation.why import Alternative, Explanation, Reasons
from samverka.toolkit.spreadsheet import Cell, Sheet
from samverka.toolkit.texts import amount

from .preparing import Prepared
from .sentences import Voice, as_points

MOST_OTHERS = 5


def sheets(
    prepared: Prepared,
    plan: Plan,
    whole: Sequence[Outcome],
    effects: Sequence[Effect],
    verdict: Verdict,
) -> list[Sheet]:
    """What an officer reads, in the order of reading."""
    reasons, voice = Reasons(prepared.problem, plan), voice_of(prepared, plan)
    return [
        _plan(prepared, plan, reasons, voice),
        _others(prepared, reasons, voice),
        _prices(prepared, reasons, voice),
        _groups(prepared, whole, effects),
        _certificate(prepared, plan, voice, verdict),
    ]


def voice_of(prepared: Prepared, plan: Plan) -> Voice:
    return Voice(prepared.problem, plan, prepared.score)


def _plan(prepared: Prepared, plan: Plan, reasons: Reasons, voice: Voice) -> Sheet:
    problem, score = prepared.problem, prepared.score
    left = {each.key: voice.finding(each) for each in findings(problem, plan.place)}
    rows: list[list[Cell]] = []
    for row, case in enumerate(problem.cases):
        column = int(plan.place[row])
        if column == UNPLACED:
            empty: list[Cell] = [None] * (2 + len(score.criteria))
            rows.append([case, int(problem.heads[row]), *empty, left.get(case, "")])
            continue
        parts = [as_points(part, problem.unit) for part in score.parts_at(row, column)]
        rows.append(
            [
                case,
                int(problem.heads[row]),
                problem.places[column],
                as_points(int(problem.utility[row, column]), problem.unit),
                *parts,
                voice.why(reasons.of(row)),
            ]
        )
    criteria = [_("of which %(name)s") % {"name": each.name} for each in score.criteria]
    headings = [_("Case"), _("Persons"), _("Place"), _("Points"), *criteria, _("Why")]
    return Sheet(_("Plan"), headings, rows)


def _others(prepared: Prepared, reasons: Reasons, voice: Voice) -> Sheet:
    problem = prepared.problem
    rows: list[list[Cell]] = []
    for number, case in enumerate(problem.cases):
        told = reasons.of(number)
        for other in told.alternatives[:MOST_OTHERS]:
            missing = _missing(other, problem.unit, voice.plan)
            rows.append(
                [
                    case,
                    problem.places[other.place],
                    as_points(_points_there(problem, told, other), problem.unit)
                    if not other.reason
                    else None,
                    missing,
                    f"{voice.against(other)} {voice.counted_with(told)}".strip(),
                    voice.change(other),
                ]
            )
    headings = [
        _("Case"),
        _("Other place"),
        _("Points there"),
        _("Missing points"),
        _("What stands against it"),
        _("What would have to change"),
    ]
    return Sheet(_("Reasons"), headings, rows)


def _points_there(problem: Problem, told: Explanation, other: Alternative) -> int:
    """What another place is worth to a case and all who must be with it."""
    return other.score + int(problem.utility[list(told.together), other.place].sum())


def _most_points(plan: Plan) -> float:
    """A difference larger than the whole plan is no matter of points, but of somebody's place."""
    return float(plan.bound) if plan.worth > 0 else float("inf")


def _missing(other: Alternative, unit: int, plan: Plan) -> Decimal | None:
    """Points that are missing; none where it is no matter of points."""
    if other.regret is None or other.regret > _most_points(plan):
        return None
    return as_points(max(other.regret, 0), unit)


def _prices(prepared: Prepared, reasons: Reasons, voice: Voice) -> Sheet:
    problem = prepared.problem
    rows = [
        [
            problem.places[room.place],
            problem.resources[room.resource],
            room.capacity,
            room.minimum or None,
            room.taken,
            room.capacity - room.taken,
            as_points(room.price, problem.unit)
            if room.price <= _most_points(voice.plan)
            else None,
            voice.room(room),
        ]
        for room in reasons.rooms()
    ]
    headings = [
        _("Place"),
        _("What"),
        _("There is"),
        _("At least"),
        _("Taken"),
        _("Left"),
        _("Price in points"),
        _("What one more would do"),
    ]
    return Sheet(_("Prices"), headings, rows)


def _groups(prepared: Prepared, whole: Sequence[Outcome], effects: Sequence[Effect]) -> Sheet:
    rows = [*_outcome_rows(_("All criteria"), None, whole, prepared.problem.unit)]
    for effect in effects:
        title = _("Without %(name)s") % {"name": effect.criterion}
        rows += _outcome_rows(title, effect.moved, effect.outcomes, prepared.problem.unit)
    headings = [
        _("What counts"),
        _("Group"),
        _("Persons"),
        _("Have a place"),
        _("Points on average"),
        _("Have the best place"),
        _("Cases that get another place"),
    ]
    return Sheet(_("Groups"), headings, rows)


def _outcome_rows(
    title: str, moved: int | None, outcomes: Sequence[Outcome], unit: int
) -> Iterator[list[Cell]]:
    """Groups of fewer than five are not told apart: they could point somebody out."""
    few = _("fewer than %(count)s") % {"count": disclosure.LEAST}
    for outcome in outcomes:
        shown: list[Cell] = [few, None, None, None]
        if outcome.persons >= disclosure.LEAST:
            mean = as_points(outcome.points, unit)
            shown = [outcome.persons, outcome.placed, mean, outcome.best]
        yield [title, outcome.group, *shown, moved]


def _certificate(prepared: Prepared, plan: Plan, voice: Voice, verdict: Verdict) -> Sheet:
    problem = prepared.problem
    gap = Decimal(str(plan.gap * 100)).quantize(Decimal("0.0001"))
    rows: list[tuple[str, Cell]] = [
        (_("Persons with a place"), plan.placed),
        (_("Persons"), int(problem.heads.sum())),
        (_("At most so many persons can have a place"), plan.most),
        (_("Points in all"), as_points(plan.value, problem.unit)),
        (
            _("No plan that places as many has more points than"),
            as_points(plan.bound, problem.unit),
        ),
        (_("Gap in per cent"), gap),
        (_("How sure it is"), voice.ending()),
        (_("Checked anew by other code"), _verdict(verdict)),
        (_("Points proven by the prices alone"), _bound(verdict, problem.unit)),
        (_("Method"), plan.method),
        (_("Seconds"), Decimal(str(round(plan.seconds, 3)))),
        *((_("Setting: %(name)s") % {"name": name}, text) for name, text in plan.settings.items()),
        *(
            (_("Weight: %(name)s") % {"name": each.name}, Decimal(str(float(each.weight))))
            for each in prepared.score.criteria
        ),
        (_("Fingerprint of everything that decides"), plan.fingerprint),
        (_("Version of Samverka"), __version__),
        *((_("Note"), notice) for notice in prepared.notices),
        *((_("Note"), voice.finding(each)) for each in findings(problem, plan.place)),
    ]
    return Sheet(_("Certificate"), [_("What"), _("Value")], rows)


def _bound(verdict: Verdict, unit: int) -> Cell:
    return None if verdict.bound is None else as_points(verdict.bound, unit)


def _verdict(verdict: Verdict) -> str:
    if not verdict.is_accepted:
        count = amount(len(verdict.flaws))
        return _("%(count)s things are wrong; do not use this plan.") % {"count": count}
    if verdict.by_search:
        return _(
            "Accepted. How good it can be at most was found by searching, and only a new search "
            "can find it again."
        )
    return _("Accepted, proof and all.")
