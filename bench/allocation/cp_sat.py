"""CP-SAT on the households of the benchmark: python -m bench.allocation.cp_sat SIZE KIND LIMIT"""

import sys
import time

import numpy as np
from ortools.sat.python import cp_model

from samverka.engine.allocation.problem import Problem

from .made_households import GAP, households


def by_cp_sat(problem: Problem, limit: float) -> tuple[float, float]:
    """Seconds and gap of CP-SAT with two workers on the whole programme."""
    n, k, r = problem.shape
    model = cp_model.CpModel()
    at = [[model.new_bool_var("") for _ in range(k)] for _ in range(n)]
    for row in at:
        model.add_exactly_one(row)
    for j in range(k):
        for q in range(r):
            users = np.flatnonzero(problem.needs[:, q]).tolist()
            taken = sum(int(problem.needs[i, q]) * at[i][j] for i in users)
            model.add(taken <= int(problem.capacity[j, q]))
    model.maximize(sum(int(problem.utility[i, j]) * at[i][j] for i in range(n) for j in range(k)))
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 2
    solver.parameters.relative_gap_limit = GAP
    solver.parameters.max_time_in_seconds = limit
    started = time.perf_counter()
    status = solver.solve(model)
    seconds = time.perf_counter() - started
    if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        return seconds, float("inf")
    return seconds, 1 - solver.objective_value / solver.best_objective_bound


if __name__ == "__main__":
    size, kind, limit = int(sys.argv[1]), sys.argv[2], float(sys.argv[3])
    print("CP-SAT: {:.2f} s, gap {:.3%}".format(*by_cp_sat(households(size, kind), limit)))
