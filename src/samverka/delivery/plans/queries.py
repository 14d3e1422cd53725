import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from samverka.delivery.activities.models import Activity
from samverka.delivery.programmes.models import Participation, Programme
from samverka.foundation.accounts.actor import Actor
from samverka.register.partners.models import Organisation
from samverka.toolkit.clock import today
from samverka.toolkit.lists import holding

from .models import Plan, PlanItem, PlannedActivity, Risk, StartEvidence, StartPoint

# What makes a line, and so what a new revision takes along and what is compared.
FACTS = (
    "activity",
    "measure",
    "own_measure",
    "responsible",
    "responsible_at",
    "starts_on",
    "ends_on",
    "aim",
    "target_group",
    "resources",
    "goal",
    "commitment",
)
MEASURE, RESPONSIBLE = "measure", "responsible"
# Points that nobody shows by hand.
SEEN_BY_ITSELF = (StartPoint.Kind.ACTIVITY_LIST, StartPoint.Kind.RISKS)


@dataclass(frozen=True)
class Hindrance:
    """A line that keeps a plan from being approved, and what it lacks."""

    number: int
    line_key: str
    activity: str
    missing: tuple[str, ...]


@dataclass
class PartnerLine:
    """An organisation that takes part, and how far its plan is."""

    organisation: Organisation
    parts: list[str]
    plan: Plan | None = None
    approved: Plan | None = None
    # The newest that whoever asks may read.
    opens: Plan | None = None
    lines: int = 0
    lacking: int = 0
    in_place: int = 0

    @property
    def is_approved(self) -> bool:
        return self.approved is not None


@dataclass
class Change:
    """A line as it was and as it is; one of them is None where it is new or gone."""

    was: PlanItem | None
    item: PlanItem | None
    fields: list[str] = field(default_factory=list)


def partners_of(programme: Programme, *, on: dt.date) -> list[PartnerLine]:
    """Who takes part, once each whatever their parts, with the owner first."""
    rows = (
        Participation.objects.filter(programme=programme)
        .filter(Q(valid_to=None) | Q(valid_to__gt=on))
        .select_related("organisation")
        .order_by("organisation__name", "pk")
    )
    lines: dict[int, PartnerLine] = {}
    for row in rows:
        line = lines.setdefault(row.organisation_id, PartnerLine(row.organisation, []))
        line.parts.append(row.part)
    return sorted(lines.values(), key=lambda line: Participation.Part.OWNER not in line.parts)


def partners_without_approved_plan(
    programme: Programme, *, on: dt.date | None = None
) -> list[Organisation]:
    """Those who keep implementation from opening (S111)."""
    approved = set(
        Plan.objects.filter(programme=programme, state=Plan.State.APPROVED).values_list(
            "organisation", flat=True
        )
    )
    partners = partners_of(programme, on=on or today())
    return [line.organisation for line in partners if line.organisation.pk not in approved]


def overview(programme: Programme, actor: Actor, *, on: dt.date) -> list[PartnerLine]:
    """Every partner with its newest plan, its approved one, and what it has in place."""
    partners = partners_of(programme, on=on)
    by_key = {line.organisation.pk: line for line in partners}
    for plan in _plans_of(programme, actor):
        if line := by_key.get(plan.organisation_id):
            line.plan = plan
            line.approved = plan if plan.state == Plan.State.APPROVED else line.approved
            line.opens = plan if plan.is_seen else line.opens
    lines, lacking = _counts([line.plan.pk for line in partners if line.plan])
    shown, of_plans = _in_place(programme)
    for line in partners:
        if line.plan:
            line.lines, line.lacking = lines[line.plan.pk], lacking[line.plan.pk]
        line.in_place = shown[line.organisation.pk] + (of_plans if line.is_approved else 0)
    return partners


def _plans_of(programme: Programme, actor: Actor) -> QuerySet[Plan]:
    """Each with whether the actor may read it; that it is being written is told to everybody."""
    seen = Plan.objects.visible_to(actor).filter(pk=OuterRef("pk"))
    return (
        Plan.objects.filter(programme=programme)
        .annotate(is_seen=Exists(seen))
        .order_by("revision")
    )


def _in_place(programme: Programme) -> tuple[Counter, int]:
    """How many points each partner shows, and how many are seen from its plan."""
    points: dict[int, str] = {}
    shown: Counter = Counter()
    for point, kind, organisation_id in StartPoint.objects.filter(programme=programme).values_list(
        "pk", "kind", "evidence__organisation"
    ):
        points[point] = kind
        shown[organisation_id] += kind not in SEEN_BY_ITSELF
    kinds = Counter(points.values())
    if of_risks := kinds[StartPoint.Kind.RISKS]:
        shown.update(dict.fromkeys(with_risks(programme), of_risks))
    return shown, kinds[StartPoint.Kind.ACTIVITY_LIST]


def _counts(plans: list[int]) -> tuple[Counter, Counter]:
    """Lines of each plan, and those that lack something."""
    lines: Counter = Counter()
    lacking: Counter = Counter()
    for item in PlanItem.objects.in_force().filter(plan__in=plans):
        lines[item.plan_id] += 1
        lacking[item.plan_id] += bool(missing_in(item))
    return lines, lacking


def items_of(plan: Plan) -> QuerySet[PlanItem]:
    return (
        plan.items.in_force()
        .select_related("goal", "measure", "responsible_at", "commitment")
        .order_by("number", "pk")
    )


def missing_in(item: PlanItem) -> tuple[str, ...]:
    """What a line needs before its plan is approved (S104)."""
    missing = []
    if not (item.measure_id or item.own_measure):
        missing.append(MEASURE)
    if not item.responsible:
        missing.append(RESPONSIBLE)
    return tuple(missing)


def lines_holding(plan: Plan, *, words: str = "", lacks: bool = False) -> list[PlanItem]:
    """The lines of a plan that hold the words, or only those that lack something."""
    found = items_of(plan).filter(holding(words, "activity", "aim", "responsible"))
    return [item for item in found if not lacks or missing_in(item)]


def hindrances(plan: Plan) -> list[Hindrance]:
    return hindrances_in(items_of(plan))


def hindrances_in(items: Iterable[PlanItem]) -> list[Hindrance]:
    lacking = [(item, missing_in(item)) for item in items]
    return [
        Hindrance(item.number, item.line_key, item.activity, missing)
        for item, missing in lacking
        if missing
    ]


def revisions_of(plan: Plan, actor: Actor) -> QuerySet[Plan]:
    """All of the same partner's that the actor sees, the newest first."""
    return (
        Plan.objects.visible_to(actor)
        .filter(programme=plan.programme_id, organisation=plan.organisation_id)
        .order_by("-revision")
    )


def is_latest(plan: Plan) -> bool:
    return not Plan.objects.filter(
        programme=plan.programme_id,
        organisation=plan.organisation_id,
        revision__gt=plan.revision,
    ).exists()


def may_be_copied_to(plan: Plan, actor: Actor) -> QuerySet[Plan]:
    """Others' approved plans, and one's own earlier revisions."""
    return (
        Plan.objects.visible_to(actor)
        .filter(programme=plan.programme_id)
        .exclude(pk=plan.pk)
        .filter(Q(state=Plan.State.APPROVED) | Q(organisation=plan.organisation_id))
        .select_related("organisation")
        .order_by("organisation__name", "-revision")
    )


def changes_between(earlier: Plan, later: Plan) -> list[Change]:
    """What a revision changed, in the order of its lines; what is gone comes last."""
    was = {item.line_key: item for item in items_of(earlier)}
    found = []
    for item in items_of(later):
        before = was.pop(item.line_key, None)
        fields = [name for name in FACTS if before and _value(before, name) != _value(item, name)]
        if before is None or fields:
            found.append(Change(before, item, fields))
    return found + [Change(gone, None) for gone in was.values()]


def _value(item: PlanItem, name: str) -> object:
    return getattr(item, item._meta.get_field(name).attname)


def activities_of(plan: Plan, actor: Actor) -> dict[str, list[Activity]]:
    """The activities that carry out each line, of those the actor sees."""
    rows = (
        PlannedActivity.objects.filter(
            organisation=plan.organisation_id,
            activity__programme=plan.programme_id,
            activity__in=Activity.objects.visible_to(actor),
        )
        .select_related("activity")
        .order_by("activity__created_at")
    )
    found = defaultdict(list)
    for row in rows:
        found[row.line_key].append(row.activity)
    return dict(found)


def own_activities(plan: Plan, actor: Actor) -> QuerySet[Activity]:
    """What the plan's organisation runs in the programme: what could carry out a line."""
    return (
        Activity.objects.visible_to(actor)
        .filter(programme=plan.programme_id, organiser=plan.organisation_id)
        .order_by("title")
    )


def risks_of(programme: Programme) -> QuerySet[Risk]:
    """The gravest first: likelihood times consequence is its `weight`."""
    return (
        Risk.objects.filter(programme=programme, is_removed=False)
        .select_related("organisation")
        .annotate(weight=F("likelihood") * F("consequence"))
        .order_by("-weight", "follow_up_on", "pk")
    )


def written_risks_of(programme: Programme) -> QuerySet[Risk]:
    """All that were written, those taken away too, which can be had back."""
    return Risk.objects.filter(programme=programme).select_related("programme")


def with_risks(programme: Programme) -> set[int]:
    """The partners that have a list of risks: a row says what is done, by whom and until when."""
    listed = Risk.objects.filter(programme=programme, is_removed=False)
    return set(listed.values_list("organisation", flat=True))


def not_in_place(programme: Programme, *, on: dt.date) -> list[Organisation]:
    """Those who lack something of what all have at the start: an approved plan, at least."""
    lacks_plan = partners_without_approved_plan(programme, on=on)
    shown, of_plans = _in_place(programme)
    asked = start_points_of(programme).count() - of_plans
    return [
        line.organisation
        for line in partners_of(programme, on=on)
        if line.organisation in lacks_plan or shown[line.organisation.pk] < asked
    ]


def start_points_of(programme: Programme) -> QuerySet[StartPoint]:
    return StartPoint.objects.filter(programme=programme).order_by("number")


def start_evidence_of(programme: Programme) -> dict[tuple[int, int], StartEvidence]:
    """By point and organisation; the plan and the list of risks are seen by themselves."""
    rows = StartEvidence.objects.filter(point__programme=programme).exclude(
        point__kind__in=SEEN_BY_ITSELF
    )
    return {(row.point_id, row.organisation_id): row for row in rows}
