"""Undo of a month that was handed in: it lies with the person as it lay, with why it came back."""

import pytest
from django.urls import reverse

from samverka.delivery.working_time import actions
from samverka.delivery.working_time.models import TimeEntry, TimeReport
from samverka.delivery.working_time.person_data import forget_person
from tests.people import TODAY
from tests.undoing import done, press, rows, signed_in

from .factories import ceiling, saras_month

pytestmark = pytest.mark.both

State = TimeReport.State


def of(name: str, report: TimeReport) -> str:
    return reverse(f"working_time:{name}", args=[report.public_key])


def returned(cast) -> TimeReport:
    report = saras_month(cast)
    reason = "Den 3 var du ledig."
    actions.send_back(report=report, reason=reason, site="http://testserver/", by=cast.karin)
    return report


def test_a_month_handed_in_by_mistake_is_being_written_as_before_with_its_days(cast):
    report = saras_month(cast, handed_in=False)
    sara, before = signed_in(cast.sara), rows(TimeReport, TimeEntry)
    undo = done(sara, of("hand_in", report))
    assert rows(TimeReport) != before
    assert "The month lies with you again." in press(sara, undo)
    assert rows(TimeReport, TimeEntry) == before
    assert "It is undone already" in press(sara, undo)
    assert rows(TimeReport, TimeEntry) == before


def test_hours_typed_with_the_handing_in_stay_when_it_is_undone(cast):
    report = saras_month(cast, handed_in=False)
    sara = signed_in(cast.sara)
    press(sara, done(sara, of("hand_in", report), {"with_days": "1", "d3": "8"}))
    assert report.entries.get(day__day=3).minutes == 480


def test_a_month_that_was_sent_back_says_why_again_when_handing_it_in_is_undone(cast):
    report = returned(cast)
    sara, before = signed_in(cast.sara), rows(TimeReport)
    undo = done(sara, of("hand_in", report))
    assert "Den 3 var du ledig." not in sara.get(of("month", report)).text
    assert "Den 3 var du ledig." in press(sara, undo)
    assert rows(TimeReport) == before


def test_why_a_month_was_sent_back_is_gone_when_it_is_approved(cast):
    report = returned(cast)
    signed_in(cast.sara).post(of("hand_in", report))
    actions.approve(reports=[report], on=TODAY, by=cast.ulla)
    assert TimeReport.objects.get().reason == ""


def test_what_is_handed_in_stays_so_when_sara_is_forgotten_and_the_words_go(cast):
    # The fund of the programme has no rule yet of how long months are kept.
    ceiling(cast)
    report = returned(cast)
    signed_in(cast.sara).post(of("hand_in", report))
    forget_person(person=report.person, on=TODAY, by=cast.petra)
    kept = TimeReport.objects.get()
    assert (kept.state, kept.reason) == (State.HANDED_IN, "")


def test_a_month_that_is_approved_since_is_not_taken_back_and_it_is_said(cast):
    report = saras_month(cast, handed_in=False)
    sara = signed_in(cast.sara)
    undo = done(sara, of("hand_in", report))
    actions.approve(reports=[report], on=TODAY, by=cast.ulla)
    left = rows(TimeReport)
    assert "does not wait for an answer any more" in press(sara, undo)
    assert rows(TimeReport) == left


def test_nobody_but_sara_takes_her_month_back(cast):
    report = saras_month(cast, handed_in=False)
    undo = done(signed_in(cast.sara), of("hand_in", report))
    left = rows(TimeReport)
    for other in (cast.karin, cast.olga):
        assert signed_in(other).post(undo).status_code in {403, 404}
    assert rows(TimeReport) == left
