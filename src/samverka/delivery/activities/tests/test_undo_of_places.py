"""Undo of places: what was answered, given or left stands as it did, or it is said why not."""

import datetime as dt

import pytest
from django.urls import reverse

from samverka.delivery.activities import actions, queries
from samverka.delivery.activities.models import Registration
from samverka.foundation.accounts.actor import SYSTEM
from samverka.toolkit.clock import local_now, now
from tests.people import TODAY, person
from tests.undoing import press, signed_in, undo_of

from .factories import place, training_day

pytestmark = pytest.mark.both

State, Way = Registration.State, Registration.Way
DAYS = dt.timedelta(days=1)


@pytest.fixture
def karin(cast):
    """She registers colleagues of Kungälv."""
    return signed_in(cast.karin)


def applies(cast, activity, name: str) -> Registration:
    return actions.apply(
        activity=activity,
        person=person(name, cast.kungalv),
        organisation=cast.kungalv,
        way=Way.COLLEAGUE,
        by=cast.karin,
    )


def row(registration: Registration) -> dict:
    return Registration.objects.values().get(pk=registration.pk)


def posted(client, name: str, registration: Registration):
    """The page it leads to, and the undo that its message offers."""
    address = reverse(f"activities:{name}", args=[registration.public_key])
    answer = client.post(address, follow=True)
    return answer, undo_of(answer)


def a_minute_later() -> None:
    Registration.objects.exclude(given_back_at=None).update(given_back_at=now() - 5 * DAYS)


@pytest.fixture
def amandas(cast):
    """Bashir has given his place back; it is offered to Amanda, and Cecilia waits after her."""
    activity = training_day(cast, TODAY + 9 * DAYS, seats=1)
    bashir = applies(cast, activity, "Bashir")
    amanda = applies(cast, activity, "Amanda")
    applies(cast, activity, "Cecilia")
    actions.give_back(registration=bashir, by=cast.karin)
    a_minute_later()
    actions.keep_waiting_lists(by=SYSTEM)
    amanda.refresh_from_db()
    assert amanda.state == State.OFFERED
    return amanda


@pytest.mark.parametrize("answer", ["decline", "accept"])
def test_an_answer_taken_back_leaves_the_offer_with_the_same_time_to_answer(
    karin, amandas, answer
):
    before = row(amandas)
    _page, undo = posted(karin, answer, amandas)
    assert row(amandas)["state"] != State.OFFERED
    said = press(karin, undo)
    assert "The seat is kept again until" in said
    assert row(amandas) == before
    assert queries.places_of(amandas.activity).offered == 1
    assert "It is undone already" in press(karin, undo)
    assert row(amandas) == before


def test_for_a_minute_what_amanda_declined_is_offered_to_nobody_else(karin, amandas):
    _page, undo = posted(karin, "decline", amandas)
    assert actions.keep_waiting_lists(by=SYSTEM) == 0
    press(karin, undo)
    assert row(amandas)["state"] == State.OFFERED


def test_a_declined_seat_that_went_on_to_cecilia_stays_hers_and_it_is_said(karin, amandas):
    _page, undo = posted(karin, "decline", amandas)
    a_minute_later()
    assert actions.keep_waiting_lists(by=SYSTEM) == 1
    assert "The seat went on to the next" in press(karin, undo)
    assert row(amandas)["state"] == State.CANCELLED
    cecilia = amandas.activity.registrations.get(person__given_name="Cecilia")
    assert cecilia.state == State.OFFERED


@pytest.mark.parametrize(
    ("became", "said"),
    [
        (State.CANCELLED, "so the seat went on to the next"),
        (State.REGISTERED, "Give the place back instead"),
    ],
)
def test_an_offer_whose_time_is_over_is_not_given_again(cast, amandas, became, said):
    do = actions.accept_offer if became == State.REGISTERED else actions.decline_offer
    do(registration=amandas, by=cast.karin)
    left = row(amandas)
    was = actions.Answered(local_now() - DAYS, amandas.registered_at, became)
    with pytest.raises(actions.Refused, match=said):
        actions.offer_again(registration=amandas, was=was, by=cast.karin)
    assert row(amandas) == left


def test_what_olga_did_with_the_place_after_karin_stands(cast, karin, amandas):
    _page, undo = posted(karin, "decline", amandas)
    posted(signed_in(cast.olga), "take_again", amandas)
    left = row(amandas)
    assert left["state"] != State.CANCELLED
    assert "Something was done with the place after you" in press(karin, undo)
    assert row(amandas) == left


def test_whoever_may_not_give_the_place_back_takes_no_answer_back(cast, karin, amandas):
    _page, undo = posted(karin, "decline", amandas)
    pelle = signed_in(cast.sara)
    assert pelle.post(undo).status_code in {403, 404}
    assert row(amandas)["state"] == State.CANCELLED


def test_who_has_no_offer_declines_none(karin, amandas):
    posted(karin, "decline", amandas)
    page, undo = posted(karin, "decline", amandas)
    assert "There is no offer to answer any more" in page.text
    assert undo == ""


# --- Given, and given back --------------------------------------------------------------------


def registers(client, activity, amanda, organisation):
    who = f"{amanda.public_key}.{organisation.public_key}"
    address = reverse("activities:register", args=[activity.public_key])
    answer = client.post(address, {"who": who}, follow=True)
    return answer, undo_of(answer)


def test_a_place_given_by_mistake_is_free_again_and_nobody_gets_it_twice(cast, karin):
    activity = training_day(cast, TODAY + 9 * DAYS, seats=1)
    amanda = person("Amanda", cast.kungalv)
    _page, undo = registers(karin, activity, amanda, cast.kungalv)
    assert queries.places_of(activity).left == 0
    press(karin, undo)
    assert queries.places_of(activity).left == 1
    # Olga gives it to her after all: what Karin presses once more leaves it.
    registers(signed_in(cast.olga), activity, amanda, cast.kungalv)
    assert "It is undone already" in press(karin, undo)
    assert activity.registrations.get().state == State.REGISTERED


@pytest.mark.parametrize("seats", [1, 0])
def test_who_stood_there_already_is_not_taken_off_by_undo(cast, karin, seats):
    activity = training_day(cast, TODAY + 9 * DAYS, seats=1)
    if not seats:
        place(cast, activity, person("Bashir", cast.kungalv))
    stood = applies(cast, activity, "Amanda")
    page, undo = registers(karin, activity, stood.person, cast.kungalv)
    assert "already" in page.text
    assert undo == ""
    assert row(stood)["state"] == stood.state


def test_a_place_left_and_taken_again_is_the_same_place(cast, karin):
    activity = training_day(cast, TODAY + 9 * DAYS, seats=1)
    amanda = applies(cast, activity, "Amanda")
    before = row(amanda)
    _page, undo = posted(karin, "give_back", amanda)
    # Left once more in another window, which offers nothing to undo.
    assert posted(karin, "give_back", amanda)[1] == ""
    press(karin, undo)
    after = row(amanda)
    assert after.pop("registered_at") >= before.pop("registered_at")
    assert after == before


def test_a_place_left_in_the_queue_is_taken_again_where_it_stood(cast, karin):
    activity = training_day(cast, TODAY + 9 * DAYS, seats=1)
    applies(cast, activity, "Bashir")
    amanda, _cecilia = applies(cast, activity, "Amanda"), applies(cast, activity, "Cecilia")
    before = row(amanda)
    _page, undo = posted(karin, "give_back", amanda)
    press(karin, undo)
    assert row(amanda)["applied_at"] == before["applied_at"]
    assert row(amanda)["state"] == State.WAITING


def test_ticks_made_since_stay_when_the_place_is_taken_back(cast, karin):
    activity = training_day(cast, TODAY, seats=None)
    amanda = person("Amanda", cast.kungalv)
    _page, undo = registers(karin, activity, amanda, cast.kungalv)
    [held] = activity.registrations.all()
    session, mark = activity.sessions.get(), actions.Mark(key=held.public_key, mark="here")
    actions.record_attendance(session=session, marks=[mark], on=TODAY, by=cast.olga)
    press(karin, undo)
    assert session.attendances.get(person=amanda).minutes > 0
