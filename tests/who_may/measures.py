"""How far a programme has come, and values from elsewhere."""

import datetime as dt

from django.core import signing

from samverka.delivery.programmes.models import Goal, Measure
from samverka.publishing.measures.models import MeasureValue
from samverka.publishing.measures.views import REMOVED

ROWS = """
                                    petra karin erik  olga  ulla  sara  rut   ada   eve   nobody
GET  measures:list                  200   200   200   200   200   200   200   200   404   login
GET  measures:detail                200   200   200   200   200   200   200   200   404   login
GET  measures:stages_of             302   403   302   403   403   403   302   403   404   login
GET  measures:stages                200   403   200   403   403   403   200   403   404   login
GET  measures:write_value           200   403   200   403   403   403   403   403   404   login
GET  measures:remove_value          405   405   405   405   405   405   405   405   405   login
POST measures:remove_value          302   403   302   403   403   403   403   403   404   login
GET  measures:restore_value         405   405   405   405   405   405   405   405   405   login
POST measures:restore_value         302   403   302   403   403   403   403   403   404   login
"""


def a_measure(cast):
    goal = Goal.objects.create(
        programme=cast.programme, number="1", title="Trygga föräldrar", owner=cast.gr
    )
    measure = Measure.objects.create(
        programme=cast.programme,
        goal=goal,
        code="andel",
        title="Andel",
        definition="Andel i arbete",
        unit="persons",
    )
    return {"programme_key": cast.programme.public_key, "code": measure.code}


def a_counted_measure(cast):
    keys = a_measure(cast)
    Measure.objects.update(counts=Measure.Counts.PERSONS)
    return keys


def a_value(cast):
    keys = a_measure(cast)
    value = MeasureValue.objects.create(
        measure=Measure.objects.get(), day=dt.date(2026, 1, 1), numerator=1, source="Listan"
    )
    return {**keys, "key": value.public_key}


def a_removed_value(cast):
    keys = a_measure(cast)
    facts = {"day": "2026-01-01", "numerator": 1, "denominator": None, "source": "Listan"}
    facts["measure"] = Measure.objects.get().pk
    return {**keys, "token": signing.dumps(facts, salt=REMOVED)}


ARGUMENTS = {
    "measures:list": lambda cast: {"programme_key": cast.programme.public_key},
    "measures:stages_of": lambda cast: {"programme_key": cast.programme.public_key},
    "measures:stages": a_counted_measure,
    "measures:detail": a_measure,
    "measures:write_value": a_measure,
    "measures:remove_value": a_value,
    "measures:restore_value": a_removed_value,
}
