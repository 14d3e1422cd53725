"""Which words mean what in people's own tables, read from a file: they are Swedish too."""

import csv
import re
from functools import cache
from pathlib import Path

from samverka.toolkit.tables import plain
from samverka.toolkit.texts import amount

DATA = Path(__file__).parent / "data"
NUMBER_LAST = re.compile(r" ?\d+$")
COUNT_FIRST = re.compile(r"^(antal|number of) ", re.IGNORECASE)
BETWEEN_WORDS = re.compile(r"[,;\n/]")


@cache
def words_for(fact: str, table: str = "both") -> frozenset[str]:
    """How a fact of a table is called, as `plain` writes it."""
    for row in _rows("headings.csv"):
        if (row["table"], row["fact"]) == (table, fact):
            return frozenset(plain(word) for word in row["words"].split(","))
    raise KeyError(fact)


@cache
def _rows(name: str) -> list[dict[str, str]]:
    """The rows of a file, whose first line says what it is."""
    with (DATA / name).open(encoding="utf-8") as lines:
        return list(csv.DictReader(line for line in lines if not line.startswith("#")))


FACTS = {
    "cases": (
        "key",
        "persons",
        "wishes",
        "not_to",
        "because",
        "requires",
        "together",
        "near",
        "week",
    ),
    "places": ("key", "offers", "area", "largest"),
}


@cache
def known_headings(table: str) -> frozenset[str]:
    """By these the row of headings is found."""
    own = (words_for(fact, table) for fact in FACTS[table])
    return frozenset().union(*own, words_for("persons"), words_for("homes"), words_for("group"))


def fact_of(heading: str, table: str) -> str:
    """The fact that a heading names, "" for a column of the table's own. "Wish 2" is a wish."""
    name = plain(heading)
    for fact in FACTS[table]:
        if name in words_for(fact, table):
            return fact
    if table == "cases" and NUMBER_LAST.sub("", name) in words_for("wishes", table):
        return "wishes"
    return ""


def after_word(heading: str, fact: str) -> str:
    """What follows the word for a fact: "homes" of "At least homes"; "" where none begins it."""
    name = plain(heading)
    for word in sorted(words_for(fact), key=len, reverse=True):
        if name.startswith(f"{word} "):
            return name[len(word) + 1 :]
    return ""


def counted(number: int, heading: str) -> str:
    """A heading as a word that is counted: "2 places" of "Number of places", "1 school place"."""
    name = COUNT_FIRST.sub("", heading)
    word = name if name[:2].isupper() else name[:1].lower() + name[1:]
    for row in _rows("one.csv") if number == 1 else ():
        if word.endswith(row["many"]):
            word = word.removesuffix(row["many"]) + row["one"]
            break
    return f"{amount(number)} {word}"


def listed(text: str) -> list[str]:
    """The words of a cell that holds several."""
    return [word for part in BETWEEN_WORDS.split(text) if (word := part.strip())]
