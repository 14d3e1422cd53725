"""Patterns of `regex()`: whether a whole text fits, in time that grows with its length alone.

What people write in a form is tried on what other people write in an answer, on our machine. A
backtracking matcher, as Python's `re`, can be held for hours by a pattern such as "(a+)+b" and
thirty letters; here all ways through the pattern are followed at once (Thompson 1968,
doi 10.1145/363347.363387), so that the time is at most letters times states.

Read are: letters, `.`, classes `[a-z]` and `[^…]`, \\d \\w \\s and their opposites, escapes,
groups, `|`, `* + ? {m} {m,} {m,n}` and their lazy forms, `^` and `$`. References back and looking
ahead are not; a pattern that asks for them is refused by name.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import lru_cache

# A pattern of a form is a line; each state costs a step for every letter of an answer.
MOST_STATES = 1_000
DEEPEST = 30
# What a pattern is asked of is a name, a number, an address: never a whole story.
LONGEST = 2_000

Fits = Callable[[str], bool]
SETS: dict[str, Fits] = {
    "d": lambda c: c in "0123456789",
    "w": lambda c: c.isalnum() or c == "_",
    "s": str.isspace,
}
ESCAPED = {"n": "\n", "t": "\t", "r": "\r"}
COUNTED = re.compile(r"\{(\d{1,4})(,(\d{0,4}))?\}")


class UnreadablePattern(ValueError):
    """The pattern can not be read: `what` stands at letter `at` (from 0)."""

    def __init__(self, what: str, at: int) -> None:
        """Keep what and where."""
        super().__init__(f"The pattern can not be read at letter {at + 1}: {what}")
        self.what, self.at = what, at


@dataclass
class _Machine:
    """States by number: a test of a letter and where it leads, or ways without a letter."""

    tests: list[Fits | None] = field(default_factory=list)
    ways: list[list[int]] = field(default_factory=list)
    # "^" or "$" where a way is open at the start or the end of the text only.
    edges: list[str] = field(default_factory=list)

    def add(self, test: Fits | None, ways: list[int], edge: str = "") -> int:
        if len(self.tests) >= MOST_STATES:
            raise UnreadablePattern("it is too large", 0)
        self.tests.append(test)
        self.ways.append(ways)
        self.edges.append(edge)
        return len(self.tests) - 1


# A part of a pattern is a function that, given the state that follows, adds its own before it.
_Part = Callable[[_Machine, int], int]


def _one(fits: Fits) -> _Part:
    return lambda machine, after: machine.add(fits, [after])


def _edge(edge: str) -> _Part:
    return lambda machine, after: machine.add(None, [after], edge)


def _one_after_another(parts: list[_Part]) -> _Part:
    def build(machine: _Machine, after: int) -> int:
        for part in reversed(parts):
            after = part(machine, after)
        return after

    return build


def _either(ways: list[_Part]) -> _Part:
    if len(ways) == 1:
        return ways[0]
    return lambda machine, after: machine.add(None, [way(machine, after) for way in ways])


def _times(part: _Part, least: int, most: int | None) -> _Part:
    def build(machine: _Machine, after: int) -> int:
        if most is None:
            fork = machine.add(None, [after])
            machine.ways[fork].append(part(machine, fork))
            after = fork
        else:
            end = after
            for _ in range(most - least):
                after = machine.add(None, [end, part(machine, after)])
        for _ in range(least):
            before, after = after, part(machine, after)
            # A part without letters is the same however often it stands there.
            if after == before:
                break
        return after

    return build


class _Reader:
    """Reads a pattern from left to right."""

    def __init__(self, text: str) -> None:
        self.text, self.at, self.depth = text, 0, 0

    def peek(self) -> str:
        return self.text[self.at : self.at + 1]

    def take(self) -> str:
        letter = self.peek()
        if not letter:
            raise self.fault("it ends too soon")
        self.at += 1
        return letter

    def fault(self, what: str) -> UnreadablePattern:
        return UnreadablePattern(what, min(self.at, max(len(self.text) - 1, 0)))

    def whole(self) -> _Part:
        part = self.ways()
        if self.peek():
            raise self.fault(") without (")
        return part

    def ways(self) -> _Part:
        found = [self.row()]
        while self.peek() == "|":
            self.take()
            found.append(self.row())
        return _either(found)

    def row(self) -> _Part:
        parts = []
        while self.peek() and self.peek() not in "|)":
            parts.append(self.counted())
        return _one_after_another(parts)

    def counted(self) -> _Part:
        part = self.single()
        while self.peek() and self.peek() in "*+?{":
            counted = COUNTED.match(self.text, self.at)
            if self.peek() == "{" and not counted:
                raise self.fault("{ without a number")
            least, most = self.bounds(counted)
            if most is not None and most < least:
                raise self.fault("the most is less than the least")
            part = _times(part, least, most)
            # Lazy or not, the same texts fit.
            if self.peek() == "?":
                self.take()
        return part

    def bounds(self, counted: re.Match[str] | None) -> tuple[int, int | None]:
        if not counted:
            return {"*": (0, None), "+": (1, None), "?": (0, 1)}[self.take()]
        self.at = counted.end()
        least = int(counted[1])
        if not counted[2]:
            return least, least
        return least, int(counted[3]) if counted[3] else None

    def single(self) -> _Part:
        letter = self.take()
        if letter == "(":
            return self.group()
        if letter == "[":
            return _one(self.letters())
        if letter == ".":
            return _one(lambda c: c != "\n")
        if letter in "^$":
            return _edge(letter)
        if letter in "*+?{":
            raise self.fault(f"{letter} has nothing to repeat")
        if letter == "\\":
            return _one(self.escaped())
        return _one(letter.__eq__)

    def group(self) -> _Part:
        if self.text.startswith("?:", self.at):
            self.at += 2
        elif self.peek() == "?":
            raise self.fault("looking ahead, and named groups")
        self.depth += 1
        if self.depth > DEEPEST:
            raise self.fault("too many groups in one another")
        part = self.ways()
        if self.peek() != ")":
            raise self.fault("( without )")
        self.take()
        self.depth -= 1
        return part

    def escaped(self) -> Fits:
        letter = self.take()
        if letter in SETS:
            return SETS[letter]
        if letter.lower() in SETS:
            opposite = SETS[letter.lower()]
            return lambda c: not opposite(c)
        if letter in ESCAPED:
            return ESCAPED[letter].__eq__
        if letter.isalnum():
            raise self.fault(f"\\{letter}")
        return letter.__eq__

    def letters(self) -> Fits:
        is_opposite = self.peek() == "^"
        if is_opposite:
            self.take()
        tests: list[Fits] = []
        while self.peek() != "]" or not tests:
            tests.append(self.letter_or_range())
        self.take()
        return lambda c: any(test(c) for test in tests) != is_opposite

    def letter_or_range(self) -> Fits:
        first = self.take()
        if first == "\\":
            if self.peek().lower() in SETS:
                return self.escaped()
            first = self.plain_escape()
        if self.peek() != "-" or self.text[self.at + 1 : self.at + 2] in {"]", ""}:
            return first.__eq__
        self.take()
        last = self.take()
        if last == "\\":
            last = self.plain_escape()
        if last < first:
            raise self.fault("a range that runs backwards")
        return lambda c: first <= c <= last

    def plain_escape(self) -> str:
        letter = self.take()
        if letter.isalnum() and letter not in ESCAPED:
            raise self.fault(f"\\{letter}")
        return ESCAPED.get(letter, letter)


# A few, as a pattern may be computed from an answer, and a machine may be large.
@lru_cache(maxsize=200)
def _compiled(pattern: str) -> tuple[_Machine, int]:
    machine = _Machine()
    end = machine.add(None, [])
    return machine, _Reader(pattern).whole()(machine, end)


def check(pattern: str) -> None:
    """Say whether the pattern can be read.

    :raises UnreadablePattern: with what stands where
    """
    _compiled(pattern)


def fits(pattern: str, text: str) -> bool:
    """Whether the whole text fits the pattern, as ODK's `regex()` asks.

    A text of more than `LONGEST` letters fits none.

    :raises UnreadablePattern: with what stands where
    """
    machine, start = _compiled(pattern)
    if len(text) > LONGEST:
        return False
    states = _reached(machine, {start}, is_start=True, is_end=not text)
    for place, letter in enumerate(text, 1):
        moved = {
            machine.ways[state][0]
            for state in states
            if (test := machine.tests[state]) is not None and test(letter)
        }
        states = _reached(machine, moved, is_start=False, is_end=place == len(text))
        if not states:
            return False
    return 0 in states


def _reached(machine: _Machine, states: set[int], *, is_start: bool, is_end: bool) -> set[int]:
    """The states, and those that lead on from them without a letter."""
    found, waiting = set(states), list(states)
    while waiting:
        state = waiting.pop()
        edge = machine.edges[state]
        is_shut = (edge == "^" and not is_start) or (edge == "$" and not is_end)
        if machine.tests[state] is None and not is_shut:
            fresh = [way for way in machine.ways[state] if way not in found]
            found.update(fresh)
            waiting += fresh
    return found
