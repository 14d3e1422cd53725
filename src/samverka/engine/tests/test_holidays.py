import datetime as dt

import pytest

from samverka.engine.holidays import Kind, Rule, days_of, easter_sunday, schedule

TUESDAY = dt.date(2026, 4, 14)


# As printed in almanacs; the earliest and the latest Easter there can be are among them.
@pytest.mark.parametrize(
    ("year", "month", "day"),
    [(1818, 3, 22), (1943, 4, 25), (2000, 4, 23), (2008, 3, 23), (2025, 4, 20), (2026, 4, 5)],
)
def test_easter_is_where_the_almanac_has_it(year, month, day):
    assert easter_sunday(year) == dt.date(year, month, day)


def test_a_holiday_is_there_in_the_years_of_its_law_only():
    rule = Rule("nationaldagen", Kind.FIXED, month=6, day=6, since=2005, until=2010)
    years = [year for year in range(2003, 2013) if days_of(year, [rule])]
    assert years == list(range(2005, 2011))


def test_days_go_on_week_by_week_past_those_that_are_closed():
    closed = {dt.date(2026, 4, 21): "lov", dt.date(2026, 4, 28): "lov"}
    found = schedule(TUESDAY, 3, every=7, closed=lambda day: closed.get(day, ""))
    assert [day.isoformat() for day in found.days] == ["2026-04-14", "2026-05-05", "2026-05-12"]
    assert found.skipped == list(closed.items())


def test_where_every_day_is_closed_one_stops_looking():
    found = schedule(TUESDAY, 3, every=7, closed=lambda day: "sommar")
    assert found.days == []
