"""Several methods recommended at once, several hand-overs followed up, and both undone."""

import datetime as dt

import pytest
from django.urls import reverse

from samverka.development.methods import actions
from samverka.development.methods.models import HandOver, Method
from samverka.foundation.audit.models import Event
from tests.people import TODAY

from .factories import WHOLE, Choice, decided, described, pelle, stages, tried

YESTERDAY = TODAY - dt.timedelta(days=1)


def address(cast, name: str) -> str:
    return reverse(f"methods:{name}", args=[cast.programme.public_key])


def post(client, url, keys, **besides):
    return client.post(url, {"row": keys, **besides}, follow=True)


def undo(client, page):
    """Press Undo, as the toast has it."""
    toast = next(said for said in page.context["messages"] if said.extra_tags)
    return client.post(toast.extra_tags, follow=True)


@pytest.fixture
def three(cast):
    """Two that are tried and may be recommended, one that nobody has tried."""
    pilot, _second = stages(cast)
    made = [described(cast, name) for name in ("Jobbspår", "Språkvän", "Yrkesspår")]
    for method in made[:2]:
        tried(method, cast.karin, pilot)
    return made


def keys(methods):
    return [method.public_key for method in methods]


def days(methods):
    return [Method.objects.get(pk=method.pk).recommended_on for method in methods]


def test_several_are_recommended_and_undo_gives_each_its_own_day_back(cast, client, three):
    client.force_login(cast.petra.user)
    actions.recommend_method(method=three[0], on=YESTERDAY, by=cast.petra)
    page = post(client, address(cast, "several_recommend"), keys(three[:2]))
    assert days(three) == [YESTERDAY, TODAY, None]
    undo(client, page)
    assert days(three) == [YESTERDAY, None, None]


def test_none_is_recommended_where_one_lacks_something_and_it_is_named(cast, client, three):
    client.force_login(cast.petra.user)
    page = post(client, address(cast, "several_recommend"), keys(three))
    assert "Yrkesspår cannot be recommended yet." in page.content.decode()
    assert days(three) == [None, None, None]


def test_several_are_recommended_no_more_and_undo_brings_the_days_back(cast, client, three):
    client.force_login(cast.petra.user)
    for method in three[:2]:
        actions.recommend_method(method=method, on=YESTERDAY, by=cast.petra)
    page = post(client, address(cast, "several_stop"), keys(three))
    assert days(three) == [None, None, None]
    undo(client, page)
    assert days(three) == [YESTERDAY, YESTERDAY, None]


def test_boxes_are_for_whoever_leads_the_programme(cast, client, three):
    client.force_login(cast.petra.user)
    assert 'name="row"' in client.get(address(cast, "list")).content.decode()
    client.force_login(cast.karin.user)
    assert 'name="row"' not in client.get(address(cast, "list")).content.decode()


# --- Hand-overs ---------------------------------------------------------------------------------


@pytest.fixture
def handed_over(cast, three):
    """Two methods that go on in Kungälv, and the first of them in Partille too."""
    pilot, _second = stages(cast)
    for method in three[:2]:
        decided(method, cast.karin, pilot, Choice.CONTINUE)
        actions.hand_over(method=method, organisation=cast.kungalv, values=WHOLE, by=cast.karin)
    own = three[0].versions.get().trials.get()
    decided(three[0], pelle(cast), pilot, Choice.ADOPT, own)
    actions.hand_over(method=three[0], organisation=cast.partille, values=WHOLE, by=cast.karin)
    return three


def row_keys(cast, client):
    page = client.get(address(cast, "hand_overs"))
    return [row["key"] for row in page.context["listing"].page]


def followed_up():
    rows = HandOver.objects.order_by("method__name", "organisation__name")
    return [row.followed_up_on for row in rows]


def test_own_hand_overs_are_followed_up_others_are_named_and_undo_is_exact(
    cast, client, handed_over
):
    client.force_login(cast.karin.user)
    HandOver.objects.filter(method=handed_over[1]).update(followed_up_on=YESTERDAY)
    all_rows = row_keys(cast, client)
    url = address(cast, "several_follow_up")
    page = post(client, url, all_rows, followed_up_on=TODAY.isoformat())
    assert "1 row stays as it was" in page.content.decode()
    assert followed_up() == [TODAY, None, TODAY]
    undo(client, page)
    assert followed_up() == [None, None, YESTERDAY]


def test_each_hand_over_has_its_note_in_the_trail(cast, client, handed_over):
    client.force_login(cast.karin.user)
    url = address(cast, "several_follow_up")
    page = post(client, url, row_keys(cast, client), followed_up_on=TODAY.isoformat())
    assert Event.objects.filter(verb="methods.followed_up").count() == 2
    undo(client, page)
    assert Event.objects.filter(verb="methods.not_followed_up").count() == 2
