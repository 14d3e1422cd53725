"""HiGHS, the best free solver of linear programmes, by its simplex."""

import time
from collections.abc import Callable

import highspy
import numpy as np


def prepare(utility: np.ndarray, room: np.ndarray) -> tuple[float, Callable[[], float]]:
    n, k = utility.shape
    started = time.perf_counter()
    model = highspy.HighsLp()
    model.num_col_, model.num_row_ = n * k, n + k
    model.sense_ = highspy.ObjSense.kMaximize
    model.col_cost_ = utility.ravel().astype(float)
    model.col_lower_, model.col_upper_ = np.zeros(n * k), np.ones(n * k)
    model.row_lower_ = np.append(np.ones(n), np.zeros(k))
    model.row_upper_ = np.append(np.ones(n), room.astype(float))
    matrix = model.a_matrix_
    matrix.format_ = highspy.MatrixFormat.kColwise
    matrix.start_ = 2 * np.arange(n * k + 1)
    matrix.index_ = np.stack(
        [np.repeat(np.arange(n), k), n + np.tile(np.arange(k), n)], axis=1
    ).ravel()
    matrix.value_ = np.ones(2 * n * k)
    built = time.perf_counter() - started

    def solve() -> float:
        highs = highspy.Highs()
        highs.silent()
        highs.setOptionValue("time_limit", 300.0)
        highs.passModel(model)
        highs.run()
        return float(highs.getInfo().objective_function_value)

    return built, solve


def tell(value: float) -> dict:
    return {"value": round(value)}
