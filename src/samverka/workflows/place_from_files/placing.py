"""From two files to a workbook with the plan: read, place, check with other code, write."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from django.utils.translation import gettext as _

from samverka.engine.allocation.checks import Finding, findings
from samverka.engine.allocation.plan import Plan, Stopped
from samverka.engine.allocation.problem import Problem, Utilities
from samverka.engine.allocation.score import Effect, Outcome, effects, outcomes
from samverka.engine.allocation.verify import Verdict, verify
from samverka.toolkit.spreadsheet import workbook
from samverka.toolkit.texts import amount

from .plan_file import fits, proof_sheets
from .preparing import Asked, Prepared, prepare
from .sentences import short
from .sheets import sheets
from .tables_read import read

# Places, and tells each better plan on the way.
Solver = Callable[[Problem, Callable[[Plan], None]], Plan]
# Told how many steps are done, of how many, and what is done now.
Tell = Callable[[int, int, str], None]


@dataclass(frozen=True)
class Placed:
    """A plan with everything that is told of it."""

    prepared: Prepared
    plan: Plan
    verdict: Verdict
    whole: tuple[Outcome, ...]
    effects: tuple[Effect, ...]

    @property
    def findings(self) -> tuple[Finding, ...]:
        return findings(self.prepared.problem, self.plan.place)

    @property
    def carries_proof(self) -> bool:
        return fits(self.prepared.problem)

    def as_workbook(self) -> bytes:
        """The sheets to read, then those by which the plan can be checked."""
        shown = sheets(self.prepared, self.plan, self.whole, self.effects, self.verdict)
        proof = proof_sheets(self.prepared.problem, self.plan) if self.carries_proof else []
        return workbook([*shown, *proof])


def prepared_from(cases: Path, places: Path, asked: Asked) -> Prepared:
    """
    :raises Unusable: with everything that is wrong with the files
    """
    return prepare(read(cases, "cases"), read(places, "places"), asked)


def placed(prepared: Prepared, solve: Solver, tell: Tell) -> Placed:
    """Place, check the plan, and place once more without each criterion to see what it does."""
    problem, criteria = prepared.problem, prepared.score.criteria
    steps = len(criteria) + 2
    tell(0, steps, _("Placing"))

    def better(found: Plan) -> None:
        gap = amount(short(found.gap * 100))
        facts = {"placed": amount(found.placed), "gap": gap}
        tell(0, steps, _("Placing: %(placed)s persons, gap %(gap)s per cent") % facts)

    plan = solve(problem, better)
    tell(1, steps, _("Checking"))
    verdict = verify(problem, plan)
    whole = outcomes(prepared.groups, problem.utility, plan.place, problem.barred)
    if plan.stopped == Stopped.INTERRUPTED:
        return Placed(prepared, plan, verdict, whole, ())
    done = [1]

    def without_one(utility: Utilities) -> np.ndarray:
        done[0] += 1
        tell(
            done[0], steps, _("Placing without “%(name)s”") % {"name": criteria[done[0] - 2].name}
        )
        allowed = np.where(problem.barred == 0, utility, 0).astype(np.int32)
        return solve(replace(problem, utility=allowed, floors=()), lambda _plan: None).place

    found = effects(prepared.score, prepared.groups, problem.barred, without_one, plan.place)
    tell(steps, steps, _("Writing"))
    return Placed(prepared, plan, verdict, whole, found)
