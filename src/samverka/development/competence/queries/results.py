"""What a mapping came to: who answered where, what is needed, how sure, what goes together."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from collections.abc import Mapping as By
from dataclasses import dataclass, replace

from django.db.models import Q

from samverka.development.competence.models import Competence, Mapping
from samverka.development.competence.writing import UNUSED, WISHES
from samverka.engine.arrays import np
from samverka.engine.disclosure import LEAST
from samverka.engine.needs import areas as finding
from samverka.engine.needs.gaps import needs
from samverka.engine.needs.stability import Ranks, ranks
from samverka.register.instruments.models import Asked
from samverka.register.instruments.queries import answers_of
from samverka.register.partners.models import Organisation

from .levels import Levels, levels

# One seed: the page tells the same each time.
SEED, DRAWS, FIRST, LEVEL = 2016, 1_000, 4, 0.9
# Leaning nearly as much on another area.
DOUBTFUL = 0.1


@dataclass(frozen=True)
class Rate:
    """How many of those asked at an organisation and its units have answered."""

    organisation: str
    asked: int
    done: int

    @property
    def share(self) -> int:
        return round(100 * self.done / self.asked) if self.asked else 0


@dataclass(frozen=True)
class Need:
    """The need of one competence; no numbers where fewer than five answered.

    `before` is its place with the programme's own weights.
    """

    competence: Competence
    weight: int
    asked: int
    answered: int
    lacking: int | None
    need: float | None
    least: float | None
    most: float | None
    rank: int
    low: int
    high: int
    before: int

    @property
    def moved(self) -> int:
        """Places towards the top that the weights chosen here moved it."""
        return self.before - self.rank


@dataclass(frozen=True)
class Leaning:
    """A competence in the area that was found; doubtful where another is nearly as close."""

    competence: Competence
    is_doubtful: bool


@dataclass(frozen=True)
class FoundArea:
    """Competences that go together in the answers, and what most of them are called."""

    name: str
    rows: list[Leaning]


@dataclass(frozen=True)
class Result:
    rates: list[Rate]
    needs: list[Need]
    held_back: list[Competence]
    not_asked: list[Competence]
    areas: list[FoundArea]
    too_few_for_areas: bool
    # Functions that are asked but have no required levels, and how many hold them.
    without_levels: list[tuple[str, int]]
    # Persons in functions where nobody has answered.
    unknown: int
    # Each text once, with how many wrote it.
    wishes: list[tuple[str, int]]
    unused: list[tuple[str, int]]

    @property
    def asked(self) -> int:
        return sum(one.asked for one in self.rates)

    @property
    def done(self) -> int:
        return sum(one.done for one in self.rates)

    @property
    def share(self) -> int:
        return Rate("", self.asked, self.done).share


# How many draws are done, of how many.
Told = Callable[[int, int], None]


def nobody_told(_done: int, _total: int) -> None:
    """Where no bar is shown."""


def result(
    mapping: Mapping, weights: By[int, int] | None = None, told: Told = nobody_told
) -> Result:
    """With other weights of some competences, by key, than they have."""
    found = levels(mapping)
    own = found.importance
    chosen = np.array(
        [(weights or {}).get(one.pk, one.importance) for one in found.competences], dtype=float
    )
    table = needs(found.required, found.current, chosen, found.roles)
    before, order = _orders(found, own, chosen, told)
    rows = _needs(replace(found, importance=chosen), table, before, order)
    is_told = {number for number, count in enumerate(table.answered) if count >= LEAST}
    areas, too_few = _areas(found)
    wishes, unused = _texts(mapping)
    return Result(
        rates=rates(mapping),
        needs=sorted((rows[n] for n in is_told), key=lambda row: (row.rank, row.competence.pk)),
        held_back=[
            one
            for number, one in enumerate(found.competences)
            if number not in is_told and table.asked[number]
        ],
        not_asked=[one for number, one in enumerate(found.competences) if not table.asked[number]],
        areas=areas,
        too_few_for_areas=too_few,
        without_levels=_without_levels(found),
        unknown=int(table.unknown.max(initial=0)),
        wishes=wishes,
        unused=unused,
    )


def _orders(found: Levels, own, chosen, told: Told) -> tuple[Ranks, Ranks]:
    """As the programme weighs, and as is weighed here; drawn once where they are the same."""
    total = DRAWS if (own == chosen).all() else 2 * DRAWS
    before = _ranks(found, own, lambda done: told(done, total))
    if total == DRAWS:
        return before, before
    return before, _ranks(found, chosen, lambda done: told(DRAWS + done, total))


def _ranks(found: Levels, importance, told: Callable[[int], None]) -> Ranks:
    rng = np.random.default_rng(SEED)
    return ranks(
        found.required,
        found.current,
        importance,
        found.roles,
        rng,
        draws=DRAWS,
        first=FIRST,
        level=LEVEL,
        told=told,
    )


def _needs(found: Levels, table, before: Ranks, order: Ranks) -> list[Need]:
    if not found.persons:
        return []
    return [
        Need(
            competence=one,
            weight=int(found.importance[k]),
            asked=int(table.asked[k]),
            answered=int(table.answered[k]),
            lacking=int(table.lacking[k]),
            need=float(table.need[k]),
            least=float(table.least[k]),
            most=float(table.most[k]),
            rank=int(order.rank[k]),
            low=int(order.low[k]),
            high=int(order.high[k]),
            before=int(before.rank[k]),
        )
        for k, one in enumerate(found.competences)
    ]


def rates(mapping: Mapping, within: Organisation | None = None) -> list[Rate]:
    """By whole organisation: a unit's staff count where it belongs."""
    asked_here = Asked.objects.filter(
        round=mapping.round_id, answers_as=Asked.As.ONESELF, person__forgotten_on=None
    )
    if within:
        here = Q(organisation=within) | Q(organisation__part_of=within)
        asked_here = asked_here.filter(here)
    rows = asked_here.values_list("organisation__part_of_id", "organisation_id", "state")
    homes = [(home or place, state) for home, place, state in rows]
    asked = Counter(home for home, _state in homes)
    done = Counter(home for home, state in homes if state == Asked.State.DONE)
    names = dict(Organisation.objects.filter(pk__in=asked).values_list("pk", "name"))
    return sorted(
        (Rate(names[home], count, done[home]) for home, count in asked.items()),
        key=lambda one: one.organisation,
    )


def _areas(found: Levels) -> tuple[list[FoundArea], bool]:
    try:
        told = finding.areas(found.current, np.random.default_rng(SEED))
    except finding.TooFewAnswers:
        return [], True
    rows: dict[int, list[Leaning]] = {}
    for k, one in enumerate(found.competences):
        is_doubtful = told.leans[k] - told.otherwise[k] < DOUBTFUL
        rows.setdefault(int(told.of[k]), []).append(Leaning(one, bool(is_doubtful)))
    return [FoundArea(_name(held), held) for _number, held in sorted(rows.items())], False


def _name(held: list[Leaning]) -> str:
    """What most of them are sorted under."""
    return Counter(one.competence.area.name for one in held).most_common(1)[0][0]


def _without_levels(found: Levels) -> list[tuple[str, int]]:
    silent = Counter(
        found.functions[role]
        for role, asks in zip(found.roles, found.required, strict=True)
        if np.isnan(asks).all()
    )
    return sorted(silent.items(), key=lambda one: (-one[1], one[0]))


def _texts(mapping: Mapping) -> list[list[tuple[str, int]]]:
    """Without names, and of five at least: sorted, so that the order tells nothing."""
    answers = [one.answers for one in answers_of(mapping.round)]
    found = [
        Counter(str(one[name]) for one in answers if one.get(name)) for name in (WISHES, UNUSED)
    ]
    return [sorted(texts.items()) if texts.total() >= LEAST else [] for texts in found]
