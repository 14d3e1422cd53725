"""What everybody took part in in a month, by organisation: added up once, until it changes."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.db.models import Sum
from django.db.models.expressions import RawSQL

from samverka.delivery.activities.queries import marks_between
from samverka.delivery.certification.queries import remembered
from samverka.engine.hours import Rule
from samverka.toolkit import together
from samverka.toolkit.prepared import Given, Prepared
from samverka.toolkit.together import Ask, Rows

from .figures import Part, part_of, times_of_sums

MARKS = partial(marks_between, Given("programme"), Given("first"), Given("after"))
THIS_MONTH = "touched.programme_id = %s AND touched.month = %s"
MONTHS = remembered.Remembered(most=2_000)
RULES = (None, *Rule)


def _if_stale() -> RawSQL:
    found = f"SELECT stale.programme FROM ({remembered.stale(THIS_MONTH)}) stale"  # noqa: S608
    return RawSQL(found, [Given("programme"), Given("month"), remembered.known()])  # noqa: S611


EVERYBODY = Prepared(
    lambda: (
        MARKS()
        .filter(session__activity__programme__in=_if_stale())
        .values_list("organisation_id", "person_id")
        .annotate(sum=Sum("minutes"))
        .order_by()
    )
)


@dataclass(frozen=True)
class Whole:
    """A month's sums as each rule counts them: of all, and by the key of each organisation."""

    all: Mapping[Rule | None, Part]
    organisations: Mapping[int, Mapping[Rule | None, Part]]


NOTHING = Whole(dict.fromkeys(RULES, Part(0, 0, 0)) | {None: Part(0, 0, None)}, {})


def whole_of(asked: Mapping[str, Any]) -> Ask:
    """Of the programme and the month that starts with `first`."""
    month = f"{asked['first']:%Y-%m}"

    def parts(held: str) -> list[together.Part]:
        values = [asked["programme"], month]
        return [
            together.Part(remembered.tokens(THIS_MONTH), values, remembered.TOKENS_ARE),
            EVERYBODY.part(**asked, month=month, known=held),
        ]

    def come_to(rows: Rows) -> dict[remembered.Month, Whole]:
        return {(asked["programme"], month): _added_up(rows)}

    found = MONTHS.ask(parts, come_to)
    return Ask(lambda *rows: next(iter(found.read(*rows).values()), NOTHING), *found.parts)


def _added_up(rows: Rows) -> Whole:
    theirs = defaultdict(list)
    for row in rows:
        theirs[row[0]].append(row)
    return Whole(
        {rule: part_of(times_of_sums(rows, rule), rule) for rule in RULES},
        {
            pk: {rule: part_of(times_of_sums(of_one, rule), rule) for rule in RULES}
            for pk, of_one in theirs.items()
        },
    )
