"""Until when a programme's records are kept: the longest rule decides, and no guess is made."""

import datetime as dt

import pytest
from django.test import Client
from django.urls import reverse

from samverka.delivery.programmes.models import ProgrammeFund
from samverka.delivery.retention import actions, queries
from samverka.delivery.retention.models import Hold, Records
from tests.people import TODAY, person

from .factories import ended, fund_keeps

pytestmark = pytest.mark.django_db


def keeping(cast, records=Records.ATTENDANCE):
    cast.programme.refresh_from_db()
    return queries.keeping_of(cast.programme, records, on=TODAY)


def own_rule(cast, years, records=Records.ATTENDANCE):
    return actions.write_rule(
        programme=cast.programme,
        records=records,
        kept_years=years,
        counted_from="year_end",
        source="Informationsplanen § 4",
        valid_from=dt.date(2017, 1, 1),
        by=cast.petra,
    )


def test_the_longest_rule_decides_and_is_told(cast):
    ended(cast)
    fund_keeps(cast, 3, code="esf")
    fund_keeps(cast, 5, code="amif")
    own_rule(cast, 4)
    found = keeping(cast)
    assert found.until == dt.date(2024, 12, 31)
    assert (found.decisive.whose, found.decisive.source) == ("Fonden amif", "Handboken amif")
    assert found.is_due(TODAY)


def test_the_programmes_own_rule_lengthens_and_never_shortens(cast):
    ended(cast)
    fund_keeps(cast, 5)
    own_rule(cast, 7)
    own_rule(cast, 2, Records.GROUPS)
    assert keeping(cast).until == dt.date(2026, 12, 31)
    assert not keeping(cast).is_due(TODAY)
    assert keeping(cast, Records.GROUPS).until == dt.date(2024, 12, 31)


def test_kept_up_to_and_with_the_day_and_due_the_day_after(cast):
    ended(cast, on=dt.date(2021, 3, 15))
    fund_keeps(cast, 5, counted_from="last_day")
    found = keeping(cast)
    assert found.until == dt.date(2026, 3, 15)
    assert found.is_due(TODAY)
    assert not found.is_due(dt.date(2026, 3, 15))


def test_a_rule_without_a_number_makes_nothing_due_ever(cast):
    ended(cast)
    fund_keeps(cast, 3, code="esf")
    fund_keeps(cast, None, code="utan", value="Så länge som behövs")
    found = keeping(cast)
    assert found.until is None
    assert found.lacks == ["The rule of Fonden utan gives no number of years."]
    assert not found.is_due(dt.date(2099, 1, 1))


def test_a_fund_without_any_rule_makes_nothing_due(cast):
    ended(cast)
    link = fund_keeps(cast, 3)
    link.fund.rules.all().delete()
    assert "no rule here" in keeping(cast).lacks[0]
    assert not keeping(cast).is_due(dt.date(2099, 1, 1))


def test_the_day_of_the_last_payment_counts_once_it_is_noted_with_its_source(cast):
    ended(cast)
    fund_keeps(cast, 5, counted_from="payment")
    assert "Nobody has noted the day" in keeping(cast).lacks[0]
    ProgrammeFund.objects.update(settled_on=dt.date(2020, 6, 1))
    assert "has no source" in keeping(cast).lacks[0]
    assert keeping(cast).until is None
    ProgrammeFund.objects.update(settled_source="Utbetalning 14")
    assert keeping(cast).until == dt.date(2025, 12, 31)


def test_a_rule_that_was_replaced_by_a_shorter_one_binds_what_was_recorded_under_it(cast):
    ended(cast)
    fund_keeps(cast, 10, valid_to=dt.date(2018, 1, 1))
    fund_keeps(cast, 3, valid_from=dt.date(2018, 1, 1))
    assert keeping(cast).until == dt.date(2029, 12, 31)


def test_a_fund_that_has_ended_still_asks(cast):
    ended(cast)
    fund_keeps(cast, 10, valid_to=dt.date(2021, 1, 1))
    assert keeping(cast).until == dt.date(2029, 12, 31)
    assert cast.programme.pk in queries.keys_to_keep(Records.ATTENDANCE, on=TODAY)


def test_what_no_fund_asks_for_goes_by_the_programmes_own_rule_alone(cast):
    ended(cast)
    fund_keeps(cast, 3)
    assert keeping(cast, Records.QUESTIONS).until is None
    own_rule(cast, 1, Records.QUESTIONS)
    assert keeping(cast, Records.QUESTIONS).until == dt.date(2020, 12, 31)


def test_a_hold_stops_what_is_due_until_it_is_released(cast):
    ended(cast)
    fund_keeps(cast, 3)
    client = Client()
    client.force_login(cast.petra.user)
    key = cast.programme.public_key
    client.post(reverse("retention:hold", args=[key]), {"reason": "Revision 2026"})
    hold = Hold.objects.get()
    assert (hold.reason, hold.placed_by) == ("Revision 2026", cast.petra.user)
    assert not keeping(cast).is_due(TODAY)
    assert "Revision 2026" in client.get(reverse("retention:keeping", args=[key])).content.decode()
    client.post(reverse("retention:release", args=[hold.public_key]))
    assert keeping(cast).is_due(TODAY)
    with pytest.raises(actions.ReleasedAlready):
        actions.release_hold(hold=hold, on=TODAY, by=cast.petra)


def test_a_hold_is_released_by_the_organisation_that_placed_it_and_by_no_other(cast):
    """Petra leads, and may hold Amanda too, but does not know whether Kungälv needs it still."""
    amanda = person("Amanda", cast.kungalv, cast.gr)
    hold = actions.place_hold(person=amanda, reason="Ärende 7", on=TODAY, by=cast.karin)
    page = reverse("retention:person_holds", args=[amanda.public_key])
    release = reverse("retention:release", args=[hold.public_key])
    petra, ulla = Client(), Client()
    petra.force_login(cast.petra.user)
    text = petra.get(page).content.decode()
    assert "Only Kungälv kommun, who placed it, can release it" in text
    assert release not in text
    assert petra.post(release).status_code == 403
    ulla.force_login(cast.ulla.user)
    assert release in ulla.get(page).content.decode()
    assert ulla.post(release).status_code == 302
    hold.refresh_from_db()
    assert hold.released_by == cast.ulla.user


def test_the_page_says_which_rule_decides_and_what_is_missing(cast):
    ended(cast)
    fund_keeps(cast, 5, code="amif")
    client = Client()
    client.force_login(cast.erik.user)
    url = reverse("retention:keeping", args=[cast.programme.public_key])
    text = client.get(url).content.decode()
    assert "Handboken amif" in text
    assert "No rule says how long these are kept" in text


def test_the_days_of_all_programmes_take_as_many_questions_as_of_one(
    cast, django_assert_num_queries
):
    fund_keeps(cast, 5)
    with django_assert_num_queries(4):
        found = queries.keepings([cast.programme] * 3, on=TODAY)
    assert len(found) == 3 * len(Records)
