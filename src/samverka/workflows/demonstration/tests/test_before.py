"""The demonstration shows a change with who left, and one municipality that receives more."""

import datetime as dt
import random

from samverka.development.competence import queries
from samverka.development.signals.queries import signals_of
from samverka.foundation.accounts.models import Role
from samverka.workflows.demonstration import before
from samverka.workflows.demonstration.mapped import map_competence
from samverka.workflows.demonstration.plan import TODAY
from samverka.workflows.demonstration.staff import names_to_give
from tests.people import appoint


def test_a_year_before_fewer_could_as_much_and_some_have_left(cast):
    appoint("alva", Role.STAFF_MEMBER, cast.kungalv)
    chance = random.Random(20260316)
    places = [cast.kungalv, cast.partille, cast.osby, cast.gr]
    made = map_competence(cast.programme, places, cast.petra, names_to_give(chance), chance=chance)
    earlier = before.map_before(made, places, cast.petra)
    found = queries.comparison(earlier, made)
    assert found.who.left >= 5
    assert found.who.answered_both >= 20
    assert all(one.told and one.told.mean > 0 for one in found.changed if one.is_area)
    assert all(one.told for one in (*found.measured, *found.looking_back, *found.left))


def test_one_of_the_municipalities_receives_more_since_the_autumn(cast):
    cast.partille.name = before.KRISTIANSTAD
    cast.partille.save()
    before.tell_arrivals(cast.programme, [cast.kungalv, cast.partille], cast.petra)
    first, second = signals_of(cast.programme)
    assert (first.municipality, first.stands, second.stands) == (cast.partille, True, False)
    assert dt.date(2025, 8, 1) <= first.watched.risen_since <= dt.date(2025, 11, 1)


def test_newcomers_have_answered_without_a_name(cast):
    before.ask_newcomers(cast.programme, cast.petra)
    open_still, over = queries.surveys_of(cast.programme, on=TODAY)
    assert open_still.is_open
    assert over.figures.done == len(before.LANGUAGES)
    assert all(mean for _text, _count, mean in over.statements)
