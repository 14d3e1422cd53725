"""What counts: the criteria that two tables hold together, and how well each place meets each."""

from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from fractions import Fraction

import numpy as np
from django.utils.translation import gettext as _

from samverka.engine.allocation.score import UNIT, WHOLE, BadScore, Criterion, Score, ScoreFault
from samverka.engine.allocation.score import score as checked_score
from samverka.toolkit.tables import in_words, plain

from .faults import Faults, Unusable
from .tables_read import Column, Table
from .words import NUMBER_LAST, after_word, listed, words_for

# What a cell of a case says about each place: millionths, place by place.
Reading = Callable[[str], list[int]]


def score_of(cases: Table, places: Table, weights: Mapping[str, Decimal]) -> Score:
    """The score by all criteria that the tables hold, weighted as asked, else 1 each.

    :raises Unusable: nothing counts, or a weight is for something that is no criterion
    """
    found = {name: (share, usual) for name, share, usual in _criteria(cases, places)}
    if not found:
        raise Unusable([_nothing_counts(cases, places)])
    asked = {plain(name): weight for name, weight in weights.items()}
    _refuse_unknown(asked, list(found))
    try:
        return checked_score(
            [
                Criterion(name, share, Fraction(asked.get(plain(name), usual)))
                for name, (share, usual) in found.items()
            ]
        )
    except BadScore as problem:
        raise Unusable([_said(problem)]) from None


def never_counts(column: Column) -> bool:
    """Origin, sex and religion only follow how people fare; language counts as a wish only."""
    if column.name in words_for("forbidden"):
        return True
    wished = after_word(column.heading, "wished")
    return wished in words_for("forbidden") - words_for("language")


def partner_of(column: Column, places: Table) -> Column | None:
    """The column of places in which the words of a case's column are looked for."""
    names = {column.name, after_word(column.heading, "wished")} - {""}
    return next((each for each in places.columns if each.name in names), None)


def is_criterion(column: Column, cases: Table, places: Table) -> bool:
    """Whether a column of cases counts in the score by itself."""
    if column.fact or never_counts(column):
        return False
    return _is_about_places(column, cases, places) or _is_paired(column, cases, places)


def place_names(places: Table) -> dict[str, int]:
    """The column number of each place by its name, as `plain` writes it."""
    return {plain(key): number for number, key in enumerate(places.rows)}


def _criteria(cases: Table, places: Table) -> Iterator[tuple[str, np.ndarray, Decimal]]:
    """Each criterion: its name, the shares (n, k), and its weight where none is asked for."""
    one = Decimal(1)
    points = _given_points(cases, places)
    if points is not None:
        yield _("Points"), *points
    if cases.known_as("wishes"):
        name = NUMBER_LAST.sub("", cases.known_as("wishes")[0].heading)
        yield name, _wishes(cases, places), one
    for column in cases.own():
        if not is_criterion(column, cases, places):
            continue
        if _is_about_places(column, cases, places):
            yield column.heading, _read(cases, column, _naming(places)), one
        else:
            yield column.heading, _read(cases, column, _sharing(column, places)), one


def _read(cases: Table, column: Column, reading: Reading) -> np.ndarray:
    """Shares (n, k); cells that say the same are read once."""
    texts = cases.words(column)
    once = {text: reading(text) for text in set(texts)}
    return np.array([once[text] for text in texts], np.int32)


def _naming(places: Table) -> Reading:
    """A cell that names places: those meet the criterion fully."""
    names = place_names(places)

    def reading(text: str) -> list[int]:
        named = {names[plain(word)] for word in listed(text)}
        return [WHOLE * (number in named) for number in range(len(names))]

    return reading


def _sharing(column: Column, places: Table) -> Reading:
    """A cell with words: the share of them that a place has too."""
    partner = partner_of(column, places)
    there = [_plain_words(text) for text in places.words(partner)] if partner else []

    def reading(text: str) -> list[int]:
        wanted = _plain_words(text)
        if not wanted:
            return [0] * len(there)
        return [round(Fraction(WHOLE * len(wanted & has), len(wanted))) for has in there]

    return reading


def _plain_words(text: str) -> set[str]:
    return {plain(word) for word in listed(text)}


def _wishes(cases: Table, places: Table) -> np.ndarray:
    """The first wish counts fully, each later one evenly less, one that is not wished nothing."""
    names, faults = place_names(places), Faults()
    rows = []
    for key, row in cases.rows.items():
        cells = [in_words(row[column.position]) for column in cases.known_as("wishes")]
        wishes = [plain(word) for cell in cells for word in listed(cell)]
        for wish in wishes:
            if wish not in names:
                faults.add(no_such_place(wish, cases.where(key)))
        rows.append([names[wish] for wish in dict.fromkeys(wishes) if wish in names])
    faults.stop_if_any()
    most = max((len(row) for row in rows), default=0) or 1
    shares = np.zeros((len(rows), len(names)), np.int32)
    for number, wished in enumerate(rows):
        for rank, place in enumerate(wished):
            shares[number, place] = round(Fraction(WHOLE * (most - rank), most))
    return shares


def _given_points(cases: Table, places: Table) -> tuple[np.ndarray, Decimal] | None:
    """Columns with the places' names hold the points that somebody has set."""
    columns = {column.name: column for column in cases.columns}
    named = [(number, columns.get(name)) for name, number in place_names(places).items()]
    if not any(column for _number, column in named):
        return None
    faults = Faults()
    table = np.zeros((len(cases.rows), len(places.rows)))
    for number, column in named:
        if column:
            table[:, number] = [float(v) for v in cases.numbers(column, faults, empty=0)]
    faults.stop_if_any()
    largest = Decimal(str(table.max(initial=0.0)))
    share = np.rint(table * (WHOLE / float(largest or 1))).astype(np.int32)
    return share, largest


def _is_about_places(column: Column, cases: Table, places: Table) -> bool:
    """Whether every cell names places and nothing else, as in a column "Relatives in"."""
    names = place_names(places)
    words = [plain(word) for text in cases.words(column) for word in listed(text)]
    return bool(words) and all(word in names for word in words)


def _is_paired(column: Column, cases: Table, places: Table) -> bool:
    partner = partner_of(column, places)
    if partner is None or partner.fact not in {"", "offers"}:
        return False
    return not (cases.holds_numbers(column) or places.holds_numbers(partner))


# --- Sentences ----------------------------------------------------------------------------------


def no_such_place(name: str, where: str) -> str:
    return _(
        "“%(name)s” on %(where)s is none of the places. Write it as in the table of places."
    ) % {"name": name, "where": where}


def _nothing_counts(cases: Table, places: Table) -> str:
    return _(
        "Nothing says which place suits a case. Give %(cases)s a column with wishes, a column of "
        "points for each place, or a column with the same heading as one in %(places)s."
    ) % {"cases": cases.file, "places": places.file}


def _refuse_unknown(asked: Mapping[str, Decimal], names: list[str]) -> None:
    unknown = sorted(set(asked) - {plain(name) for name in names})
    if unknown:
        text = _("There is no criterion “%(name)s”. What counts here is: %(names)s.")
        known = ", ".join(sorted(names))
        raise Unusable([text % {"name": name, "names": known} for name in unknown])


def _said(problem: BadScore) -> str:
    sentences = {
        ScoreFault.ALL_ZERO: _(
            "All weights are 0, so nothing counts. Give at least one criterion a weight above 0."
        ),
        ScoreFault.NEGATIVE_WEIGHT: _(
            "The weight of “%(name)s” is less than 0. Write a number from 0."
        ),
        ScoreFault.TWICE: _(
            "“%(name)s” is the heading of two criteria. Call one of them another."
        ),
        ScoreFault.TOO_HEAVY: _(
            "The weights add up to more than %(most)s points. Write smaller ones: only what they "
            "are beside each other matters."
        ),
    }
    facts = {"name": problem.criterion, "most": 1_000_000 // UNIT}
    return sentences.get(problem.kind, str(problem)) % facts
