"""The first few whom words fit: the list's question, put together once and asked of an index."""

import datetime as dt
from functools import reduce
from operator import and_

from django.db import connection
from django.db.models import Case, Prefetch, Q, Value, When, prefetch_related_objects

from samverka.engine.names import leaves_vowels_out
from samverka.foundation.accounts.actor import Actor
from samverka.foundation.accounts.asking import part_for
from samverka.register.people.models import KnownTo, Person
from samverka.toolkit.prepared import Given
from samverka.toolkit.together import Part, part_of

from .heard import heard_by
from .persons import positions_held
from .search import Shape, asked_for, fits


def first_named(actor: Actor, words: str, *, on: dt.date, most: int) -> list[Person]:
    """Of those whom `persons_seen` finds by the same words at most so many.

    Those called so come before those who only sound so. Of those whom the actor's organisation
    knows only who fits is looked up; whether nothing shuts them is asked of these.
    """
    asked = asked_for(words, lambda every: heard_by(actor, every, bare=leaves_vowels_out(words)))
    begins = {
        f"{name}_{number}": f"{before}{asked.values[f'plain_{number}']}"
        for number in range(len(asked.shape.parts))
        for name, before in (("first", " "), ("second", "-"))
    }
    part = part_for(_named, actor, asked.shape, most, **asked.values, **begins)
    with connection.cursor() as cursor:
        cursor.execute(part.sql, part.values)
        found: list[Person] = part.convert(cursor.fetchall())
    prefetch_related_objects(
        found, Prefetch("positions", queryset=positions_held(on), to_attr="current_positions")
    )
    return found


def _named(actor: Actor, shape: Shape, most: int) -> Part:
    known = KnownTo.objects.filter(
        fits(shape, Given, person="person"), organisation_id=actor.organisation_id
    )
    seen = Person.objects.visible_to(actor, known=known.values("person"))
    found = seen.filter(~Q(user_id=actor.user_id) | fits(shape, Given), forgotten_on=None)
    called = reduce(and_, (_is_called(number) for number in range(len(shape.parts))))
    so_called = Case(When(called, then=Value(0)), default=Value(1))
    return part_of(found.order_by(so_called, "family_name", "given_name", "pk")[:most])


def _is_called(number: int) -> Q:
    """A name begins so, or the second half of one that has a hyphen."""
    return Q(plain_words__contains=Given(f"first_{number}")) | Q(
        plain_words__contains=Given(f"second_{number}")
    )
