"""Somebody comes in another's stead: the place passes on, and hours are of who was there."""

import pytest
from django.urls import reverse

from samverka.delivery.activities import actions
from samverka.delivery.activities.instead import gave_place
from samverka.delivery.activities.models import Activity, Attendance, Registration
from samverka.delivery.activities.person_data import disclose_person
from samverka.delivery.activities.queries import attendance_rows
from samverka.register.people.actions import protect
from tests.people import TODAY, person

from .factories import TOMORROW, YESTERDAY, place, training_day


@pytest.fixture
def full(cast) -> Activity:
    """Two days with one seat, and Bashir has it."""
    return training_day(cast, YESTERDAY, TODAY, seats=1)


@pytest.fixture
def bashir(cast, full):
    return place(cast, full, person("Bashir", cast.kungalv))


@pytest.fixture
def amanda(cast):
    return person("Amanda", cast.partille, cast.gr)


def sessions(full):
    return list(full.sessions.order_by("held_on"))


def instead(cast, session, given, who, on=TODAY):
    return actions.come_instead(
        session=session,
        place=given,
        person=who,
        organisation=cast.partille,
        on=on,
        by=cast.olga,
    )


def test_from_the_sheet_the_place_passes_and_can_be_taken_back(cast, full, bashir, amanda, client):
    client.force_login(cast.olga.user)
    _yesterday, today = sessions(full)
    page = reverse("activities:instead", args=[today.public_key])
    found = client.get(page, {"q": "Amanda", "instead": bashir.public_key})
    (position,) = found.context["found"]
    who = f"{position.person.public_key}.{position.organisation.public_key}"
    assert client.post(page, {"who": who}).status_code == 422
    answer = client.post(page, {"who": who, "instead": bashir.public_key}, follow=True)
    assert "instead of Bashir Exempel" in answer.content.decode()
    (undo,) = [one.extra_tags for one in answer.context["messages"]]
    rows = attendance_rows(cast.programme)
    assert [(row.person, row.organisation, row.minutes) for row in rows] == [
        (amanda, cast.partille, 360)
    ]
    client.post(undo)
    bashir.refresh_from_db()
    assert bashir.state == "registered"
    assert not attendance_rows(cast.programme).exists()


def test_earlier_marks_stay_and_the_first_can_come_again(cast, full, bashir, amanda):
    yesterday, today = sessions(full)
    mark = actions.Mark(bashir.public_key, "here")
    actions.record_attendance(session=yesterday, marks=[mark], on=TODAY, by=cast.olga)
    given = instead(cast, today, bashir, amanda)
    bashir.refresh_from_db()
    assert gave_place(bashir)
    told = {row["State"] for row in disclose_person(person=bashir.person)[0].rows}
    assert told == {"Gave the place to somebody else"}
    assert Attendance.objects.get(person=bashir.person).minutes == 360
    back = instead(cast, yesterday, given, bashir.person, on=TODAY)
    assert back.pk == bashir.pk
    assert not gave_place(back)


def test_a_place_passes_on_before_the_day_and_nobody_is_marked(cast, amanda):
    later = training_day(cast, TOMORROW)
    given = place(cast, later, person("Bashir", cast.kungalv))
    assert instead(cast, later.sessions.get(), given, amanda).state == "registered"
    assert not Attendance.objects.exists()


def test_whoever_is_marked_as_here_or_has_a_place_is_no_substitute(cast, full, bashir, amanda):
    _yesterday, today = sessions(full)
    mark = actions.Mark(bashir.public_key, "here")
    actions.record_attendance(session=today, marks=[mark], on=TODAY, by=cast.olga)
    with pytest.raises(actions.Refused, match="marked as here"):
        instead(cast, today, bashir, amanda)
    with pytest.raises(actions.Refused, match="has a place already"):
        instead(cast, today, bashir, bashir.person)


def test_what_has_passed_on_since_is_not_taken_back_and_that_is_said(
    cast, full, bashir, amanda, client
):
    _yesterday, today = sessions(full)
    given = instead(cast, today, bashir, amanda)
    Registration.objects.filter(pk=given.pk).update(state="cancelled")
    client.force_login(cast.olga.user)
    undo = reverse("activities:not_instead", args=[today.public_key, given.public_key])
    said = client.post(undo, follow=True).content.decode()
    assert "passed on or was given back since" in said
    assert "theirs again" not in said
    bashir.refresh_from_db()
    assert bashir.state == "cancelled"


def test_a_protected_person_whose_place_it_was_is_an_alias(cast, full, bashir, amanda, client):
    protect(person=bashir.person, access=[], reason="Sekretess", on=TODAY, by=cast.petra)
    _yesterday, today = sessions(full)
    instead(cast, today, bashir, amanda)
    client.force_login(cast.olga.user)
    sheet = client.get(reverse("activities:sheet", args=[today.public_key])).content.decode()
    assert "instead of Protected participant A" in sheet
    assert "Bashir" not in sheet
