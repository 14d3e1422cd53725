"""A line on the terminal that tells how far a long piece of work has come."""

from types import TracebackType
from typing import TextIO

WIDTH = 24
DONE, LEFT = "█", "░"


class Bar:
    """A bar with a few words that is written over itself; nothing where there is no terminal."""

    def __init__(self, stream: TextIO) -> None:
        self.stream = stream
        self.is_shown = stream.isatty()
        self.longest = 0

    def __enter__(self) -> "Bar":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        problem: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Leave the line empty for what is said next."""
        self._write("")
        self._write("", ending="\r")

    def show(self, done: int, of: int, words: str) -> None:
        """So much of the whole is done."""
        filled = WIDTH * min(done, of) // max(of, 1)
        self._write(f"{DONE * filled}{LEFT * (WIDTH - filled)} {words}")

    def _write(self, line: str, ending: str = "") -> None:
        if self.is_shown:
            self.longest = max(self.longest, len(line))
            self.stream.write(f"\r{line:<{self.longest}}{ending}")
            self.stream.flush()
