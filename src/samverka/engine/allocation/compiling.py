"""How inner loops are compiled: once per machine where it may keep them, else at each start."""

from collections.abc import Callable
from typing import Any

from numba import njit


def compiled(loop: Callable[..., Any]) -> Callable[..., Any]:
    """The loop as machine code, compiled at its first call and kept beside the source.

    Where that folder may not be written, Numba keeps it in the user's own; where neither may, it
    refuses at once (RuntimeError: no locator), and the loop is compiled for this run alone.
    """
    try:
        return njit(cache=True)(loop)
    except RuntimeError:
        return njit(loop)
