"""A problem that was kept, solved once more as it was.

Loads the engine with all it needs: only the task imports it, by its name.
"""

from collections.abc import Callable, Mapping
from typing import Any

from samverka import __version__
from samverka.engine.allocation.plan import Stopped
from samverka.engine.allocation.problem import UNPLACED
from samverka.engine.allocation.solving import Method, Settings, solve
from samverka.engine.allocation.weighed import Wanted, asked, from_json, plan_seal


def computed_again(
    kept: Mapping[str, Any], settings: Mapping[str, str], is_stopped: Callable[[], bool]
) -> dict[str, Any]:
    """The plan with its hashes; `kept` and `settings` as in the audit file."""
    weighed = from_json(kept["weighed"])
    question = asked(weighed, Wanted(**kept["wanted"]))
    plan = solve(
        question.problem,
        Settings(
            gap=float(settings["gap"]),
            seconds=float(settings["seconds"]),
            seed=int(settings["seed"]),
            method=Method(settings["method"]),
        ),
        stop=is_stopped,
    )
    whole = question.whole(plan.place)
    return {
        "problem_hash": plan.fingerprint,
        "plan_hash": plan_seal(weighed.cases, weighed.places, whole),
        "value": question.value(whole),
        "placed": int(weighed.persons[whole != UNPLACED].sum()),
        "version": __version__,
        "ended": plan.stopped.value,
        "is_interrupted": plan.stopped is Stopped.INTERRUPTED,
        "place": {
            case: weighed.places[column] if column != UNPLACED else ""
            for case, column in zip(weighed.cases, whole.tolist(), strict=True)
        },
    }
