import datetime as dt

import pytest
from django.urls import reverse

from samverka.delivery.activities.models import Activity, Registration
from samverka.delivery.programmes.models import Measure
from samverka.overviews.programme import presenting
from tests.people import TODAY

from .factories import came, day, goal


@pytest.fixture(autouse=True)
def in_english(client):
    client.cookies["django_language"] = "en"


def page(client, cast, name="petra"):
    client.force_login(cast.actor(name).user)
    return client.get(reverse("programme:detail", args=[cast.programme.public_key]))


def text(response):
    return " ".join(response.content.decode().split())


def test_a_goal_says_who_is_responsible_and_flags_that_nothing_is_planned(client, cast):
    goal(cast)
    shown = text(page(client, cast))
    assert "Göteborgsregionen is responsible" in shown
    assert "No activity yet" in shown


def test_a_goal_with_an_activity_is_not_flagged(client, cast):
    day(cast, goal(cast), TODAY)
    assert "No activity yet" not in text(page(client, cast))


def test_of_many_activities_the_latest_are_shown_and_the_list_has_the_others(
    client, cast, monkeypatch
):
    monkeypatch.setattr(presenting, "MOST_OF_GOAL", 2)
    under = goal(cast)
    for number in range(1, 4):
        day(cast, under, TODAY - dt.timedelta(days=100 * number))
        shown = page(client, cast).content.decode()
        assert ("1 older in the list" in shown) == (number == 3)
    assert f"?programme={cast.programme.public_key}&amp;when=past" in shown
    listed = [
        one.public_key for one in Activity.objects.order_by("-pk") if one.public_key in shown
    ]
    assert len(listed) == 2
    assert Activity.objects.latest("pk").public_key not in shown


def test_planned_and_extended_end_are_both_shown(client, cast):
    cast.programme.extended_to = dt.date(2027, 5, 31)
    cast.programme.save()
    client.force_login(cast.rut.user)
    about = reverse("programme:about", args=[cast.programme.public_key])
    shown = text(client.get(about))
    assert "1 September 2025 – 31 December 2026" in shown
    assert "May 2027" in shown


def test_a_moved_programme_says_so(client, cast):
    cast.programme.moved_years = 7
    cast.programme.save()
    assert "shown 7 years later than it was held" in text(page(client, cast))


def test_a_small_group_of_persons_is_not_counted_out(client, cast):
    under = goal(cast, counts=Measure.Counts.PERSONS, unit=Measure.Unit.PERSONS)
    came(day(cast, under, TODAY), cast.kungalv, "Amanda", "Bashir")
    assert "Mått 1: fewer than five" in text(page(client, cast))


def test_a_municipality_with_few_is_held_back_from_those_who_do_not_see_them(client, cast):
    session = day(cast, goal(cast), TODAY)
    came(session, cast.kungalv, *"ABCDEFGH")
    came(session, cast.partille, "Rana", "Omar")
    shown = text(page(client, cast, "rut"))
    assert "too few to show" in shown
    assert "2 persons" not in shown


def test_whoever_answers_for_the_programme_sees_every_municipality(client, cast):
    session = day(cast, goal(cast), TODAY)
    came(session, cast.kungalv, *"ABCDEFGH")
    came(session, cast.partille, "Rana", "Omar")
    assert "2 persons" in text(page(client, cast, "petra"))


@pytest.mark.parametrize("name", ["rut", "karin", "sara"])
def test_hours_of_a_small_group_cannot_be_worked_out_from_those_of_all_months(client, cast, name):
    """January has one person of Partille: all hours less those of February would be hers."""
    under = goal(cast, counts=Measure.Counts.HOURS, unit=Measure.Unit.HOURS)
    january = day(cast, under, dt.date(2026, 1, 14))
    came(january, cast.partille, "Rana", minutes=120)
    came(day(cast, under, dt.date(2026, 2, 11)), cast.partille, *"ABCDEFGH")
    shown = text(page(client, cast, name))
    assert "9 persons" in shown
    assert "26 h" not in shown
    assert "Mått 1: not given" in shown
    assert "26 h" in text(page(client, cast, "petra"))


def test_few_under_one_goal_cannot_be_worked_out_from_the_persons_of_the_other(client, cast):
    persons = {"counts": Measure.Counts.PERSONS, "unit": Measure.Unit.PERSONS}
    came(day(cast, goal(cast, "1", **persons), TODAY), cast.kungalv, *"ABCDEFGH")
    came(day(cast, goal(cast, "2", **persons), TODAY), cast.kungalv, "Rana", "Omar")
    assert "Mått 1: not given" in text(page(client, cast, "rut"))
    assert "Mått 1: 8 persons" in text(page(client, cast, "petra"))


def test_a_day_held_without_marks_waits_and_a_day_to_come_is_next(client, cast):
    under = goal(cast)
    held = day(cast, under, TODAY - dt.timedelta(days=4))
    [amanda] = came(day(cast, under, TODAY + dt.timedelta(days=9)), cast.kungalv, "Amanda")
    Registration.objects.create(activity=held.activity, person=amanda, organisation=cast.kungalv)
    shown = text(page(client, cast))
    assert "1 day waits for attendance." in shown
    assert "Next is Training day 2026-03-25" in shown


@pytest.mark.parametrize("name", ["petra", "karin", "olga", "rut", "sara"])
def test_the_page_asks_at_most_ten_questions_however_much_there_is(
    client, cast, name, django_assert_max_num_queries
):
    under = goal(cast, counts="persons", unit="persons")
    came(day(cast, under, TODAY), cast.kungalv, "Amanda")
    url = page(client, cast, name).request["PATH_INFO"]
    with django_assert_max_num_queries(10) as few:
        client.get(url)
    for number in range(2, 12):
        more = goal(cast, str(number), counts="training_days", unit="days", target=3)
        came(day(cast, more, TODAY), cast.partille, *"ABCDEF")
    with django_assert_max_num_queries(10) as many:
        client.get(url)
    assert len(many) == len(few)


def test_the_list_shows_the_programmes_of_ones_organisation_and_no_others(client, cast):
    for name, is_there in (("karin", True), ("eve", False)):
        client.force_login(cast.actor(name).user)
        shown = text(client.get(reverse("programme:list")))
        assert ("Föräldrastöd för nyanlända" in shown) is is_there


def test_an_empty_list_says_what_belongs_there(client, cast):
    client.force_login(cast.eve.user)
    assert "No programme yet" in text(client.get(reverse("programme:list")))


def test_the_list_asks_at_most_ten_questions(client, cast, django_assert_max_num_queries):
    client.force_login(cast.petra.user)
    with django_assert_max_num_queries(10):
        client.get(reverse("programme:list"))


def test_the_map_opens_the_page_of_each_municipality(client, cast):
    opens = reverse("organisation:municipality", args=["1482"])
    assert f'href="{opens}"' in page(client, cast).content.decode()


def test_few_besides_a_goal_within_another_cannot_be_worked_out_from_the_whole(client, cast):
    persons = {"counts": Measure.Counts.PERSONS, "unit": Measure.Unit.PERSONS}
    whole = goal(cast, "1", **persons)
    came(day(cast, whole, TODAY), cast.kungalv, "Rana", "Omar")
    came(day(cast, goal(cast, "1.1", parent=whole, **persons), TODAY), cast.kungalv, *"ABCDEFGH")
    shown = text(page(client, cast, "rut"))
    assert "Mått 1: 10 persons" in shown
    assert "Mått 1.1: not given" in shown


def test_a_measure_of_a_goal_opens_its_own_page(client, cast):
    goal(cast, counts=Measure.Counts.PERSONS, unit=Measure.Unit.PERSONS, target=800)
    url = f"/program/{cast.programme.public_key}/matt/matt-1/"
    assert f'<a href="{url}">Mått 1: 0 of 800 persons</a>' in text(page(client, cast))
