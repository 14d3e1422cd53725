"""Goals with their measures and activities, and the functions that answer for them."""

from django.utils.translation import gettext as _

from samverka.delivery.programmes import actions as programmes
from samverka.delivery.programmes.models import Goal, Measure
from samverka.foundation.classifications.models import Municipality
from samverka.workflows.programme_file.facts import Facts

from .activities import load_activities
from .report import Loading


def load_goals(facts: Facts, loading: Loading, parent: Goal | None = None) -> None:
    """The goals, or those below one."""
    for row in facts.rows("delmål"):
        outcome = programmes.set_goal(
            programme=loading.programme,
            owner=loading.organisations[row["owner"]],
            parent=parent,
            **row.given("number", "title"),
            by=loading.by,
        )
        goal = outcome.thing
        loading.tell(_("Goal %(number)s") % {"number": row["number"]}, outcome)
        loading.goals[row["number"]] = goal
        _load_measures(row, goal, loading)
        load_activities(row, goal, loading)
        load_goals(row, loading, goal)


def _load_measures(facts: Facts, goal: Goal, loading: Loading) -> None:
    for row in facts.rows("mått"):
        outcome = programmes.set_measure(
            programme=loading.programme, goal=goal, **row.values, by=loading.by
        )
        loading.tell(row["title"], outcome)
        _load_parts(row, outcome.thing, loading)


def _load_parts(facts: Facts, measure: Measure, loading: Loading) -> None:
    for number, row in enumerate(facts.rows("delar"), start=1):
        outcome = programmes.set_measure_part(
            measure=measure,
            number=number,
            sub_region=loading.sub_regions.get(row["sub_region"]),
            municipalities=Municipality.objects.filter(name__in=row["municipalities"]),
            **row.given("title", "target"),
            by=loading.by,
        )
        loading.tell(f"{facts['title']}, {row['title']}", outcome)


def load_contacts(facts: Facts, loading: Loading) -> None:
    for row in facts.rows("kontakter"):
        outcome = programmes.set_contact(
            programme=loading.programme,
            organisation=loading.organisations[row["organisation"]],
            goal=loading.goals.get(row["goal"]),
            field=loading.fields.get(row["field"]),
            valid_from=row["valid_from"] or facts["starts_on"],
            **row.given("function", "is_public", "valid_to"),
            by=loading.by,
        )
        loading.tell(row["function"], outcome)
