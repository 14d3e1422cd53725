"""A final report has the fund's own headings, and what is known is not typed again."""

import datetime as dt

import pytest
from django.urls import reverse

from samverka.delivery.activities.models import Activity, Attendance, Session
from samverka.delivery.budgets import actions as budgets
from samverka.delivery.programmes.models import (
    Fund,
    FundRule,
    Goal,
    Measure,
    Programme,
    ProgrammeFund,
)
from samverka.publishing.final_reports.models import ReportText
from samverka.publishing.final_reports.queries import known_of
from samverka.toolkit.clock import at
from samverka.toolkit.money import kronor
from tests.people import LONG_AGO, person

GRANT_HEADINGS = ("Ekonomisk redovisning av utbetalda medel", "Vad medlen har använts till")
ESF_HEADINGS = ("Horisontella principer", "Deltagare och närvaro")


def fund(cast, code, name, headings) -> Fund:
    made = Fund.objects.create(code=code, name=name)
    FundRule.objects.create(
        fund=made,
        subject=FundRule.Subject.REPORT,
        value="\n".join(headings),
        source=f"Reglerna för {name}",
        valid_from=LONG_AGO,
    )
    ProgrammeFund.objects.create(programme=cast.programme, fund=made)
    return made


@pytest.fixture
def grant(cast):
    return fund(cast, "paragraf-37", "Statsbidrag, § 37", GRANT_HEADINGS)


@pytest.fixture
def esf(cast):
    return fund(cast, "esf", "Europeiska socialfonden", ESF_HEADINGS)


@pytest.fixture
def petra(cast, client):
    client.force_login(cast.petra.user)
    return client


def page(cast, of):
    return reverse("final_reports:report", args=[cast.programme.public_key, of.code])


def test_the_report_has_the_funds_headings_and_none_of_another_funds(cast, grant, esf, petra):
    """S25: the required headings, and no ESF fields."""
    text = petra.get(page(cast, grant)).content.decode()
    assert all(heading in text for heading in GRANT_HEADINGS)
    assert not any(heading in text for heading in ESF_HEADINGS)
    assert "Reglerna för Statsbidrag" in text


def test_a_programme_that_changes_its_fund_gets_the_new_headings_and_loses_nothing(
    cast, grant, esf, petra
):
    """S2: switching the fund changes what the report asks; nothing recorded is lost."""
    petra.post(page(cast, grant), {"text_1": "Allt gick åt.", "text_2": ""})
    text = petra.get(page(cast, esf)).content.decode()
    assert all(heading in text for heading in ESF_HEADINGS)
    assert "asked for no longer" in text
    assert "Allt gick åt." in text


def test_what_is_written_stays_and_is_noted_once(cast, grant, petra):
    typed = {"text_1": "Allt gick åt.", "text_2": "Kurser."}
    petra.post(page(cast, grant), typed)
    assert "Kurser." in petra.get(page(cast, grant)).content.decode()
    assert ReportText.objects.count() == 2


def test_a_rule_that_has_ended_asks_for_nothing(cast, grant, petra):
    FundRule.objects.update(valid_to=dt.date(2021, 1, 1))
    text = petra.get(page(cast, grant)).content.decode()
    assert "No headings are known" in text


def test_figures_run_to_the_planned_or_to_the_extended_last_day(cast, grant, petra):
    """S24: reports can be run for either."""
    Programme.objects.update(ends_on=dt.date(2025, 12, 31), extended_to=dt.date(2026, 5, 31))
    cast.programme.refresh_from_db()
    goal = Goal.objects.create(
        programme=cast.programme, number="1", title="Trygga föräldrar", owner=cast.gr
    )
    Measure.objects.create(
        programme=cast.programme,
        goal=goal,
        code="deltagare",
        title="Deltagare",
        definition="Olika personer",
        unit="persons",
        counts="persons",
    )
    for day in (dt.date(2025, 12, 31), dt.date(2026, 1, 1)):
        activity = Activity.objects.create(
            programme=cast.programme, goal=goal, organiser=cast.gr, title="Dag", kind="course"
        )
        session = Session.objects.create(
            activity=activity,
            held_on=day,
            starts_at=at(day, dt.time(9)),
            ends_at=at(day, dt.time(12)),
        )
        Attendance.objects.create(
            session=session,
            person=person(f"P{day}", cast.kungalv),
            organisation=cast.kungalv,
            mark="here",
            minutes=60,
        )
        budgets.add_cost(
            programme=cast.programme,
            organisation=cast.gr,
            kind="travel",
            text=f"Resa {day}",
            receipt="1",
            incurred_on=day,
            paid_on=None,
            amount=100_00,
            by=cast.erik,
        )
    told = {
        name: known_of(cast.programme, until=day)
        for name, day in (
            ("planned", cast.programme.ends_on),
            ("extended", cast.programme.last_day),
        )
    }
    assert [reached for _, reached in told["planned"].measures] == [1]
    assert [reached for _, reached in told["extended"].measures] == [2]
    text = petra.get(page(cast, grant), {"until": "planned"}).content.decode()
    assert kronor(100_00) in text
    assert kronor(200_00) in petra.get(page(cast, grant)).content.decode()


def test_it_leaves_as_a_tagged_pdf(cast, grant, petra):
    answer = petra.get(reverse("final_reports:pdf", args=[cast.programme.public_key, grant.code]))
    assert answer.content.startswith(b"%PDF")
    assert b"StructTreeRoot" in answer.content
