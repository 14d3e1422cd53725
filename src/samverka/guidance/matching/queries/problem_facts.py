"""A round as plain facts for a plan: nothing of who people are, and no names."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from samverka.guidance.matching.facts import (
    ANY_HOME,
    LIFT,
    STEP_FREE,
    CaseFacts,
    HomeKind,
    PlaceFacts,
    RoundFacts,
)
from samverka.guidance.matching.models import (
    Case,
    CaseTie,
    Home,
    MatchingRound,
    Place,
    PlaceFact,
    Proposal,
    Scenario,
)
from samverka.guidance.matching.near import groups
from samverka.guidance.matching.shipped import met_by
from samverka.toolkit import sealing

LEVELS = {"lift": LIFT, "step_free": STEP_FREE}
PSEUDONYM = "matching.pseudonym"


def pseudonym(case_id: int) -> str:
    """What a household is called in a problem and in the audit file: only we can tell whose."""
    return sealing.search_hash(str(case_id), context=PSEUDONYM)[:12]


def cases_by_pseudonym(matching: MatchingRound) -> dict[str, int]:
    return {pseudonym(pk): pk for pk in _to_place(matching).values_list("pk", flat=True)}


def facts_of(matching: MatchingRound) -> RoundFacts:
    """Everything of a round that a plan is made from, as it is now."""
    places = list(matching.places.select_related("organisation").order_by("pk"))
    key_of = {place.organisation_id: place.public_key for place in places}
    cases = list(
        _to_place(matching).prefetch_related(
            "members", "needs", "wishes", "not_to", "interests", "relatives"
        )
    )
    ties = CaseTie.objects.filter(case__in=cases, other__in=cases).order_by("pk")
    return RoundFacts(
        cases=[_case(case, key_of) for case in cases],
        places=_places(matching, places),
        together=_pairs(tie for tie in ties if tie.kind == CaseTie.Kind.TOGETHER),
        near=_pairs(tie for tie in ties if tie.kind == CaseTie.Kind.NEAR),
    )


def _to_place(matching: MatchingRound):
    return matching.cases.to_place().order_by("number")


def _pairs(ties: Iterable[CaseTie]) -> list[list[str]]:
    return [[pseudonym(tie.case_id), pseudonym(tie.other_id)] for tie in ties]


def _case(case: Case, key_of: dict[int, str]) -> CaseFacts:
    hard: list[str] = []
    soft: list[str] = []
    level = ANY_HOME
    for need in case.needs.all():
        what, code = met_by(need.code)
        if what == "home":
            level = max(level, LEVELS[code])
        elif what:
            (hard if need.is_hard else soft).append(f"{what}:{code}")
    members = list(case.members.all())
    return CaseFacts(
        key=pseudonym(case.pk),
        persons=max(1, len(members)),
        school_seats=case.school_seats,
        home_level=level,
        requires=sorted(hard),
        prefers=sorted(soft),
        wishes=_keys((wish.organisation_id for wish in case.wishes.all()), key_of),
        not_to=sorted(_keys((each.organisation_id for each in case.not_to.all()), key_of)),
        occupations=sorted(one.occupation for one in members if one.occupation),
        practice=sorted(one.practice for one in members if one.practice),
        studies=sorted(one.studies for one in members if one.studies),
        interests=sorted(each.code for each in case.interests.all()),
        relatives=sorted(_keys((each.organisation_id for each in case.relatives.all()), key_of)),
        language=case.community_language,
    )


def _keys(organisations: Iterable[int], key_of: dict[int, str]) -> list[str]:
    """Those of whom something is offered; a wish for another municipality cannot be met here."""
    return [key_of[each] for each in organisations if each in key_of]


def _places(matching: MatchingRound, places: list[Place]) -> list[PlaceFacts]:
    has: dict[int, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for fact in PlaceFact.objects.filter(place__in=places).exclude(code="").order_by("code"):
        has[fact.place_id][fact.dimension].append(fact.code)
    homes: dict[int, list[HomeKind]] = defaultdict(list)
    for home in Home.objects.offered().filter(place__in=places, from_day__lte=matching.move_by):
        homes[home.place_id].append(HomeKind(home.most_persons, level_of(home)))
    areas = groups(
        {place.public_key: place.organisation.municipality_id or "" for place in places}
    )
    return [
        PlaceFacts(
            key=place.public_key,
            persons=place.persons,
            school_seats=place.school_seats,
            homes=sorted(homes[place.pk]),
            has={about: list(codes) for about, codes in has[place.pk].items()},
            area=areas[place.public_key],
        )
        for place in places
    ]


def level_of(home: Home) -> int:
    if home.step_free:
        return STEP_FREE
    return LIFT if home.ground_floor_or_lift else ANY_HOME


def held_in(scenario: Scenario) -> dict[str, str]:
    """Where households are already: what was decided with them, then what officers hold fast."""
    held = {
        pseudonym(case): place
        for case, place in scenario.locks.filter(case__state=Case.State.IN_ROUND).values_list(
            "case_id", "place__public_key"
        )
    }
    promised = Proposal.objects.filter(
        case__round=scenario.round_id,
        case__state=Case.State.IN_ROUND,
        state__in=Proposal.HOLDS_ROOM,
    )
    held |= {
        pseudonym(case): place
        for case, place in promised.values_list("case_id", "place__public_key")
    }
    return held


def placed_in(scenario: Scenario) -> dict[str, str]:
    """{pseudonym: place's key} of the plan that is kept; of households that are still there."""
    rows = scenario.placements.filter(case__state=Case.State.IN_ROUND, place__isnull=False)
    return {
        pseudonym(case): place for case, place in rows.values_list("case_id", "place__public_key")
    }


def floors_of(scenario: Scenario) -> dict[str, tuple[list[str], float]]:
    """{kind of household: (who is of it, the least mean in points)}."""
    kinds = kinds_of(scenario.round)
    return {
        floor["group"]: (
            [pseudonym(pk) for pk, kind in kinds.items() if kind == floor["group"]],
            float(floor["mean"]),
        )
        for floor in scenario.floors
    }


# Kinds of households: by how many adults and whether there are children, never by who they are.
KINDS = ("one", "one_with_children", "several", "several_with_children")


def kinds_of(matching: MatchingRound) -> dict[int, str]:
    found: dict[int, list[int]] = defaultdict(lambda: [0, 0])
    rows: Any = _to_place(matching).values_list("pk", "members__is_adult")
    for pk, is_adult in rows:
        found[pk][0 if is_adult else 1] += 1
    return {
        pk: ("several" if adults > 1 else "one") + ("_with_children" if children else "")
        for pk, (adults, children) in found.items()
    }
