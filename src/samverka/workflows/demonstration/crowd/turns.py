"""The 42 units for sfi mid-way: most in their second turn, some stuck, some measured thrice."""

import datetime as dt
import random
from typing import Any

from samverka.delivery.programmes.models import Programme
from samverka.development.cycles import actions as cycles
from samverka.development.cycles.models import Cycle, SelfEvaluation
from samverka.development.cycles.queries import areas_of
from samverka.foundation.accounts.actor import SYSTEM, Actor
from samverka.foundation.accounts.models import Role, User
from samverka.register.instruments import actions as instruments
from samverka.register.instruments.models import Asked
from samverka.register.instruments.queries import token_of
from samverka.register.partners import actions as partners
from samverka.register.partners.models import Organisation
from samverka.workflows.demonstration.plan import (
    FAMILY_NAME,
    GOTEBORG,
    INVAST,
    KUNGALV,
    MOLNDAL,
    PARTILLE,
)

from .homes import sfi_units

Actors = dict[str, Actor]

# Name, first day, last day.
ROUNDS = (
    ("Hösten 2024", dt.date(2024, 11, 4), dt.date(2024, 12, 13)),
    ("Hösten 2025", dt.date(2025, 10, 20), dt.date(2025, 11, 28)),
    ("Våren 2026", dt.date(2026, 3, 2), dt.date(2026, 4, 3)),
)
STUCK_AFTER = 120
HEAD = "Hedda"
SUPPORTS = {"Olga": (KUNGALV, MOLNDAL, PARTILLE, GOTEBORG)}
WISHES = {
    "plan": ("Alla som börjar har en studieplan inom två veckor.", "Ny mall för studieplanen"),
    "teaching": ("Varje grupp har uppgifter på tre nivåer.", "Gemensam bank av uppgifter"),
    "work": ("Hälften av eleverna har språkpraktik.", "Möte med fem arbetsgivare"),
    "digital": ("Alla elever kan boka tid på nätet.", "Låneskåp med surfplattor"),
    "quality": ("Lärarna besöker varandra varje termin.", "Schema för kollegiala besök"),
}


def take_turns(actors: Actors, chance: random.Random, by: Actor) -> None:
    """From the first self-evaluation on, by the same actions as in the pages."""
    programme, units = Programme.objects.get(slug=INVAST), sfi_units()
    petra = actors["Petra"]
    _support(programme, units, actors, petra)
    first = next(unit for unit in units if unit.part_of and unit.part_of.name == KUNGALV)
    head = _head(first, User.objects.get(pk=actors["Ulla"].user_id).password, by)
    levels = {unit.pk: [chance.uniform(1.8, 3.6) for _area in range(7)] for unit in units}
    answering = [unit for number, unit in enumerate(units) if unit == first or number % 14 != 13]
    _ask(programme, 0, units, answering, levels, petra)
    through = [unit for number, unit in enumerate(units) if unit == first or number % 5 != 3]
    through = [unit for unit in through if unit in answering]
    for number, unit in enumerate(answering):
        _work(programme, unit, number, unit in through, ROUNDS[0][2], head)
    _rise(levels, through, chance)
    _ask(programme, 1, through, through, levels, petra)
    for number, unit in enumerate(through):
        if number % 8 != 5:
            _next(programme, unit, ROUNDS[1][2], head)
            _work(programme, unit, number + 1, False, ROUNDS[1][2], head)
    _rise(levels, through, chance)
    third = [first, *(unit for unit in through[::4] if unit != first)]
    _ask(programme, 2, third, third[:3], levels, petra)


def _support(programme: Programme, units: list[Organisation], actors: Actors, by: Actor) -> None:
    for name, places in SUPPORTS.items():
        for unit in units:
            if unit.part_of and unit.part_of.name in places:
                cycles.assign_leader(
                    programme=programme,
                    unit=unit,
                    user=actors[name].user,
                    on=ROUNDS[0][1],
                    by=by,
                )


def _head(unit: Organisation, password: str, by: Actor) -> Actor:
    """Somebody to sign in as, with the password that everybody has."""
    user = User.objects.create(
        email=f"{HEAD.lower()}@example.org", password=password, name=f"{HEAD} {FAMILY_NAME}"
    )
    partners.appoint(
        user=user, organisation=unit, role=Role.UNIT_HEAD, valid_from=ROUNDS[0][1], by=by
    )
    return Actor(user, Role.UNIT_HEAD, unit)


def _ask(
    programme: Programme,
    number: int,
    units: list[Organisation],
    answering: list[Organisation],
    levels: dict[int, list[float]],
    by: Actor,
) -> None:
    name, opens_on, closes_on = ROUNDS[number]
    made = cycles.open_evaluation(
        programme=programme,
        name=name,
        opens_on=opens_on,
        closes_on=closes_on,
        stuck_after=STUCK_AFTER,
        units=units,
        on=opens_on,
        by=by,
    )
    asked = {row.organisation_id: row for row in Asked.objects.filter(round=made.round)}
    for place, unit in enumerate(answering):
        _answer(made, asked[unit.pk], levels[unit.pk], opens_on + dt.timedelta(days=place % 14))


def _answer(made: SelfEvaluation, asked: Asked, levels: list[float], on: dt.date) -> None:
    areas = areas_of(made.round.version.form)
    answers = {
        item: max(1, min(5, round(level + (place % 3 - 1) * 0.6)))
        for area, level in zip(areas, levels, strict=True)
        for place, item in enumerate(area.items)
    }
    response = instruments.begin(
        asked_round=made.round,
        asked=asked,
        code=token_of(asked),
        language="sv",
        on=on,
        by=SYSTEM,
    )
    instruments.save_answers(response=response, answers=answers, on=on, by=SYSTEM)
    instruments.finish(response=response, on=on, by=SYSTEM)


def _work(
    programme: Programme, unit: Organisation, number: int, is_done: bool, day: dt.date, by: Actor
) -> None:
    """Goals, steps and meetings after a round; some set none, and some leave steps undone."""
    cycle = Cycle.objects.get(programme=programme, unit=unit, closed_on=None)
    if number % 9 == 4 and not is_done:
        return
    wished = list(WISHES)
    for area in (wished[number % 5], wished[(number + 2) % 5]):
        text, todo = WISHES[area]
        begun, until = day + dt.timedelta(days=20), day + dt.timedelta(days=240)
        values = {"area": area, "text": text, "by_day": until}
        goal = cycles.set_goal(cycle=cycle, values=values, on=begun, by=by)
        for days, what in ((60, todo), (160, "Uppföljning i arbetslaget")):
            values = {
                "text": what,
                "function": "Förstelärare" if days == 60 else "Rektor",
                "by_day": day + dt.timedelta(days=days),
            }
            step = cycles.add_step(goal=goal, values=values, by=by)
            if is_done or (days == 60 and number % 3):
                done = day + dt.timedelta(days=days - 5)
                cycles.mark_step(step=step, is_done=True, on=done, by=by)
    meeting: dict[str, Any] = {
        "held_on": day + dt.timedelta(days=30 + number % 40),
        "notes": "Gick igenom svaren och vad som ska prövas först.",
        "next_on": day + dt.timedelta(days=90 + number % 40),
    }
    cycles.note_meeting(cycle=cycle, **meeting, by=by)


def _rise(levels: dict[int, list[float]], units: list[Organisation], chance: random.Random):
    """A little everywhere, more in some areas, and now and then a step back."""
    for unit in units:
        levels[unit.pk] = [level + chance.uniform(-0.3, 1.0) for level in levels[unit.pk]]


def _next(programme: Programme, unit: Organisation, on: dt.date, by: Actor) -> None:
    cycle = Cycle.objects.get(programme=programme, unit=unit, closed_on=None)
    cycles.close_cycle(cycle=cycle, on=on, by=by)
