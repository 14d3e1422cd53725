"""Feeds: what a calendar program gets, who it tells, and what a link that is not one opens."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.html import escape
from icalendar import Calendar

from samverka.delivery.activities.actions import cancel_activity
from samverka.delivery.activities.models import Activity
from samverka.delivery.activities.tests.factories import TOMORROW, place, training_day
from samverka.delivery.groups.actions import cancel_meeting
from samverka.delivery.groups.models import Group
from samverka.delivery.groups.tests.factories import group, meeting, seat, sits
from samverka.delivery.programmes.models import Participation, Programme, SubRegion
from samverka.delivery.series.tests.factories import series
from samverka.foundation.accounts.actor import Actor
from samverka.foundation.classifications.models import Municipality
from samverka.publishing.calendars.actions import make_link, stop_link
from samverka.publishing.calendars.links import token_of
from samverka.publishing.calendars.models import CalendarLink
from samverka.register.partners.models import Appointment
from samverka.register.people.models import Person
from tests.people import TODAY, Cast, person

from .reading import nine_in_sweden, read

NEXT_WEEK = TODAY + dt.timedelta(days=7)


def feed_url(actor: Actor) -> str:
    return reverse("feed:own", args=[token_of(make_link(language="sv", by=actor))])


def somebody(actor: Actor, organisation) -> Person:
    """The person whom the account belongs to."""
    made = person(actor.user.name.split()[0], organisation)
    Person.objects.filter(pk=made.pk).update(user=actor.user)
    made.refresh_from_db()
    return made


def in_municipality(activity: Activity, name: str) -> Activity:
    activity.municipality = Municipality.objects.get(name=name)
    activity.save()
    return activity


def test_s14_days_of_each_sub_region_join_into_one_calendar_that_two_programs_read(cast, client):
    """Kungälv's day and Partille's are in the region's feed, each alone in its own."""
    Programme.objects.update(is_public=True)
    for home in (cast.kungalv, cast.partille):
        part = SubRegion.objects.create(programme=cast.programme, name=home.name, lead=home)
        Participation.objects.filter(organisation=home).update(via=part)
    tolk = training_day(cast, TOMORROW, by=cast.karin, place="Folkets hus")
    skola = training_day(cast, NEXT_WEEK, title="Skolan")
    in_municipality(tolk, "Kungälv"), in_municipality(skola, "Partille")
    region = read(client.get(reverse("feed:programme", args=[cast.programme.slug])).content)
    assert region == {
        "Att arbeta med tolk": (nine_in_sweden(TOMORROW), "Folkets hus", "CONFIRMED"),
        "Skolan": (nine_in_sweden(NEXT_WEEK), "", "CONFIRMED"),
    }
    assert read(client.get(reverse("feed:municipality", args=["1482"])).content).keys() == {
        "Att arbeta med tolk"
    }
    url = feed_url(cast.sara)
    for part in SubRegion.objects.all():
        (title,) = read(client.get(url, {"place": f"part-{part.public_key}"}).content)
        assert title == ("Skolan" if part.lead == cast.partille else "Att arbeta med tolk")


def test_what_is_cancelled_is_told_so_and_what_is_sensitive_keeps_its_neutral_title(cast, client):
    off = training_day(cast, TOMORROW, title="Inställd dag")
    cancel_activity(activity=off, by=cast.olga)
    shy = training_day(cast, NEXT_WEEK, title="Kurs på tisdagar")
    Activity.objects.filter(pk=shy.pk).update(is_sensitive=True, inner_title="Hälsoskola")
    shy.sessions.update(title="Sömn och oro")
    held = meeting(cast, group(cast), NEXT_WEEK)
    cancel_meeting(meeting=held, by=cast.petra)
    response = client.get(feed_url(cast.olga))
    told = read(response.content)
    assert {title: status for title, (*_rest, status) in told.items()} == {
        "Inställd dag": "CANCELLED",
        "Kurs på tisdagar": "CONFIRMED",
        "Styrgruppen": "CANCELLED",
    }
    # No time was set for the meeting: it is the day's.
    assert told["Styrgruppen"][0] == NEXT_WEEK
    text = response.content.decode()
    assert "Hälsoskola" not in text
    assert "oro" not in text


def three_networks(cast: Cast) -> dict[str, Group]:
    """Teachers, county days, and heads of schools, each with its members and a meeting."""
    names = ("Sfi-lärare", "Länsdagar", "Rektorer")
    made = {name: group(cast, name, kind="network") for name in names}
    for number, one in enumerate(made.values(), start=1):
        meeting(cast, one, TODAY + dt.timedelta(days=number), starts=dt.time(9))
    return made


def test_s70_a_teacher_sees_the_teachers_days_and_a_head_those_of_both(cast, client):
    networks = three_networks(cast)
    teacher, head = somebody(cast.sara, cast.kungalv), somebody(cast.ulla, cast.kungalv)
    for name, members in (("Sfi-lärare", [teacher, head]), ("Rektorer", [head])):
        for one in members:
            sits(cast, seat(cast, networks[name], cast.kungalv), one)
    both = {}
    for actor in (cast.sara, cast.ulla):
        both[actor.user.email] = set(read(client.get(feed_url(actor), {"mine": "on"}).content))
    assert list(both.values()) == [{"Sfi-lärare"}, {"Sfi-lärare", "Rektorer"}]
    assert set(read(client.get(feed_url(cast.sara)).content)) == set(networks)
    one = {"network": f"group-{networks['Länsdagar'].public_key}"}
    assert set(read(client.get(feed_url(cast.sara), one).content)) == {"Länsdagar"}


def test_linked_series_are_one_calendar_that_anybody_may_read_where_the_programme_is_public(
    cast, client
):
    teachers = training_day(cast, TOMORROW, title="För lärare")
    heads = training_day(cast, NEXT_WEEK, title="För rektorer")
    training_day(cast, NEXT_WEEK, title="Något annat")
    county = series(cast, heads, title="Länets dagar")
    series(cast, teachers, title="Lärarnas dagar", part_of=county)
    url = reverse("feed:series", args=[county.public_key])
    assert client.get(url).status_code == 404
    Programme.objects.update(is_public=True)
    assert set(read(client.get(url).content)) == {"För lärare", "För rektorer"}


def test_an_open_feed_that_was_asked_for_says_what_has_changed_since(cast, client):
    Programme.objects.update(is_public=True)
    held = training_day(cast, TOMORROW)
    url = reverse("feed:programme", args=[cast.programme.slug])
    first = client.get(url)
    with CaptureQueriesContext(connection) as asked:
        assert client.get(url, {"whatever": "made up"}).content == first.content
    # Endings that are made up leave nothing behind.
    assert not [one for one in asked if one["sql"].startswith("INSERT")]
    cancel_activity(activity=held, by=cast.olga)
    assert read(client.get(url).content)["Att arbeta med tolk"][2] == "CANCELLED"


def test_no_meeting_of_a_group_is_in_an_open_feed(cast, client):
    Programme.objects.update(is_public=True)
    meeting(cast, group(cast), TOMORROW, starts=dt.time(9), ends=dt.time(11), counts_hours=True)
    told = read(client.get(reverse("feed:programme", args=[cast.programme.slug])).content)
    assert told == {}
    # Signed in it is there once, though its hours count at a session of its own.
    (entry,) = read(client.get(feed_url(cast.sara)).content)
    assert entry == "Styrgruppen"


def test_a_feed_shows_what_one_sees_signed_in_and_nothing_when_the_role_has_ended(cast, client):
    training_day(cast, TOMORROW)
    url, outside = feed_url(cast.sara), feed_url(cast.eve)
    assert set(read(client.get(url).content)) == {"Att arbeta med tolk"}
    assert read(client.get(outside).content) == {}
    Appointment.objects.filter(user=cast.sara.user).update(valid_to=TODAY)
    response = client.get(url)
    assert response.status_code == 200
    assert read(response.content) == {}


def test_each_address_has_a_name_of_its_own_among_the_readers_calendars(cast, client):
    """Whoever puts in several tells them apart by what each was narrowed to."""
    network = group(cast, name="Nätverk för sfi-lärare")
    url = feed_url(cast.sara)
    for asked, name in (
        ({}, "Samverka"),
        ({"mine": "on"}, "Mina dagar"),
        ({"programme": cast.programme.public_key}, cast.programme.name),
        (
            {"network": f"group-{network.public_key}", "mine": "on"},
            "Mina dagar, Nätverk för sfi-lärare",
        ),
    ):
        told = Calendar.from_ical(client.get(url, asked).content)
        assert told["X-WR-CALNAME"] == name


def test_a_narrowing_that_is_open_to_one_no_more_does_not_open_the_feed_wide(cast, client):
    training_day(cast, TOMORROW)
    url = feed_url(cast.sara)
    assert read(client.get(url, {"programme": "annatprogram"}).content) == {}
    assert read(client.get(url, {"theme": "theme-borta"}).content) == {}


def test_whoever_is_protected_is_told_when_but_not_where(cast, client):
    made = somebody(cast.sara, cast.kungalv)
    place(cast, training_day(cast, TOMORROW, place="Folkets hus"), made)
    url = feed_url(cast.sara)
    mine = {"mine": "on"}
    assert read(client.get(url, mine).content)["Att arbeta med tolk"][1] == "Folkets hus"
    Person.objects.filter(pk=made.pk).update(is_protected=True)
    answer = client.get(url, mine)
    assert read(answer.content)["Att arbeta med tolk"][1] == ""
    assert "Folkets hus" not in answer.text


class TestSecret:
    def test_a_link_that_is_made_up_or_taken_back_opens_the_same_nothing(self, cast, client):
        url = feed_url(cast.sara)
        newer = feed_url(cast.sara)
        link = CalendarLink.objects.get()
        assert newer != url

        def opened(path: str) -> str:
            """The page without its own address, which choosing a language comes back to."""
            response = client.get(path)
            assert response.status_code == 404
            return response.text.replace(escape(path), "")

        pages = {opened(url), opened("/nothing/of/the/kind/")}
        assert client.get(newer).status_code == 200
        for token in (link.public_key, link.public_key + "0" * 40, "å" * 52, "x"):
            pages.add(opened(reverse("feed:own", args=[token])))
        stop_link(by=cast.sara)
        pages.add(opened(newer))
        assert len(pages) == 1

    def test_the_database_does_not_hold_the_link(self, cast):
        token = token_of(make_link(language="sv", by=cast.sara))
        row = CalendarLink.objects.values().get()
        assert not any(token in str(value) or token[12:] in str(value) for value in row.values())

    def test_nobody_keeps_a_copy_of_a_secret_feed_for_others(self, cast, client):
        response = client.get(feed_url(cast.sara))
        assert response.headers["Cache-Control"] == "private, no-cache"
        assert response.headers["X-Robots-Tag"] == "noindex"


class TestAskedAgain:
    @pytest.fixture
    def first(self, cast, client):
        self.activity = training_day(cast, TOMORROW)
        self.url = feed_url(cast.sara)
        return client.get(self.url)

    def test_what_is_as_it_was_is_not_sent_again(self, first, client):
        etag, since = first.headers["ETag"], first.headers["Last-Modified"]
        for header in ({"If-None-Match": etag}, {"If-Modified-Since": since}):
            again = client.get(self.url, headers=header)
            assert (again.status_code, again.content) == (304, b"")
            assert again.headers["ETag"] == etag
        assert client.head(self.url).content == b""

    def test_what_has_changed_is_sent_with_a_later_instant(self, cast, first, client):
        cancel_activity(activity=self.activity, by=cast.olga)
        since = first.headers["Last-Modified"]
        for header in ({"If-None-Match": first.headers["ETag"]}, {"If-Modified-Since": since}):
            again = client.get(self.url, headers=header)
            assert again.status_code == 200
        assert again.headers["Last-Modified"] != since
        assert read(again.content)["Att arbeta med tolk"][2] == "CANCELLED"

    def test_it_asks_as_often_however_much_is_held(self, cast, first, client):
        def count() -> int:
            with CaptureQueriesContext(
                connection,
            ) as asked:
                assert client.get(self.url).status_code == 200
            return len(asked)

        few = count()
        training_day(cast, *(TODAY + dt.timedelta(days=number) for number in range(2, 20)))
        for number in range(3):
            meeting(cast, group(cast, f"Grupp {number}"), NEXT_WEEK)
        # The instant of a change is written down: the second time nothing is new.
        client.get(self.url)
        assert count() == few
