import datetime as dt

from django.urls import reverse

from samverka.delivery.activities.actions import Mark, record_attendance, register
from samverka.foundation.audit.models import Event
from samverka.register.people.models import Person
from tests.people import TODAY, person

from .factories import YESTERDAY, place, training_day


def page_of(client, actor, activity):
    client.force_login(actor.user)
    return client.get(reverse("activities:detail", args=[activity.public_key]))


def test_shows_those_one_may_see_and_how_many_others_there_are(client, cast):
    activity = training_day(cast, seats=10)
    place(cast, activity, person("Amanda", cast.kungalv))
    place(cast, activity, person("Bashir", cast.partille), cast.partille)
    html = page_of(client, cast.ulla, activity).content.decode()
    assert "Amanda Exempel" in html
    assert "Bashir" not in html
    assert page_of(client, cast.ulla, activity).context["not_shown"] == 1
    assert "Bashir Exempel" in page_of(client, cast.olga, activity).content.decode()


def test_reading_names_is_in_the_trail(client, cast):
    activity = training_day(cast)
    amanda = person("Amanda", cast.kungalv)
    place(cast, activity, amanda)
    page_of(client, cast.olga, activity)
    read = Event.objects.get(verb="read")
    assert (read.person_id, read.user_id) == (amanda.pk, cast.olga.user_id)


def test_a_protected_person_is_counted_and_not_named(client, cast):
    activity = training_day(cast)
    paula = person("Paula", cast.kungalv)
    place(cast, activity, paula)
    Person.objects.filter(pk=paula.pk).update(is_protected=True)
    response = page_of(client, cast.olga, activity)
    assert "Paula" not in response.content.decode()
    assert (response.context["sums"].taken, response.context["not_shown"]) == (1, 1)


def test_how_many_were_there_is_for_those_who_read_the_sheet(client, cast):
    """From the number of a day others could work out the few that a month holds back."""
    activity = training_day(cast, TODAY)
    rows = [place(cast, activity, person(name, cast.partille), cast.partille) for name in "ABC"]
    marks = [Mark(key=row.public_key, mark="here") for row in rows]
    record_attendance(session=activity.sessions.get(), marks=marks, on=TODAY, by=cast.olga)
    client.cookies["django_language"] = "en"
    assert "3 here of 3 marked" in page_of(client, cast.olga, activity).content.decode()
    for actor in (cast.karin, cast.rut, cast.sara):
        shown = page_of(client, actor, activity).content.decode()
        assert "Noted" in shown
        assert "3 were there" not in shown
        assert "3 here" not in shown


def test_is_not_there_for_somebody_outside_the_programme(client, cast):
    assert page_of(client, cast.eve, training_day(cast)).status_code == 404


def test_asks_as_many_questions_however_many_are_registered(
    client, cast, django_assert_max_num_queries
):
    activity = training_day(cast)
    place(cast, activity, person("Amanda", cast.kungalv))
    address = reverse("activities:detail", args=[activity.public_key])
    client.force_login(cast.olga.user)
    with django_assert_max_num_queries(9) as few:
        client.get(address)
    for number in range(20):
        place(cast, activity, person(f"Bashir{number}", cast.kungalv))
    with django_assert_max_num_queries(9) as many:
        client.get(address)
    assert len(many) == len(few)


def test_cancelling_can_be_undone_from_the_toast(client, cast):
    activity = training_day(cast)
    client.force_login(cast.olga.user)
    cancelled = client.post(reverse("activities:cancel", args=[activity.public_key]), follow=True)
    undo = reverse("activities:restore", args=[activity.public_key])
    assert f'action="{undo}"' in cancelled.content.decode()
    activity.refresh_from_db()
    assert activity.is_cancelled
    client.post(undo)
    activity.refresh_from_db()
    assert not activity.is_cancelled


def test_others_than_the_organiser_cannot_cancel(client, cast):
    activity = training_day(cast)
    client.force_login(cast.karin.user)
    answer = client.post(reverse("activities:cancel", args=[activity.public_key]))
    assert answer.status_code == 403


def test_seats_left_are_told(client, cast):
    activity = training_day(cast, seats=2)
    place(cast, activity, person("Amanda", cast.kungalv))
    assert page_of(client, cast.sara, activity).context["sums"].left == 1


def test_says_that_the_last_day_has_passed(client, cast):
    activity = training_day(cast, registration_closes_on=YESTERDAY)
    assert not page_of(client, cast.sara, activity).context["is_open"]


def test_of_four_days_it_is_told_how_many_were_there_four_times_three_times_and_so_on(
    client, cast
):
    """S29: the rows sum to the number of unique persons who were there."""
    days = [TODAY - dt.timedelta(days=number) for number in (4, 3, 2, 1)]
    series = training_day(cast, *days)
    times = {"Amina": 4, "Bo": 3, "Cia": 3, "Didrik": 1, "Ebba": 0}
    places = {
        name: register(
            activity=series,
            person=person(name, cast.partille),
            organisation=cast.partille,
            on=TODAY,
            late=True,
            by=cast.olga,
        )
        for name in times
    }
    for number, session in enumerate(series.sessions.order_by("held_on")):
        marks = [
            Mark(key=places[name].public_key, mark="here" if number < count else "absent")
            for name, count in times.items()
        ]
        record_attendance(session=session, marks=marks, on=TODAY, by=cast.olga)
    client.cookies["django_language"] = "en"
    answer = page_of(client, cast.olga, series)
    assert answer.context["times"] == [(4, 1), (3, 2), (1, 1)]
    assert sum(persons for _times, persons in answer.context["times"]) == 4
    text = answer.content.decode()
    assert "4 of 4: 1 person" in text
    assert "3 of 4: 2 persons" in text
    assert page_of(client, cast.karin, series).context["times"] == []
