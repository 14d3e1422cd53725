import datetime as dt

import pytest

from samverka.delivery.courses.calendar import RULES, holiday_on
from samverka.engine.holidays import days_of


def test_the_holidays_of_2026_are_those_of_the_law():
    named = {f"{day:%m-%d}": name for day, name in days_of(2026, RULES).items()}
    assert named == {
        "01-01": "nyårsdagen",
        "01-06": "trettondedag jul",
        "04-03": "långfredagen",
        "04-05": "påskdagen",
        "04-06": "annandag påsk",
        "05-01": "första maj",
        "05-14": "Kristi himmelsfärdsdag",
        "05-24": "pingstdagen",
        "06-06": "nationaldagen",
        "06-19": "midsommarafton",
        "06-20": "midsommardagen",
        "10-31": "alla helgons dag",
        "12-24": "julafton",
        "12-25": "juldagen",
        "12-26": "annandag jul",
        "12-31": "nyårsafton",
    }


@pytest.mark.parametrize(
    ("day", "name"),
    [
        (dt.date(2004, 5, 31), "annandag pingst"),
        (dt.date(2004, 6, 6), ""),
        (dt.date(2005, 5, 16), ""),
        (dt.date(2005, 6, 6), "nationaldagen"),
    ],
)
def test_the_law_of_2004_took_whit_monday_and_gave_the_national_day(day, name):
    assert holiday_on(day) == name
