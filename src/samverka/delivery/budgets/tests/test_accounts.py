"""Each partner keeps its own account; those who lead see them all, and their sum is the sum."""

import datetime as dt

import pytest
from django.urls import reverse

from samverka.delivery.budgets import actions, queries
from samverka.delivery.budgets.models import Cost, CostReport
from samverka.delivery.programmes.models import (
    Fund,
    FundRule,
    Participation,
    Programme,
    ProgrammeFund,
)
from samverka.foundation.accounts.models import Role
from samverka.toolkit.money import kronor
from tests.people import LONG_AGO, TODAY, appoint, municipality

# S108: eight municipalities, two more partners and the owner.
MUNICIPALITIES = {
    "2183": "Bollnäs",
    "2104": "Hofors",
    "2182": "Söderhamn",
    "2184": "Hudiksvall",
    "2101": "Ockelbo",
    "2121": "Ovanåker",
    "2132": "Nordanstig",
    "2180": "Gävle",
}


def facts(**other):
    return {
        "kind": "travel",
        "text": "Tåg till Göteborg",
        "receipt": "12",
        "incurred_on": dt.date(2026, 2, 1),
        "paid_on": None,
        "amount": 25_050,
        **other,
    }


def posted(**other):
    return {**facts(), "incurred_on": "2026-02-01", "paid_on": "", "amount": "250,50", **other}


def add(cast, **other) -> Cost:
    own = {"programme": cast.programme, "organisation": cast.kungalv, "by": cast.karin}
    return actions.add_cost(**own, **facts(**other))


def page(name, cast, *keys):
    return reverse(f"budgets:{name}", args=[cast.programme.public_key, *keys])


def own_page(name, cast):
    return page(name, cast, cast.kungalv.public_key)


@pytest.fixture
def karin(cast, client):
    client.force_login(cast.karin.user)
    return client


def test_a_cost_is_written_down_and_stands_in_the_account_with_the_sum(cast, karin):
    answer = karin.post(own_page("add_cost", cast), posted(), follow=True)
    assert "Tåg till Göteborg" in answer.content.decode()
    assert kronor(25_050) in answer.content.decode()


def test_a_cost_after_the_last_day_is_refused_with_both_days_and_what_was_typed_stays(cast, karin):
    Programme.objects.update(ends_on=dt.date(2026, 10, 31), starts_on=dt.date(2022, 11, 1))
    answer = karin.post(own_page("add_cost", cast), posted(incurred_on="2026-11-01"))
    text = answer.content.decode()
    assert "was incurred Sunday 1 November 2026" in text
    assert "last day, Saturday 31 October 2026" in text
    assert "Tåg till Göteborg" in text
    assert not Cost.objects.exists()


def test_what_was_incurred_on_the_last_day_may_be_paid_later(cast):
    Programme.objects.update(ends_on=dt.date(2026, 10, 31))
    cast.programme.refresh_from_db()
    last, later = dt.date(2026, 10, 31), dt.date(2026, 11, 20)
    assert add(cast, incurred_on=last, paid_on=later).paid_on == later


def paid_within(cast, days: int) -> None:
    """S109: the programme ends 31 October 2026, and its fund takes payments so many days on."""
    Programme.objects.update(ends_on=dt.date(2026, 10, 31))
    cast.programme.refresh_from_db()
    fund = Fund.objects.create(code="amif", name="AMIF")
    ProgrammeFund.objects.create(programme=cast.programme, fund=fund)
    FundRule.objects.create(
        fund=fund,
        subject=FundRule.Subject.COSTS,
        value="Betalas inom tre månader",
        source="Beslutets § 9",
        valid_from=dt.date(2021, 1, 1),
        due_days=days,
    )


def test_a_payment_later_than_the_fund_takes_is_refused_with_the_day_and_the_source(cast, karin):
    paid_within(cast, 61)
    late = posted(incurred_on="2026-10-31", paid_on="2027-01-01")
    text = karin.post(own_page("add_cost", cast), late).content.decode()
    assert "paid after Thursday 31 December 2026" in text
    assert "Beslutets § 9" in text
    assert not Cost.objects.exists()
    in_time = {**late, "paid_on": "2026-12-31"}
    karin.post(own_page("add_cost", cast), in_time)
    assert Cost.objects.get().paid_on == dt.date(2026, 12, 31)


def test_the_page_says_how_late_a_cost_may_be_paid_or_that_nobody_has_written_it(cast, karin):
    text = karin.get(own_page("add_cost", cast)).content.decode()
    assert "How much later it may be paid is not written down" in text
    paid_within(cast, 61)
    text = karin.get(own_page("add_cost", cast)).content.decode()
    assert "takes payments until Thursday 31 December 2026 (Beslutets § 9)" in text


def test_a_payment_written_later_is_judged_as_well(cast, karin):
    paid_within(cast, 61)
    cost = add(cast, incurred_on=dt.date(2026, 10, 31))
    late = posted(incurred_on="2026-10-31", paid_on="2027-01-01")
    text = karin.post(page("correct_cost", cast, cost.public_key), late).content.decode()
    assert "The programme does not pay for it" in text


def test_an_extended_programme_pays_until_its_new_last_day(cast):
    Programme.objects.update(ends_on=dt.date(2026, 1, 31), extended_to=dt.date(2026, 2, 1))
    cast.programme.refresh_from_db()
    assert add(cast).pk
    with pytest.raises(actions.OutsideThePeriod):
        add(cast, incurred_on=dt.date(2026, 2, 2), receipt="13")


def test_the_same_receipt_and_text_are_written_down_once(cast, karin):
    add(cast)
    answer = karin.post(own_page("add_cost", cast), posted())
    assert "A cost with receipt 12 and the same text" in answer.content.decode()
    assert Cost.objects.count() == 1


def test_a_struck_cost_counts_no_longer_and_can_count_again(cast, karin):
    cost = add(cast)
    karin.post(page("strike_cost", cast, cost.public_key))
    assert queries.account_of(cast.programme, cast.kungalv, cast.karin).total == 0
    karin.post(page("restore_cost", cast, cost.public_key))
    assert queries.account_of(cast.programme, cast.kungalv, cast.karin).total == 25_050


def test_what_is_handed_in_does_not_change_until_it_is_returned(cast, karin):
    cost = add(cast)
    karin.post(own_page("hand_in", cast), {"until": "2026-03-01"})
    report = CostReport.objects.get()
    karin.post(page("strike_cost", cast, cost.public_key))
    answer = karin.post(page("correct_cost", cast, cost.public_key), posted(amount="9 000"))
    assert "stands in report 1, which is handed in" in answer.content.decode()
    cost.refresh_from_db()
    assert (cost.amount, cost.is_struck) == (25_050, False)

    actions.return_report(report=report, reason="Kvittot saknas.", by=cast.erik)
    karin.post(page("correct_cost", cast, cost.public_key), posted(amount="200"))
    karin.post(page("hand_in_again", cast, report.public_key))
    account = queries.account_of(cast.programme, cast.kungalv, cast.karin)
    assert (account.handed_in, account.kept) == (20_000, 0)


def test_only_what_was_incurred_until_the_day_is_handed_in(cast, karin):
    add(cast)
    add(cast, incurred_on=dt.date(2026, 3, 2), receipt="13")
    karin.post(own_page("hand_in", cast), {"until": "2026-03-01"})
    assert [cost.receipt for cost in CostReport.objects.get().costs.all()] == ["12"]
    answer = karin.post(own_page("hand_in", cast), {"until": "2026-03-01"})
    assert "No cost incurred until" in answer.content.decode()


def test_what_is_accepted_stays_accepted_whatever_the_partner_sends(cast, karin):
    add(cast)
    own = {"programme": cast.programme, "organisation": cast.kungalv}
    report = actions.hand_in(**own, until=TODAY, on=TODAY, by=cast.karin)
    actions.accept_report(report=report, by=cast.erik)
    answer = karin.post(page("hand_in_again", cast, report.public_key), follow=True)
    assert "is not returned" in answer.content.decode()
    report.refresh_from_db()
    assert report.state == CostReport.State.ACCEPTED


def test_a_report_is_answered_once(cast, client):
    add(cast)
    own = {"programme": cast.programme, "organisation": cast.kungalv}
    report = actions.hand_in(**own, until=TODAY, on=TODAY, by=cast.karin)
    client.force_login(cast.erik.user)
    client.post(page("accept_report", cast, report.public_key))
    answer = client.post(
        page("return_report", cast, report.public_key), {"reason": "Nej"}, follow=True
    )
    assert "has been answered already" in answer.content.decode()
    report.refresh_from_db()
    assert report.state == CostReport.State.ACCEPTED


def test_a_partner_sees_its_own_costs_and_nobody_elses(cast, karin):
    own = {"programme": cast.programme, "organisation": cast.partille, "by": cast.petra}
    actions.add_cost(**own, **facts(text="Lokal i Partille"))
    assert karin.get(page("account", cast, cast.partille.public_key)).status_code == 403
    assert "Partille" not in karin.get(page("overview", cast)).content.decode()


def test_who_reads_anothers_account_is_shown_no_link_to_what_they_may_not_open(cast, client):
    cost = add(cast)
    opens = page("correct_cost", cast, cost.public_key)
    shown = {}
    for name in ("karin", "petra"):
        client.force_login(getattr(cast, name).user)
        text = client.get(own_page("account", cast)).content.decode()
        assert cost.text in text
        shown[name] = (opens in text, client.get(opens).status_code)
    assert shown == {"karin": (True, 200), "petra": (False, 403)}


def test_the_owners_sum_is_the_sum_of_the_eleven_partners(cast, client):
    """S108: eight municipalities, RF-SISU, Högskolan, and the county board that owns it."""
    board = municipality("0021", "Länsstyrelsen i testet")
    owner = appoint("eva", Role.ECONOMIST, board)
    programme = Programme.objects.create(
        slug="sg2022",
        name="Samverkan Gävleborg 2022",
        owner=board,
        starts_on=dt.date(2022, 11, 1),
        ends_on=dt.date(2026, 10, 31),
    )
    partners = [board, cast.gr, cast.osby]
    partners += [municipality(code, name) for code, name in MUNICIPALITIES.items()]
    for number, partner in enumerate(partners):
        part = "owner" if partner == board else "participant"
        Participation.objects.create(
            programme=programme, organisation=partner, part=part, valid_from=LONG_AGO
        )
        own = {"programme": programme, "organisation": partner, "by": owner}
        actions.add_cost(**own, **facts(amount=100_001 + number))

    client.force_login(owner.user)
    accounts = queries.accounts_of(programme, owner)
    total = sum(account.total for account in accounts)
    assert len(accounts) == 11
    assert total == sum(Cost.objects.values_list("amount", flat=True)) == 1_100_066
    shown = client.get(reverse("budgets:overview", args=[programme.public_key])).content.decode()
    assert kronor(total) in shown
    assert "Ljusdal" not in shown
    assert "Sandviken" not in shown


def test_the_page_asks_the_same_number_of_questions_for_many_costs(
    cast, karin, django_assert_max_num_queries
):
    for number in range(30):
        add(cast, receipt=str(number))
    with django_assert_max_num_queries(12):
        karin.get(own_page("account", cast))
