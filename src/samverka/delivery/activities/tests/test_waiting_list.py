"""Seats by one rule, a waiting list in turn, and offers that lapse (S28)."""

import datetime as dt
import threading

import pytest
from django.db import connection
from django.urls import reverse

from samverka.delivery.activities import actions, queries
from samverka.delivery.activities.listed import listed
from samverka.delivery.activities.models import Activity, Need, Registration
from samverka.delivery.activities.person_data import move_person
from samverka.delivery.activities.sharing import Applicant, is_of_first_group, who_gets
from samverka.foundation.accounts.actor import SYSTEM
from samverka.foundation.audit.models import Event
from samverka.toolkit.clock import local_now, now
from tests.people import TODAY, person
from tests.post import do_what_waits

from .factories import TOMORROW, YESTERDAY, place, training_day

State, Way = Registration.State, Registration.Way
DAYS = dt.timedelta(days=1)


def first_for(cast, group="socialsekreterare", until=TODAY + 3 * DAYS, seats=1, **facts):
    facts = {"seats": seats, "first_group": group, "first_group_until": until, **facts}
    return training_day(cast, TODAY + 9 * DAYS, **facts)


def applies(cast, activity, name="Amanda", title="Kurator", **more) -> Registration:
    who = person(name, cast.kungalv, title=title)
    facts = {"organisation": cast.kungalv, "way": Way.COLLEAGUE, "by": cast.karin, **more}
    return actions.apply(activity=activity, person=who, **facts)


def states(activity) -> list[str]:
    return list(activity.registrations.order_by("pk").values_list("state", flat=True))


def a_minute_later() -> None:
    Registration.objects.exclude(given_back_at=None).update(given_back_at=now() - 5 * DAYS)


def test_of_60_applicants_for_40_seats_the_first_group_is_filled_first():
    """S28, with its own figures: others applied before them."""
    hour = dt.timedelta(hours=1)
    applied = [Applicant(key, key > 25, now() + key * hour) for key in range(1, 61)]
    early = who_gets(applied, seats=40, is_for_everybody=False)
    assert [one.key for one in early] == list(range(26, 61))
    late = who_gets(applied, seats=40, is_for_everybody=True)
    assert [one.key for one in late] == [*range(26, 61), *range(1, 6)]


def test_40_seats_and_60_applicants_go_the_same_way_when_people_apply(cast):
    """S28 as it happens: 25 others first, then 35 of the first group, and the day comes."""
    activity = first_for(cast, seats=40)
    for number in range(60):
        applies(cast, activity, f"Nr{number}", "Kurator" if number < 25 else "Socialsekreterare")
    assert states(activity) == [State.WAITING] * 25 + [State.REGISTERED] * 35
    Activity.objects.update(first_group_until=TODAY)
    actions.keep_waiting_lists(by=SYSTEM)
    assert (
        states(activity) == [State.REGISTERED] * 5 + [State.WAITING] * 20 + [State.REGISTERED] * 35
    )


@pytest.mark.parametrize(
    ("function", "is_first"),
    [
        ("1:e Socialsekreterare", True),
        ("Kurator, vuxna", True),
        ("Förskollärare", False),
        ("Lärare i sfi", True),
        ("", False),
    ],
)
def test_the_first_group_is_told_by_the_beginning_of_a_word(function, is_first):
    assert is_of_first_group(function, "socialsekreterare, kurator; lärare") is is_first


def test_the_rule_is_shown_to_whoever_can_apply(cast, client):
    activity = first_for(cast)
    sara = person("Sara", cast.kungalv)
    sara.user = cast.sara.user
    sara.save()
    client.force_login(cast.sara.user)
    page = client.get(reverse("activities:detail", args=[activity.public_key])).content.decode()
    assert "They are first for: socialsekreterare." in page
    assert "waiting list until" in page


def test_whoever_applies_twice_has_one_place_and_waits_where_they_stood(cast):
    activity = first_for(cast)
    first = applies(cast, activity)
    again = actions.apply(
        activity=activity,
        person=first.person,
        organisation=cast.kungalv,
        way=Way.INVITATION,
        by=SYSTEM,
    )
    assert (again.pk, again.state, again.applied_at) == (first.pk, "waiting", first.applied_at)


def test_whoever_waits_is_on_no_sheet_and_in_no_figure(cast, client):
    activity = training_day(cast, seats=1)
    place(cast, activity, person("Bashir", cast.kungalv))
    waits = applies(cast, activity, "Amanda")
    assert waits.state == State.WAITING
    client.force_login(cast.olga.user)
    session = activity.sessions.get()
    sheet = client.get(reverse("activities:sheet", args=[session.public_key])).content.decode()
    assert "Bashir" in sheet
    assert "Amanda" not in sheet
    assert queries.places_of(activity) == queries.Places(seats=1, taken=1, waiting=1, offered=0)
    (row,) = listed(cast.olga, on=TODAY)
    assert row.taken == 1
    page = client.get(reverse("activities:detail", args=[activity.public_key])).content.decode()
    assert "1 waits" in page
    assert page.index("Amanda") > page.index('id="waiting"')


def test_a_place_given_back_is_offered_to_the_next_who_answers_in_time(cast, letters):
    activity = training_day(cast, TODAY + 9 * DAYS, seats=1)
    has = applies(cast, activity, "Bashir")
    waits = applies(cast, activity, "Amanda")
    waits.person.email = "amanda@example.org"
    waits.person.save()
    actions.give_back(registration=has, by=cast.karin)
    # For a minute it can be taken back, and nobody is offered it.
    assert actions.keep_waiting_lists(by=SYSTEM) == 0
    a_minute_later()
    assert actions.keep_waiting_lists(by=SYSTEM) == 1
    do_what_waits()
    waits.refresh_from_db()
    assert waits.state == State.OFFERED
    assert waits.answer_by - local_now() <= 2 * DAYS
    (letter,) = letters
    assert "A seat is free for you until" in letter.get_body().get_content()
    # Kept for her: whoever comes now waits.
    assert applies(cast, activity, "Cecilia").state == State.WAITING
    assert actions.accept_offer(registration=waits, by=SYSTEM).state == State.REGISTERED


def test_an_offer_that_nobody_answers_lapses_and_goes_to_the_next(cast):
    activity = training_day(cast, TODAY + 9 * DAYS, seats=1)
    has, first, second = (applies(cast, activity, name) for name in ("Ali", "Bo", "Cecilia"))
    actions.give_back(registration=has, by=cast.karin)
    a_minute_later()
    actions.keep_waiting_lists(by=SYSTEM)
    Registration.objects.filter(pk=first.pk).update(answer_by=local_now() - DAYS)
    with pytest.raises(actions.Refused):
        actions.accept_offer(registration=first, by=SYSTEM)
    actions.keep_waiting_lists(by=SYSTEM)
    assert states(activity) == [State.CANCELLED, State.CANCELLED, State.OFFERED]
    second.refresh_from_db()
    actions.decline_offer(registration=second, by=SYSTEM)
    assert queries.places_of(activity).left == 1


def test_an_offer_ends_before_the_activity_begins_and_none_is_made_after(cast):
    soon = training_day(cast, TOMORROW, seats=1, answer_days=5)
    has, _waits = applies(cast, soon, "Ali"), applies(cast, soon, "Bo")
    actions.give_back(registration=has, by=cast.karin)
    a_minute_later()
    (offered,) = actions.offer_next(activity=soon, by=SYSTEM)
    assert offered.answer_by == soon.sessions.get().starts_at
    gone = training_day(cast, YESTERDAY, seats=1)
    Registration.objects.filter(pk=offered.pk).update(
        activity=gone, state="waiting", answer_by=None
    )
    assert actions.offer_next(activity=gone, by=SYSTEM) == []


def test_whoever_takes_back_what_they_gave_back_stands_where_they_stood(cast):
    activity = training_day(cast, seats=1)
    has, waits = applies(cast, activity, "Ali"), applies(cast, activity, "Bo")
    for one, state in ((has, State.REGISTERED), (waits, State.WAITING)):
        actions.give_back(registration=one, by=cast.karin)
        again = actions.apply(
            activity=activity,
            person=one.person,
            organisation=cast.kungalv,
            way=Way.COLLEAGUE,
            by=cast.karin,
        )
        assert (again.state, again.applied_at) == (state, one.applied_at)


def test_whoever_runs_it_lets_somebody_in_before_their_turn_and_regrets_it(cast, client):
    activity = first_for(cast, seats=2)
    waits = applies(cast, activity)
    client.force_login(cast.olga.user)
    client.post(reverse("activities:let_in", args=[waits.public_key]))
    assert states(activity) == [State.REGISTERED]
    client.post(reverse("activities:wait_again", args=[waits.public_key]))
    assert states(activity) == [State.WAITING]


def test_where_only_the_organiser_registers_nobody_applies(cast, client):
    activity = training_day(cast, registration_by=Activity.RegistrationBy.ORGANISER)
    amanda = person("Amanda", cast.kungalv)
    client.force_login(cast.karin.user)
    who = f"{amanda.public_key}.{cast.kungalv.public_key}"
    client.post(reverse("activities:register", args=[activity.public_key]), {"who": who})
    assert not activity.registrations.exists()


def test_needs_are_sealed_shown_without_names_and_gone_a_week_after(cast, client):
    activity = training_day(cast, TODAY - 7 * DAYS)
    applies(cast, activity, way=Way.ORGANISER, needs="Teckenspråkstolk")
    assert "tolk" not in Need.objects.get().sealed
    client.force_login(cast.olga.user)
    page = client.get(reverse("activities:detail", args=[activity.public_key])).content.decode()
    assert "<li>Teckenspråkstolk</li>" in page
    assert actions.forget_needs(on=TODAY, by=SYSTEM) == 0
    assert actions.forget_needs(on=TODAY + DAYS, by=SYSTEM) == 1
    assert not Need.objects.exists()
    assert Event.objects.filter(verb="activities.need_forgotten").exists()


def test_a_new_first_group_changes_who_is_next_and_takes_no_seat_away(cast):
    activity = first_for(cast, seats=1)
    has = applies(cast, activity, "Ali", "Socialsekreterare")
    waits = applies(cast, activity, "Bo", "Kurator")
    values = {"first_group": "kurator"}
    actions.correct_activity(
        activity=activity,
        values=values,
        sessions=[],
        days_to_come=True,
        by=cast.olga,
    )
    has.refresh_from_db(), waits.refresh_from_db()
    assert (has.state, waits.is_first_group) == (State.REGISTERED, True)


def test_of_two_places_of_one_person_the_better_stays_with_what_was_needed(cast):
    activity = training_day(cast, seats=1)
    has = applies(cast, activity, "Amanda")
    waits = applies(cast, activity, "Amanda", needs="Ramp")
    move_person(old=has.person, new=waits.person, by=cast.karin)
    kept = activity.registrations.get()
    assert (kept.person, kept.state) == (waits.person, State.REGISTERED)
    assert Need.objects.get().registration == kept


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_the_last_10_seats_are_given_exactly_once_to_30_at_once(cast):
    activity = training_day(cast, seats=10)
    people = [person(f"Nr{number}", cast.kungalv) for number in range(30)]
    gate = threading.Barrier(len(people))
    faults = []

    def ask(who):
        try:
            gate.wait(timeout=20)
            actions.apply(
                activity=activity,
                person=who,
                organisation=cast.kungalv,
                way=Way.PUBLIC,
                by=SYSTEM,
            )
        except Exception as fault:
            faults.append(fault)
        finally:
            connection.close()

    threads = [threading.Thread(target=ask, args=(who,)) for who in people]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    assert not faults
    places = queries.places_of(activity)
    assert (places.taken, places.waiting, places.left) == (10, 20, 0)
