"""Who takes part in something sensitive is known to those on its list, and to nobody else."""

import pytest
from django.urls import reverse

from samverka.delivery.activities import actions
from samverka.delivery.activities.models import Activity, ActivityReader, Attendance, Registration
from samverka.delivery.activities.queries import sessions_to_tick
from samverka.foundation.audit.models import Event
from tests.people import TODAY, Cast, person

from .factories import only_session, place, training_day


@pytest.fixture
def course(cast) -> Activity:
    """Olga has made it, and Amanda takes part."""
    made = training_day(cast, title="Kurs", is_sensitive=True, inner_title="Att sova")
    place(cast, made, person("Amanda", cast.kungalv))
    return made


def as_(client, actor):
    client.force_login(actor.user)
    return client


def page(course: Activity) -> str:
    return reverse("activities:detail", args=[course.public_key])


def the_list(course: Activity) -> str:
    return reverse("activities:readers", args=[course.public_key])


def sheet(course: Activity) -> str:
    return reverse("activities:sheet", args=[only_session(course).public_key])


def take_off(client, course: Activity, actor):
    key = actor.user.public_key
    return client.post(reverse("activities:remove_reader", args=[course.public_key, key]))


def listed(course: Activity) -> set[int]:
    return set(ActivityReader.objects.filter(activity=course).values_list("user_id", flat=True))


def test_whoever_makes_it_sensitive_is_the_first_on_its_list(cast, course):
    assert listed(course) == {cast.olga.user_id}
    usual = training_day(cast)
    assert listed(usual) == set()


def test_others_who_run_activities_there_see_that_it_is_held_and_nobody_in_it(
    cast, course, client
):
    for other in (cast.petra, cast.erik):
        detail = as_(client, other).get(page(course))
        assert detail.status_code == 200
        for secret in ("Amanda", "Att sova"):
            assert secret not in detail.content.decode()
        assert client.get(sheet(course)).status_code == 403
        assert not Registration.objects.visible_to(other).filter(activity=course).exists()
        assert not Attendance.objects.visible_to(other).exists()
    assert "Amanda" in as_(client, cast.olga).get(page(course)).content.decode()
    assert "Amanda" in client.get(sheet(course)).content.decode()


def test_what_waits_to_be_ticked_waits_for_those_on_the_list(cast, course):
    assert [one.activity for one in sessions_to_tick(cast.olga, on=TODAY)] == [course]
    assert not sessions_to_tick(cast.petra, on=TODAY).exists()


def test_whoever_leads_puts_somebody_on_the_list_and_it_is_noted(cast, course, client):
    said = as_(client, cast.petra).get(page(course)).content.decode()
    assert the_list(course) in said
    key = cast.erik.user.public_key
    assert client.post(the_list(course), {"user": key}).status_code == 302
    assert client.get(sheet(course)).status_code == 403, "Petra herself is not on it"
    assert as_(client, cast.erik).get(sheet(course)).status_code == 200
    noted = Event.objects.get(verb="activities.reader_added", user_id=cast.petra.user_id)
    assert noted.about_id == str(course.pk)


@pytest.mark.parametrize("who", ["karin", "sara"])
def test_only_who_acts_for_the_organiser_can_be_on_it(cast, course, client, who):
    key = getattr(cast, who).user.public_key
    assert as_(client, cast.olga).post(the_list(course), {"user": key}).status_code == 422
    assert listed(course) == {cast.olga.user_id}


def test_the_last_one_stays_until_there_is_another(cast, course, client):
    refused = take_off(as_(client, cast.olga), course, cast.olga)
    assert refused.status_code == 409
    assert "Put another person on the list first" in refused.content.decode()
    actions.add_reader(activity=course, user=cast.petra.user, by=cast.olga)
    assert take_off(client, course, cast.olga).status_code == 302
    assert listed(course) == {cast.petra.user_id}
    assert client.get(sheet(course)).status_code == 403


def test_what_is_no_longer_sensitive_has_no_list(cast: Cast, course, client):
    correct(cast, course, is_sensitive=False, inner_title="")
    assert listed(course) == set()
    assert "Amanda" in as_(client, cast.petra).get(page(course)).content.decode()
    correct(cast, course, is_sensitive=True)
    assert listed(course) == {cast.olga.user_id}


def correct(cast: Cast, course: Activity, **values) -> None:
    day = only_session(course)
    times = actions.Times(
        day=day.held_on,
        starts=day.starts_at.time(),
        ends=day.ends_at.time(),
        key=day.public_key,
    )
    actions.correct_activity(activity=course, values=values, sessions=[times], by=cast.olga)
    course.refresh_from_db()
