"""What a solver in a test answers: it adds, and does as badly as it is asked to."""

import os
import signal
import time
from collections.abc import Callable
from typing import Any

from samverka.engine.allocation.standing.solver import GaveWay, Refused


class Loaded:
    def __init__(self, facts: dict[str, Any]) -> None:
        self.sum = facts["sum"]

    def ask(self, question: dict[str, Any], is_awaited: Callable[[], bool]) -> dict[str, Any]:
        ends = time.monotonic() + question.get("long", 0)
        while time.monotonic() < ends:
            if is_awaited():
                raise GaveWay
            time.sleep(0.002)
        if "sleep" in question:
            time.sleep(question["sleep"])
        if question.get("die"):
            os.kill(os.getpid(), signal.SIGKILL)
        if question.get("refuse"):
            raise Refused(why="asked to")
        return {"sum": self.sum + question["add"], "pid": os.getpid()}


def load(facts: dict[str, Any]) -> Loaded:
    return Loaded(facts)


def warm() -> None:
    """Nothing is needed."""
