"""Training as tests need it: two modules, and staff in Kungälv and Partille who answered."""

import datetime as dt
import random

from samverka.development.competence.actions import take_in_shipped
from samverka.development.competence.models import Competence, Mapping
from samverka.development.competence.queries import mapped
from samverka.development.competence.shipped import FUNCTIONS
from samverka.development.competence.tests.factories import answered, competences, mapping
from samverka.development.training import actions
from samverka.development.training.models import BookingProposal, PlanLine, TrainingModule
from samverka.register.instruments.models import Asked, Response
from samverka.register.people.models import Person
from tests.people import LONG_AGO, TODAY, person
from tests.post import do_what_waits


def module(cast, name: str, *lifts: Competence, **facts) -> TrainingModule:
    values = {
        "name": name,
        "form": "lecture",
        "competences": lifts,
        "up_to": 3,
        "least_gap": 1,
        "most_gap": 4,
        "places": 10,
        "minutes": 120,
        "least": 0,
        "of_one_workplace": None,
    }
    return actions.add_module(programme=cast.programme, values=values | facts, by=cast.petra)


def seven_answers(cast) -> tuple[Mapping, list[Competence]]:
    """Five lack two levels of conversation with an interpreter; two lack one of plain words."""
    asked = competences(cast, "Tolkade samtal", "Klarspråk")
    talk, plain = (one.item for one in asked)
    staff = [person(f"Anna{n}", cast.kungalv, cast.gr) for n in range(5)]
    others = [person(f"Bo{n}", cast.partille, cast.gr) for n in range(2)]
    made = mapping(cast, "Behov 2026", organisations=[cast.kungalv, cast.partille])
    for one in staff:
        answered(made, one, **{talk: 1, plain: 3})
    for one in others:
        answered(made, one, **{talk: 3, plain: 2})
    return made, asked


def planned(cast) -> PlanLine:
    """The first line of a plan with two modules; it is for the five of Kungälv."""
    made, (talk, plain) = seven_answers(cast)
    module(cast, "Tolk", talk, places=3)
    module(cast, "Klarspråk", plain)
    plan = actions.make_plan(mapping=made, weights={}, on=TODAY, by=cast.petra)
    return plan.lines.first()


def with_days(line: PlanLine, cast, *days: int) -> list:
    when = [actions.When(TODAY + dt.timedelta(days=n), dt.time(13)) for n in days]
    return actions.set_sessions(line=line, sessions=when, by=cast.petra)


def proposed(cast, *days: int) -> BookingProposal:
    line = planned(cast)
    with_days(line, cast, *(days or (7,)))
    actions.propose(plan=line.plan, away=100, most=None, on=TODAY, by=cast.petra)
    do_what_waits()
    return line.plan.proposals.get()


def full_proposed(cast, somebody: Person) -> None:
    """Somebody who stands in a proposal."""
    proposal = proposed(cast)
    row = proposal.places.first()
    row.pk, row.public_key, row.person = None, "plantaplats1", somebody
    row.save()


def fifty_answers(cast) -> Mapping:
    """The shipped competences; who knows more of an area knows more of all of it."""
    chance = random.Random(2018)
    take_in_shipped(programme=cast.programme, on=LONG_AGO, by=cast.petra)
    for number in range(50):
        place = (cast.kungalv, cast.partille)[number % 2]
        person(f"Anna{number}", place, cast.gr, title=FUNCTIONS[number % len(FUNCTIONS)])
    made = mapping(cast, "Behov 2026", organisations=[cast.kungalv, cast.partille])
    asked = list(made.round.asked.all())
    competences_asked = mapped(made)
    responses = []
    for one in asked:
        knows = {each.area_id: chance.gauss(1.5, 1) for each in competences_asked}
        answers = {
            each.item: min(max(round(knows[each.area_id] + chance.gauss(0, 0.5)), 0), 4)
            for each in competences_asked
        }
        responses.append(
            Response(round=made.round, asked=one, language="sv", state="done", answers=answers)
        )
    Response.objects.bulk_create(responses)
    made.round.asked.update(state=Asked.State.DONE)
    return made


def four_modules(cast, made: Mapping) -> None:
    """A lecture of each area."""
    held: dict[str, list[Competence]] = {}
    for one in mapped(made):
        held.setdefault(one.area.name, []).append(one)
    for area, lifts in held.items():
        module(cast, f"Om {area}"[:60], *lifts, places=12)
