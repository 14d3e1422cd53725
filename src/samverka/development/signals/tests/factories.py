"""Months of numbers as Petra types them."""

import datetime as dt
from collections.abc import Sequence

from samverka.development.signals import actions
from samverka.development.signals.models import Kind, TypedTable
from samverka.register.partners.models import Organisation
from tests.people import TODAY

FIRST = dt.date(2014, 1, 1)


def month(number: int) -> dt.date:
    """So many months after January 2014."""
    return FIRST.replace(year=FIRST.year + number // 12, month=number % 12 + 1)


def typed(
    cast, place: Organisation, counts: Sequence[int], kind: str = Kind.RECEIVED, begin: int = 0
) -> TypedTable:
    values = [(place, month(begin + number), count) for number, count in enumerate(counts)]
    return actions.save_table(
        programme=cast.programme,
        kind=kind,
        source="Migrationsverket",
        values=values,
        on=TODAY,
        by=cast.petra,
    )
