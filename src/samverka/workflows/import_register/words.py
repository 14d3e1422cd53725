"""Words that people write in their own tables, as files of the module: they are Swedish too."""

import csv
from functools import cache
from pathlib import Path

from samverka.toolkit.tables import plain

DATA = Path(__file__).parent / "data"


@cache
def rows(name: str) -> list[dict[str, str]]:
    """The rows of a file, whose first line says what it is."""
    with (DATA / name).open(encoding="utf-8") as lines:
        return list(csv.DictReader(line for line in lines if not line.startswith("#")))


def values_by_words(of: str, labels: list[tuple]) -> dict[str, str]:
    """Which value each word stands for, the labels of the pages among them."""
    found = {plain(str(label)): str(value) for value, label in labels if value}
    for row in rows("kinds.csv"):
        if row["of"] == of:
            found |= {plain(word): row["value"] for word in row["words"].split(",")}
    return found
