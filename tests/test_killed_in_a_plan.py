"""A worker killed with -9 in the midst of a plan: the bar stays, and the plan is made once."""

import pytest
from django.urls import reverse

from samverka.foundation.audit.models import Event
from samverka.foundation.work import actions as tasks
from samverka.foundation.work.models import Heartbeat, Progress
from samverka.foundation.work.queries import SILENCE
from samverka.guidance.matching.actions import scenarios
from samverka.guidance.matching.criteria import USUAL
from samverka.guidance.matching.models import Placement, Scenario, ScenarioProblem, Wish
from samverka.guidance.matching.tests.factories import a_case, a_home, a_place, a_round, officer
from samverka.toolkit.clock import now
from tests.killed.served import WORKER, serving, until
from tests.people import person
from tests.who_may.table import browser_of, signed_in

HOUSEHOLDS = 40
State = Scenario.State


def begun(cast) -> Scenario:
    """Half of the households can have a home, and the task has begun."""
    matching = a_round(cast)
    places = [a_place(matching, one, 30, 30) for one in (cast.kungalv, cast.partille, cast.osby)]
    for number in range(HOUSEHOLDS):
        case = a_case(matching, cast.osby, person(f"Namn{number}", cast.osby))
        wished = (cast.kungalv, cast.partille, cast.osby)[number % 3]
        Wish.objects.create(case=case, organisation=wished, order=1)
        if number % 2:
            a_home(places[number % 3], f"Gatan {number}", most_persons=1 + number % 3)
    return scenarios.begin_scenario(
        matching=matching,
        name="Som vanligt",
        counts=scenarios.Counts(USUAL, {}, []),
        parent=None,
        by=officer(matching, cast.gr),
    )


def in_the_midst(scenario: Scenario) -> bool:
    """It has told that the plan itself is found, and compares it with others."""
    task = Scenario.objects.values_list("task_id", flat=True).get(pk=scenario.pk)
    return Progress.objects.filter(task_id=task, done__gte=1).exists()


def taken_up(worker: int) -> None:
    """What the timetable does when the dead worker has been silent for long enough."""
    dead = Heartbeat.objects.exclude(worker_id__contains=f"-{worker}-")
    dead.update(seen_at=now() - 2 * SILENCE)
    assert tasks.take_up_abandoned_tasks() == 1


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_a_worker_killed_in_the_midst_of_a_plan_begins_anew_and_makes_it_once(cast, tmp_path):
    scenario = begun(cast)
    keys = [cast.programme.public_key, scenario.round.public_key, scenario.public_key]
    mats = browser_of(signed_in(scenario.round.roles.get().user))
    page = reverse("matching:plan", args=keys)
    with serving(tmp_path) as served:
        until(lambda: in_the_midst(scenario))
        served.kill(WORKER)
        scenario.refresh_from_db()
        assert scenario.state == State.COMPUTING
        assert not Placement.objects.exists()
        # Whoever looks, or comes back, sees how far it was and that it goes on.
        looked = mats.get(page)
        assert looked.context["progress"].done >= 1
        assert b"It is being computed." in looked.content
        taken_up(served.worker)
        until(lambda: Scenario.objects.filter(pk=scenario.pk, state=State.READY).exists())
    assert Placement.objects.filter(scenario=scenario).count() == HOUSEHOLDS
    assert ScenarioProblem.objects.filter(scenario=scenario).count() == 1
    assert Event.objects.filter(verb="matching.scenario_computed").count() == 1
    assert b"Persons with a place" in mats.get(page).content
