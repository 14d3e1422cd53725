"""Each municipality may book one local workshop (S34)."""

import datetime as dt
import threading

import pytest
from django.db import IntegrityError, connection, transaction
from django.urls import reverse

from samverka.delivery.activities import actions as activities
from samverka.delivery.activities.models import Activity, Attendance
from samverka.delivery.activities.tests.factories import place, training_day
from samverka.delivery.entitlements import actions
from samverka.delivery.entitlements.models import Booking, Entitlement
from tests.people import TODAY, person

from .factories import booking, eight_municipalities, workshop


@pytest.fixture
def karin(cast, client):
    client.force_login(cast.karin.user)
    return client


def address(name: str, entitlement: Entitlement, *more: str) -> str:
    keys = [entitlement.programme.public_key, entitlement.public_key, *more]
    return reverse(f"entitlements:{name}", args=keys)


def sent(organisation, **facts) -> dict:
    when = {"day": "2026-05-06", "starts": "13:00", "ends": "16:00"}
    return {"organisation": organisation.public_key, **when, **facts}


def test_a_second_booking_is_refused_with_the_reason_and_unused_are_eight_less_booked(cast, karin):
    eight_municipalities(cast)
    made = workshop(cast)
    assert karin.post(address("book", made), sent(cast.kungalv)).status_code == 302
    activity = Activity.objects.get()
    assert (activity.organiser, activity.municipality) == (cast.gr, cast.kungalv.municipality)
    assert activity.title == "Interkulturell kompetens, Kungälv"
    refused = karin.post(address("book", made), sent(cast.kungalv, day="2026-05-13"))
    assert refused.status_code == 422
    assert "Kungälv kommun has booked already" in refused.content.decode()
    assert Booking.objects.count() == 1
    page = karin.get(address("detail", made))
    assert (page.context["left"], page.context["in_all"]) == (7, 8)
    assert "7 of 8 are unused" in page.content.decode()
    unused = [row.organisation for row in page.context["unused"]]
    assert len(unused) == 7
    assert cast.kungalv not in unused


def test_a_municipality_that_has_booked_all_is_told_so_and_not_asked_to_book(cast, karin):
    """Others may have some left: the coordinator of Kungälv books for Kungälv alone."""
    made = workshop(cast)
    assert address("book", made) in karin.get(address("detail", made)).text
    booking(cast, made)
    page = karin.get(address("detail", made))
    assert page.context["left"] == 1
    assert address("book", made) not in page.text
    assert "All that you may book is booked." in page.text


def test_when_the_days_have_been_nobody_is_asked_to_book(cast, karin):
    made = workshop(cast)
    Entitlement.objects.filter(pk=made.pk).update(last_day=TODAY - dt.timedelta(days=1))
    page = karin.get(address("detail", made)).text
    assert address("book", made) not in page
    assert "The days that could be booked have been." in page


def test_a_coordinator_books_for_the_own_municipality_only(cast, karin):
    made = workshop(cast)
    refused = karin.post(address("book", made), sent(cast.partille))
    assert refused.status_code == 422
    assert not Booking.objects.exists()


def test_who_books_is_told_what_else_is_held_that_day_for_the_same_persons(cast, karin):
    training_day(cast, dt.date(2026, 5, 6), title="Samtal genom tolk", target_group="Kuratorer")
    made = workshop(cast, target_group="kuratorer")
    page = karin.post(address("book", made), sent(cast.kungalv), follow=True)
    assert "The same day, for the same people: Samtal genom tolk." in page.content.decode()
    assert Booking.objects.count() == 1


def test_a_day_outside_the_period_is_refused_with_the_days_there_are(cast, karin):
    refused = karin.post(address("book", workshop(cast)), sent(cast.kungalv, day="2026-07-01"))
    assert refused.status_code == 422
    assert "30\u00a0Jun" in refused.content.decode()


def test_giving_back_cancels_the_activity_and_undo_takes_both_again(cast, karin):
    made = workshop(cast)
    own = booking(cast, made)
    answer = karin.post(address("give_back", made, own.public_key), follow=True)
    own.activity.refresh_from_db()
    assert own.activity.is_cancelled
    assert answer.context["left"] == 2
    karin.post(next(iter(answer.context["messages"])).extra_tags)
    own.activity.refresh_from_db()
    assert not own.activity.is_cancelled
    assert karin.get(address("detail", made)).context["left"] == 1


def test_what_was_given_back_is_not_taken_again_where_another_day_is_booked(cast, karin):
    made = workshop(cast)
    own = booking(cast, made)
    actions.give_back(booking=own, by=cast.karin)
    booking(cast, made)
    karin.post(address("take_again", made, own.public_key))
    own.refresh_from_db()
    assert own.number is None


def test_a_workshop_that_was_cancelled_on_its_own_page_uses_no_time(cast, karin):
    made = workshop(cast)
    own = booking(cast, made)
    activities.cancel_activity(activity=own.activity, by=cast.olga)
    assert karin.get(address("detail", made)).context["left"] == 2
    assert karin.post(address("book", made), sent(cast.kungalv)).status_code == 302
    assert karin.get(address("detail", made)).context["left"] == 1


def test_a_workshop_that_was_held_is_not_given_back(cast):
    made = workshop(cast)
    own = booking(cast, made)
    session = own.activity.sessions.get()
    seat = place(cast, own.activity, person("Amanda", cast.kungalv))
    activities.record_attendance(
        session=session,
        marks=[activities.Mark(seat.public_key, Attendance.Mark.HERE)],
        on=session.held_on,
        by=cast.olga,
    )
    with pytest.raises(activities.HasMarks):
        actions.give_back(booking=own, by=cast.karin)


def test_the_database_itself_keeps_a_time_from_being_used_twice(cast):
    own = booking(cast, workshop(cast))
    other = activities.create_activity(
        programme=cast.programme,
        organiser=cast.gr,
        title="En till",
        kind=Activity.Kind.WORKSHOP,
        sessions=[],
        days_to_come=True,
        by=cast.olga,
    )
    with pytest.raises(IntegrityError), transaction.atomic():
        Booking.objects.create(
            entitlement=own.entitlement, organisation=cast.kungalv, number=1, activity=other
        )


def test_who_leads_says_what_can_be_booked_and_changes_it(cast, client):
    client.force_login(cast.petra.user)
    facts = {
        "name": "Hemmakväll",
        "kind": "workshop",
        "held_by": cast.gr.pk,
        "times": "2",
        "first_day": "2026-03-01",
        "last_day": "2026-05-01",
    }
    create = reverse("entitlements:create", args=[cast.programme.public_key])
    assert client.post(create, facts | {"last_day": "2026-02-01"}).status_code == 422
    client.post(create, facts)
    made = Entitlement.objects.get()
    client.post(address("edit", made), facts | {"times": "3"})
    made.refresh_from_db()
    assert (made.name, made.times) == ("Hemmakväll", 3)
    own = booking(cast, made)
    assert own.activity.sessions.get().held_on > TODAY


@pytest.mark.django_db(transaction=True)
@pytest.mark.postgresql
def test_of_two_bookings_at_once_one_is_refused(cast):
    made = workshop(cast)
    gate = threading.Barrier(2)
    answers = []

    def write():
        try:
            gate.wait(timeout=10)
            answers.append(booking(cast, made))
        except actions.IsUsed as refused:
            answers.append(refused)
        finally:
            connection.close()

    threads = [threading.Thread(target=write) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)
    assert sorted(type(answer).__name__ for answer in answers) == ["Booking", "IsUsed"]
    assert Booking.objects.count() == 1
