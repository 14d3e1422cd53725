"""Groups with their seats, methods, what shall be in place at the start, and the plans."""

from django.utils.translation import gettext as _

from samverka.delivery.groups import actions as groups
from samverka.delivery.plans import actions as plans
from samverka.delivery.plans.models import Plan, StartPoint
from samverka.delivery.programmes.models import Measure
from samverka.development.methods import actions as methods
from samverka.development.methods.models import Method
from samverka.workflows.programme_file.facts import Facts

from .report import Loading


def load_groups(facts: Facts, loading: Loading) -> None:
    for row in facts.rows("grupper"):
        outcome = groups.set_group(
            programme=loading.programme,
            convener=loading.organisations[row["convener"]],
            field=loading.fields.get(row["field"]),
            **row.given(
                "name",
                "kind",
                "purpose",
                "meetings_per_year",
                "member_function",
                "discusses_cases",
            ),
            by=loading.by,
        )
        loading.tell(row["name"], outcome)
        for number, seat in enumerate(row.rows("platser"), start=1):
            place = groups.set_seat(
                group=outcome.thing,
                number=number,
                organisation=loading.organisations.get(seat["organisation"]),
                field=loading.fields.get(seat["field"]),
                **seat.given("rotation", "function", "minutes_a_month"),
                by=loading.by,
            )
            loading.tell(f"{row['name']} {number}", place)


def load_methods(facts: Facts, loading: Loading) -> None:
    """Methods with their first version; trials and decisions are not in the file."""
    there = {each.name: each for each in Method.objects.filter(programme=loading.programme)}
    for row in facts.rows("metoder"):
        values = {**row.values, "owner": loading.organisations.get(row["owner"])}
        method = there.get(row["name"])
        if method is not None:
            if any(getattr(method, name) != value for name, value in values.items()):
                loading.report.lines.append(_("%(what)s: changed.") % {"what": row["name"]})
            methods.correct_method(method=method, values=values, by=loading.by)
            continue
        methods.add_method(
            programme=loading.programme, values=values, on=loading.first_day, by=loading.by
        )
        loading.report.lines.append(_("%(what)s: added.") % {"what": row["name"]})


def load_start_points(facts: Facts, loading: Loading) -> None:
    known = set(
        StartPoint.objects.filter(programme=loading.programme).values_list("text", flat=True)
    )
    for row in facts.rows("på plats vid starten"):
        if row["text"] not in known:
            plans.add_start_point(programme=loading.programme, **row.values, by=loading.by)


def load_plans(facts: Facts, loading: Loading) -> None:
    """The skeleton of each plan; one that is begun is its partner's own, and stays."""
    begun = set(
        Plan.objects.filter(programme=loading.programme).values_list("organisation", flat=True)
    )
    measures = {each.code: each for each in Measure.objects.filter(programme=loading.programme)}
    for row in facts.rows("planer"):
        organisation = loading.organisations[row["organisation"]]
        if organisation.pk in begun:
            continue
        plan = plans.start_plan(
            programme=loading.programme, organisation=organisation, by=loading.by
        )
        for item in row.rows("rader"):
            values = {
                **item.values,
                "goal": loading.goals.get(item["goal"]),
                "measure": measures.get(item["measure"]),
                "responsible_at": loading.organisations.get(item["responsible_at"]),
            }
            plans.add_item(plan=plan, values=values, by=loading.by)
