"""Before and after in Lärande för integration: a mapping a year earlier, newcomers, arrivals."""

import datetime as dt
import random
from collections.abc import Sequence

from samverka.delivery.programmes.models import Programme
from samverka.development.competence import actions as competence
from samverka.development.competence.models import Mapping
from samverka.development.competence.queries import mapped
from samverka.development.signals import actions as signals
from samverka.development.signals.models import Kind
from samverka.foundation.accounts.actor import SYSTEM, Actor
from samverka.register.instruments import actions as instruments
from samverka.register.instruments.models import Asked, Round
from samverka.register.instruments.queries import answers_of, new_code
from samverka.register.partners.models import Organisation

from . import plan
from .chains import KRISTIANSTAD

OPENS, CLOSES = dt.date(2025, 3, 3), dt.date(2025, 3, 28)
OTHERS_SEE = (
    "Bara du läser vad du svarar. Den som planerar utbildningen ser summor. Det används inte för "
    "lön eller uppsägning."
)
# Of those who answer later most had answered before; of the others some, who then left.
HAD_ANSWERED, LEFT = 0.85, 0.5
# How much lower an answer was, on average, and how much that differs.
LOWER, DIFFERS = 0.35, 0.7

NEWCOMERS_OPEN, NEWCOMERS_CLOSE = dt.date(2025, 11, 3), dt.date(2025, 11, 28)
LANGUAGES = ("ar", "ar", "ar", "so", "en", "sv", "ar", "uk", "ar", "so", "en", "ar", "ti", "ar")
BETTER = ("Mer tolk på telefon.", "Att få samma handläggare varje gång.")

FIRST_MONTH, MONTHS = dt.date(2024, 1, 1), 26
# Received in a usual month, and staff in reception: Kristianstad receives twice as many from
# the autumn of 2025.
USUAL = {plan.OSBY: 7, KRISTIANSTAD: 21}
USUAL_ELSE, STAFF_OF = 9, 3
RISES_AT, RISES_BY = 20, 2.0


def map_before(made: Mapping, places: Sequence[Organisation], leader: Actor) -> Mapping:
    """The same people were asked the same a year before; not all of them answered both times."""
    chance = random.Random(OPENS.toordinal())  # noqa: S311 (the same every time is the point)
    before = competence.make_mapping(
        programme=made.programme,
        name="Kompetenskartläggning våren 2025",
        opens_on=OPENS,
        closes_on=CLOSES,
        others_see=OTHERS_SEE,
        organisations=[],
        on=OPENS,
        by=leader,
    )
    later = {one.asked.person_id: one.answers for one in answers_of(made.round) if one.asked}
    asked = Asked.objects.filter(round=made.round, person__isnull=False)
    persons = [
        (one.person, one.organisation_id)
        for one in asked.select_related("person").order_by("pk")
        if one.person
    ]
    instruments.ask(asked_round=before.round, persons=persons, on=OPENS, by=leader)
    items = [one.item for one in mapped(before)]
    for one in Asked.objects.filter(round=before.round).select_related("round").order_by("pk"):
        now = later.get(one.person_id)
        if chance.random() < (LEFT if now is None else HAD_ANSWERED):
            _answer(one, {item: _was(now, item, chance) for item in items})
    return before


def _was(now: dict | None, item: str, chance: random.Random) -> int:
    level = now.get(item) if now else None
    start = level if isinstance(level, int) else 2
    return min(max(round(start - LOWER + chance.gauss(0, DIFFERS)), 0), 4)


def _answer(asked: Asked, said: dict[str, int]) -> None:
    on = OPENS + dt.timedelta(days=7)
    response = instruments.begin(
        asked_round=asked.round, asked=asked, language="sv", on=on, by=SYSTEM
    )
    instruments.save_answers(response=response, answers=said, on=on, by=SYSTEM)
    instruments.finish(response=response, on=on, by=SYSTEM)


def ask_newcomers(programme: Programme, leader: Actor) -> None:
    """Fourteen answered by the link, and nobody knows who; a new round is open."""
    survey = competence.ask_newcomers(
        programme=programme,
        name="Hösten 2025",
        opens_on=NEWCOMERS_OPEN,
        closes_on=NEWCOMERS_CLOSE,
        on=NEWCOMERS_OPEN,
        by=leader,
    )
    chance = random.Random(NEWCOMERS_OPEN.toordinal())  # noqa: S311
    for number, language in enumerate(LANGUAGES):
        _answer_without_name(survey.round, number, language, chance)
    competence.ask_newcomers(
        programme=programme,
        name="Våren 2026",
        opens_on=plan.TODAY,
        closes_on=plan.TODAY + dt.timedelta(days=25),
        on=plan.TODAY,
        by=leader,
    )


def _answer_without_name(
    asked_round: Round, number: int, language: str, chance: random.Random
) -> None:
    said: dict[str, object] = {
        item.name: chance.choice((2, 3, 3, 4, 4, 5))
        for item in asked_round.version.form.walk()
        if item.anchors
    }
    if number < len(BETTER):
        said["better"] = BETTER[number]
    response = instruments.begin(
        asked_round=asked_round, code=new_code(), language=language, on=NEWCOMERS_OPEN, by=SYSTEM
    )
    instruments.save_answers(response=response, answers=said, on=NEWCOMERS_OPEN, by=SYSTEM)
    instruments.finish(response=response, on=NEWCOMERS_OPEN, by=SYSTEM)


def tell_arrivals(programme: Programme, places: Sequence[Organisation], leader: Actor) -> None:
    """Two years of made-up months; one municipality receives more from the autumn."""
    chance = random.Random(FIRST_MONTH.toordinal())  # noqa: S311
    months = [
        FIRST_MONTH.replace(year=FIRST_MONTH.year + n // 12, month=n % 12 + 1)
        for n in range(MONTHS)
    ]
    for kind, source, count in (
        (Kind.RECEIVED, "Påhittade tal, som i Migrationsverkets månadsstatistik", _received),
        (Kind.STAFF, "Påhittade tal från kommunernas personalsystem", _staff),
    ):
        signals.save_table(
            programme=programme,
            kind=kind,
            source=source,
            values=[
                (place, month, count(place.name, number, chance))
                for place in places
                for number, month in enumerate(months)
            ],
            on=plan.TODAY,
            by=leader,
        )


def _received(name: str, number: int, chance: random.Random) -> int:
    """As many as come one by one: close to a bell around what is usual."""
    usual = USUAL.get(name, USUAL_ELSE)
    if name == KRISTIANSTAD and number >= RISES_AT:
        usual = round(usual * RISES_BY)
    return max(0, round(chance.gauss(usual, usual**0.5)))


def _staff(name: str, number: int, chance: random.Random) -> int:
    return max(2, USUAL.get(name, USUAL_ELSE) // STAFF_OF)
