"""A plan is made by a task: a bar, then the plan, or a sentence and a way on."""

from django.urls import reverse
from django_tasks_db.models import DBTaskResult

from samverka.development.training import actions, queries
from samverka.development.training.models import PlanMaking, TrainingPlan
from samverka.development.training.tests.factories import planned, seven_answers
from tests.people import TODAY
from tests.post import do_what_waits


def address(cast, mapping) -> str:
    return reverse("training:make", args=[cast.programme.public_key, mapping.public_key])


def page(cast, client, mapping) -> str:
    client.force_login(cast.petra.user)
    client.cookies["django_language"] = "en"
    return client.get(address(cast, mapping)).content.decode()


def test_a_bar_stands_until_the_plan_does_and_it_counts_the_draws(cast, client):
    line = planned(cast)
    mapping = line.plan.mapping
    TrainingPlan.objects.all().delete()
    client.force_login(cast.petra.user)
    begun = client.post(address(cast, mapping))
    assert begun["Location"] == address(cast, mapping)
    assert "<progress" in page(cast, client, mapping)
    assert not TrainingPlan.objects.exists()
    # Pressed twice, it is one task; a worker that ends leaves one to begin it anew.
    client.post(address(cast, mapping))
    assert DBTaskResult.objects.ready().count() == 1
    do_what_waits()
    making = PlanMaking.objects.get()
    assert (queries.steps_of(making).done, queries.steps_of(making).total) == (1_000, 1_000)
    plan = TrainingPlan.objects.get()
    answer = client.get(address(cast, mapping))
    assert answer["Location"].endswith(f"/{plan.public_key}/")
    assert [row.module.name for row in plan.lines.all()] == ["Tolk", "Klarspråk"]


def test_no_module_for_the_need_is_said_and_there_is_a_way_on(cast, client):
    mapping, _asked = seven_answers(cast)
    actions.begin_plan(mapping=mapping, on=TODAY, by=cast.petra)
    do_what_waits()
    told = page(cast, client, mapping)
    assert "No module meets a need that the answers show" in told
    assert reverse("training:add_module", args=[cast.programme.public_key]) in told


def test_a_plan_decided_meanwhile_stands_and_the_page_says_so(cast, client):
    plan = planned(cast).plan
    actions.begin_plan(mapping=plan.mapping, weights={}, on=TODAY, by=cast.petra)
    actions.decide_plan(plan=plan, on=TODAY, by=cast.petra)
    do_what_waits()
    assert "its lines stay as they are" in page(cast, client, plan.mapping)


def test_a_fault_of_ours_is_said_and_the_same_weights_are_tried_again(cast, client):
    line = planned(cast)
    mapping, weights = line.plan.mapping, {line.module.competences.get().public_key: 3}
    actions.begin_plan(mapping=mapping, weights=weights, on=TODAY, by=cast.petra)
    DBTaskResult.objects.update(status="FAILED")
    assert "It stopped before it was done" in page(cast, client, mapping)
    client.post(address(cast, mapping))
    do_what_waits()
    line.plan.refresh_from_db()
    assert line.plan.weights == weights
