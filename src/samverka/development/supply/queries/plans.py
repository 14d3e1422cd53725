"""Plans: who holds a critical role and who follows, the wheel of the year and its tasks."""

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass

from django.db.models import Count, Exists, F, OuterRef, Prefetch, Q, QuerySet, Subquery, Value
from django.db.models.expressions import Combinable
from django.db.models.functions import Lower, Replace

from samverka.delivery.programmes.models import Participation, Programme
from samverka.development.supply.models import (
    CriticalRole,
    InductionStep,
    SupplyPlan,
    WheelRow,
    WheelTask,
)
from samverka.foundation.accounts.actor import Actor
from samverka.foundation.accounts.models import Role
from samverka.register.partners.models import Organisation
from samverka.register.people.models import Person, Position
from samverka.toolkit.periods import in_force

# Who has the tasks of functions that nobody with an account holds, where they act.
LEADS = (Role.PROGRAMME_LEADER, Role.SUB_PROJECT_LEADER)


# The letters of our own that SQLite does not make small.
OUR_LETTERS = (("Å", "å"), ("Ä", "ä"), ("Ö", "ö"), ("É", "é"))


def in_any_case(said: Combinable) -> Lower:
    """A function's words, as the database compares them."""
    for capital, small in OUR_LETTERS:
        said = Replace(said, Value(capital), Value(small))
    return Lower(said)


def in_any_case_written(column: str) -> str:
    """The same, for a question that is written out."""
    for capital, small in OUR_LETTERS:
        column = f"REPLACE({column}, '{capital}', '{small}')"
    return f"LOWER({column})"


def alike(title: str) -> str:
    """A function as functions are compared."""
    return " ".join(title.split()).casefold()


def here_and_under(plan: SupplyPlan) -> Q:
    """Positions at the plan's organisation and its units."""
    place = plan.organisation_id
    return Q(organisation=place) | Q(organisation__part_of=place)


def partners_and_units(programme: Programme, on: dt.date) -> QuerySet[Organisation]:
    """Those that take part on the day, and their units."""
    there = Participation.objects.filter(in_force(on), programme=programme).values("organisation")
    return (
        Organisation.objects.filter(Q(pk__in=there) | Q(part_of__in=there))
        .filter(Q(valid_to=None) | Q(valid_to__gt=on))
        .select_related("part_of")
        .order_by("name", "pk")
    )


def places_to_plan(actor: Actor, programme: Programme, on: dt.date) -> QuerySet[Organisation]:
    """Where the actor may begin a plan, and none is."""
    begun = SupplyPlan.objects.filter(programme=programme, organisation=OuterRef("pk"))
    places = partners_and_units(programme, on).filter(~Exists(begun))
    if actor.is_one_of(Role.UNIT_HEAD):
        return places.filter(pk=actor.organisation_id)
    if actor.is_one_of(Role.SUB_PROJECT_LEADER):
        return places.filter(Q(pk=actor.organisation_id) | Q(part_of=actor.organisation_id))
    return places


def begun_plans(actor: Actor | None, programme: Programme, on: dt.date) -> QuerySet[SupplyPlan]:
    """Those one sees, with how many roles, roles nobody follows in, and tasks that are late."""
    there = CriticalRole.objects.filter(plan=OuterRef("pk"), removed_on=None).order_by()
    alone = there.filter(successor=None, successor_function="")
    late = WheelTask.objects.filter(
        row__plan=OuterRef("pk"), row__removed_on=None, done_on=None, due_on__lt=on
    ).order_by()
    return (
        SupplyPlan.objects.visible_to(actor)
        .filter(programme=programme)
        .select_related("organisation__part_of")
        .annotate(
            role_count=_counted(there, "plan"),
            alone_count=_counted(alone, "plan"),
            late_count=_counted(late, "row__plan"),
        )
        .order_by("organisation__name", "pk")
    )


def _counted(rows: QuerySet, path: str) -> Subquery:
    return Subquery(rows.values(path).annotate(count=Count("pk")).values("count"))


@dataclass(frozen=True)
class Holders:
    """Those who hold a function here: how many, and those of them whom the actor sees."""

    count: int
    seen: tuple[Person, ...]

    @property
    def others(self) -> int:
        return self.count - len(self.seen)


@dataclass(frozen=True)
class RoleRow:
    role: CriticalRole
    holders: Holders
    # Whether the actor sees the person who is to follow.
    sees_successor: bool
    steps: tuple[InductionStep, ...]

    @property
    def leaving(self) -> float:
        """How many of those who hold it leave in a year, as is expected."""
        return self.holders.count * float(self.role.leaves) / 100

    @property
    def lacks(self) -> int:
        return max(0, self.role.needed - self.holders.count)


def roles_of(plan: SupplyPlan, actor: Actor, on: dt.date) -> list[RoleRow]:
    """Four questions, however many roles."""
    roles = (
        CriticalRole.objects.filter(plan=plan, removed_on=None)
        .select_related("successor__person")
        .prefetch_related(
            Prefetch("steps", InductionStep.objects.filter(removed_on=None), to_attr="steps_there")
        )
    )
    held = _held(plan, on)
    everybody = {person for persons in held.values() for person in persons}
    follows = {role.successor.person_id for role in roles if hasattr(role, "successor")}
    seen = {
        person.pk: person
        for person in Person.objects.visible_to(actor)
        .filter(pk__in=everybody | follows, forgotten_on=None)
        .order_by("family_name", "given_name")
    }
    return [
        RoleRow(
            role,
            _holders(held[alike(role.function)], seen),
            hasattr(role, "successor") and role.successor.person_id in seen,
            tuple(role.steps_there),
        )
        for role in roles
    ]


def _held(plan: SupplyPlan, on: dt.date) -> dict[str, set[int]]:
    """Function: who holds it here on the day, by key."""
    found: dict[str, set[int]] = defaultdict(set)
    rows = Position.objects.filter(in_force(on), here_and_under(plan), person__forgotten_on=None)
    for title, person in rows.values_list("title", "person"):
        found[alike(title)].add(person)
    return found


def _holders(held: set[int], seen: dict[int, Person]) -> Holders:
    return Holders(len(held), tuple(person for key, person in seen.items() if key in held))


def holders_count(role: CriticalRole, on: dt.date) -> int:
    return len(_held(role.plan, on)[alike(role.function)])


def functions_at(plan: SupplyPlan, on: dt.date) -> list[str]:
    """What those who work here are called, to choose among while one types."""
    rows = Position.objects.filter(in_force(on), here_and_under(plan), person__forgotten_on=None)
    return sorted(set(rows.values_list("title", flat=True)), key=str.casefold)


def successors_at(plan: SupplyPlan, actor: Actor, on: dt.date) -> QuerySet[Person]:
    """Those who work here, as far as the actor sees them."""
    rows = Position.objects.filter(in_force(on), here_and_under(plan))
    return (
        Person.objects.visible_to(actor)
        .filter(pk__in=rows.values("person"), forgotten_on=None)
        .order_by("family_name", "given_name", "pk")
    )


def steps_of(plan: SupplyPlan) -> QuerySet[InductionStep]:
    return InductionStep.objects.filter(role__plan=plan).select_related("role__plan")


@dataclass(frozen=True)
class Wheel:
    """The rows of a year, each with its task where the year is made; what is left from before."""

    rows: list[tuple[WheelRow, WheelTask | None]]
    earlier: list[WheelTask]

    @property
    def is_made(self) -> bool:
        return any(task for _row, task in self.rows)

    def late(self, on: dt.date) -> int:
        now = [task for _row, task in self.rows if task and not task.done_on]
        return len(self.earlier) + sum(task.due_on < on for task in now)


def wheel_of(plan: SupplyPlan, year: int) -> Wheel:
    tasks = WheelTask.objects.filter(
        Q(due_on__year=year) | Q(due_on__year__lt=year, done_on=None)
    ).select_related("row")
    rows = list(
        plan.rows.filter(removed_on=None).prefetch_related(
            Prefetch("tasks", tasks, to_attr="tasks_there")
        )
    )
    there = [(row, task) for row in rows for task in row.tasks_there]
    now = {row.pk: task for row, task in there if task.due_on.year == year}
    earlier = [task for _row, task in there if task.due_on.year < year]
    return Wheel([(row, now.get(row.pk)) for row in rows], earlier)


def tasks_ticked_by(actor: Actor | None, on: dt.date) -> QuerySet[WheelTask]:
    """Those on one's home, and those of the plans one writes."""
    if actor is None:
        return WheelTask.objects.none()
    written = SupplyPlan.objects.visible_to(actor)
    if actor.is_one_of(Role.UNIT_HEAD):
        written = written.filter(organisation=actor.organisation_id)
    elif actor.is_one_of(Role.SUB_PROJECT_LEADER):
        here = Q(organisation=actor.organisation_id)
        written = written.filter(here | Q(organisation__part_of=actor.organisation_id))
    either = Q(pk__in=my_tasks(actor, on).order_by().values("pk")) | Q(row__plan__in=written)
    tasks = WheelTask.objects.filter(either, row__removed_on=None)
    return tasks.select_related("row__plan__programme")


def my_tasks(actor: Actor, on: dt.date) -> QuerySet[WheelTask]:
    """What falls to whoever acts: of the functions they hold; of nobody's, to who leads there.

    The page that greets asks the same in its own words (`overviews/home`).
    """
    held = (
        Position.objects.filter(
            in_force(on),
            Q(organisation=OuterRef("row__plan__organisation"))
            | Q(organisation__part_of=OuterRef("row__plan__organisation")),
            person__user__isnull=False,
            person__forgotten_on=None,
        )
        .annotate(said=in_any_case(F("title")))
        .filter(said=in_any_case(OuterRef("row__function")))
    )
    mine = Q(Exists(held.filter(person__user=actor.user_id)))
    if actor.is_one_of(*LEADS):
        mine |= Q(row__plan__organisation=actor.organisation_id) & ~Q(Exists(held))
    tasks = WheelTask.objects.filter(mine, row__removed_on=None)
    return tasks.select_related("row__plan__organisation", "row__plan__programme").order_by(
        "due_on", "pk"
    )
