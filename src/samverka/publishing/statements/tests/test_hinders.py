"""What lacks before a month can be made ready is told, with how much and where it is done."""

import datetime as dt

import pytest

from samverka.delivery.activities.models import Registration
from samverka.delivery.certification.tests.factories import counts, course
from samverka.delivery.participants.tests.factories import rule
from samverka.delivery.programmes.models import FundRule
from samverka.publishing.statements import actions, queries
from samverka.publishing.statements.tests.factories import (
    FEBRUARY,
    JANUARY,
    MARCH,
    NUMBERS,
    certify,
    participant,
    ready,
    sent,
    series,
)
from tests.people import TODAY, person

pytestmark = pytest.mark.django_db


def told(months, month: dt.date) -> dict[str, int]:
    """What hinders a month, and the number of it that the list of months tells."""
    found = queries.hinders(months, month, on=TODAY)
    listed = queries.month_of(months, month, on=TODAY)
    assert listed.hinders == len(found)
    return {hinder.kind: hinder.count for hinder in found}


def test_nothing_hinders_a_month_of_which_all_is_known(cast):
    participant(cast, "Amina", NUMBERS[0])
    assert told(series(cast), JANUARY) == {}


def test_hours_that_nobody_has_certified_hinder_and_certified_they_do_not(cast):
    amina = participant(cast, "Amina", NUMBERS[0]).person
    counts(cast, course(cast, {amina: [150]}, month=JANUARY))
    months = series(cast)
    [hinder] = queries.hinders(months, JANUARY, on=TODAY)
    assert (hinder.kind, hinder.count) == ("certificates", 1)
    assert hinder.text == "1 certificate is missing."
    assert cast.programme.public_key in hinder.address
    certify(cast, JANUARY, cast.karin)
    assert told(months, JANUARY) == {}


def test_marks_that_changed_after_the_certificate_hinder_a_correction(cast):
    amina = participant(cast, "Amina", NUMBERS[0]).person
    counts(cast, course(cast, {amina: [150]}, month=JANUARY))
    certify(cast, JANUARY, cast.karin)
    months = series(cast, fields=("number", "whole_hours", "sex"))
    sent(cast, months, JANUARY)
    counts(cast, course(cast, {amina: [60]}, month=JANUARY, title="Ännu en"))
    participant(cast, "Bo", NUMBERS[1])
    with pytest.raises(actions.Hindered, match="certificate is missing"):
        actions.correct(series=months, first_month=JANUARY, reason="Fler", on=TODAY, by=cast.erik)


def test_an_activity_that_nobody_has_decided_of_hinders_if_somebody_came(cast):
    amina = participant(cast, "Amina", NUMBERS[0]).person
    course(cast, {amina: [60, 60]}, month=JANUARY)
    months = series(cast)
    assert told(months, JANUARY) == {"undecided": 1}
    assert told(months, FEBRUARY) == {"earlier": 1}


def test_what_is_in_no_file_of_the_series_hinders_nothing(cast):
    """Where no time is told, nobody needs to certify any."""
    amina = participant(cast, "Amina", NUMBERS[0]).person
    counts(cast, course(cast, {amina: [150]}, month=JANUARY))
    assert told(series(cast, fields=("number", "started_on")), JANUARY) == {}


def test_a_session_that_nobody_has_ticked_hinders(cast):
    somebody = participant(cast, "Amina", NUMBERS[0]).person
    activity = course(cast, {person("Bo", cast.kungalv): [60]}, month=JANUARY)
    activity.sessions.get().attendances.all().delete()
    Registration.objects.create(activity=activity, person=somebody, organisation=cast.kungalv)
    assert told(series(cast, fields=("number",)), JANUARY) == {"unticked": 1}


def test_somebody_who_has_come_and_is_no_participant_hinders_that_month(cast):
    newcomer = person("Dana", cast.kungalv)
    counts(cast, course(cast, {newcomer: [60, 60]}, month=JANUARY))
    months = series(cast, fields=("number",))
    assert told(months, JANUARY) == {"newcomers": 1}
    assert told(months, FEBRUARY) == {"earlier": 1}


def test_whoever_lacks_what_the_file_asks_is_counted_once(cast):
    participant(cast, "Amina", NUMBERS[0])
    participant(cast, "Bo", sex="", started_on=FEBRUARY)
    months = series(cast, fields=("number", "sex"))
    assert told(months, JANUARY) == {}
    assert told(months, FEBRUARY) == {"earlier": 1, "missing": 1}


def test_of_a_child_it_is_asked_whether_it_came_alone(cast):
    participant(cast, "Amina", NUMBERS[0], age_band="0-17")
    participant(cast, "Bo", NUMBERS[1], age_band="18-60")
    months = series(cast, fields=("number", "age_band", "is_unaccompanied"))
    assert told(months, JANUARY) == {"missing": 1}


def test_somebody_protected_without_a_replacement_id_hinders(cast):
    amina = participant(cast, "Amina", NUMBERS[0]).person
    amina.is_protected = True
    amina.save()
    months = series(cast, fields=("number", "contact"))
    assert told(months, JANUARY) == {"replacement": 1}


def test_somebody_who_is_not_verified_hinders_where_the_fund_asks_it(cast):
    """S99: whoever is not verified is in no file, so it is told before the file goes."""
    rule(cast, FundRule.Subject.PARTICIPANTS, asks=("verification",))
    row = participant(cast, "Amina", NUMBERS[0], started_on=FEBRUARY)
    months = series(cast, fields=("number",))
    assert told(months, JANUARY) == {}
    assert told(months, FEBRUARY) == {"earlier": 1, "unverified": 1}
    row.verified_on, row.verified_how = TODAY, "Pass"
    row.save()
    assert told(months, FEBRUARY) == {"earlier": 1}


def test_a_month_that_goes_on_and_those_before_it_hinder(cast):
    assert told(series(cast), MARCH) == {"not_over": 1, "earlier": 2}


def test_what_is_ready_or_sent_lacks_nothing(cast):
    months = series(cast)
    ready(cast, months, JANUARY)
    assert queries.hinders(months, JANUARY, on=TODAY) == []
    assert queries.hinders(months, dt.date(2030, 1, 1), on=TODAY) == []
