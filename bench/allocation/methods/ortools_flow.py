"""OR-Tools SimpleMinCostFlow: cost scaling, in C++. Its solve alone is timed."""

import time
from collections.abc import Callable

import numpy as np
from ortools.graph.python import min_cost_flow


def prepare(
    utility: np.ndarray, room: np.ndarray
) -> tuple[float, Callable[[], min_cost_flow.SimpleMinCostFlow]]:
    started = time.perf_counter()
    model = _model(utility, room)
    built = time.perf_counter() - started

    def solve() -> min_cost_flow.SimpleMinCostFlow:
        if model.solve() != model.OPTIMAL:  # from the beginning each time
            raise RuntimeError("OR-Tools found no flow.")
        return model

    return built, solve


def _model(utility: np.ndarray, room: np.ndarray) -> min_cost_flow.SimpleMinCostFlow:
    n, k = utility.shape
    model = min_cost_flow.SimpleMinCostFlow()
    cases, places = np.arange(n, dtype=np.int32), n + np.arange(k, dtype=np.int32)
    one = np.ones(n * k, np.int64)
    costs = -utility.ravel().astype(np.int64)
    model.add_arcs_with_capacity_and_unit_cost(np.repeat(cases, k), np.tile(places, n), one, costs)
    sink = np.full(k, n + k, np.int32)
    model.add_arcs_with_capacity_and_unit_cost(places, sink, room, np.zeros(k, np.int64))
    nodes = np.arange(n + k + 1, dtype=np.int32)
    model.set_nodes_supplies(nodes, np.concatenate([np.ones(n), np.zeros(k), [-n]]).astype(int))
    return model


def tell(model: min_cost_flow.SimpleMinCostFlow) -> dict:
    return {"value": -model.optimal_cost()}
