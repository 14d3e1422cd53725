"""Units of Kungälv, their heads, and turns that they have begun."""

import datetime as dt

from samverka.development.cycles import actions
from samverka.development.cycles.models import (
    Cycle,
    CycleGoal,
    CycleStep,
    ProcessLeader,
    SelfEvaluation,
)
from samverka.development.cycles.shipped import AREAS
from samverka.foundation.accounts.actor import SYSTEM, Actor
from samverka.foundation.accounts.models import Role, User
from samverka.register.instruments import actions as instruments
from samverka.register.instruments.models import Asked
from samverka.register.instruments.queries import token_of
from samverka.register.partners.models import Organisation
from tests.people import TODAY, appoint


def unit(cast, name: str = "Sfi Skissparken") -> Organisation:
    return Organisation.objects.create(
        name=name,
        kind=Organisation.Kind.UNIT,
        unit_type=Organisation.UnitType.SFI,
        part_of=cast.kungalv,
        municipality=cast.kungalv.municipality,
    )


def head_of(place: Organisation, name: str = "hanna") -> Actor:
    return appoint(name, Role.UNIT_HEAD, place)


def asked_round(cast, *units: Organisation, name: str = "Våren 2026") -> SelfEvaluation:
    return actions.open_evaluation(
        programme=cast.programme,
        name=name,
        opens_on=TODAY,
        closes_on=TODAY + dt.timedelta(days=30),
        stuck_after=60,
        units=units,
        on=TODAY,
        by=cast.petra,
    )


def answer(evaluation: SelfEvaluation, place: Organisation, **levels: list[int]) -> None:
    """Every statement with 3, but the areas that are named."""
    asked = Asked.objects.get(round=evaluation.round, organisation=place)
    response = instruments.begin(
        asked_round=evaluation.round,
        asked=asked,
        code=token_of(asked),
        language="sv",
        on=TODAY,
        by=SYSTEM,
    )
    answers = {
        f"{area}_{number}": level
        for area, _said, statements in AREAS
        for number, level in enumerate(levels.get(area, [3] * len(statements)), start=1)
    }
    instruments.save_answers(response=response, answers=answers, on=TODAY, by=SYSTEM)
    instruments.finish(response=response, on=TODAY, by=SYSTEM)


def open_cycle(cast, place: Organisation) -> Cycle:
    return Cycle.objects.get(unit=place, closed_on=None)


def answered_cycle(cast, place: Organisation) -> Cycle:
    answer(asked_round(cast, place), place)
    return open_cycle(cast, place)


def goal(cycle: Cycle, by: Actor) -> CycleGoal:
    values = {"area": "plan", "text": "Alla har en plan.", "by_day": TODAY}
    return actions.set_goal(cycle=cycle, values=values, on=TODAY, by=by)


def step(made: CycleGoal, by: Actor) -> CycleStep:
    values = {"text": "Gå igenom planerna", "function": "Lärare", "by_day": TODAY}
    return actions.add_step(goal=made, values=values, by=by)


def supported_by(cast, user: User) -> ProcessLeader:
    """A unit that somebody is process leader of."""
    there = unit(cast, "Sfi Prov")
    actions.assign_leader(programme=cast.programme, unit=there, user=user, on=TODAY, by=cast.petra)
    return ProcessLeader.objects.get(unit=there)
