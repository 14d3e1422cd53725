import pytest

from samverka.delivery.programmes import actions
from samverka.delivery.programmes.models import Goal

from .factories import training_day


def test_a_goal_that_has_activities_is_not_taken_away(cast):
    goal = Goal.objects.create(
        programme=cast.programme, number="1", title="Kompetens", owner=cast.gr
    )
    training_day(cast, goal=goal)
    with pytest.raises(actions.IsUsed):
        actions.remove_fact(fact=goal, by=cast.petra)
    assert Goal.objects.filter(pk=goal.pk).exists()
