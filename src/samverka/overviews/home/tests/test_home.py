import datetime as dt
import re

import pytest
from django.urls import reverse

from samverka.delivery.activities import actions
from samverka.delivery.activities.models import Activity, Registration
from samverka.delivery.activities.tests.factories import training_day
from samverka.foundation.accounts.models import User
from samverka.register.partners.models import Appointment
from tests.people import TODAY, person

LINKS = re.compile(r'href="(/[^"#]*)')
LATER = TODAY + dt.timedelta(days=9)
EARLIER = TODAY - dt.timedelta(days=4)


@pytest.fixture(autouse=True)
def in_english(client):
    client.cookies["django_language"] = "en"


def place(cast, activity, somebody, organisation=None):
    return actions.register(
        activity=activity,
        person=somebody,
        organisation=organisation or cast.kungalv,
        on=EARLIER,
        by=cast.olga,
    )


def home(client, cast, name):
    client.force_login(cast.actor(name).user)
    return " ".join(client.get("/").content.decode().split())


def sara_as_person(cast):
    sara = person("Sara", cast.kungalv)
    sara.user = cast.sara.user
    sara.save()
    return sara


def test_an_organiser_is_one_tap_from_the_sheet_that_waits(client, cast):
    activity = training_day(cast, EARLIER)
    place(cast, activity, person("Amanda", cast.kungalv))
    sheet = reverse("activities:sheet", args=[activity.sessions.get().public_key])
    shown = home(client, cast, "olga")
    assert "1 day has been held and waits for attendance." in shown
    assert sheet in shown


def test_another_municipality_does_not_see_the_sheet_that_waits(client, cast):
    place(cast, training_day(cast, EARLIER), person("Amanda", cast.kungalv))
    assert "Nothing waits." in home(client, cast, "karin")


def test_a_unit_head_sees_how_many_of_ones_own_are_registered(client, cast):
    activity = training_day(cast, LATER)
    place(cast, activity, person("Amanda", cast.kungalv))
    place(cast, activity, person("Rana", cast.partille), cast.partille)
    shown = home(client, cast, "ulla")
    opens = reverse("activities:detail", args=[activity.public_key])
    assert f'data-label="From you"><a href="{opens}#registered"><bdi>1</bdi>' in shown


def test_what_others_register_to_themselves_is_shown_where_ones_own_are_among_them(client, cast):
    by_organiser = Activity.RegistrationBy.ORGANISER
    training_day(cast, LATER, title="Andras träff", registration_by=by_organiser)
    with_ours = training_day(cast, LATER, title="Vår träff", registration_by=by_organiser)
    place(cast, with_ours, person("Amanda", cast.kungalv))
    shown = home(client, cast, "karin")
    assert "Vår träff" in shown
    assert "Andras träff" not in shown


def test_a_staff_member_sees_where_they_are_registered_and_not_again_as_open(client, cast):
    sara = sara_as_person(cast)
    place(cast, training_day(cast, LATER, title="Tillit och bemötande"), sara)
    training_day(cast, LATER, title="Att arbeta med tolk")
    shown = home(client, cast, "sara")
    registered, open_to = shown.index("You are registered"), shown.index("Open to register")
    assert registered < shown.index("Tillit och bemötande") < open_to
    assert shown.count("Tillit och bemötande") == 1
    assert shown.index("Att arbeta med tolk") > open_to


def test_every_waiting_list_one_stands_on_is_told(client, cast):
    """Each may offer a seat, and an offer lapses."""
    sara = sara_as_person(cast)
    for number in range(8):
        full = training_day(cast, LATER, title=f"Full dag {number}", seats=1)
        place(cast, full, person(f"Nummer {number}", cast.kungalv))
        actions.apply(
            activity=full,
            person=sara,
            organisation=cast.kungalv,
            way=Registration.Way.COLLEAGUE,
            by=cast.karin,
        )
    assert home(client, cast, "sara").count("On the waiting list") == 8


def test_a_full_activity_and_one_that_is_closed_are_not_offered(client, cast):
    full = training_day(cast, LATER, title="Full dag", seats=1)
    place(cast, full, person("Amanda", cast.kungalv))
    training_day(
        cast, LATER, title="Stängd dag", registration_closes_on=TODAY - dt.timedelta(days=1)
    )
    shown = home(client, cast, "sara")
    assert "Full dag" not in shown
    assert "Stängd dag" not in shown


def test_a_staff_member_sees_their_own_hours(client, cast):
    sara = sara_as_person(cast)
    activity = training_day(cast, EARLIER)
    registration = place(cast, activity, sara)
    actions.record_attendance(
        session=activity.sessions.get(),
        marks=[actions.Mark(key=registration.public_key, mark="here")],
        on=TODAY,
        by=cast.olga,
    )
    assert "6 h" in home(client, cast, "sara")


def test_an_economist_opens_a_month_from_home(client, cast):
    activity = training_day(cast, EARLIER)
    registration = place(cast, activity, person("Amanda", cast.kungalv))
    actions.record_attendance(
        session=activity.sessions.get(),
        marks=[actions.Mark(key=registration.public_key, mark="here")],
        on=TODAY,
        by=cast.olga,
    )
    month = reverse("reports:month", args=[cast.programme.public_key, TODAY.replace(day=1)])
    assert month in home(client, cast, "erik")


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("petra", "No day to come"),
        ("karin", "When a programme you take part in sets a day"),
        ("olga", "Make an activity with its days"),
        ("ulla", "When a programme you take part in sets a day"),
        ("sara", "You are not registered to anything to come."),
        ("rut", "Föräldrastöd för nyanlända"),
        ("ada", "Users and roles"),
        ("eve", "Whoever leads one adds your organisation to it."),
    ],
)
def test_nobodys_page_is_empty(client, cast, name, words):
    assert words in home(client, cast, name)


def test_somebody_without_a_role_is_told_who_gives_one(client, cast):
    nils = User.objects.create(email="nils@example.org", name="Nils Exempel")
    client.force_login(nils)
    shown = client.get("/").content.decode()
    assert "You have no role yet" in shown


def test_a_programme_without_an_end_says_from_when_it_goes_on(client, cast):
    cast.programme.starts_on, cast.programme.ends_on = dt.date(2018, 9, 1), None
    cast.programme.save()
    said = home(client, cast, "ada")
    assert "From September 2018, its end is not decided" in said
    assert "Its period is not decided" not in said


def test_a_programme_of_which_the_source_says_a_year_is_told_by_the_year(client, cast):
    programme = cast.programme
    programme.starts_on, programme.starts_precision = dt.date(2016, 1, 1), "year"
    programme.ends_on, programme.ends_precision = dt.date(2019, 6, 30), "day"
    programme.extended_to, programme.extended_precision = dt.date(2020, 12, 31), "year"
    programme.save()
    assert "2016 – 2020" in home(client, cast, "ada")


@pytest.mark.parametrize("name", ["petra", "karin", "erik", "olga", "ulla", "sara", "rut", "ada"])
def test_home_asks_at_most_ten_questions_however_much_there_is(
    client, cast, name, django_assert_max_num_queries
):
    sara = sara_as_person(cast)
    place(cast, training_day(cast, EARLIER), sara)
    place(cast, training_day(cast, LATER), sara)
    home(client, cast, name)
    with django_assert_max_num_queries(10) as few:
        client.get("/")
    for number in range(20):
        somebody = person(f"Nummer {number}", cast.kungalv)
        place(cast, training_day(cast, EARLIER), somebody)
        place(cast, training_day(cast, LATER), somebody)
    with django_assert_max_num_queries(10) as many:
        client.get("/")
    assert len(many) == len(few)


def test_a_programme_without_days_says_that_its_period_is_not_decided(client, cast):
    cast.programme.starts_on = cast.programme.ends_on = None
    cast.programme.save()
    assert "Its period is not decided" in home(client, cast, "ada")


@pytest.mark.parametrize("name", ["petra", "karin", "erik", "olga", "ulla", "sara", "rut", "ada"])
def test_whatever_stands_on_a_home_opens_for_whom_it_greets(client, cast, name):
    sara = sara_as_person(cast)
    place(cast, training_day(cast, EARLIER), sara)
    place(cast, training_day(cast, LATER), sara)
    whole = home(client, cast, name)
    within = whole[whole.index("<main") : whole.index("</main>")]
    links = {escaped.replace("&amp;", "&") for escaped in LINKS.findall(within)}
    assert links
    assert [link for link in links if client.get(link).status_code != 200] == []


def test_a_researcher_opens_the_next_days_of_the_programme_they_follow(client, cast):
    training_day(cast, LATER, title="Tillit och bemötande")
    link = f"{reverse('calendar:calendar')}?programme={cast.programme.public_key}"
    assert link in home(client, cast, "rut")
    assert "Tillit och bemötande" in client.get(link).content.decode()


def test_a_coordinator_gets_from_home_to_their_municipality_and_its_plans(client, cast):
    shown = home(client, cast, "karin")
    assert reverse("organisation:detail", args=[cast.kungalv.public_key]) in shown
    assert reverse("plans:overview", args=[cast.programme.public_key]) in shown


def test_an_administrator_sees_how_many_accounts_lack_a_role(client, cast):
    assert "without a role" not in home(client, cast, "ada")
    Appointment.objects.filter(user=cast.olga.user).update(valid_to=TODAY)
    shown = home(client, cast, "ada")
    assert "1 account without a role" in shown
    assert f"{reverse('administration:users')}?state=without_a_role" in shown
