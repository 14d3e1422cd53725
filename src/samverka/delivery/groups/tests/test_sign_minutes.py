"""Signed minutes stand: for the actions, and for the database itself."""

import pytest
from django.db import DatabaseError, transaction
from django.test import Client
from django.urls import reverse

from samverka.delivery.groups import actions
from samverka.delivery.groups.models import AgendaItem, Decision, Meeting
from tests.people import TODAY, person

from .factories import LAST_WEEK, NEXT_MONTH, decision, group, meeting, seat, sits


@pytest.fixture
def signed(cast) -> Decision:
    steering = group(cast)
    term = sits(cast, seat(cast, steering, cast.kungalv), person("Amanda", cast.kungalv))
    held = meeting(cast, steering, agenda=["Tolkar", "Skolfrågor"])
    taken = decision(cast, held, item=held.items.get(number=1))
    actions.note_present(meeting=held, terms=[term], by=cast.petra)
    actions.sign_minutes(meeting=held, signed_by="Ordföranden", on=TODAY, by=cast.petra)
    taken.refresh_from_db()
    return taken


def test_a_decision_cannot_be_changed_after_signing(cast, signed):
    with pytest.raises(actions.Signed, match="signed"):
        actions.correct_decision(
            decision=signed,
            text="Något annat.",
            ground="",
            decided_by="",
            follow_up_on=NEXT_MONTH,
            item=None,
            responsible=None,
            by=cast.petra,
        )


@pytest.mark.parametrize(
    "change",
    [
        lambda taken: Decision.objects.filter(pk=taken.pk).update(text="Något annat."),
        lambda taken: Decision.objects.filter(pk=taken.pk).delete(),
        lambda taken: AgendaItem.objects.filter(pk=taken.item_id).update(said="Något annat."),
        lambda taken: AgendaItem.objects.filter(meeting=taken.meeting_id, number=2).delete(),
        lambda taken: Meeting.objects.filter(pk=taken.meeting_id).update(
            signed_on=None, signed_by=""
        ),
        lambda taken: Meeting.objects.filter(pk=taken.meeting_id).update(
            held_on=LAST_WEEK.replace(day=1)
        ),
    ],
    ids=["text", "removed", "what was said", "item removed", "unsigned", "another day"],
)
def test_the_database_itself_refuses(signed, change):
    with pytest.raises(DatabaseError) as refused, transaction.atomic():
        change(signed)
    assert "Signed minutes are not changed" in str(refused.value)


def test_what_came_of_it_is_written_afterwards(cast, signed):
    actions.close_decision(decision=signed, outcome="Två tolkar delas.", on=TODAY, by=cast.petra)
    signed.refresh_from_db()
    assert signed.closed_on == TODAY


def test_before_signing_a_decision_is_corrected(cast):
    taken = decision(cast, meeting(cast, group(cast)))
    actions.correct_decision(
        decision=taken,
        text="Pröva två tolkar.",
        ground="Få tolkar.",
        decided_by="Alla",
        follow_up_on=NEXT_MONTH,
        item=None,
        responsible=cast.kungalv,
        by=cast.petra,
    )
    assert Decision.objects.get(pk=taken.pk).text == "Pröva två tolkar."


def test_minutes_without_anybody_present_are_not_signed(cast):
    held = meeting(cast, group(cast))
    with pytest.raises(actions.NobodyPresent, match="Tick the seats"):
        actions.sign_minutes(meeting=held, signed_by="Ordföranden", on=TODAY, by=cast.petra)


def test_nobody_signs_before_the_meeting(cast):
    held = meeting(cast, group(cast), held_on=NEXT_MONTH)
    with pytest.raises(actions.SignedTooEarly, match="later day"):
        actions.sign_minutes(meeting=held, signed_by="Ordföranden", on=TODAY, by=cast.petra)


def test_a_signed_meeting_takes_no_more_items_or_marks(cast, signed):
    for refused in (
        lambda: actions.add_item(meeting=signed.meeting, title="Mer", by=cast.petra),
        lambda: actions.note_present(meeting=signed.meeting, terms=[], by=cast.petra),
        lambda: decision(cast, signed.meeting),
        lambda: actions.cancel_meeting(
            meeting=Meeting.objects.get(pk=signed.meeting_id), by=cast.petra
        ),
    ):
        with pytest.raises(actions.Signed):
            refused()


@pytest.mark.parametrize("verb", ["correct_meeting", "cancel_meeting"])
def test_who_opened_the_meeting_before_it_was_signed_is_told_that_it_is(cast, verb):
    """Their page is older than the signature; the database would refuse, with no word to them."""
    steering = group(cast)
    term = sits(cast, seat(cast, steering, cast.kungalv), person("Amanda", cast.kungalv))
    held = meeting(cast, steering)
    opened_before = Meeting.objects.get(pk=held.pk)
    actions.note_present(meeting=held, terms=[term], by=cast.petra)
    actions.sign_minutes(meeting=held, signed_by="Ordföranden", on=TODAY, by=cast.petra)
    facts = {"held_on": TODAY, "starts": None, "ends": None, "place": ""}
    with pytest.raises(actions.Signed):
        getattr(actions, verb)(
            meeting=opened_before, by=cast.petra, **(facts if verb == "correct_meeting" else {})
        )


def test_the_group_says_of_minutes_what_the_meeting_says(cast, signed):
    of = signed.meeting.group
    client = Client()
    client.force_login(cast.petra.user)
    client.cookies["django_language"] = "sv"
    page = client.get(reverse("groups:detail", args=[of.programme.public_key, of.public_key]))
    assert "Justerat" in page.text
    assert "Undertecknat" not in page.text
