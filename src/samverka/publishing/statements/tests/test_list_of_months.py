"""The list of months is told without making rows, and says what the months themselves say."""

import datetime as dt

import pytest

from samverka.publishing.statements.queries import build, hinders, months_of
from tests.people import TODAY

from .factories import FEBRUARY, JANUARY, MARCH, NUMBERS, certified, participant, series

FIELDS = {
    "participants": ("number", "sex", "contact", "age_band", "is_unaccompanied", "minutes"),
    "hours": ("number", "sex", "organisation", "minutes"),
    "activities": ("title", "persons", "minutes"),
}


@pytest.mark.parametrize("rows", FIELDS)
@pytest.mark.parametrize("lacks", ["nothing", "a number", "a sex", "a replacement id", "a child"])
def test_an_open_month_holds_and_lacks_in_the_list_what_it_does_when_opened(cast, rows, lacks):
    amina = participant(cast, "Amina", NUMBERS[0], age_band="25-54", ended_on=dt.date(2026, 1, 20))
    bo = participant(cast, "Bo", NUMBERS[1], age_band="25-54", started_on=FEBRUARY)
    for each in (amina, bo):
        each.person.email = "x@example.org"
        each.person.save()
    if lacks == "a number":
        kept = {"identity_kind": "", "identity_sealed": "", "identity_hash": ""}
        type(bo.person).objects.filter(pk=bo.person_id).update(**kept)
    if lacks == "a replacement id":
        type(bo.person).objects.filter(pk=bo.person_id).update(is_protected=True)
    if lacks in ("a sex", "a child"):
        facts = {"a sex": {"sex": ""}, "a child": {"age_band": "0-17"}}[lacks]
        type(bo).objects.filter(pk=bo.pk).update(**facts)
    for month in (JANUARY, FEBRUARY):
        certified(cast, month, {amina.person: [150], bo.person: [90]}, cast.karin)
    of = series(cast, rows, FIELDS[rows])
    listed = months_of(of, on=TODAY)
    assert [month.first_month for month in listed] == [JANUARY, FEBRUARY, MARCH]
    for month in listed:
        sums = build(of, month.first_month).sums
        assert (month.persons, month.minutes) == (sums.persons, sums.minutes)
        assert month.hinders == len(hinders(of, month.first_month, on=TODAY))
