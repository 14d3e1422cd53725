"""Modules, plans and proposals as pages show them."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Prefetch, QuerySet
from django.shortcuts import get_object_or_404

from samverka.delivery.programmes.models import Programme
from samverka.development.competence.models import Competence, Mapping
from samverka.development.competence.queries import (
    Told,
    levels,
    mapped,
    nobody_told,
    participants_of,
    result,
)
from samverka.engine.disclosure import LEAST
from samverka.engine.needs.plan import unmet
from samverka.foundation.accounts.actor import Actor
from samverka.foundation.classifications.models import Municipality
from samverka.foundation.work.models import Progress
from samverka.foundation.work.queries import has_failed, progress_of
from samverka.register.people.models import Person
from samverka.toolkit.texts import listed

from .computing import Computed, Weights, areas_of, computed, weighted
from .models import (
    BookingProposal,
    PlanLine,
    PlanMaking,
    PlannedSession,
    ProposedPlace,
    TrainingModule,
    TrainingPlan,
)


def modules_of(programme: Programme) -> QuerySet[TrainingModule]:
    """Those that can be held."""
    return TrainingModule.objects.filter(programme=programme, removed_on=None).prefetch_related(
        "competences"
    )


def mapping_of(actor: Actor, programme: Programme) -> QuerySet[Mapping]:
    """The newest first."""
    return (
        Mapping.objects.visible_to(actor)
        .filter(programme=programme)
        .select_related("round")
        .order_by("-round__opens_on", "-pk")
    )


def plans_of(actor: Actor, programme: Programme) -> QuerySet[TrainingPlan]:
    return (
        TrainingPlan.objects.visible_to(actor)
        .filter(mapping__programme=programme)
        .select_related("mapping__round")
        .order_by("-computed_on", "-pk")
    )


def plan_of(mapping: Mapping) -> TrainingPlan | None:
    return TrainingPlan.objects.filter(mapping=mapping).order_by("pk").last()


@dataclass(frozen=True)
class Made:
    """What a plan would be: its lines, and what it stands on."""

    lines: list[Computed]
    facts: dict


def made(mapping: Mapping, weights: Weights, progress: Told = nobody_told) -> Made:
    """The plan that the answers give with these weights."""
    found, modules = levels(mapping), list(modules_of(mapping.programme))
    by_key = {one.public_key: one.pk for one in found.competences}
    told = result(mapping, {by_key[key]: value for key, value in weights.items()}, progress)
    lines = computed(found, modules, weights, areas_of(told, found.competences))
    need = unmet(found.required, found.current, weighted(found, weights))
    facts = {
        "asked": told.asked,
        "answered": told.done,
        "need": round(need, 2),
        "met": round(sum(one.line.met for one in lines), 2),
        "order": [[one.competence.name, one.rank, one.low, one.high] for one in told.needs],
        "areas": [
            [area.name, [[row.competence.name, row.is_doubtful] for row in area.rows]]
            for area in told.areas
        ],
    }
    return Made(lines, facts)


@dataclass(frozen=True)
class Moved:
    """A module's place in the plan as it stands, and with other weights; None where in neither."""

    module: TrainingModule
    before: int | None
    after: int | None

    @property
    def has_moved(self) -> bool:
        return self.before != self.after


def changes(plan: TrainingPlan, weights: Weights) -> list[Moved]:
    """What other weights change, in the order they give; how sure it is waits for the making."""
    found, modules = levels(plan.mapping), list(modules_of(plan.mapping.programme))
    areas = {one.pk: one.area.name for one in found.competences}
    before, after = (computed(found, modules, chosen, areas) for chosen in (plan.weights, weights))
    places = [
        {one.module.pk: number for number, one in enumerate(lines, start=1)}
        for lines in (before, after)
    ]
    rows = {one.module.pk: one.module for one in (*after, *before)}
    return [Moved(one, places[0].get(key), places[1].get(key)) for key, one in rows.items()]


def weights_of(plan: TrainingPlan) -> list[tuple[Competence, int]]:
    """Each competence with the weight it has in the plan."""
    return [
        (one, plan.weights.get(one.public_key, one.importance)) for one in mapped(plan.mapping)
    ]


@dataclass(frozen=True)
class Lifted:
    """A reason of a line; no numbers where they are of fewer than five."""

    competence: str
    persons: int | None
    levels: float | None


@dataclass(frozen=True)
class ShownLine:
    """A line with its reasons; `people` is None where they are fewer than five."""

    row: PlanLine
    people: int | None
    lifted: list[Lifted]
    share: int | None
    planned: list[PlannedSession]


def lines_of(plan: TrainingPlan) -> list[ShownLine]:
    """In order, those taken away last; two questions."""
    held = PlannedSession.objects.select_related("activity__municipality").prefetch_related(
        "activity__sessions"
    )
    rows = plan.lines.select_related("module").prefetch_related(Prefetch("planned", held))
    return [_shown(row) for row in rows.order_by("is_removed", "order", "pk")]


def _shown(row: PlanLine) -> ShownLine:
    is_told = row.people >= LEAST
    lifted = [
        Lifted(name, persons, levels) if persons >= LEAST else Lifted(name, None, None)
        for name, persons, levels in row.lifted
    ]
    whole = row.met + row.left
    return ShownLine(
        row=row,
        people=row.people if is_told else None,
        lifted=lifted,
        share=round(100 * row.met / whole) if whole and is_told else None,
        planned=list(row.planned.all()),
    )


def by_area(lines: Iterable[ShownLine]) -> list[tuple[str, list[ShownLine]]]:
    """The lines that stand, under their areas, the area of the first line first."""
    found: dict[str, list[ShownLine]] = {}
    for one in lines:
        if not one.row.is_removed:
            found.setdefault(one.row.area, []).append(one)
    return list(found.items())


# --- Plans being made ---------------------------------------------------------------------------


def making_of(mapping: Mapping) -> PlanMaking | None:
    """The latest, whoever asks."""
    return PlanMaking.objects.filter(mapping=mapping).first()


def makings_seen(actor: Actor, programme: Programme) -> QuerySet[PlanMaking]:
    seen = PlanMaking.objects.visible_to(actor).filter(mapping__programme=programme)
    return seen.select_related("mapping__round", "mapping__programme")


def is_being_made(making: PlanMaking) -> bool:
    return making.state == PlanMaking.State.COMPUTING and not has_failed(making.task_id)


def steps_of(making: PlanMaking) -> Progress | None:
    return progress_of(making.task_id) if making.task_id else None


# --- Proposals ----------------------------------------------------------------------------------


WORKED_ON = (BookingProposal.State.COMPUTING, BookingProposal.State.ACCEPTING)


def latest_proposal(actor: Actor, plan: TrainingPlan) -> BookingProposal | None:
    return BookingProposal.objects.visible_to(actor).filter(plan=plan).order_by("-pk").first()


def is_under_way(proposal: BookingProposal) -> bool:
    return proposal.state in WORKED_ON and not has_stopped(proposal)


def has_stopped(proposal: BookingProposal) -> bool:
    """Its task failed, or there was nothing to make it of."""
    if proposal.state == BookingProposal.State.STOPPED:
        return True
    return proposal.state in WORKED_ON and has_failed(proposal.task_id)


def progress(proposal: BookingProposal) -> Progress | None:
    return progress_of(proposal.task_id) if proposal.task_id else None


def places_seen(actor: Actor, proposal: BookingProposal) -> QuerySet[ProposedPlace]:
    """Of those whom the actor sees, by line and name."""
    return (
        ProposedPlace.objects.filter(
            proposal=proposal,
            person__in=Person.objects.visible_to(actor),
            person__forgotten_on=None,
        )
        .select_related(
            "person", "organisation", "line__module", "session__activity__municipality"
        )
        .order_by("line__order", "person__family_name", "person__given_name", "pk")
    )


def sessions_of(plan: TrainingPlan) -> QuerySet[PlannedSession]:
    """Sessions of lines that stand, as they are held."""
    return (
        PlannedSession.objects.filter(
            line__plan=plan, line__is_removed=False, activity__is_cancelled=False
        )
        .select_related("line__module", "activity__municipality")
        .prefetch_related("activity__sessions")
        .order_by("line__order", "activity__sessions__starts_at", "pk")
    )


@dataclass(frozen=True)
class Figures:
    """Need in levels: in all, and what is not met here, one by one, by chance, at the least."""

    wanted: float
    unmet: float
    first_come: float
    by_chance: float
    least: float


def figures_of(proposal: BookingProposal) -> Figures | None:
    """Ways counted in; None before it is worked out."""
    facts = proposal.facts
    if not facts:
        return None
    wanted = facts["wanted"]
    left = [(wanted - facts[name]) / 100 for name in ("met", "first_come", "by_chance", "bound")]
    return Figures(wanted / 100, *left)


def closed_days_of(plan: TrainingPlan) -> list[tuple[str, str]]:
    """(workplace, its closed days)."""
    found: dict[str, list[str]] = {}
    rows = plan.closed_days.select_related("organisation")
    for one in rows.order_by("organisation__name", "weekday"):
        found.setdefault(str(one.organisation), []).append(str(one.get_weekday_display()))
    return [(name, listed(days)) for name, days in found.items()]


# --- What forms offer, and what a plan stands on ------------------------------------------------


def mapping_asked(actor: Actor, programme: Programme, key: str) -> Mapping:
    return get_object_or_404(mapping_of(actor, programme), public_key=key)


def municipalities_of(programme: Programme) -> QuerySet[Municipality]:
    """Where those who take part are."""
    places = participants_of(programme).values("municipality")
    return Municipality.objects.filter(code__in=places).order_by("name")


@dataclass(frozen=True)
class Ordered:
    """A need's place when the plan was made, and between which places it stands in draws."""

    competence: str
    place: int
    low: int
    high: int


def order_of(plan: TrainingPlan) -> list[Ordered]:
    return [Ordered(name, *map(int, rest)) for name, *rest in plan.facts.get("order", [])]
