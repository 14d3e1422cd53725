"""Hours, days and numbers read as people write them."""

import datetime as dt
from decimal import Decimal

import pytest
from django.template import Context, Template
from django.utils import translation

from samverka.toolkit import texts

TUESDAY = dt.date(2019, 10, 22)


@pytest.fixture(autouse=True)
def _in_swedish(settings):
    settings.FIXED_TODAY = "2019-11-05"
    with translation.override("sv"):
        yield


def plain(text: str) -> str:
    return text.replace(texts.NO_BREAK, " ")


@pytest.mark.parametrize(
    ("minutes", "written"),
    [
        (420, "7 h"),
        (210, "3 h 30 min"),
        (45, "45 min"),
        (0, "0 h"),
        (-210, "−3 h 30 min"),
        (12_345 * 60, "12 345 h"),
        (None, ""),
    ],
)
def test_minutes_are_written_as_hours(minutes, written):
    assert plain(texts.hours(minutes)) == written


def test_hours_never_break_across_lines():
    assert " " not in texts.hours(210)


def test_hours_keep_their_order_in_a_line_from_the_right():
    with translation.override("ar"):
        written = texts.hours(420)
    # Number and unit stand isolated together, whatever the language calls the unit.
    assert written.startswith("\u20687\u00a0")
    assert written.endswith("\u2069")


def test_names_are_listed_with_the_comma_of_the_language_and_what_is_empty_is_left_out():
    names = ["Kungälv", "", None, "Partille"]
    assert texts.listed(names) == "Kungälv, Partille"
    with translation.override("ar"):
        # Each stands isolated, so that the first stands where a line from the right begins.
        assert texts.listed(names) == "\u2068Kungälv\u2069، \u2068Partille\u2069"


def test_a_page_separates_what_it_lists_as_the_language_does():
    page = Template("{{ a }}{% comma %}{{ b }}: {{ all|listed }}")
    shown = Context({"a": "Kungälv", "b": "Partille", "all": ["<i>", "2"]})
    assert page.render(shown) == "Kungälv, Partille: &lt;i&gt;, 2"
    with translation.override("ar"):
        assert page.render(shown).startswith("Kungälv، Partille")


def test_a_day_of_this_year_is_said_without_its_year():
    assert plain(texts.day(TUESDAY)) == "tis 22 okt"


def test_a_day_of_another_year_is_said_with_it():
    assert plain(texts.day(dt.date(2018, 3, 1))) == "tors 1 mars 2018"


def test_a_day_turns_over_at_midnight_in_sweden():
    late = dt.datetime(2019, 10, 22, 22, 30, tzinfo=dt.UTC)
    assert plain(texts.day(late)) == "ons 23 okt"


def test_a_day_is_said_in_the_language_that_is_on():
    with translation.override("en"):
        assert plain(texts.day(TUESDAY)) == "Tue 22 Oct"


def test_the_whole_day_is_written_out():
    assert texts.whole_day(TUESDAY) == "tisdag 22 oktober 2019"


def test_a_day_in_ukrainian_has_the_month_in_its_form_for_days():
    with translation.override("uk"):
        assert texts.whole_day(TUESDAY) == "вівторок 22 жовтня 2019"
        assert texts.whole_month(TUESDAY) == "жовтень 2019"


def test_clock_times_have_a_point_in_swedish_and_a_colon_elsewhere():
    nine = dt.time(9, 0)
    assert texts.clock_time(nine) == "09.00"
    with translation.override("en"):
        assert texts.clock_time(nine) == "09:00"


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (1234, "1 234"),
        (12_345, "12 345"),
        (Decimal("1811937.50"), "1 811 937,50"),
        (-12_345, "−12 345"),
        ("67 %", "67 %"),
    ],
)
def test_large_numbers_are_grouped(value, written):
    assert plain(texts.amount(value)) == written


def test_english_groups_with_commas():
    with translation.override("en"):
        assert texts.amount(Decimal("1811937.50")) == "1,811,937.50"
