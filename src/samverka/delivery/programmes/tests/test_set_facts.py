import datetime as dt

import pytest

from samverka.delivery.programmes import actions
from samverka.delivery.programmes.models import Goal, Measure
from samverka.foundation.audit.models import Event
from samverka.toolkit.periods import EndsBeforeItBegan


def set_goal(cast, **facts):
    facts = {"title": "Kompetens", "owner": cast.gr, "parent": None, **facts}
    return actions.set_goal(programme=cast.programme, number="1", by=cast.petra, **facts)


def test_a_goal_is_added_once_and_noted(cast):
    outcome = set_goal(cast)
    assert outcome.is_new
    assert Event.objects.get().verb == "programmes.fact_added"


def test_setting_the_same_again_changes_nothing_and_notes_nothing(cast):
    set_goal(cast)
    outcome = set_goal(cast)
    assert (outcome.is_new, outcome.changes) == (False, {})
    assert Event.objects.count() == 1


def test_a_correction_tells_what_it_was_and_is_noted_without_values(cast):
    set_goal(cast)
    outcome = set_goal(cast, title="Kunskap")
    assert outcome.changes == {"title": ("Kompetens", "Kunskap")}
    assert Goal.objects.get().title == "Kunskap"
    assert Event.objects.last().fields == ["title"]


def test_a_measure_is_found_by_its_code(cast):
    goal = set_goal(cast).thing
    facts = {
        "programme": cast.programme,
        "goal": goal,
        "code": "dagar",
        "title": "Dagar",
        "definition": "Dagar där någon var med",
        "unit": Measure.Unit.DAYS,
        "counts": Measure.Counts.TRAINING_DAYS,
        "by": cast.petra,
    }
    actions.set_measure(**facts, target=4)
    outcome = actions.set_measure(**facts, target=5)
    assert outcome.changes == {"target": (4, 5)}
    assert Measure.objects.count() == 1


def test_a_role_ends_on_a_later_day_only(cast):
    given = actions.give_role(
        programme=cast.programme,
        user=cast.sara.user,
        organisation=cast.kungalv,
        role="organiser",
        valid_from=dt.date(2026, 3, 1),
        by=cast.petra,
    )
    with pytest.raises(EndsBeforeItBegan):
        actions.end_role(given=given, on=dt.date(2026, 3, 1), by=cast.petra)
    actions.end_role(given=given, on=dt.date(2026, 3, 16), by=cast.petra)
    given.refresh_from_db()
    assert given.valid_to == dt.date(2026, 3, 16)
