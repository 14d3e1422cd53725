import datetime as dt

import pytest
from django.test import Client
from django.urls import reverse

from samverka.delivery.activities.models import Activity, Attendance, Registration, Session
from samverka.development.introduction.tests.factories import been, chosen, held, new
from samverka.foundation.audit.models import Event
from samverka.register.people import actions
from samverka.toolkit.clock import at
from tests.people import TODAY, person

pytestmark = pytest.mark.django_db


def page(actor, somebody):
    client = Client()
    client.force_login(actor.user)
    return client.get(reverse("person:detail", args=[somebody.public_key]))


def day(cast, organiser, held_on=TODAY) -> Session:
    activity = Activity.objects.create(
        programme=cast.programme, organiser=organiser, title="Utbildningsdag", kind="training_day"
    )
    return Session.objects.create(
        activity=activity,
        held_on=held_on,
        starts_at=at(held_on, dt.time(9)),
        ends_at=at(held_on, dt.time(16)),
    )


def here(session, somebody, organisation, minutes):
    return Attendance.objects.create(
        session=session, person=somebody, organisation=organisation, mark="here", minutes=minutes
    )


def test_the_sum_is_of_the_marks_one_sees(cast):
    amanda = person("Amanda", cast.kungalv, cast.gr)
    here(day(cast, cast.gr), amanda, cast.kungalv, 180)
    here(day(cast, cast.partille), amanda, cast.kungalv, 240)
    assert page(cast.karin, amanda).context["minutes"] == 420
    assert page(cast.olga, amanda).context["minutes"] == 180


def test_what_is_coming_is_there_and_what_has_been_is_not(cast):
    amanda = person("Amanda", cast.kungalv)
    tomorrow, yesterday = (day(cast, cast.gr, TODAY + dt.timedelta(days=n)) for n in (1, -1))
    for session in (tomorrow, yesterday):
        Registration.objects.create(
            activity=session.activity, person=amanda, organisation=cast.kungalv
        )
    assert [row.session for row in page(cast.karin, amanda).context["coming"]] == [tomorrow]


def test_opening_the_page_is_noted(cast):
    amanda = person("Amanda", cast.kungalv)
    page(cast.karin, amanda)
    event = Event.objects.get(verb="read")
    assert (event.person_id, event.user_id) == (amanda.pk, cast.karin.user_id)


def test_a_staff_member_opens_their_own_page_and_extract(cast):
    sara = person("Sara", cast.kungalv)
    actions.link_user(person=sara, user=cast.sara.user, by=cast.ada)
    response = page(cast.sara, sara)
    assert response.status_code == 200
    assert response.context["may_read_extract"]
    assert not response.context["may_forget"]


def test_the_page_asks_the_same_questions_however_much_there_is(
    cast, django_assert_max_num_queries
):
    amanda = person("Amanda", cast.kungalv)
    here(day(cast, cast.gr), amanda, cast.kungalv, 180)
    client = Client()
    client.force_login(cast.karin.user)
    url = reverse("person:detail", args=[amanda.public_key])
    with django_assert_max_num_queries(16) as few:
        client.get(url)
    for number in range(1, 20):
        session = day(cast, cast.gr, TODAY + dt.timedelta(days=number))
        here(session, amanda, cast.kungalv, 180)
        Registration.objects.create(
            activity=session.activity, person=amanda, organisation=cast.kungalv
        )
    # One more, for the sessions of the first place.
    with django_assert_max_num_queries(len(few) + 1):
        client.get(url)


def test_hours_open_the_month_they_are_counted_in_for_those_who_read_months(cast):
    amanda = person("Amanda", cast.kungalv, cast.gr)
    here(day(cast, cast.gr), amanda, cast.kungalv, 180)
    address = reverse(
        "reports:person", args=[cast.programme.public_key, TODAY.replace(day=1), amanda.public_key]
    )
    text = page(cast.karin, amanda).content.decode()
    assert f'href="{address}"' in text
    assert f", <bdi>{cast.programme}</bdi></a>" in text
    assert f'href="{address}"' not in page(cast.olga, amanda).content.decode()


def test_my_learning_begins_with_what_comes_and_what_waits(cast):
    sara = person("Sara", cast.kungalv)
    sara.user = cast.sara.user
    sara.save()
    later = day(cast, cast.gr, TODAY + dt.timedelta(days=3)).activity
    Registration.objects.create(activity=later, person=sara, organisation=cast.kungalv)
    full = day(cast, cast.gr, TODAY + dt.timedelta(days=5)).activity
    Registration.objects.create(
        activity=full, person=sara, organisation=cast.kungalv, state="waiting"
    )
    here(day(cast, cast.gr), sara, cast.kungalv, 450)
    shown = " ".join(page(cast.sara, sara).content.decode().split())
    words = ("My learning", "7 h 30 min", "On the waiting list", "Coming", "Attendance", "Contact")
    places = [shown.find(word) for word in words]
    assert places == sorted(places)
    # To others it is a page about a person.
    assert "My learning" not in page(cast.karin, sara).content.decode()


def test_my_learning_says_when_the_introduction_was_completed(cast):
    sara = new("Sara", cast.kungalv)
    sara.user = cast.sara.user
    sara.save()
    course = held(cast, chosen(cast), TODAY - dt.timedelta(weeks=5))
    *most, last = course.activity.sessions.order_by("held_on")
    been(sara, *most)
    assert "4 of 5 meetings" in page(cast.sara, sara).content.decode()
    been(sara, last)
    shown = page(cast.sara, sara)
    assert "Completed" in shown.content.decode()
    [own] = shown.context["introductions"]
    assert own.way.last_on == TODAY - dt.timedelta(weeks=1)
