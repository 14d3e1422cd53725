"""Whoever answers for staff sees whose month lacks, reminds and approves several at once."""

import datetime as dt
import re

import pytest
from django.core import mail
from django.urls import reverse

from samverka.delivery.working_time.models import Allocation, Ceiling, TimeReport
from samverka.register.people.models import Access, Person
from tests.people import TODAY, person

from .factories import allocation, as_person, ceiling, month_of, saras_month

State = TimeReport.State


@pytest.fixture(autouse=True)
def lives_in_march(settings):
    settings.FIXED_TODAY = TODAY.isoformat()
    settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}


@pytest.fixture
def karin(client, cast):
    client.force_login(cast.karin.user)
    return client


def of(name: str, cast, *more: str) -> str:
    return reverse(f"working_time:{name}", args=[cast.programme.public_key, *more])


def keys() -> list[str]:
    return list(Allocation.objects.order_by("pk").values_list("public_key", flat=True))


def states() -> list[str]:
    return list(TimeReport.objects.order_by("pk").values_list("state", flat=True))


class TestTheList:
    def test_the_month_that_has_passed_is_shown_and_those_that_lack_are_found(self, cast, karin):
        saras_month(cast)
        allocation(cast, person("Amanda", cast.kungalv))
        page = karin.get(of("staff", cast)).text
        assert "Sara Exempel" in page
        assert "Amanda Exempel" in page
        lacking = karin.get(of("staff", cast), {"state": "missing"}).text
        assert "Sara Exempel" not in lacking
        assert "Amanda Exempel" in lacking
        karin.get(of("staff", cast), {"clear": "1"})
        march = karin.get(of("staff", cast), {"state": "missing", "month": "2026-03"}).text
        assert "Sara Exempel" in march

    def test_hours_of_a_draft_are_not_told(self, cast, karin):
        saras_month(cast, {2: 450}, handed_in=False)
        page = karin.get(of("staff", cast)).text
        assert "Being written" in page
        assert "7\u00a0h" not in page

    def test_it_asks_the_same_number_of_questions_for_any_number(
        self, cast, karin, django_assert_max_num_queries
    ):
        for name in ("Amanda", "Björn", "Cecilia", "David"):
            allocation(cast, person(name, cast.kungalv))
        saras_month(cast)
        karin.get(of("staff", cast))
        with django_assert_max_num_queries(16):
            karin.get(of("staff", cast))

    def test_somebody_protected_is_there_for_those_named_only(self, cast, karin):
        hidden = person("Skyddad", cast.kungalv)
        Person.objects.filter(pk=hidden.pk).update(is_protected=True)
        allocation(cast, hidden)
        assert "Skyddad" not in karin.get(of("staff", cast)).text
        Access.objects.create(person=hidden, user=cast.karin.user, reason="Chef", since=TODAY)
        assert "Skyddad" in karin.get(of("staff", cast)).text

    def test_who_leads_the_programme_gets_sums_without_names(self, cast, client):
        report = saras_month(cast, {2: 450, 3: 240})
        client.force_login(cast.karin.user)
        client.post(reverse("working_time:approve", args=[report.public_key]))
        client.force_login(cast.petra.user)
        page = client.get(of("staff", cast)).text
        assert "Kungälv kommun" in page
        assert "11\u00a0h\u00a030\u00a0min" in page
        assert "Sara" not in page

    def test_the_list_is_a_spreadsheet_too(self, cast, karin):
        saras_month(cast)
        answer = karin.get(of("staff", cast), {"format": "csv"})
        assert "Sara Exempel" in answer.content.decode("utf-8-sig")


class TestSeveralAtOnce:
    def test_those_handed_in_are_approved_and_undo_makes_them_wait_again(self, cast, karin):
        saras_month(cast)
        month_of(cast, person("Amanda", cast.kungalv), {2: 60}, handed_in=True)
        month_of(cast, as_person(cast.karin, cast.kungalv), {2: 60}, handed_in=True)
        page = karin.post(of("approve_many", cast), {"row": keys()}, follow=True).text
        assert "2 months are approved" in page
        assert states() == [State.APPROVED, State.APPROVED, State.HANDED_IN]
        undo = re.search(r'(?<!form)action="([^"]+/flera/ta-tillbaka/[^"]+/)"', page)
        karin.post(undo.group(1))
        assert states() == [State.HANDED_IN] * 3

    def test_those_who_lack_get_one_letter_each(self, cast, karin):
        allocation(cast, as_person(cast.sara, cast.kungalv))
        month_of(cast, as_person(cast.ulla, cast.kungalv), {2: 60}, handed_in=True)
        page = karin.post(of("remind", cast), {"row": keys()}, follow=True).text
        assert "1 letter is on its way" in page
        assert [letter.to for letter in mail.outbox] == [["sara@example.org"]]
        assert "2026" in mail.outbox[0].subject


class TestShares:
    def test_a_share_is_given_to_ones_own_staff_and_ends_the_one_before(self, cast, karin):
        sara = as_person(cast.sara, cast.kungalv)
        allocation(cast, sara)
        told = {
            "person": sara.public_key,
            "function": "Samordnare",
            "share": "75",
            "valid_from": "2026-03-01",
        }
        karin.post(of("allocate", cast), told)
        shares = list(Allocation.objects.order_by("valid_from").values_list("share", "valid_to"))
        assert shares == [(50, dt.date(2026, 3, 1)), (75, None)]
        assert "has a share" in karin.post(of("allocate", cast), told).text

    def test_nobody_is_given_another_employers_staff(self, cast, karin):
        other = person("Paula", cast.partille)
        told = {"person": other.public_key, "function": "x", "share": 5, "valid_from": TODAY}
        assert karin.post(of("allocate", cast), told).status_code == 422
        assert not Allocation.objects.exists()

    def test_a_share_ends_on_its_last_day(self, cast, karin):
        share = allocation(cast, as_person(cast.sara, cast.kungalv))
        karin.post(of("end_allocation", cast, share.public_key), {"last_day": "2026-03-31"})
        share.refresh_from_db()
        assert share.last_day == dt.date(2026, 3, 31)


class TestCeilings:
    def test_what_is_known_of_the_social_fund_fills_the_form_with_its_source(self, cast, client):
        ceiling(cast).delete()
        client.force_login(cast.petra.user)
        page = client.get(of("ceilings", cast), {"known": "esf-plus-2021-2027"}).text
        assert 'value="1720"' in page
        assert 'value="13"' in page
        assert "Redovisning av personal och deltagare" in page

    def test_a_ceiling_without_a_source_or_a_number_is_not_kept(self, cast, client):
        made = ceiling(cast)
        client.force_login(cast.petra.user)
        told = {"fund": made.fund.code, "source": "Beslut", "valid_from": "2027-01-01"}
        assert client.post(of("ceilings", cast), told).status_code == 422
        without_source = told | {"day_hours": "12", "source": ""}
        assert client.post(of("ceilings", cast), without_source).status_code == 422
        client.post(of("ceilings", cast), told | {"day_hours": "12"})
        rows = Ceiling.objects.order_by("valid_from").values_list("day_hours", "valid_to")
        assert list(rows) == [(13, dt.date(2027, 1, 1)), (12, None)]
