"""What if, at 500 households and 50 municipalities: from question to plan, bound and who moves.

The rival is the bar: 300 ms. Asked over the socket, as the page asks, of a solver that is warm
and knows the round; each time with another weight. Room for all, and room for four fifths: where
it does not suffice the question is harder, and the bound looser (the page says how much).
"""

import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from samverka.engine.allocation.standing import asking
from samverka.guidance.matching import facts
from samverka.guidance.matching.criteria import USUAL
from samverka.guidance.matching.tests.made_up import a_round

from .measure import Row

BAR = 300.0  # milliseconds
HOUSEHOLDS, PLACES, QUESTIONS = 500, 50, 9
KEEP = """
import sys
from pathlib import Path
from samverka.engine.allocation.standing.keeper import keep
keep(Path(sys.argv[1]), "samverka.guidance.matching.standing")
"""


def rows(_folder: Path) -> list[Row]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "solver"
        with subprocess.Popen([sys.executable, "-c", KEEP, str(path)]) as process:
            while not path.exists():
                time.sleep(0.02)
            try:
                return [_row(path, "room for all", 1.1), _row(path, "room for 4 of 5", 0.8)]
            finally:
                process.terminate()


def _row(path: Path, name: str, slack: float) -> Row:
    told = facts.as_json(a_round(HOUSEHOLDS, PLACES, seed=1, slack=slack))
    first = {"weights": USUAL, "seconds": 30.0}
    before = asking.ask(path, name, first, lambda: told, seconds=600)
    placed = {case: place for case, place in before["place"].items() if place}
    took = []
    for number in range(QUESTIONS):
        question = {
            "weights": {**USUAL, "work": 20 + 5 * number},
            "start": placed,
            "most": before["most"],
        }
        began = time.perf_counter()
        answer = asking.ask(path, name, question, lambda: told, seconds=60)
        took.append(1000 * (time.perf_counter() - began))
        moved = sum(answer["place"][case] != before["place"][case] for case in answer["place"])
        gap = 100 * (answer["bound"] - answer["value"]) / answer["bound"]
        print(
            f"  {name}, work {20 + 5 * number}: {took[-1]:.0f} ms, {moved} moved, gap {gap:.1f} %"
        )
    size = f"{HOUSEHOLDS} × {PLACES}"
    return Row(f"what if, {size}, {name} (median)", statistics.median(took), BAR, "ms")


if __name__ == "__main__":
    for row in rows(Path()):
        print(row.as_dict())
