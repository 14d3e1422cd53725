"""Undo of a task of a group: open as before, and what another ticked stays ticked."""

import datetime as dt

import pytest
from django.urls import reverse

from samverka.delivery.groups import actions
from samverka.delivery.groups.models import Decision, GroupTask
from tests.undoing import done, press, rows, signed_in

from .factories import LAST_WEEK, decision, group, meeting, task

pytestmark = pytest.mark.both


@pytest.fixture
def made(cast):
    return task(cast, group(cast, "Arbetsgruppen", kind="working"))


def of(cast, made: GroupTask, name: str) -> str:
    return reverse(f"groups:{name}", args=[cast.programme.public_key, made.public_key])


def test_a_task_ticked_by_mistake_is_open_as_before(cast, made):
    petra, before = signed_in(cast.petra), rows(GroupTask)
    undo = done(petra, of(cast, made, "task_done"))
    assert rows(GroupTask) != before
    assert "The task is open again." in press(petra, undo)
    assert rows(GroupTask) == before
    # Ticked for good by Olga: what Petra presses once more leaves it.
    done(signed_in(cast.olga), of(cast, made, "task_done"))
    assert "It is undone already" in press(petra, undo)
    assert GroupTask.objects.get().done_on


def test_what_petra_has_ticked_keeps_its_day_and_is_not_olgas_to_undo(cast, made):
    done(signed_in(cast.petra), of(cast, made, "task_done"))
    GroupTask.objects.update(done_on=dt.date(2026, 1, 7))
    assert done(signed_in(cast.olga), of(cast, made, "task_done")) == ""
    assert GroupTask.objects.get().done_on == dt.date(2026, 1, 7)


def test_a_task_that_was_done_on_another_day_since_stays_done(cast, made):
    petra = signed_in(cast.petra)
    undo = done(petra, of(cast, made, "task_done"))
    GroupTask.objects.update(done_on=dt.date(2026, 1, 7))
    assert "It was changed after you did it" in press(petra, undo)
    assert GroupTask.objects.get().done_on == dt.date(2026, 1, 7)


def test_karin_who_does_not_run_the_group_opens_nothing(cast, made):
    undo = done(signed_in(cast.petra), of(cast, made, "task_done"))
    assert signed_in(cast.karin).post(undo).status_code in {403, 404}
    assert GroupTask.objects.get().done_on


def closed(client, cast, made, outcome: str) -> str:
    return done(client, of(cast, made, "decision"), {"outcome": outcome})


def test_an_earlier_outcome_stands_again_when_closing_a_decision_anew_is_undone(cast):
    made = decision(cast, meeting(cast, group(cast)))
    actions.close_decision(decision=made, outcome="Pågår.", on=LAST_WEEK, by=cast.petra)
    actions.open_decision_again(decision=made, by=cast.petra)
    petra, before = signed_in(cast.petra), rows(Decision)
    undo = closed(petra, cast, made, "Klart.")
    assert rows(Decision) != before
    press(petra, undo)
    assert rows(Decision) == before


def test_a_first_outcome_waits_in_the_form_when_closing_a_decision_is_undone(cast):
    made = decision(cast, meeting(cast, group(cast)))
    petra = signed_in(cast.petra)
    page = press(petra, closed(petra, cast, made, "Avtalet är skrivet av båda."))
    assert Decision.objects.get().closed_on is None
    assert "Avtalet är skrivet av båda.</textarea>" in page


def test_what_is_written_of_a_decision_that_is_closed_in_another_window_stands_in_the_form(cast):
    made = decision(cast, meeting(cast, group(cast)))
    closed(signed_in(cast.petra), cast, made, "Klart.")
    sent = {"outcome": "Vi väntar på svar."}
    page = signed_in(cast.petra).post(of(cast, made, "decision"), sent)
    assert page.status_code == 422
    assert "It was closed already" in page.text
    assert "Vi väntar på svar.</textarea>" in page.text
    assert Decision.objects.get().outcome == "Klart."
