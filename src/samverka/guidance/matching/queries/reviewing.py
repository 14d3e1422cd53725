"""How proposals are decided: how long officers look, and how often they only say yes."""

from collections import defaultdict
from dataclasses import dataclass
from statistics import median

from samverka.guidance.matching.models import MatchingDecision, MatchingRound

Kind = MatchingDecision.Kind
# From so many decisions on something can be said of a habit.
ENOUGH = 10
# Faster than anybody reads the reasons and the alternatives, and hardly ever anything but yes.
SWIFT_SECONDS = 30
NEARLY_ALL = 0.95


@dataclass(frozen=True)
class Habit:
    """The decisions of one officer, or of all. Seconds are from opening the page to deciding."""

    name: str
    decisions: int
    accepted: int
    other: int
    declined: int
    seconds: int
    swift: int

    @property
    def share(self) -> int:
        return round(100 * self.accepted / self.decisions)

    @property
    def swift_share(self) -> int:
        return round(100 * self.swift / self.decisions)

    @property
    def is_enough(self) -> bool:
        return self.decisions >= ENOUGH

    @property
    def looks_like_a_stamp(self) -> bool:
        """Accepts nearly all, and mostly faster than one can read: a sign, no proof."""
        return (
            self.is_enough
            and self.accepted >= NEARLY_ALL * self.decisions
            and self.seconds < SWIFT_SECONDS
        )


def habits_of(matching: MatchingRound) -> list[Habit]:
    """All first, then each officer by name."""
    rows = MatchingDecision.objects.filter(proposal__case__round=matching)
    by_officer: dict[str, list[tuple[str, float]]] = defaultdict(list)
    for name, kind, opened, decided in rows.values_list(
        "decided_by__name", "kind", "opened_at", "decided_at"
    ):
        by_officer[name or ""].append((kind, max(0.0, (decided - opened).total_seconds())))
    everybody = [one for some in by_officer.values() for one in some]
    if not everybody:
        return []
    return [_habit("", everybody), *(_habit(*pair) for pair in sorted(by_officer.items()))]


def _habit(name: str, rows: list[tuple[str, float]]) -> Habit:
    kinds = [kind for kind, _seconds in rows]
    seconds = [each for _kind, each in rows]
    return Habit(
        name=name,
        decisions=len(rows),
        accepted=kinds.count(Kind.ACCEPT),
        other=kinds.count(Kind.OTHER),
        declined=kinds.count(Kind.DECLINE),
        seconds=round(median(seconds)),
        swift=sum(each < SWIFT_SECONDS for each in seconds),
    )
