"""The units of the made-up region are mid-way in their quality work."""

import random
from collections import Counter

from samverka.development.cycles import queries
from samverka.development.cycles.models import Cycle
from samverka.development.cycles.tests.factories import unit
from samverka.foundation.accounts.actor import SYSTEM
from samverka.foundation.accounts.models import User
from samverka.workflows.demonstration.crowd.turns import HEAD, take_turns
from samverka.workflows.demonstration.plan import INVAST, KUNGALV
from tests.people import TODAY


def test_units_stand_at_every_stage_and_one_has_three_rounds_to_compare(cast):
    cast.kungalv.name = KUNGALV
    cast.kungalv.save()
    cast.programme.slug = INVAST
    cast.programme.save()
    units = [unit(cast, f"Sfi {number:02}") for number in range(15)]
    actors = {"Petra": cast.petra, "Ulla": cast.ulla, "Olga": cast.olga}
    take_turns(actors, random.Random(1), SYSTEM)
    cycles = list(queries.latest_cycles(cast.programme, TODAY))
    places = [queries.place_of(cycle, TODAY) for cycle in cycles]
    assert len(cycles) == len(units)
    stages = Counter(place.stage for place in places)
    assert set(stages) == {
        queries.EVALUATION,
        queries.GOALS,
        queries.STEPS,
        queries.FOLLOW_UP,
    }
    assert 0 < sum(place.is_stuck for place in places) < len(places)
    first = Cycle.objects.get(unit=units[0], closed_on=None)
    assert len(queries.measured(first)) == 3
    assert User.objects.get(name__startswith=HEAD).is_active
