from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from samverka.engine.disclosure import Table, suppress


def numbers_of(table: Table) -> list[list[int | None]]:
    """The table as a reader sees it, with its margins."""
    rows = [[*row, total] for row, total in zip(table.rows, table.row_totals, strict=True)]
    return [*rows, [*table.column_totals, table.total]]


def with_margins(rows: list[list[int]]) -> list[list[int]]:
    rows = [[*row, sum(row)] for row in rows]
    return [*rows, [sum(column) for column in zip(*rows, strict=True)]]


def readings(table: Table, known: dict, highest: int) -> list[list[list[int]]]:
    """Every table with those shown numbers that a reader can think of: the long way round."""
    shown = numbers_of(table)
    width = len(shown[0]) - 1
    choices = [
        [known[row, column]]
        if (row, column) in known
        else range(1, highest + 1)
        if shown[row][column] is None
        else [shown[row][column]]
        for row in range(len(shown) - 1)
        for column in range(width)
    ]
    fitting = []
    for cells in product(*choices):
        rows = [list(cells[start : start + width]) for start in range(0, len(cells), width)]
        numbers = with_margins(rows)
        if all(
            (seen is None and number >= 1) or seen == number
            for line, seen_line in zip(numbers, shown, strict=True)
            for number, seen in zip(line, seen_line, strict=True)
        ):
            fitting.append(numbers)
    return fitting


def rests_on_known(rows: list[list[int]], row: int, column: int, known: dict) -> bool:
    """Whether a number is made of zeros and of what the reader knows: that cannot be hidden."""
    return all(
        (r, c) in known or not number
        for r, line in enumerate(rows)
        for c, number in enumerate(line)
        if row in {r, len(rows)} and column in {c, len(line)}
    )


def assert_nothing_small_can_be_read(rows: list[list[int]], known: dict) -> None:
    table = suppress(rows, known=known)
    shown, fitting = numbers_of(table), readings(table, known, highest=11)
    assert with_margins(rows) in fitting
    for row, line in enumerate(with_margins(rows)):
        for column, number in enumerate(line):
            if 0 < number < 5 and not rests_on_known(rows, row, column, known):
                assert shown[row][column] is None
                assert any(other[row][column] >= 5 for other in fitting)


def tables(height: int, width: int):
    counts = st.sampled_from([0, 0, 1, 1, 2, 3, 4, 5, 6, 7])
    row = st.lists(counts, min_size=width, max_size=width)
    return st.lists(row, min_size=height, max_size=height)


@settings(deadline=None)  # the long way round is long
@given(st.sampled_from([(1, 1), (1, 4), (2, 2), (4, 1)]).flatmap(lambda size: tables(*size)))
def test_nothing_small_can_be_computed_from_a_small_table(rows):
    assert_nothing_small_can_be_read(rows, known={})


@settings(deadline=None)
@given(tables(2, 3))
def test_nothing_small_can_be_computed_by_somebody_who_sees_the_rows_of_their_own(rows):
    own = {(0, column): number for column, number in enumerate([*rows[0], sum(rows[0])])}
    assert_nothing_small_can_be_read(rows, known=own)


@given(tables(3, 3))
def test_what_is_shown_is_right_and_zeros_are_shown(rows):
    for line, shown_line in zip(with_margins(rows), numbers_of(suppress(rows)), strict=True):
        for number, shown in zip(line, shown_line, strict=True):
            assert shown in {number, None}
            assert number or shown == 0


@given(st.lists(st.lists(st.integers(5, 9), min_size=3, max_size=3), min_size=1, max_size=4))
def test_a_table_without_small_counts_is_shown_whole(rows):
    assert numbers_of(suppress(rows)) == with_margins(rows)


def test_one_small_count_takes_the_next_smallest_with_it():
    assert suppress([[40, 3, 12, 25]]).rows == ((40, None, None, 25),)


def test_two_small_counts_that_are_few_together_take_a_third():
    assert suppress([[40, 1, 2, 25]]).rows == ((40, None, None, None),)


def test_the_total_is_hidden_when_it_would_give_everybody_away():
    assert suppress([[1, 1, 1, 1, 1]]).total is None


def test_what_the_reader_sees_anyway_is_not_relied_on():
    """Ulla sees her ten; two others at her place would follow from the total."""
    table = suppress([[10], [2]], known={(0, 0), (0, 1)})
    assert table == Table(
        rows=((10,), (None,)), row_totals=(10, None), column_totals=(None,), total=None
    )


def test_an_empty_table_has_nobody():
    assert suppress([]) == Table(rows=(), row_totals=(), column_totals=(), total=0)


def test_rows_of_different_lengths_are_refused():
    with pytest.raises(ValueError, match="one length"):
        suppress([[1, 2], [3]])


def test_negative_counts_are_refused():
    with pytest.raises(ValueError, match="negative"):
        suppress([[-1]])
