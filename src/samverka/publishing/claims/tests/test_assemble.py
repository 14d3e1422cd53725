"""A claim is assembled from what is certified, accepted and sent; every number opens."""

import datetime as dt
import json

import pytest
from django.urls import reverse

from samverka.delivery.activities.models import Activity, Attendance, Session
from samverka.delivery.budgets.models import Cost
from samverka.delivery.certification.models import CertifiedLine
from samverka.delivery.certification.tests.factories import FEBRUARY, certified_month
from samverka.delivery.programmes.models import FundRule, Goal, Participation, Programme
from samverka.delivery.rates.models import ChosenRates, Rate
from samverka.delivery.rates.tests.factories import category, esf
from samverka.publishing.claims import actions, money
from samverka.publishing.claims.contents import Parts
from samverka.publishing.claims.models import Claim
from samverka.toolkit.clock import at
from samverka.toolkit.money import kronor
from tests.people import LONG_AGO, TODAY, municipality, person

from .factories import accepted_cost, begun, february_sent, some_cost

JANUARY = dt.date(2026, 1, 1)


@pytest.fixture
def erik(cast, client):
    client.force_login(cast.erik.user)
    return client


def page(cast, name, claim, *more):
    return reverse(f"claims:{name}", args=[cast.programme.public_key, claim.public_key, *more])


def parts(claim) -> Parts:
    return Parts(Claim.objects.select_related("programme", "fund").get(pk=claim.pk), on=TODAY)


def test_hours_are_those_of_the_certificate_and_the_month_and_open_down_to_the_ticks(cast, erik):
    """S10: seven times 2.5 hours is 17 hours claimed, 7.9 hours is 7, and all pages say 24."""
    certificate = certified_month(cast)
    claim = begun(cast)
    assert (parts(claim)["sums"]["minutes"], parts(claim)["sums"]["claimed"]) == (1524, 24 * 60)
    shown = erik.get(page(cast, "hours", claim)).content.decode()
    inside = page(cast, "certificate", claim, certificate.public_key)
    assert inside in shown
    assert "24 h" in shown.replace("\xa0", " ")
    one = erik.get(inside).content.decode()
    assert "2 others, whom your organisation does not know" in one
    assert "Amina" not in one

    month = [cast.programme.public_key, FEBRUARY]
    assert "1 524" in _plain(erik, "reports:month", month) or "25 h 24" in _plain(
        erik, "reports:month", month
    )
    known = person("Cesar", cast.kungalv, cast.gr)
    line = certificate.lines.order_by("pk").first()
    certificate.lines.filter(pk=line.pk).update(person=known)
    opened = erik.get(inside).content.decode()
    ticks = reverse("reports:person", args=[*month, known.public_key])
    assert ticks in opened
    assert "1 other, whom" in opened


def test_a_line_that_claims_nothing_says_why(cast, erik):
    certificate = certified_month(cast)
    line = certificate.lines.order_by("pk").first()
    known = person("Cesar", cast.kungalv, cast.gr)
    certificate.lines.filter(pk=line.pk).update(person=known, claimed=0)
    inside = page(cast, "certificate", begun(cast), certificate.public_key)
    assert "less than the fund" in erik.get(inside).content.decode()
    certificate.lines.filter(pk=line.pk).update(is_financed_once=False)
    assert "paid for by another source" in erik.get(inside).content.decode()


def _plain(client, name, arguments) -> str:
    text = client.get(reverse(name, args=arguments)).content.decode()
    return text.replace("\xa0", " ").replace("\u2009", " ")


def test_hours_are_worth_the_funds_amount_and_what_lacks_one_is_in_no_sum(cast):
    certified_month(cast)
    claim = begun(cast)
    assert parts(claim)["sums"]["worth"] == 0
    assert parts(claim)["sums"]["lacks"]

    fund, kind = esf(cast), category(cast)
    Rate.objects.create(category=kind, year=2025, region="rest", amount=321_00, source="Beslut")
    ChosenRates.objects.create(
        programme=cast.programme, fund=fund, year=2025, region="rest", source="Beslut"
    )
    CertifiedLine.objects.update(category=kind)
    assert parts(claim)["sums"]["worth"] == 24 * 321_00
    assert not parts(claim)["sums"]["lacks"]


def test_the_owners_report_is_the_sum_of_the_eleven_partners(cast, erik):
    """S108: each partner's own sum, everybody's together, and those without a cost too."""
    partners = [cast.kungalv, cast.gr, cast.partille]
    partners += [municipality(f"21{number:02}", f"Ort {number}") for number in range(8)]
    for number, partner in enumerate(partners[3:]):
        Participation.objects.create(
            programme=cast.programme, organisation=partner, part="participant", valid_from=LONG_AGO
        )
        accepted_cost(cast, 100_001 + number, partner, receipt=str(number))
    certified_month(cast)
    claim = begun(cast)
    told = parts(claim)
    assert len(told["partners"]) == 11
    accepted = sum(Cost.objects.values_list("amount", flat=True))
    assert told["sums"]["costs"] == accepted == sum(row["costs"] for row in told["partners"])
    for name in ("claimed", "worth", "together"):
        assert told["sums"][name] == sum(row[name] for row in told["partners"])
    shown = erik.get(page(cast, "partners", claim)).content.decode()
    assert kronor(accepted) in shown
    assert "Partille kommun" in shown


def test_a_cost_after_the_last_day_is_left_out_and_a_later_payment_follows_the_rule(cast, erik):
    """S109: incurred after the programme's end: no; paid later: within the fund's days."""
    in_time = accepted_cost(cast, 1_00, receipt="1", incurred_on=dt.date(2026, 1, 31),
                            paid_on=dt.date(2026, 2, 10))  # fmt: skip
    late = accepted_cost(cast, 2_00, receipt="2", incurred_on=dt.date(2026, 1, 30),
                         paid_on=dt.date(2026, 3, 5))  # fmt: skip
    after = accepted_cost(cast, 3_00, receipt="3", incurred_on=dt.date(2026, 2, 1))
    claim = begun(cast)
    # The end was moved back after the last one had been accepted.
    Programme.objects.update(ends_on=dt.date(2026, 1, 31))
    assert [row["amount"] for row in parts(claim)["costs"]] == [2_00, 1_00]
    FundRule.objects.create(
        fund=esf(cast),
        subject=FundRule.Subject.COSTS,
        value="Betalas inom trettio dagar",
        due_days=30,
        source="Testet",
        valid_from=LONG_AGO,
    )
    told = parts(claim)
    assert [row["key"] for row in told["costs"]] == [in_time.public_key]
    assert {row["key"]: row["reason"] for row in told["left_out"]} == {
        late.public_key: money.PAID_LATE,
        after.public_key: money.AFTER,
    }
    assert told["sums"]["costs"] == 1_00
    shown = erik.get(page(cast, "costs", claim)).content.decode()
    assert "Incurred after the programme&#x27;s last day" in shown
    assert "Betalas inom trettio dagar" in shown
    assert (
        "2 accepted costs are left out" in erik.get(page(cast, "detail", claim)).content.decode()
    )


def test_what_hinders_is_listed_with_where_it_is_done(cast, erik):
    certified_month(cast)
    some_cost(cast, 700_00, receipt="kvar")
    claim = begun(cast)
    shown = erik.get(page(cast, "detail", claim)).content.decode()
    assert "It is not set up what is told to the fund" in shown
    assert reverse("statements:overview", args=[cast.programme.public_key]) in shown
    assert "that are not handed in" in shown
    account = [cast.programme.public_key, cast.kungalv.public_key]
    assert reverse("budgets:account", args=account) in shown
    erik.post(page(cast, "make_ready", claim))
    claim.refresh_from_db()
    assert claim.is_open


def test_when_the_months_are_sent_and_the_costs_accepted_nothing_hinders(cast, erik):
    february_sent(cast)
    accepted_cost(cast, 1250_00)
    claim = begun(cast)
    assert "Nothing hinders" in erik.get(page(cast, "detail", claim)).content.decode()
    erik.post(page(cast, "make_ready", claim))
    claim.refresh_from_db()
    assert claim.is_ready
    [month] = json.loads(claim.content)["months"]
    assert (month["first_month"], month["version"], len(month["digest"])) == ("2026-02-01", 1, 64)


def test_when_the_marks_are_others_than_what_was_sent_and_certified_both_are_listed(cast, erik):
    february_sent(cast)
    claim = begun(cast)
    mark = Attendance.objects.order_by("pk").first()
    mark.minutes += 60
    mark.save()
    shown = erik.get(page(cast, "detail", claim)).content.decode()
    assert "the hours have changed since they were certified" in shown
    with pytest.raises(actions.SomethingHinders):
        actions.make_ready(claim=claim, on=TODAY, by=cast.erik)


def test_a_month_that_is_not_over_cannot_be_claimed(cast):
    february_sent(cast)
    claim = begun(cast, dt.date(2026, 3, 1))
    with pytest.raises(actions.SomethingHinders):
        actions.make_ready(claim=claim, on=TODAY, by=cast.erik)


def test_principles_are_those_the_fund_names_and_each_text_is_kept_as_it_is_written(cast, erik):
    FundRule.objects.create(
        fund=esf(cast),
        subject=FundRule.Subject.HORIZONTAL,
        value="Jämställdhet\nTillgänglighet",
        source="Fondens handbok",
        valid_from=LONG_AGO,
    )
    Goal.objects.create(
        programme=cast.programme, number="1", title="Trygga föräldrar", owner=cast.gr
    )
    claim = begun(cast)
    shown = erik.get(page(cast, "texts", claim)).content.decode()
    for heading in ("1 Trygga föräldrar", "Jämställdhet", "Tillgänglighet", "Fondens handbok"):
        assert heading in shown
    answer = erik.post(
        page(cast, "texts", claim), {"text_1": "Lika många."}, headers={"HX-Request": "true"}
    )
    assert "Saved at" in answer.content.decode()
    texts = {(text["part"], text["about"]): text["text"] for text in parts(claim)["texts"]}
    assert texts["principle", "Jämställdhet"] == "Lika många."
    assert texts["goal", "1"] == ""
    assert "Lika många." in erik.get(page(cast, "texts", claim)).content.decode()


def test_of_four_training_days_the_claim_tells_how_many_each_attended(cast, erik):
    """S29: attended 4/4, 3/4 … sums to the number of unique persons."""
    goal = Goal.objects.create(
        programme=cast.programme, number="1", title="Utbildning", owner=cast.gr
    )
    people = [person(f"P{number}", cast.kungalv) for number in range(12)]
    # Seven come to all four, and five to three.
    for number in range(4):
        day = dt.date(2026, 1, 10 + number)
        activity = Activity.objects.create(
            programme=cast.programme,
            goal=goal,
            organiser=cast.gr,
            title=f"Dag {number}",
            kind=Activity.Kind.TRAINING_DAY,
        )
        session = Session.objects.create(
            activity=activity,
            held_on=day,
            starts_at=at(day, dt.time(9)),
            ends_at=at(day, dt.time(12)),
        )
        for somebody in people[: 12 if number else 7]:
            Attendance.objects.create(
                session=session,
                person=somebody,
                organisation=cast.kungalv,
                mark="here",
                minutes=180,
            )
    claim = begun(cast)
    [series] = parts(claim)["training"]
    assert series["rows"] == [[4, 7], [3, 5], [2, 0], [1, 0]]
    assert series["persons"] == 12
    assert "4 of 4" in erik.get(page(cast, "results", claim)).content.decode()


def test_a_claim_begins_where_the_one_before_it_ended_and_one_is_open_at_a_time(cast, erik):
    address = reverse("claims:list", args=[cast.programme.public_key])
    esf(cast)
    erik.post(address, {"fund": "esf", "last_month": "2026-01-01"})
    claim = Claim.objects.get()
    assert (claim.first_month, claim.last_month) == (dt.date(2025, 9, 1), JANUARY)
    with pytest.raises(actions.OneAtATime):
        begun(cast)
    erik.post(page(cast, "period", claim), {"last_month": "2026-02-01"})
    claim.refresh_from_db()
    assert claim.last_month == FEBRUARY
    with pytest.raises(actions.EndsTooEarly):
        actions.set_last_month(claim=claim, last_month=dt.date(2025, 8, 1), by=cast.erik)
    with pytest.raises(actions.EndsTooLate):
        actions.set_last_month(claim=claim, last_month=dt.date(2027, 1, 1), by=cast.erik)


def test_the_list_asks_the_same_number_of_questions_for_many_claims(
    cast, erik, django_assert_max_num_queries
):
    esf(cast)
    for number in range(1, 9):
        Claim.objects.create(
            programme=cast.programme, fund=esf(cast), number=number, state=Claim.State.SENT,
            first_month=FEBRUARY, last_month=FEBRUARY, content='{"sums":{}}', digest=str(number),
            sent_at=at(TODAY, dt.time(9)),
        )  # fmt: skip
    address = reverse("claims:list", args=[cast.programme.public_key])
    erik.get(address)
    with django_assert_max_num_queries(20):
        erik.get(address)
