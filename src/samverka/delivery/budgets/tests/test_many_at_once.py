"""Several costs at once, from the account, and how that is undone."""

import datetime as dt
import re

import pytest
from django.urls import reverse

from samverka.delivery.budgets import actions
from samverka.delivery.budgets.models import Cost
from tests.people import TODAY


def add(cast, receipt: str, **other) -> Cost:
    return actions.add_cost(
        programme=cast.programme,
        organisation=cast.kungalv,
        kind=other.pop("kind", "travel"),
        text=other.pop("text", "Tåg"),
        receipt=receipt,
        incurred_on=dt.date(2026, 2, 1),
        paid_on=None,
        amount=25_050,
        by=cast.karin,
    )


@pytest.fixture
def karin(cast, client):
    client.force_login(cast.karin.user)
    return client


def with_those(client, cast, name, *costs, **told):
    address = reverse(f"budgets:{name}", args=[cast.programme.public_key, cast.kungalv.public_key])
    ticked = {"row": [cost.public_key for cost in costs], **told}
    return client.post(address, ticked, follow=True)


def undo(client, page):
    address = re.search(r'(?<!form)action="([^"]+/(?:aterta|slag/ater)/[^"]+/)"', page.text)
    return client.post(address.group(1), follow=True)


def now(cost: Cost) -> Cost:
    return Cost.objects.get(pk=cost.pk)


def test_several_are_struck_and_undo_leaves_those_struck_before(cast, karin):
    counts, gone = add(cast, "1"), add(cast, "2")
    actions.strike_cost(cost=gone, by=cast.karin)
    page = with_those(karin, cast, "strike_costs", counts, gone)
    assert "1 cost is struck." in page.text
    undo(karin, page)
    assert not now(counts).is_struck
    assert now(gone).is_struck


def test_what_is_handed_in_is_named_and_stays(cast, karin):
    handed_in = add(cast, "1", text="Inlämnat")
    own = {"programme": cast.programme, "organisation": cast.kungalv}
    actions.hand_in(**own, until=TODAY, on=TODAY, by=cast.karin)
    kept = add(cast, "2")
    page = with_those(karin, cast, "strike_costs", handed_in, kept)
    assert "since you may not change it: Inlämnat." in page.text
    assert [now(handed_in).is_struck, now(kept).is_struck] == [False, True]


def test_several_get_a_kind_and_undo_gives_each_its_own_back(cast, karin):
    first, second = add(cast, "1", kind="travel"), add(cast, "2", kind="other")
    page = with_those(karin, cast, "set_kinds", first, second, kind="services")
    assert "2 costs are changed." in page.text
    assert {now(first).kind, now(second).kind} == {"services"}
    undo(karin, page)
    assert [now(first).kind, now(second).kind] == ["travel", "other"]


def test_undo_is_refused_where_one_was_written_down_anew_and_nothing_is_half_done(cast, karin):
    first, second = add(cast, "1"), add(cast, "2")
    page = with_those(karin, cast, "strike_costs", first, second)
    add(cast, "2")
    undo(karin, page)
    assert [now(first).is_struck, now(second).is_struck] == [True, True]


def test_the_account_is_narrowed_by_kind_words_and_how_it_stands(cast, karin):
    add(cast, "1", text="Tåg"), add(cast, "2", text="Tolk", kind="services")
    actions.strike_cost(cost=add(cast, "3", text="Fel"), by=cast.karin)
    keys = [cast.programme.public_key, cast.kungalv.public_key]

    def shown(**asked):
        page = karin.get(reverse("budgets:account", args=keys), asked)
        return sorted(cost.text for cost in page.context["listing"].page)

    assert shown(kind="services") == ["Tolk"]
    assert shown(q="tåg") == ["Tåg"]
    assert shown(standing="struck") == ["Fel"]
    assert shown(standing="kept") == ["Tolk", "Tåg"]


def test_who_only_checks_gets_no_boxes(cast, client):
    add(cast, "1")
    client.force_login(cast.petra.user)
    keys = [cast.programme.public_key, cast.kungalv.public_key]
    assert "Strike those ticked" not in client.get(reverse("budgets:account", args=keys)).text
