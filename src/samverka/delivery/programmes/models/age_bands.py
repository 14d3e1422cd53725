"""Age groups as a fund names them: a line of its rule each, the next beginning where one ends."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

LINE = re.compile(r"(\d{1,3})\s*[-–]\s*(\d{1,3})?")
OLDEST = 120


class NoAgeBands(Exception):
    """What is written gives no age groups."""

    def __init__(self):
        super().__init__(
            _(
                "Write one age group a line, the youngest first, such as 0–17, 18–60 and 61–. "
                "Each begins the year after the one before it, and the last one has no end."
            )
        )


@dataclass(frozen=True)
class AgeBand:
    """From an age to another, both within; the oldest group has no end."""

    low: int
    high: int | None

    @property
    def code(self) -> str:
        """As it is noted of a participant; it says what it means whichever fund asks."""
        return f"{self.low}-" if self.high is None else f"{self.low}-{self.high}"

    def __str__(self):
        if self.high is None:
            return _("%(age)s and over") % {"age": self.low}
        if self.low == 0:
            return _("Under %(age)s") % {"age": self.high + 1}
        return _("%(low)s to %(high)s") % {"low": self.low, "high": self.high}

    def is_within(self, low: int, high: int | None) -> bool:
        return self.low >= low and (high is None or (self.high is not None and self.high <= high))

    def meets(self, low: int, high: int | None) -> bool:
        return (high is None or self.low <= high) and (self.high is None or self.high >= low)


def band_of(code: str) -> AgeBand | None:
    """What a code says; None where nothing is noted."""
    found = LINE.fullmatch(code)
    if found is None:
        return None
    low, high = found.groups()
    return AgeBand(int(low), int(high) if high else None)


def read_bands(text: str) -> list[AgeBand]:
    """The groups of a fund's rule, from birth on without a gap.

    :raises NoAgeBands: a line that is none, a gap, an overlap, or an end that leaves somebody out
    """
    bands = [band_of(line.strip()) for line in text.splitlines() if line.strip()]
    begins: int | None = 0
    for band in bands:
        if band is None or band.low != begins or (band.high or OLDEST) < band.low:
            raise NoAgeBands
        begins = None if band.high is None else band.high + 1
    if not bands or begins is not None:
        raise NoAgeBands
    return [band for band in bands if band is not None]


def in_common(groupings: Iterable[Iterable[AgeBand]]) -> list[AgeBand]:
    """The groups from which those of several funds can each be put together."""
    starts = sorted({band.low for grouping in groupings for band in grouping})
    ends = [*(start - 1 for start in starts[1:]), None]
    return [AgeBand(low, high) for low, high in zip(starts, ends, strict=False)]
