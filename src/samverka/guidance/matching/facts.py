"""What is known of a round when a plan is made, plain: no names, no sex, no age, no origin."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

# How a home can be reached: anyhow; on the ground floor or by a lift; without a single step.
ANY_HOME, LIFT, STEP_FREE = 0, 1, 2


@dataclass(frozen=True, order=True)
class HomeKind:
    """How many may live in a home, and how it is reached."""

    size: int
    level: int

    def fits(self, persons: int, level: int) -> bool:
        return self.size >= persons and self.level >= level

    @property
    def key(self) -> str:
        return f"home:{self.size}:{self.level}"


@dataclass(frozen=True)
class PlaceFacts:
    """What a municipality offers; `has` are codes by dimension, `area` where near holds."""

    key: str
    persons: int
    school_seats: int
    homes: Sequence[HomeKind] = ()
    has: Mapping[str, Sequence[str]] = field(default_factory=dict)
    area: str = ""


@dataclass(frozen=True)
class CaseFacts:
    """A household: how many, what it must have, and what it wishes.

    `requires` and `prefers` are codes of what there is in a place; those that are required and not
    there make a place impossible. `language` stands only where the household wished so itself.
    """

    key: str
    persons: int
    school_seats: int = 0
    home_level: int = ANY_HOME
    requires: Sequence[str] = ()
    prefers: Sequence[str] = ()
    wishes: Sequence[str] = ()
    not_to: Sequence[str] = ()
    occupations: Sequence[str] = ()
    practice: Sequence[str] = ()
    studies: Sequence[str] = ()
    interests: Sequence[str] = ()
    relatives: Sequence[str] = ()
    language: str = ""


@dataclass(frozen=True)
class RoundFacts:
    """Everything a plan is made from, by key, in any order."""

    cases: Sequence[CaseFacts]
    places: Sequence[PlaceFacts]
    together: Sequence[Sequence[str]] = ()
    near: Sequence[Sequence[str]] = ()


def as_json(facts: RoundFacts) -> dict[str, Any]:
    return asdict(facts)


def from_json(facts: Mapping[str, Any]) -> RoundFacts:
    """
    :raises KeyError, TypeError: something is left out, or there is something unknown
    """
    return RoundFacts(
        cases=[CaseFacts(**case) for case in facts["cases"]],
        places=[
            PlaceFacts(**{**place, "homes": [HomeKind(**home) for home in place["homes"]]})
            for place in facts["places"]
        ],
        together=facts["together"],
        near=facts["near"],
    )
