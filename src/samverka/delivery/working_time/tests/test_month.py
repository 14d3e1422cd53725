"""A person writes their month, hands it in, and the employer answers."""

import datetime as dt

import pytest
from django.core import mail
from django.urls import reverse

from samverka.delivery.working_time import actions, queries
from samverka.delivery.working_time.models import TimeReport
from samverka.toolkit.pdf import PDF_TYPE
from tests.people import TODAY, appoint

from .factories import (
    FEBRUARY,
    MARCH,
    allocation,
    as_person,
    ceiling,
    month_of,
    saras_month,
)

PARTIAL = {"HTTP_HX_REQUEST": "true", "HTTP_HX_REQUEST_TYPE": "partial"}
State = TimeReport.State


@pytest.fixture(autouse=True)
def lives_in_march(settings):
    settings.FIXED_TODAY = TODAY.isoformat()


@pytest.fixture
def sara(client, cast):
    client.force_login(cast.sara.user)
    return client


@pytest.fixture
def karin(client, cast):
    client.force_login(cast.karin.user)
    return client


def of(name: str, report: TimeReport) -> str:
    return reverse(f"working_time:{name}", args=[report.public_key])


def said(answer) -> str:
    """What a page says, with plain spaces."""
    return answer.text.replace("\u00a0", " ")


def minutes(report: TimeReport) -> dict[int, int]:
    return {day.day: told for day, told in queries.minutes_by_day(report).items()}


class TestWriting:
    def test_a_month_is_begun_from_ones_own_place(self, cast, sara):
        allocation(cast, as_person(cast.sara, cast.kungalv))
        page = sara.get(reverse("working_time:mine")).text
        assert "Föräldrastöd för nyanlända" in page
        share = as_person(cast.sara, cast.kungalv)
        key = queries.own_months(cast.sara.user_id, on=TODAY)[0].allocation.public_key
        begun = sara.post(
            reverse("working_time:begin"), {"allocation": key, "month": "2026-02"}, follow=True
        )
        report = TimeReport.objects.get(person=share)
        assert report.month == FEBRUARY
        assert 'name="d28"' in begun.text

    def test_of_the_months_to_write_one_stands_out(self, cast, sara):
        allocation(cast, as_person(cast.sara, cast.kungalv))
        page = sara.get(reverse("working_time:mine")).text
        assert page.count('<button class="button quiet">') > 1
        assert page.count('<button class="button">') == 1
        latest = page.split('<button class="button">')[1]
        assert ": February" in latest.split("</button>")[0]

    def test_a_month_that_has_not_begun_is_refused(self, cast, sara):
        share = allocation(cast, as_person(cast.sara, cast.kungalv))
        page = sara.post(
            reverse("working_time:begin"),
            {"allocation": share.public_key, "month": "2026-04"},
            follow=True,
        )
        assert "The month has not begun" in page.text
        assert not TimeReport.objects.exists()

    def test_each_day_is_kept_as_it_is_written_and_the_sum_comes_back(self, cast, sara):
        report = saras_month(cast, {2: 450}, handed_in=False)
        answer = sara.post(
            of("month", report), {"d2": "7,5", "d3": "4:15", "d4": "6.25"}, **PARTIAL
        )
        assert minutes(report) == {2: 450, 3: 255, 4: 375}
        assert "18 h" in said(answer)
        assert "<html" not in answer.text

    def test_a_page_that_was_opened_before_a_day_leaves_that_day_alone(self, cast, sara):
        report = saras_month(cast, {2: 450, 5: 60}, handed_in=False)
        sara.post(of("month", report), {"d2": "", "d3": "1"})
        assert minutes(report) == {3: 60, 5: 60}

    def test_what_cannot_be_read_is_told_and_the_rest_is_kept(self, cast, sara):
        report = saras_month(cast, {2: 450}, handed_in=False)
        page = sara.post(of("month", report), {"d2": "sju", "d3": "8", "d4": "25"})
        assert page.status_code == 422
        assert 'value="sju"' in page.text
        assert "A day has 24 hours" in page.text
        assert minutes(report) == {2: 450, 3: 480}

    def test_a_day_is_the_same_as_the_one_before_without_any_script(self, cast, sara):
        report = saras_month(cast, {2: 450}, handed_in=False)
        told = {"d2": "7:30", "d3": "", "d4": "", "same": "2026-02-04"}
        answer = sara.post(of("month", report), told)
        assert answer["Location"].endswith("#id_d4")
        assert minutes(report) == {2: 450, 4: 450}

    def test_days_to_come_and_days_without_a_share_have_no_box(self, cast, sara):
        who = as_person(cast.sara, cast.kungalv)
        share = allocation(cast, who, since=dt.date(2026, 3, 5))
        report = actions.begin_month(allocation=share, month=MARCH, on=TODAY, by=cast.sara)
        page = sara.get(of("month", report)).text
        assert 'name="d5"' in page
        assert 'name="d16"' in page
        assert 'name="d4"' not in page
        assert 'name="d17"' not in page


class TestCeilings:
    def test_a_day_and_a_year_above_what_the_fund_takes_are_told_in_words(self, cast, sara):
        ceiling(cast, year=20, day=13)
        report = saras_month(cast, {2: 450}, handed_in=False)
        answer = said(sara.post(of("month", report), {"d2": "14", "d3": "7"}, **PARTIAL))
        assert "has 14 h. Europeiska socialfonden+ takes at most 13 h a day" in answer
        assert "1 h above the 20 h" in answer
        assert minutes(report) == {2: 840, 3: 420}

    def test_exactly_what_the_fund_takes_is_not_above(self, cast):
        ceiling(cast, year=20, day=13)
        report = saras_month(cast, {2: 780, 3: 420})
        assert not queries.standing(report).is_above
        assert queries.standing(report).year_minutes == 1200

    def test_time_in_two_programmes_is_summed_and_the_other_one_is_not_named(self, cast, client):
        ceiling(cast)
        report = saras_month(cast, {2: 480})
        other = other_programme(cast)
        sara = as_person(cast.sara, cast.kungalv)
        month_of(cast, sara, {2: 360, 3: 60}, programme=other)
        client.force_login(cast.karin.user)
        page = said(client.get(of("month", report)))
        assert "has 14 h, all your programmes together" in page
        assert "15 h of at most 1,720 h" in page
        assert other.name not in page

    def test_a_fund_that_says_nothing_is_said_to_say_nothing(self, cast, sara):
        ceiling(cast).delete()
        report = saras_month(cast, handed_in=False)
        assert (
            "No ceiling is known for Europeiska socialfonden+"
            in sara.get(of("month", report)).text
        )


def other_programme(cast):
    programme = cast.programme
    return type(programme).objects.create(
        slug="hemligt", name="Ett annat program", owner=cast.partille
    )


class TestHandingIn:
    def test_what_stands_in_the_boxes_goes_with_it_and_the_employer_approves(self, cast, client):
        report = saras_month(cast, {2: 450}, handed_in=False)
        client.force_login(cast.sara.user)
        client.post(of("hand_in", report), {"with_days": "1", "d2": "7,5", "d3": "8"})
        report.refresh_from_db()
        assert (report.state, report.handed_in_on) == (State.HANDED_IN, TODAY)
        assert minutes(report) == {2: 450, 3: 480}
        client.force_login(cast.ulla.user)
        page = client.post(of("approve", report), follow=True).text
        report.refresh_from_db()
        assert (report.state, report.approved_as) == (State.APPROVED, "unit_head")
        assert of("take_back_approval", report) in page
        client.post(of("take_back_approval", report))
        report.refresh_from_db()
        assert (report.state, report.approved_on) == (State.HANDED_IN, None)

    def test_what_is_handed_in_is_not_written_in_until_it_is_taken_back(self, cast, sara):
        report = saras_month(cast)
        page = sara.post(of("month", report), {"d5": "8"}, follow=True)
        assert "nothing in it is changed" in page.text
        assert 5 not in minutes(report)
        sara.post(of("take_back", report))
        sara.post(of("month", report), {"d5": "8"})
        assert minutes(report)[5] == 480

    def test_a_month_comes_back_with_a_reason_and_a_letter_that_does_not_tell_it(
        self, cast, karin, settings
    ):
        settings.TASKS = {
            "default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}
        }
        report = saras_month(cast)
        assert karin.post(of("send_back", report), {"reason": ""}).status_code == 422
        karin.post(of("send_back", report), {"reason": "Den 3 var du ledig."})
        report.refresh_from_db()
        assert (report.state, report.reason) == (State.RETURNED, "Den 3 var du ledig.")
        assert [letter.to for letter in mail.outbox] == [["sara@example.org"]]
        assert "ledig" not in mail.outbox[0].body
        assert reverse("working_time:mine") in mail.outbox[0].body

    def test_nobody_approves_their_own(self, cast, karin):
        report = month_of(cast, as_person(cast.karin, cast.kungalv), {2: 450}, handed_in=True)
        assert karin.post(of("approve", report)).status_code == 403
        with pytest.raises(actions.NotYourOwn):
            actions.approve(reports=[report], on=TODAY, by=cast.karin)

    def test_a_draft_is_seen_by_nobody_else(self, cast, karin):
        report = saras_month(cast, handed_in=False)
        assert karin.get(of("month", report)).status_code == 404
        actions.hand_in(report=report, minutes={}, on=TODAY, by=cast.sara)
        assert karin.get(of("month", report)).status_code == 200

    def test_another_employer_sees_and_approves_nothing(self, cast, client):
        report = saras_month(cast)
        client.force_login(appoint("paula", "unit_head", cast.partille).user)
        assert client.get(of("month", report)).status_code == 404
        assert client.post(of("approve", report)).status_code == 404

    def test_the_month_is_a_tagged_document_to_sign(self, cast, sara):
        ceiling(cast)
        answer = sara.get(of("pdf", saras_month(cast)))
        assert answer["Content-Type"] == PDF_TYPE
        assert b"/StructTreeRoot" in answer.content
