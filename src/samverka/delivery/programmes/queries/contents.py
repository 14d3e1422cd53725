"""What a programme is made of, as its pages read it."""

from dataclasses import dataclass

from django.db.models import Case, Count, F, Prefetch, QuerySet, When

from samverka.delivery.programmes.models import (
    AreaPart,
    Contact,
    Field,
    Finding,
    FundRule,
    Goal,
    Measure,
    OpenPoint,
    Participation,
    PreStudy,
    Programme,
    ProgrammeFund,
    ProgrammeLink,
    SubRegion,
    WorkArea,
)
from samverka.register.partners.models import Organisation
from samverka.register.partners.queries import partners_by_name
from samverka.toolkit.lists import holding

HYPOTHESIS = Finding.Kind.HYPOTHESIS


def in_order(number: str) -> list[str]:
    """Numbers as people count them: 2 before 10, and 1.2 after 1."""
    return [part.zfill(4) for part in str(number).split(".")]


@dataclass(frozen=True)
class Step:
    """One thing that a programme needs, and how far it has come."""

    name: str
    count: int
    is_done: bool


def set_up_steps(programme: Programme) -> dict[str, Step]:
    """What is there of a programme and what is missing, in the order one sets it up."""
    goals = programme.goals.annotate(has=Count("measures"), under=Count("sub_goals"))
    # A goal is measured itself, or through the goals under it.
    unmeasured = sum(not goal.has and not goal.under for goal in goals)
    told = bool(programme.summary and programme.starts_on and programme.ends_on)
    others = programme.participations.exclude(part=Participation.Part.OWNER).count()
    measures = programme.measures.count()
    counts = {
        "funds": ProgrammeFund.objects.filter(programme=programme).count(),
        "phases": programme.phases.filter(parent=None).count(),
        "contacts": programme.contacts.count(),
        "work": programme.work_areas.count() + programme.fields.count(),
        "background": earlier_of(programme).count() + findings_of(programme).count(),
    }
    steps = [
        Step("facts", int(told), told),
        Step("partners", others, others > 0),
        Step("goals", len(goals), len(goals) > 0),
        Step("measures", measures, measures > 0 and not unmeasured),
        *(Step(name, count, count > 0) for name, count in counts.items()),
        Step("public", int(programme.is_public), programme.is_public),
    ]
    return {step.name: step for step in steps}


def participations_by_name(
    programme: Programme, *, q: str = "", part: str = ""
) -> QuerySet[Participation]:
    """Who takes part, the owner first; those who have left too, since what they did stays."""
    found = programme.participations.filter(
        holding(q, "organisation__name", "contact_function", "via__name")
    )
    if part:
        found = found.filter(part=part)
    owner_first = Case(When(part=Participation.Part.OWNER, then=0), default=1)
    return found.select_related("organisation__part_of", "via", "programme").order_by(
        owner_first, "part", "organisation__name", "pk"
    )


def sub_regions_of(programme: Programme) -> QuerySet[SubRegion]:
    return (
        programme.sub_regions.select_related("lead")
        .annotate(members=Count("participations__organisation", distinct=True))
        .order_by("name")
    )


def not_yet_in(programme: Programme, words: str) -> QuerySet[Organisation]:
    """Organisations that do not take part; units only when one searches for them."""
    there = programme.participations.values("organisation")
    others = partners_by_name().exclude(pk__in=there)
    return others.filter(name__icontains=words) if words else others.filter(part_of=None)


def goal_tree(programme: Programme) -> list[Goal]:
    """The goals in the order of their numbers, each with `depth` and its measures."""
    measures = Measure.objects.order_by("pk").prefetch_related(
        Prefetch("parts__municipalities"), "parts__sub_region"
    )
    goals = (
        Goal.objects.filter(programme=programme)
        .select_related("owner")
        .prefetch_related(Prefetch("measures", queryset=measures))
    )
    under: dict[int | None, list[Goal]] = {}
    for goal in sorted(goals, key=lambda goal: in_order(goal.number)):
        under.setdefault(goal.parent_id, []).append(goal)
    return _walk(under, None, 0)


def _walk(under: dict[int | None, list[Goal]], parent: int | None, depth: int) -> list[Goal]:
    found = []
    for goal in under.get(parent, []):
        goal.depth = depth
        found += [goal, *_walk(under, goal.pk, depth + 1)]
    return found


def funds_with_rules(programme: Programme) -> QuerySet[ProgrammeFund]:
    """What pays, with all that each fund asks."""
    rules = FundRule.objects.order_by("subject", "valid_from")
    return (
        ProgrammeFund.objects.filter(programme=programme)
        .select_related("fund")
        .prefetch_related(Prefetch("fund__rules", queryset=rules))
        .order_by("fund__name")
    )


@dataclass(frozen=True)
class Cell:
    """An area of work in one place; without a part nothing is planned there."""

    area: WorkArea
    sub_region: SubRegion | None
    part: AreaPart | None

    @property
    def key(self) -> str:
        place = self.sub_region.public_key if self.sub_region else ""
        return f"{self.area.number}~{place}"


@dataclass(frozen=True)
class MatrixRow:
    """An area of work with a cell for each sub-region, or one for all of the programme."""

    area: WorkArea
    cells: list[Cell]


def work_matrix(programme: Programme) -> list[MatrixRow]:
    """Areas of work × sub-regions: what is done where, and where nothing is planned."""
    areas = WorkArea.objects.filter(programme=programme).prefetch_related(
        Prefetch("cells", queryset=AreaPart.objects.select_related("responsible"))
    )
    regions = list(programme.sub_regions.order_by("name"))
    rows = []
    for area in sorted(areas, key=lambda area: in_order(area.number)):
        parts = {part.sub_region_id: part for part in area.cells.all()}
        # Where nobody has divided the programme, an area is one thing.
        places: list[SubRegion | None] = [None] if area.is_common or not regions else [*regions]
        cells = [Cell(area, place, parts.get(place.pk if place else None)) for place in places]
        rows.append(MatrixRow(area, cells))
    return rows


def fields_of(programme: Programme) -> QuerySet[Field]:
    return programme.fields.select_related("coordinator").order_by("number", "name")


def contacts_of(
    programme: Programme, *, q: str = "", held: str = "", public: str = ""
) -> QuerySet[Contact]:
    found = programme.contacts.filter(
        holding(q, "function", "organisation__name", "goal__title", "field__name")
    )
    if held:
        found = found.filter(holder__isnull=held == "nobody")
    if public:
        found = found.filter(is_public=public == "shown")
    return found.select_related(
        "organisation", "goal", "field", "holder", "stand_in", "programme"
    ).order_by("organisation__name", "function")


def earlier_of(programme: Programme) -> QuerySet[ProgrammeLink]:
    """What the programme builds on."""
    return programme.builds_on.select_related("earlier").order_by(
        F("earlier__starts_on").asc(nulls_first=True), "earlier__name"
    )


def findings_of(programme: Programme) -> QuerySet[Finding]:
    return programme.findings.select_related("taken_from__programme").order_by("number")


def findings_before(programme: Programme) -> QuerySet[Finding]:
    """What the programmes this one builds on have found, and it has not taken up."""
    earlier = programme.builds_on.values("earlier")
    taken = programme.findings.exclude(taken_from=None).values("taken_from")
    return (
        Finding.objects.filter(programme__in=earlier)
        .exclude(kind=HYPOTHESIS)
        .exclude(pk__in=taken)
        .select_related("programme")
        .order_by("programme__name", "number")
    )


def open_points_of(programme: Programme) -> QuerySet[OpenPoint]:
    return programme.open_points.order_by("number")


def pre_study_of(programme: Programme) -> PreStudy | None:
    return PreStudy.objects.filter(programme=programme).select_related("programme__owner").first()
