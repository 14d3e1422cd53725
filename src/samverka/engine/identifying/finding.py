"""All that tells whom a text is about, each place once."""

from dataclasses import dataclass

from .contacts import contacts_in
from .naming import Known, names_in
from .numbers import numbers_in
from .plain import plain

# The first of these wins where two have found the same signs.
KINDS = (
    "personal_number",
    "coordination_number",
    "replacement_id",
    "e_mail",
    "lma_number",
    "birth_date",
    "address",
    "telephone",
    "like_personal_number",
    "name",
)
# Nobody can say that these are not a person: their check digit is right.
CHECKED = frozenset({"personal_number", "coordination_number"})


@dataclass(frozen=True)
class Finding:
    """That something in a text may tell whom it is about.

    kind: one of KINDS; start, end: where it stands in the text as it was written, `end` not with.
    """

    kind: str
    start: int
    end: int


def identifying(text: str, known: Known | None = None) -> list[Finding]:
    """What in a text tells whom it is about, in the order it stands.

    Arguments:
        text: any text in any script, as it was written.
        known: names that are known, and words that are places and organisations. Without it names
            are told by how they are written only.

    Returns:
        Findings that do not overlap. An empty list does not say that nobody can be told.
    """
    where = plain(text)
    found = [*numbers_in(where), *contacts_in(where)]
    taken = _apart(found)
    names = names_in(where, known or Known(), apart=[(start, end) for _kind, start, end in taken])
    spans = [(kind, *where.span(start, end)) for kind, start, end in _apart([*taken, *names])]
    return [Finding(kind, start, end) for kind, start, end in sorted(spans, key=lambda it: it[1])]


def _apart(found: list[tuple[str, int, int]]) -> list[tuple[str, int, int]]:
    """Of those that overlap the kind that comes first; of one kind the longest."""
    kept: list[tuple[str, int, int]] = []
    order = {kind: place for place, kind in enumerate(KINDS)}
    for kind, start, end in sorted(found, key=lambda it: (order[it[0]], it[1] - it[2], it[1])):
        if all(end <= other or start >= until for _kind, other, until in kept):
            kept.append((kind, start, end))
    return kept
