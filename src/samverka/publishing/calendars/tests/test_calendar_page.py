"""The calendar as a page: a month, a week, a list, and what one narrows them by."""

import datetime as dt
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from samverka.delivery.activities.actions import cancel_activity
from samverka.delivery.activities.tests.factories import (
    TOMORROW,
    only_session,
    place,
    training_day,
)
from samverka.delivery.courses.models import SchoolBreak
from samverka.delivery.groups.tests.factories import group, meeting
from samverka.delivery.programmes.models import Programme, Theme
from samverka.delivery.series.tests.factories import series
from samverka.publishing.calendars.models import CalendarLink
from samverka.publishing.calendars.weeks import DAY, LIST, MONTH, WEEK, span, weeks
from samverka.toolkit import clock
from tests.people import TODAY
from tests.strict_html import hold_together

from .test_feeds import somebody

URL = reverse("calendar:calendar")


@pytest.fixture
def page(cast, client):
    client.force_login(cast.sara.user)

    def get(**asked) -> str:
        response = client.get(URL, asked)
        assert response.status_code == 200
        return response.text

    return get


def numbers(view: str, day: dt.date) -> list[int]:
    return [week.number for week in weeks(span(view, day), [], {})]


def test_weeks_begin_on_monday_and_have_their_swedish_numbers():
    """2026 has a week 53, and the first of January 2027 is in it."""
    assert numbers(MONTH, dt.date(2026, 12, 24)) == [49, 50, 51, 52, 53]
    assert numbers(MONTH, dt.date(2027, 1, 9)) == [53, 1, 2, 3, 4]
    assert numbers(WEEK, dt.date(2027, 1, 1)) == [53]
    assert all(
        week.days[0].date.weekday() == 0
        for week in weeks(span(MONTH, dt.date(2026, 2, 3)), [], {})
    )
    assert span(LIST, dt.date(2026, 12, 24)).after == dt.date(2027, 1, 1)


def test_a_public_holiday_stands_on_its_day(page):
    text = page(day="2026-04-03").split("data-calendar")[1]
    assert text.count("långfredagen") == 1
    assert "skärtorsdagen" not in text


def test_a_day_by_itself_is_named_above_what_is_held_and_not_in_each_row(cast, page):
    for title in ("Förmiddagen", "Eftermiddagen"):
        training_day(cast, TOMORROW, title=title)
    day = TOMORROW.isoformat()
    in_rows = {
        view: page(view=view, day=day).split("<tbody>")[1].count(f'<time datetime="{day}"')
        for view in (DAY, LIST)
    }
    assert in_rows == {DAY: 0, LIST: 2}


def test_a_holiday_stands_above_what_is_held_on_it(cast, page):
    good_friday = dt.date(2026, 4, 3)
    training_day(cast, good_friday)
    above, rows = page(view=DAY, day=good_friday.isoformat()).split("<tbody>")
    assert "långfredagen" in above
    assert "långfredagen" not in rows


def test_the_month_shows_activities_and_meetings_and_says_what_is_mine_and_cancelled(cast, page):
    mine = training_day(cast, TOMORROW, title="Min dag")
    place(cast, mine, somebody(cast.sara, cast.kungalv))
    cancel_activity(activity=training_day(cast, TOMORROW, title="Inställd dag"), by=cast.olga)
    meeting(cast, group(cast), TOMORROW)
    for view in (MONTH, WEEK, DAY, LIST):
        text = page(view=view, day=TOMORROW.isoformat())
        assert "Min dag" in text
        assert "Inställd dag" in text
        assert "Styrgruppen" in text
        assert "Cancelled" in text
    text = page(mine="on")
    assert "Min dag" in text
    assert "Inställd dag" not in text
    assert "Styrgruppen" not in text.split("data-calendar")[1]


def test_a_full_day_shows_a_few_ones_own_among_them_and_opens_for_the_rest(cast, page):
    for number in range(7):
        training_day(cast, TOMORROW, title=f"Dag {number}")
    mine = training_day(cast, TOMORROW, title="Min dag")
    place(cast, mine, somebody(cast.sara, cast.kungalv))
    meeting(cast, group(cast), TOMORROW)
    there = f"?view=day&amp;day={TOMORROW.isoformat()}"
    month = page()
    assert month.count('class="held ') + month.count('class="held"') == 4
    assert "Min dag" in month
    assert "and 5 more" in month
    assert f'href="{URL}{there}"' in month
    day = page(view=DAY, day=TOMORROW.isoformat())
    assert all(f"Dag {number}" in day for number in range(7))
    assert "Min dag" in day
    assert "Styrgruppen" in day
    assert "more" not in day.split("<tbody>")[1].split("</tbody>")[0]
    own = page(mine="on")
    assert "Min dag" in own
    assert "more</" not in own.split("data-calendar")[1]


@pytest.mark.both
def test_of_a_full_day_the_earliest_are_shown_in_whatever_order_they_were_written(cast, page):
    for hour in (15, 9, 13, 8, 14, 10):
        held = only_session(training_day(cast, TOMORROW, title=f"Klockan {hour}"))
        held.starts_at = clock.at(TOMORROW, dt.time(hour))
        held.save()
    told = re.findall(r"Klockan (\d+)", page())
    assert told == ["8", "9", "10", "13"]


def test_one_narrows_by_theme_and_by_network(cast, page):
    themed = training_day(cast, TOMORROW, title="Om hälsa")
    health = Theme.objects.create(slug="halsa", name="Hälsa")
    cast.programme.themes.add(health)
    themed.themes.add(health)
    training_day(cast, TOMORROW, title="Om annat")
    network = group(cast, "Nätverket", kind="network")
    meeting(cast, network, TOMORROW, place="Rådhuset")
    text = page(theme="theme-halsa")
    assert "Om hälsa" in text
    assert "Om annat" not in text
    text = page(network=f"group-{network.public_key}")
    assert "Rådhuset" in text
    assert "Om annat" not in text


@pytest.mark.parametrize(
    "asked",
    [{"day": "9999-12-31"}, {"day": "x", "view": "<b>"}, {"day": "0001-01-01", "view": "week"}],
)
def test_nonsense_in_the_address_shows_some_days_all_the_same(page, asked):
    assert "<b>" not in page(**asked)


def test_somebody_outside_the_programme_finds_nothing_of_it(cast, client):
    training_day(cast, TOMORROW)
    client.force_login(cast.eve.user)
    assert "Att arbeta med tolk" not in client.get(URL).text


def test_it_asks_as_often_however_much_is_held(cast, page):
    def count() -> int:
        with CaptureQueriesContext(connection) as asked:
            page()
        return len(asked)

    training_day(cast, TOMORROW)
    meeting(cast, group(cast), TOMORROW)
    few = count()
    training_day(cast, *(TODAY + dt.timedelta(days=number) for number in range(2, 12)))
    for number in range(3):
        meeting(cast, group(cast, f"Grupp {number}"), TOMORROW)
    assert count() == few <= 10


def test_a_link_is_made_made_anew_and_taken_back(cast, client, page):
    assert "/kalender/flode/" not in page()
    client.post(reverse("calendar:make_link"))
    first = CalendarLink.objects.get().public_key
    assert f"/kalender/flode/min/{first}" in page()
    client.post(reverse("calendar:make_link"))
    second = CalendarLink.objects.get().public_key
    text = page()
    assert f"/kalender/flode/min/{second}" in text
    assert first not in text
    client.post(reverse("calendar:stop_link"))
    assert "/kalender/flode/" not in page()


def test_s64_the_four_meetings_of_a_network_stand_in_the_calendar_of_2009(cast, page):
    network = group(cast, "Mottagningen", kind="network", meetings_per_year=4)
    days = [dt.date(2009, month, 12) for month in (2, 5, 9, 11)]
    for day in days:
        meeting(cast, network, day)
    asked = {"view": LIST, "network": f"group-{network.public_key}"}
    found = [
        month
        for month in range(1, 13)
        if "/grupper/mote/" in page(day=f"2009-{month:02}-01", **asked)
    ]
    assert found == [2, 5, 9, 11]


def test_school_breaks_are_told_where_one_looks(cast, page):
    of = {"programme": cast.programme, "is_dropped": False}
    kungalv = cast.kungalv.municipality
    for name, day, where in (("Sportlov", 20, kungalv), ("Lovdag", 27, None)):
        held = dt.date(2026, 3, day)
        SchoolBreak.objects.create(
            **of, name=name, municipality=where, first_day=held, last_day=held
        )
    training_day(cast, TODAY, municipality=cast.partille.municipality)
    march = page(day="2026-03-01")
    assert "Sportlov (Kungälv)" in march
    assert "Lovdag" in march
    assert "Lovdag" not in page(day="2026-05-01")
    elsewhere = page(day="2026-03-01", place="place-1402")
    assert "Lovdag" in elsewhere
    assert "Sportlov" not in elsewhere


def test_a_groups_page_leads_to_its_own_calendar(cast, client, page):
    network = group(cast, "Mottagningen", kind="network")
    there = reverse("groups:detail", args=[cast.programme.public_key, network.public_key])
    link = f"{URL}?view=list&amp;network=group-{network.public_key}"
    assert link in client.get(there).text
    assert page(view=LIST, network=f"group-{network.public_key}")


def test_the_open_address_is_shown_for_what_is_public_alone(cast, page):
    key = cast.programme.public_key
    assert "/kalender/flode/" not in page(programme=key)
    Programme.objects.update(is_public=True)
    assert f"/kalender/flode/program/{cast.programme.slug}.ics" in page(programme=key)
    made = series(cast)
    assert f"/serie/{made.public_key}.ics" in page(network=f"series-{made.public_key}")
    assert "/kalender/flode/" not in page(programme=key, mine="on")


@pytest.mark.parametrize("language", ["sv", "ar"])
def test_the_page_holds_together_as_html(cast, client, page, language):
    training_day(cast, TOMORROW)
    meeting(cast, group(cast), TOMORROW)
    client.post(reverse("calendar:make_link"))
    client.cookies["django_language"] = language
    for number in range(12):
        training_day(cast, TOMORROW, title=f"Dag {number}")
    for view in (MONTH, WEEK, DAY, LIST):
        hold_together(page(view=view))
