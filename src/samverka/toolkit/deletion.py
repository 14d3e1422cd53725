"""Deleting rows so that it can be proved: which keys went, and a hash of them."""

import hashlib
import json
from collections.abc import Callable, Iterable, Sequence

from django.db import models

# By table the keys of its rows, in order.
Keys = dict[str, list[int]]
# A table, and its path of fields to what its rows belong to.
Path = tuple[type[models.Model], str]


def rows_of(paths: Iterable[Path], owner: models.Model) -> list[models.QuerySet]:
    """The rows of each table that belong to something, in the order in which they can go."""
    return [model._default_manager.filter(**{path: owner.pk}) for model, path in paths]


def keys_of(
    rows: Sequence[models.QuerySet], tell: Callable[[int, int], None] | None = None
) -> Keys:
    """The keys of all rows; `tell` hears how many tables of how many are looked through."""
    found: Keys = {}
    for number, each in enumerate(rows, start=1):
        found[each.model._meta.label] = sorted(each.values_list("pk", flat=True))
        if tell:
            tell(number, len(rows))
    return found


def digest_of(keys: Keys) -> str:
    """SHA-256 of the tables and keys as one text that is the same however they were read."""
    text = json.dumps(keys, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def delete_rows(rows: Sequence[models.QuerySet]) -> Keys:
    """Delete all of them, in the order given, and answer which they were."""
    keys = keys_of(rows)
    for each in rows:
        each.delete()
    return keys
