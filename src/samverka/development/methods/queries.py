import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Count, Exists, Max, OuterRef, Q, QuerySet, Value

from samverka.delivery.programmes.models import (
    Participation,
    Phase,
    Programme,
    ProgrammeLink,
    keys_seen_by,
)
from samverka.delivery.programmes.queries import Relative, lineage
from samverka.foundation.accounts.actor import Actor
from samverka.register.partners.models import Organisation
from samverka.toolkit.periods import months_after

from .models import HandOver, Method, MethodDecision, Trial

Choice = MethodDecision.Choice
# What a hand-over holds when the ordinary organisation can go on by itself (S115).
HANDED_OVER = ("line_owner", "budget", "routine", "training", "follow_up_on")
OWNER, VERSION, TRIAL = "owner", "version", "trial"


@dataclass(frozen=True)
class Use:
    """That an organisation works by a method; adopted, if from somebody else's trial."""

    method: Method
    organisation: Organisation
    adopted: Trial | None = None


@dataclass(frozen=True)
class Undecided:
    """A method that was tried in a stage, and that nothing is decided on."""

    method: Method
    organisation: Organisation
    stage: Phase


@dataclass(frozen=True)
class NotHandedOver:
    """A method in use, and what its hand-over lacks."""

    method: Method
    organisation: Organisation
    missing: tuple[str, ...]


@dataclass
class Matrix:
    """Method × organisation: how each works by it, and how many have taken it from others."""

    methods: list[Method]
    organisations: list[Organisation]
    cells: dict[tuple[int, int], Use | None]

    def row(self, method: Method) -> list[tuple[Organisation, str, Use | None]]:
        return [
            (organisation, *self._cell(method, organisation))
            for organisation in self.organisations
        ]

    def _cell(self, method: Method, organisation: Organisation) -> tuple[str, Use | None]:
        where = method.pk, organisation.pk
        use = self.cells.get(where)
        if use is None:
            return ("stopped" if where in self.cells else "", None)
        return ("adopted" if use.adopted else "own"), use

    def adoptions(self, *, method: Method | None = None, by: Organisation | None = None) -> int:
        """How many of the cells are taken from others."""
        return sum(
            bool(use and use.adopted)
            for (method_id, organisation_id), use in self.cells.items()
            if (method is None or method_id == method.pk)
            and (by is None or organisation_id == by.pk)
        )


def listed(
    actor: Actor, programme: Programme, *, words: str = "", recommended: bool = False
) -> QuerySet[Method]:
    found = Method.objects.visible_to(actor).filter(programme=programme)
    if words:
        found = found.filter(
            Q(name__icontains=words)
            | Q(description__icontains=words)
            | Q(target_group__icontains=words)
        )
    if recommended:
        found = found.filter(recommended_on__isnull=False)
    return (
        found.select_related("owner", "programme")
        .annotate(
            latest=Max("versions__number"),
            tried=Count("versions__trials", distinct=True),
            tried_at=Count("versions__trials__organisation", distinct=True),
        )
        .order_by("name")
    )


def origins_of(method: Method) -> list[Method]:
    """What it was taken up from, and what that was taken from, the nearest first."""
    found: list[Method] = []
    at = method
    while at.taken_from_id and at.taken_from_id not in {each.pk for each in found}:
        at = Method.objects.select_related("programme").get(pk=at.taken_from_id)
        found.append(at)
    return found


def taken_up_as(method: Method) -> QuerySet[Method]:
    """Where it went on: in which later programmes."""
    return method.taken_up_as.select_related("programme").order_by("programme__name")


def methods_beside(
    programme: Programme, relatives: Sequence[Relative], actor: Actor
) -> list[tuple[Programme, list[Method]]]:
    """A programme's methods, and those one sees of the ones before and after it, in turn."""
    line = [each.programme for each in relatives if each.generation < 0]
    line += [programme, *(each.programme for each in relatives if each.generation > 0)]
    found: dict[int, list[Method]] = defaultdict(list)
    for method in (
        Method.objects.filter(
            Q(programme=programme) | Q(programme__in=keys_seen_by(actor)), programme__in=line
        )
        .select_related("taken_from__programme")
        .order_by("name")
    ):
        found[method.programme_id].append(method)
    return [(each, found[each.pk]) for each in line if found[each.pk]]


def builds_on_others(programme: Programme) -> bool:
    return ProgrammeLink.objects.filter(later=programme).exists()


def to_take_up(programme: Programme, actor: Actor) -> QuerySet[Method]:
    """Methods of earlier programmes that one sees, and that are not taken up in this one."""
    before = [each.programme.pk for each in lineage(programme) if each.generation < 0]
    there = Method.objects.filter(programme=programme)
    return (
        Method.objects.visible_to(actor)
        .filter(programme__in=before)
        .exclude(pk__in=there.filter(taken_from__isnull=False).values("taken_from"))
        .exclude(name__in=there.values("name"))
        .select_related("programme")
        .order_by("programme__name", "name")
    )


def in_order(number: str) -> list[str]:
    """Stages by number, 2.10 after 2.9."""
    return [part.zfill(4) for part in number.split(".")]


def stages_of(programme: Programme) -> list[Phase]:
    """The stages of its phases; the phases themselves where none is divided."""
    phases = list(Phase.objects.filter(programme=programme).select_related("parent"))
    stages = [phase for phase in phases if phase.parent_id] or phases
    return sorted(stages, key=lambda phase: in_order(phase.number))


def trials_of(programme: Programme) -> QuerySet[Trial]:
    return (
        Trial.objects.filter(version__method__programme=programme)
        .select_related("version__method", "organisation", "stage", "measure")
        .order_by("version__method__name", "organisation__name", "pk")
    )


def decisions_of(programme: Programme) -> QuerySet[MethodDecision]:
    return (
        MethodDecision.objects.filter(method__programme=programme)
        .select_related(
            "method",
            "organisation",
            "stage",
            "adopted__version__method",
            "adopted__organisation",
        )
        .order_by("method__name", "organisation__name", "pk")
    )


def decisions_listed(
    programme: Programme,
    *,
    words: str = "",
    choice: str = "",
    stage: str = "",
    organisation: str = "",
) -> QuerySet[MethodDecision]:
    """Narrowed by what was decided, after which stage and by whom."""
    found = decisions_of(programme)
    if words:
        found = found.filter(
            Q(method__name__icontains=words)
            | Q(organisation__name__icontains=words)
            | Q(adopted__version__method__name__icontains=words)
        )
    if choice:
        found = found.filter(choice=choice)
    if stage:
        found = found.filter(stage__number=stage)
    if organisation:
        found = found.filter(organisation__public_key=organisation)
    return found.annotate(programme_key=Value(programme.public_key))


def partners_of(programme: Programme) -> QuerySet[Organisation]:
    at = Participation.objects.filter(programme=programme).values("organisation")
    return Organisation.objects.filter(pk__in=at).order_by("name")


def uses_of(programme: Programme) -> dict[tuple[int, int], Use | None]:
    """How each organisation works by each method now; None where it has stopped.

    Stage by stage, since a decision follows the trials of its stage and goes before the next.
    """
    happened: list[tuple[list[str], int, int, Trial | MethodDecision]] = [
        *((in_order(trial.stage.number), 0, trial.pk, trial) for trial in trials_of(programme)),
        *((in_order(made.stage.number), 1, made.pk, made) for made in decisions_of(programme)),
    ]
    uses: dict[tuple[int, int], Use | None] = {}
    for _stage, _kind, _pk, step in sorted(happened, key=lambda row: row[:3]):
        if isinstance(step, Trial):
            _take_trial(uses, step)
        else:
            _take_decision(uses, step)
    return uses


def _take_trial(uses: dict, trial: Trial) -> None:
    """What was adopted stays so when it is tried on."""
    where = trial.version.method_id, trial.organisation_id
    if not uses.get(where):
        uses[where] = Use(trial.version.method, trial.organisation)


def _take_decision(uses: dict, made: MethodDecision) -> None:
    where = made.method_id, made.organisation_id
    if made.choice in (Choice.STOP, Choice.ADOPT):
        uses[where] = None
    if made.adopted:
        method = made.adopted.version.method
        uses[method.pk, made.organisation_id] = Use(method, made.organisation, made.adopted)


def matrix(programme: Programme) -> Matrix:
    """Counts adoptions from others (S115)."""
    return Matrix(
        list(Method.objects.filter(programme=programme).order_by("name")),
        list(partners_of(programme)),
        uses_of(programme),
    )


def undecided(programme: Programme, stage: Phase | None = None) -> list[Undecided]:
    """What keeps the next stage from beginning: tried in the stage, and not decided on (S114).

    Of a phase, all its stages; without a stage, every trial of the programme.
    """
    decided = MethodDecision.objects.filter(
        method=OuterRef("version__method"),
        organisation=OuterRef("organisation"),
        stage=OuterRef("stage"),
    )
    trials = trials_of(programme).exclude(Exists(decided))
    if stage is not None:
        trials = trials.filter(Q(stage=stage) | Q(stage__parent=stage))
    found = {
        (trial.version.method_id, trial.organisation_id, trial.stage_id): Undecided(
            trial.version.method, trial.organisation, trial.stage
        )
        for trial in trials
    }
    return list(found.values())


def undecided_before(phase: Phase) -> list[Undecided]:
    """What was tried in the stages before this one and is not decided on."""
    here = in_order(phase.number)
    return [one for one in undecided(phase.programme) if in_order(one.stage.number) < here]


def missing_in(hand_over: HandOver | None) -> tuple[str, ...]:
    return tuple(name for name in HANDED_OVER if not getattr(hand_over, name, None))


def hand_overs_of(programme: Programme) -> dict[tuple[int, int], HandOver]:
    """By method and organisation."""
    rows = HandOver.objects.filter(method__programme=programme)
    return {(row.method_id, row.organisation_id): row for row in rows}


def to_hand_over(programme: Programme) -> list[tuple[Use, HandOver | None]]:
    """Every method in use, by whom, with its hand-over as far as it is written."""
    written = hand_overs_of(programme)
    uses = [use for use in uses_of(programme).values() if use]
    uses.sort(key=lambda use: (use.method.name, use.organisation.name))
    return [(use, written.get((use.method.pk, use.organisation.pk))) for use in uses]


def not_handed_over(programme: Programme) -> list[NotHandedOver]:
    """What keeps the programme from closing (S115)."""
    return [
        NotHandedOver(use.method, use.organisation, missing)
        for use, hand_over in to_hand_over(programme)
        if (missing := missing_in(hand_over))
    ]


def without_line_owner(programme: Programme) -> list[NotHandedOver]:
    """What nobody in the ordinary organisation answers for yet."""
    return [row for row in not_handed_over(programme) if "line_owner" in row.missing]


def missing_to_recommend(method: Method) -> tuple[str, ...]:
    """A method is recommended with an owner, a version and a trial that is written down (S100)."""
    missing = []
    if not method.owner_id:
        missing.append(OWNER)
    if not method.versions.exists():
        missing.append(VERSION)
    if not Trial.objects.filter(version__method=method).exists():
        missing.append(TRIAL)
    return tuple(missing)


def could_be_adopted_by(organisation: Organisation, programme: Programme) -> QuerySet[Trial]:
    """What others have tried."""
    return trials_of(programme).exclude(organisation=organisation)


def trials_by_stage(programme: Programme) -> list[tuple[Phase, list[Trial]]]:
    """Each stage with its own trials; a stage without trials too. Stages are never added up."""
    of_stage = defaultdict(list)
    for trial in trials_of(programme):
        of_stage[trial.stage_id].append(trial)
    return [(stage, of_stage[stage.pk]) for stage in stages_of(programme)]


def without_start_value(trials: Iterable[Trial]) -> int:
    return sum(trial.start_value is None for trial in trials)


def six_months_after(day: dt.date) -> dt.date:
    """The same day of the month half a year later; the month's last where there is none."""
    return months_after(day, 6)
