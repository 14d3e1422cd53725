import threading

import pytest
from django.db import connection

from samverka.delivery.activities import actions
from samverka.delivery.activities.models import Registration
from samverka.foundation.audit.models import Event
from samverka.register.people.models import KnownTo, Person
from tests.people import TODAY, person

from .factories import YESTERDAY, place, training_day

TAKEN = Registration.State.REGISTERED


def test_gives_a_place_and_lets_the_organiser_know_the_person(cast):
    amanda, activity = person("Amanda", cast.kungalv), training_day(cast)
    given = place(cast, activity, amanda)
    assert (given.state, given.organisation) == (TAKEN, cast.kungalv)
    assert Person.objects.visible_to(cast.olga).get() == amanda
    assert KnownTo.objects.filter(person=amanda, organisation=cast.gr, since=TODAY).exists()
    assert Event.objects.filter(verb="activities.registered", person_id=amanda.pk).exists()


def test_refuses_when_all_seats_are_taken_and_says_what_to_do(cast):
    activity = training_day(cast, seats=1)
    place(cast, activity, person("Amanda", cast.kungalv))
    with pytest.raises(actions.Refused, match="1"):
        place(cast, activity, person("Bashir", cast.kungalv))
    assert activity.registrations.count() == 1


def test_refuses_after_the_last_day_but_not_those_who_run_it(cast):
    amanda = person("Amanda", cast.kungalv)
    activity = training_day(cast, registration_closes_on=YESTERDAY)
    with pytest.raises(actions.Refused, match="15"):
        place(cast, activity, amanda)
    given = actions.register(
        activity=activity,
        person=amanda,
        organisation=cast.kungalv,
        on=TODAY,
        late=True,
        by=cast.olga,
    )
    assert given.state == TAKEN


def test_refuses_when_the_activity_itself_is_over(cast):
    with pytest.raises(actions.Refused):
        place(cast, training_day(cast, YESTERDAY), person("Amanda", cast.kungalv))


def test_refuses_a_cancelled_activity(cast):
    activity = training_day(cast)
    actions.cancel_activity(activity=activity, by=cast.olga)
    with pytest.raises(actions.Refused):
        place(cast, activity, person("Amanda", cast.kungalv))


def test_refuses_somebody_who_has_a_place(cast):
    amanda, activity = person("Amanda", cast.kungalv), training_day(cast)
    place(cast, activity, amanda)
    with pytest.raises(actions.Refused):
        place(cast, activity, amanda)


def test_a_place_given_back_can_be_taken_again_and_frees_the_seat_meanwhile(cast):
    amanda, activity = person("Amanda", cast.kungalv), training_day(cast, seats=1)
    first = place(cast, activity, amanda)
    actions.give_back(registration=first, by=cast.olga)
    bashir = place(cast, activity, person("Bashir", cast.kungalv))
    actions.give_back(registration=bashir, by=cast.olga)
    again = place(cast, activity, amanda)
    assert (again.pk, again.state) == (first.pk, TAKEN)


def test_somebody_new_gets_a_place_or_is_not_written_down_at_all(cast):
    activity = training_day(cast, seats=1)
    facts = {
        "activity": activity,
        "family_name": "Exempel",
        "organisation": cast.partille,
        "title": "Kurator",
        "on": TODAY,
        "by": cast.olga,
    }
    actions.register_new_person(given_name="Cecilia", **facts)
    with pytest.raises(actions.Refused):
        actions.register_new_person(given_name="Dawit", **facts)
    assert [str(known) for known in Person.objects.all()] == ["Cecilia Exempel"]


def test_refuses_somebody_who_was_removed_meanwhile(cast):
    amanda = person("Amanda", cast.kungalv)
    Person.objects.filter(pk=amanda.pk).update(forgotten_on=TODAY)
    with pytest.raises(actions.Refused):
        place(cast, training_day(cast), amanda)


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_the_last_seat_asked_for_by_two_at_once_goes_to_one(cast):
    activity = training_day(cast, seats=1)
    people = [person("Amanda", cast.kungalv), person("Bashir", cast.kungalv)]
    gate = threading.Barrier(len(people))
    answers = []

    def ask(who):
        try:
            gate.wait(timeout=10)
            place(cast, activity, who)
            answers.append("given")
        except actions.Refused:
            answers.append("refused")
        finally:
            connection.close()

    threads = [threading.Thread(target=ask, args=(who,)) for who in people]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)
    assert sorted(answers) == ["given", "refused"]
    assert activity.registrations.in_force().count() == 1
