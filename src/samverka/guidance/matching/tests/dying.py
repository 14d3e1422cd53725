"""What the solver answers about a round; it is killed half-way where a file says so."""

import os
import signal
from collections.abc import Callable
from pathlib import Path
from typing import Any

from samverka.guidance.matching import standing

warm = standing.warm


class Loaded:
    def __init__(self, facts: dict[str, Any]) -> None:
        self.real = standing.load(facts)

    def ask(self, question: dict[str, Any], is_awaited: Callable[[], bool]) -> dict[str, Any]:
        mark = Path(os.environ["DIE_ONCE"])
        if mark.exists():
            mark.unlink()
            os.kill(os.getpid(), signal.SIGKILL)
        return self.real.ask(question, is_awaited)


def load(facts: dict[str, Any]) -> Loaded:
    return Loaded(facts)
