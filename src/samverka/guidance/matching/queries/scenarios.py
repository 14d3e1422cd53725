"""Scenarios of a round: how far they are, what they came to, side by side."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import QuerySet

from samverka.foundation.accounts.actor import Actor
from samverka.foundation.work.models import Progress
from samverka.foundation.work.queries import has_failed, progress_of
from samverka.guidance.matching import saying
from samverka.guidance.matching.criteria import BY_KEY
from samverka.guidance.matching.models import Case, MatchingRound, Placement, Scenario

WORKED_ON = (Scenario.State.WAITING, Scenario.State.COMPUTING)


@dataclass(frozen=True)
class Part:
    """What one criterion gives a household where it is."""

    label: str
    points: str


@dataclass(frozen=True)
class Reasons:
    """Why a household is proposed a place, what each criterion gives, and every other place."""

    place: str
    why: str
    points: str
    parts: list[Part]
    others: list[saying.Other]
    # Decided before the plan was made, so that it does not tell what another place would cost.
    is_held: bool
    scenario_key: str


def scenarios_of(actor: Actor | None, matching: MatchingRound) -> QuerySet[Scenario]:
    seen = Scenario.objects.visible_to(actor).filter(round=matching)
    return seen.select_related("parent").order_by("-is_current", "-pk")


def reviewed(actor: Actor | None, matching: MatchingRound) -> QuerySet[Scenario]:
    """Those with a plan, for officers and reviewers: without names."""
    ready = Scenario.objects.reviewed_by(actor).filter(round=matching, state=Scenario.State.READY)
    return ready.order_by("-is_current", "-computed_at")


def is_under_way(scenario: Scenario) -> bool:
    return scenario.state in WORKED_ON and not has_failed(scenario.task_id)


def progress(scenario: Scenario) -> Progress | None:
    return progress_of(scenario.task_id) if scenario.task_id else None


def names_of(matching: MatchingRound) -> dict[str, str]:
    """The name of each place of a round by its key."""
    rows = matching.places.values_list("public_key", "organisation__name")
    return dict(rows)


def placements_of(actor: Actor | None, scenario: Scenario) -> QuerySet[Placement]:
    """Of households that the actor may see, by their numbers."""
    return (
        Placement.objects.filter(
            scenario=scenario,
            case__in=Case.objects.visible_to(actor).filter(round=scenario.round_id).values("pk"),
        )
        .select_related("case", "place__organisation")
        .order_by("case__number")
    )


def placed(actor: Actor | None, scenario: Scenario, place_key: str = "") -> QuerySet[Placement]:
    """Those who got a place, at one of them or at any."""
    found = placements_of(actor, scenario).filter(place__isnull=False)
    return found.filter(place__public_key=place_key) if place_key else found


def reasons_of(case: Case, scenario: Scenario | None = None) -> Reasons | None:
    """In words, of the scenario that the round's proposals come from, or another."""
    kept = Placement.objects.filter(case=case).select_related("place__organisation", "scenario")
    wanted = {"scenario": scenario} if scenario else {"scenario__is_current": True}
    placement = kept.filter(**wanted).first()
    if placement is None:
        return None
    return told(placement, names_of(case.round))


def ending(scenario: Scenario) -> str:
    return saying.ending(scenario)


def told(placement: Placement, names: Mapping[str, str]) -> Reasons:
    return Reasons(
        place=names[placement.place.public_key] if placement.place else "",
        why=saying.why(placement, names),
        points=saying.points(placement.score),
        parts=[
            Part(str(BY_KEY[key].label), saying.points(units))
            for key, units in placement.parts.items()
            if key in BY_KEY
        ],
        others=saying.others(placement, names),
        is_held=saying.is_held(placement),
        scenario_key=placement.scenario.public_key,
    )
