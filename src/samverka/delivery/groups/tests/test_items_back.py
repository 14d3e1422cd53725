"""What is taken off an agenda can be put back, with what was written and decided under it."""

import pytest
from django.urls import reverse

from samverka.delivery.groups import actions
from samverka.delivery.groups.models import AgendaItem
from tests.people import person

from .factories import decision, full_member

SAID = "Alla var överens om att börja i april."


@pytest.fixture
def item(cast):
    """An item with text, a conflict of interest and a decision."""
    term = full_member(cast, person("Amanda", cast.kungalv), note="Söker själv.")
    item = term.seat.group.meetings.get().items.get()
    AgendaItem.objects.filter(pk=item.pk).update(said=SAID)
    decided = decision(cast, item.meeting)
    item.decisions.add(decided)
    item.refresh_from_db()
    return item


def take_off(client, cast, item) -> str:
    """Take it off the agenda; the address of its undo."""
    key = cast.programme.public_key
    client.force_login(cast.petra.user)
    page = client.post(reverse("groups:item_remove", args=[key, item.public_key]), follow=True)
    return next(said.extra_tags for said in page.context["messages"] if said.extra_tags)


def test_it_comes_back_whole(client, cast, item):
    undo = take_off(client, cast, item)
    assert not AgendaItem.objects.exists()
    client.post(undo, {"_undo": "1"})
    back = AgendaItem.objects.get()
    assert (back.said, back.number) == (SAID, item.number)
    assert back.decisions.count() == 1
    assert back.conflicts.count() == 1


def test_it_stands_last_where_another_has_its_number(client, cast, item):
    undo = take_off(client, cast, item)
    actions.add_item(meeting=item.meeting, title="Budget", by=cast.petra)
    client.post(undo, {"_undo": "1"})
    titles = [one.title for one in AgendaItem.objects.order_by("number")]
    assert titles == ["Budget", item.title]
