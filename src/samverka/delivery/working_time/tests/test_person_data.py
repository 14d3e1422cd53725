"""Two rows of one person are joined, and somebody is forgotten."""

import datetime as dt

from samverka.delivery.programmes.models import FundRule, Programme
from samverka.delivery.working_time import actions, person_data, queries
from samverka.delivery.working_time.models import Allocation, TimeReport
from tests.people import TODAY, person

from .factories import as_person, ceiling, month_of, saras_month

State = TimeReport.State


def test_of_two_months_the_longer_days_stay_and_are_approved_anew(cast):
    kept = saras_month(cast, {2: 450, 3: 60})
    actions.approve(reports=[kept], on=TODAY, by=cast.karin)
    double = person("Sara", cast.kungalv)
    month_of(cast, double, {3: 240, 4: 30})
    person_data.move_person(old=double, new=kept.person, by=cast.karin)
    report = TimeReport.objects.get()
    days = {day.day: minutes for day, minutes in queries.minutes_by_day(report).items()}
    assert days == {2: 450, 3: 240, 4: 30}
    assert (report.state, report.approved_on) == (State.OPEN, None)
    assert Allocation.objects.count() == 1


def test_a_double_that_says_nothing_new_leaves_the_approval(cast):
    kept = saras_month(cast, {2: 450})
    actions.approve(reports=[kept], on=TODAY, by=cast.karin)
    double = person("Sara", cast.kungalv)
    month_of(cast, double, {2: 60})
    person_data.move_person(old=double, new=kept.person, by=cast.karin)
    assert TimeReport.objects.get().state == State.APPROVED


def test_time_that_no_fund_asks_for_any_more_goes_with_the_person(cast):
    fund = ceiling(cast).fund
    report = saras_month(cast)
    sara = as_person(cast.sara, cast.kungalv)
    person_data.forget_person(person=sara, on=TODAY, by=cast.karin)
    assert TimeReport.objects.filter(pk=report.pk).exists()
    FundRule.objects.create(
        fund=fund,
        subject=FundRule.Subject.RETENTION,
        value="Tre år",
        source="Beslut",
        kept_years=3,
        counted_from=FundRule.CountedFrom.YEAR_END,
        valid_from=dt.date(2014, 1, 1),
        valid_to=dt.date(2021, 1, 1),
    )
    person_data.forget_person(person=sara, on=TODAY, by=cast.karin)
    assert TimeReport.objects.filter(pk=report.pk).exists(), "The rule ended, its years did not"
    Programme.objects.update(starts_on=dt.date(2017, 1, 1), ends_on=dt.date(2019, 12, 31))
    person_data.forget_person(person=sara, on=TODAY, by=cast.karin)
    assert not TimeReport.objects.exists()
    assert not Allocation.objects.exists()
