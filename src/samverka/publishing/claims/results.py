"""What a claim tells of besides hours and money: who took part, measures, and plans not done."""

import datetime as dt
from collections import Counter, defaultdict

from django.db.models import Count, OuterRef, Subquery

from samverka.delivery.activities.models import Activity, Attendance
from samverka.delivery.participants.models import Participant
from samverka.delivery.participants.queries import counts_by_sex_and_age, not_counted
from samverka.delivery.plans.models import Plan, PlanItem
from samverka.delivery.programmes.models import FundRule, Goal, Programme
from samverka.engine.disclosure import suppress
from samverka.publishing.measures.queries import Carried, measures_of, reached_of
from samverka.toolkit.periods import in_force

from .models import Claim


def by_sex(programme: Programme, *, until: dt.date) -> dict:
    """Unique persons who count for the fund until a day; None where a small group would show."""
    table = counts_by_sex_and_age(programme, on=until)
    sexes = [*Participant.Sex.values, ""]
    rows = [
        {"sex": sex, "persons": count}
        for sex, count in zip(sexes, table.row_totals, strict=True)
        if sex or count
    ]
    left_out = not_counted(programme, on=until)
    return {"rows": rows, "persons": table.total, "not_counted": left_out}


def measures(programme: Programme, *, until: dt.date) -> list[dict]:
    """Each measure with its target and what is reached until a day, where that is counted."""
    carried = Carried(programme, on=until, until=until)
    return [
        {
            "code": measure.code,
            "title": measure.title,
            "goal": str(measure.goal),
            "target": measure.target,
            "is_limit": measure.target_is_limit,
            "reached": reached_of(measure, carried),
        }
        for measure in measures_of(programme)
    ]


def training_series(programme: Programme, *, until: dt.date) -> list[dict]:
    """Of each goal with several training days how many persons came to all, all but one … (S29).

    The numbers make the goal's unique persons; one that would point out somebody is None.
    """
    held = Attendance.objects.filter(
        mark=Attendance.Mark.HERE,
        session__activity__programme=programme,
        session__activity__kind=Activity.Kind.TRAINING_DAY,
        session__activity__is_cancelled=False,
        session__activity__goal__isnull=False,
        session__held_on__lte=until,
    )
    days = dict(
        held.values_list("session__activity__goal")
        .annotate(count=Count("session__activity", distinct=True))
        .order_by()
    )
    came: dict[int, Counter] = defaultdict(Counter)
    rows = held.values_list("session__activity__goal", "person").annotate(
        count=Count("session__activity", distinct=True)
    )
    for goal, _person, count in rows.order_by():
        came[goal][count] += 1
    goals = Goal.objects.in_bulk(came)
    found = [_series(str(goals[key]), days[key], came[key]) for key in goals if days[key] > 1]
    return sorted(found, key=lambda row: row["goal"])


def _series(goal: str, days: int, came: Counter) -> dict:
    wanted = range(days, 0, -1)
    table = suppress([[came[count] for count in wanted]])
    rows = [list(pair) for pair in zip(wanted, table.rows[0], strict=True)]
    return {"goal": goal, "days": days, "rows": rows, "persons": table.total}


def not_done(claim: Claim, *, until: dt.date) -> list[dict]:
    """Lines of the approved plans whose time ended within the claim, and that are not done."""
    latest = Plan.objects.filter(
        programme=claim.programme_id,
        organisation=OuterRef("plan__organisation"),
        state=Plan.State.APPROVED,
    ).order_by("-revision")
    items = (
        PlanItem.objects.in_force()
        .filter(
            plan__programme=claim.programme_id,
            plan=Subquery(latest.values("pk")[:1]),
            ends_on__gte=claim.first_month,
            ends_on__lte=until,
        )
        .exclude(status=PlanItem.Status.DONE)
        .select_related("plan__organisation")
        .order_by("plan__organisation__name", "number")
    )
    return [
        {
            "organisation": item.plan.organisation.public_key,
            "activity": item.activity,
            "ends_on": item.ends_on.isoformat() if item.ends_on else "",
            "status": item.status,
            "note": item.progress_note,
        }
        for item in items
    ]


def principles_of(claim: Claim, *, until: dt.date) -> list[tuple[str, str]]:
    """The fund's horizontal principles on a day, each with where it is written."""
    rules = FundRule.objects.filter(
        in_force(until), fund=claim.fund_id, subject=FundRule.Subject.HORIZONTAL
    ).order_by("valid_from")
    return [
        (line.strip(), rule.source)
        for rule in rules
        for line in rule.value.splitlines()
        if line.strip()
    ]
