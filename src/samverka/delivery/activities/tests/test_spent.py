import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samverka.delivery.activities.spent import NotATime, field_text, minutes_spent
from samverka.toolkit.texts import hours

NINE, FOUR = dt.time(9), dt.time(16)


def spent(text, whole=360):
    return minutes_spent(text, starts=NINE, ends=FOUR, whole=whole)


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        ("", 360),
        ("  ", 360),
        ("3", 180),
        ("3 h", 180),
        ("3h", 180),
        ("3 tim", 180),
        ("3 timmar", 180),
        ("3:30", 210),
        ("3.30", 210),
        ("3 h 30 min", 210),
        ("3 h 30", 210),
        ("3,5", 210),
        ("3.5", 210),
        ("2,25", 135),
        ("3,5 h", 210),
        ("1,1", 66),
        ("180 min", 180),
        ("180", 180),
        ("45 minuter", 45),
        ("30", 30),
        ("09.00–12.00", 180),
        ("9-12", 180),
        ("9:15 - 12:00", 165),
        ("09.00 till 10.30", 90),
        ("09.00–16.00", 360),
        ("09.00–15.30", 360),
        ("٣", 180),
        ("3 H", 180),
    ],
)
def test_reads_what_people_write(text, minutes):
    assert spent(text) == minutes


@pytest.mark.parametrize(
    "text", ["half", "3:75", "3 h 60 min", "-3", "3;5", "1/2", "9-", "09.75–12.00", "12345"]
)
def test_says_what_to_write_where_it_cannot_read(text):
    with pytest.raises(NotATime) as refused:
        spent(text)
    assert text.casefold() in str(refused.value)


@pytest.mark.parametrize("text", ["0", "7", "0 min", "361", "24"])
def test_refuses_more_than_the_session_counts_and_nothing_at_all(text):
    with pytest.raises(NotATime, match="6"):
        spent(text)


@pytest.mark.parametrize("text", ["08.00–12.00", "9–17", "12–9", "10–10", "25–26"])
def test_refuses_times_of_day_outside_the_session(text):
    with pytest.raises(NotATime, match="16"):
        spent(text)


@given(st.integers(1, 1440))
def test_reads_back_what_it_shows(minutes):
    assert spent(hours(minutes), whole=1440) == minutes
    assert spent(field_text(minutes), whole=1440) == minutes


@given(st.integers(1, 1440))
def test_minutes_are_read_as_they_are(minutes):
    assert spent(f"{minutes} min", whole=1440) == minutes


@given(st.text(max_size=12), st.integers(1, 420))
def test_whatever_is_written_it_is_a_time_of_the_session_or_a_sentence(text, whole):
    try:
        minutes = spent(text, whole)
    except NotATime as refused:
        sentence = str(refused)
    else:
        sentence = "."
        assert 1 <= minutes <= whole
    assert sentence.endswith(".")
