"""Samverka's own, with its certificate. The loops are compiled before the clock starts."""

import dataclasses
import time
from collections.abc import Callable

import numpy as np

from bench.allocation.instances import single
from samverka.engine.allocation.plan import Plan
from samverka.engine.allocation.problem import Problem
from samverka.engine.allocation.seal import fingerprint
from samverka.engine.allocation.single.solver import solve_single
from samverka.engine.allocation.verify import verify


def prepare(utility: np.ndarray, room: np.ndarray) -> tuple[float, Callable[[], Plan]]:
    started = time.perf_counter()
    for n in (300, 5000):
        solve_single(single(n, 30, "random"))
    compiled = time.perf_counter() - started
    problem = problem_of(utility, room)
    return compiled, lambda: solve_single(problem)


def tell(plan: Plan) -> dict:
    return {"value": plan.value, "bound": plan.bound, "placed": plan.placed}


def problem_of(utility: np.ndarray, room: np.ndarray) -> Problem:
    n, k = utility.shape
    return Problem(
        cases=tuple(map(str, range(n))),
        places=tuple(map(str, range(k))),
        resources=("persons",),
        utility=utility,
        needs=np.ones((n, 1), np.int64),
        capacity=room[:, None],
        minimum=np.zeros((k, 1), np.int64),
        barred=np.zeros((n, k), np.uint8),
    )


def is_verified(utility: np.ndarray, room: np.ndarray) -> bool:
    """Whether the independent verifier proves the plan best."""
    problem = problem_of(utility, room)
    plan = solve_single(problem)
    return verify(
        problem, dataclasses.replace(plan, fingerprint=fingerprint(problem, plan.settings))
    ).is_best
