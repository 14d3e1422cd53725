"""The declaration every model carries: which fields are personal, whose, why and for how long.

Erasure, subject access, research extracts and scrubbed copies all read this one declaration.
"""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Declared:
    """What a model says of its fields. Every field stands in exactly one of the three sets.

    `subject` is the path of fields from the model to the person ("" where no field is personal,
    "self" where the row is the person). `outlives` names what stays after erasure, and why.
    """

    none: frozenset[str] = frozenset()
    personal: frozenset[str] = frozenset()
    sensitive: frozenset[str] = frozenset()
    subject: str = ""
    ground: str = ""
    keep: str = ""
    outlives: dict[str, str] = field(default_factory=dict)


def declare(
    *,
    none: str = "",
    personal: str = "",
    sensitive: str = "",
    subject: str = "",
    ground: str = "",
    keep: str = "",
    outlives: dict[str, str] | None = None,
) -> Declared:
    """A declaration written as words: `declare(none="id created_at", personal="name", …)`."""
    return Declared(
        none=frozenset(none.split()),
        personal=frozenset(personal.split()),
        sensitive=frozenset(sensitive.split()),
        subject=subject,
        ground=ground,
        keep=keep,
        outlives=outlives or {},
    )
