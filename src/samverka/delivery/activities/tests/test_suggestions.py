"""Who has attended and is no participant yet is suggested, and becomes one at once."""

import datetime as dt

import pytest
from django.test import Client
from django.urls import reverse

from samverka.delivery.activities.models import Attendance
from samverka.delivery.activities.queries import could_be_participants
from samverka.delivery.participants.models import Participant
from samverka.delivery.participants.queries import counted
from tests.people import TODAY, person

from .factories import only_session, place, training_day

EARLIER = TODAY - dt.timedelta(days=30)


def attended(cast, somebody, activity, organisation=None) -> None:
    place(cast, activity, somebody, organisation)
    Attendance.objects.create(
        session=only_session(activity),
        person=somebody,
        organisation=organisation or cast.kungalv,
        mark="here",
        minutes=360,
    )


@pytest.fixture
def petra(cast) -> Client:
    client = Client()
    client.force_login(cast.petra.user)
    return client


def test_whoever_attended_is_suggested_once_from_the_first_day(cast, petra):
    amanda = person("Amanda", cast.kungalv, cast.gr)
    for day in (EARLIER, TODAY):
        activity = training_day(cast, day)
        activity.registration_closes_on = TODAY
        activity.save()
        attended(cast, amanda, activity)
    address = reverse("activities:suggested", args=[cast.programme.public_key])
    shown = petra.get(address).context["listing"].page
    assert [(str(row), row.first_day, row.organisation_name) for row in shown] == [
        ("Amanda Exempel", EARLIER, "Kungälv kommun")
    ]
    begin = reverse("activities:begin", args=[cast.programme.public_key])
    answer = petra.post(begin, {"row": [amanda.public_key]}, follow=True)
    row = Participant.objects.get()
    assert (row.started_on, row.organisation) == (EARLIER, cast.kungalv)
    assert counted(cast.programme, on=TODAY).count() == 1
    assert not could_be_participants(cast.petra, cast.programme, on=TODAY)
    undo = next(iter(answer.context["messages"])).extra_tags
    petra.post(undo, follow=True)
    assert not Participant.objects.exists()
    assert could_be_participants(cast.petra, cast.programme, on=TODAY).count() == 1


def test_undo_keeps_whom_somebody_else_wrote_something_of_since(cast, petra):
    amanda = person("Amanda", cast.kungalv, cast.gr)
    attended(cast, amanda, training_day(cast, TODAY))
    begin = reverse("activities:begin", args=[cast.programme.public_key])
    answer = petra.post(begin, {"row": [amanda.public_key]}, follow=True)
    Participant.objects.update(sex="woman")
    undo = next(message.extra_tags for message in answer.context["messages"])
    petra.post(undo)
    row = Participant.objects.get()
    assert (row.started_on, row.sex) == (None, "woman")


def test_whoever_only_came_to_an_information_meeting_is_no_participant(cast):
    activity = training_day(cast, TODAY)
    attended(cast, person("Amanda", cast.kungalv, cast.gr), activity)
    assert could_be_participants(cast.petra, cast.programme, on=TODAY).count() == 1
    activity.is_information = True
    activity.save()
    assert not could_be_participants(cast.petra, cast.programme, on=TODAY)


def test_an_employer_is_suggested_its_own_only(cast):
    activity = training_day(cast, TODAY)
    attended(cast, person("Amanda", cast.kungalv, cast.gr), activity)
    attended(cast, person("Berit", cast.partille, cast.gr), activity, cast.partille)
    suggested = could_be_participants(cast.karin, cast.programme, on=TODAY)
    assert [str(each) for each in suggested] == ["Amanda Exempel"]
    assert could_be_participants(cast.petra, cast.programme, on=TODAY).count() == 2


def test_a_mark_after_the_last_day_is_told_on_the_sheet_and_in_the_list(cast, petra):
    """Whoever sees the participants is told; an organiser reads nothing of until when they do."""
    amanda, bo = person("Amanda", cast.kungalv, cast.gr), person("Bo", cast.kungalv, cast.gr)
    for somebody, last in ((amanda, EARLIER), (bo, TODAY)):
        Participant.objects.create(
            person=somebody,
            programme=cast.programme,
            organisation=cast.kungalv,
            started_on=EARLIER,
            ended_on=last,
            noted_on=EARLIER,
        )
    activity = training_day(cast, TODAY)
    attended(cast, amanda, activity)
    attended(cast, bo, activity)
    list_ = petra.get(reverse("activities:suggested", args=[cast.programme.public_key]))
    assert [(str(row.person), row.came_on) for row in list_.context["after_end"]] == [
        ("Amanda Exempel", TODAY)
    ]
    assert "Correct the last day, or the mark" in list_.content.decode()
    sheet = reverse("activities:sheet", args=[only_session(activity).public_key])
    told = {}
    for name in ("petra", "erik", "olga"):
        petra.force_login(getattr(cast, name).user)
        ended = petra.get(sheet).context["ended"]
        told[name] = [str(row.person) for row in ended]
    assert told == {"petra": ["Amanda Exempel"], "erik": ["Amanda Exempel"], "olga": []}
