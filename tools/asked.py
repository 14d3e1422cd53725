"""What PostgreSQL need not be asked: tests all of whose questions other tests ask it too."""

import heapq
import json
import math
from pathlib import Path

# A test has things to do besides asking; in questions, about this many.
BEFORE_ANY = 20


def left_out(notes: Path) -> list[str]:
    """The tests that ask nothing new, of those that tests/asked.py has noted in this folder.

    What does more than ask is never left out. Of the rest is chosen, one after the other, the
    test that asks most that is new for what it asks in all: the same tests whenever the same is
    asked, however long it takes.
    """
    tests = _read(notes)
    chosen = {name for name, (_, _, is_alone) in tests.items() if is_alone}
    known: set[str] = set().union(*(tests[name][0] for name in chosen))
    # What a test has to add only becomes less; who was ahead is looked at again.
    waiting = [(-math.inf, name) for name in tests if name not in chosen]
    heapq.heapify(waiting)
    while waiting:
        _, name = heapq.heappop(waiting)
        asked, sent, _ = tests[name]
        new = asked - known
        rank = -len(new) / (BEFORE_ANY + sent)
        if not new:
            continue
        if waiting and rank > waiting[0][0]:
            heapq.heappush(waiting, (rank, name))
            continue
        chosen.add(name)
        known |= new
    return sorted(tests.keys() - chosen)


def _read(notes: Path) -> dict[str, tuple[set[str], int, bool]]:
    """By test: what it asks, how often it asks, and whether it is asked of both in any case."""
    found = {}
    for file in sorted(notes.glob("*.json")):
        told = json.loads(file.read_text())
        for name, test in told["tests"].items():
            asked = {told["questions"][number] for number in test["asked"]}
            found[name] = asked, test["sent"], test["alone"]
    return found
