"""A mapping compared with an earlier one of the programme: sums, and nobody by name."""

import math
from dataclasses import dataclass
from itertools import groupby

from django.utils.translation import get_language

from samverka.delivery.programmes.models import Programme
from samverka.development.competence import comparing
from samverka.development.competence.models import Competence, Mapping, NewcomerSurvey
from samverka.engine.forms.definition import Kind
from samverka.register.instruments.models import Asked
from samverka.register.instruments.queries import Figures, answers_of, figures

from .levels import answered, asked_once, mapped

# {person: {what was asked: answer}}
Said = dict[int, dict]


@dataclass(frozen=True)
class Who:
    """How many were asked and answered; who left is counted, not named."""

    asked_before: int
    answered_before: int
    asked_after: int
    answered_after: int
    answered_both: int

    @property
    def left(self) -> int:
        return self.answered_before - self.answered_both

    @property
    def came(self) -> int:
        return self.answered_after - self.answered_both


@dataclass(frozen=True)
class Comparison:
    """Before and after; `looking_back` is how it was as one sees it afterwards, and is now."""

    who: Who
    measured: list[comparing.Measured]
    changed: list[comparing.Changed]
    looking_back: list[comparing.Changed]
    left: list[comparing.Left]
    # Asked only one of the times.
    not_in_both: list[Competence]


def earlier_of(mapping: Mapping) -> list[Mapping]:
    """Mappings of the programme that opened before, the newest first."""
    rows = Mapping.objects.filter(
        programme=mapping.programme_id, round__opens_on__lt=mapping.round.opens_on
    ).exclude(pk=mapping.pk)
    return list(rows.select_related("round").order_by("-round__opens_on", "-pk"))


def comparison(earlier: Mapping, later: Mapping) -> Comparison:
    """What each answered then and now; words agreed on since are no answers, and not here."""
    asked, asked_first = (
        {one.person for one in asked_once(mapping)} for mapping in (later, earlier)
    )
    first, second = _said(earlier, asked_first), _said(later, asked)
    before, after = mapped(earlier), mapped(later)
    common = [one for one in after if one in set(before)]
    persons = sorted(first.keys() | second.keys())
    tables = [
        comparing.table([answered(said.get(one, {}), common) for one in persons], len(common))
        for said in (first, second)
    ]
    areas = [
        (area.name, f"t_{area.public_key}", [common.index(one) for one in held])
        for area, held in groupby(common, key=lambda one: one.area)
    ]
    measured, changed, back, left = [], [], [], []
    for name, then, keys in areas:
        was, now = (answers[:, keys] for answers in tables)
        measured += [
            comparing.measured(name, was, is_later=False),
            comparing.measured(name, now, is_later=True),
        ]
        was_mean, now_mean = comparing.of_area(was), comparing.of_area(now)
        changed.append(comparing.changed(name, was_mean, now_mean, is_area=True))
        changed += [
            comparing.changed(common[key].name, *(each[:, key] for each in tables), is_area=False)
            for key in keys
        ]
        left.append(comparing.left(name, was_mean, now_mean))
        if later.asks_then:
            seen = [_number(second.get(one, {}).get(then)) for one in persons]
            then_now = comparing.table([[level] for level in seen], 1)[:, 0]
            back.append(comparing.changed(name, then_now, now_mean, is_area=True))
    return Comparison(
        who=Who(len(asked_first), len(first), len(asked), len(second), len(first.keys() & second)),
        measured=measured,
        changed=changed,
        looking_back=back,
        left=left,
        not_in_both=[one for one in (*before, *after) if one not in set(common)],
    )


def _said(mapping: Mapping, persons: set[int]) -> Said:
    return {
        one.asked.person_id: one.answers
        for one in answers_of(mapping.round)
        if one.asked
        and one.asked.answers_as == Asked.As.ONESELF
        and one.asked.person_id in persons
    }


def _number(level: object) -> float:
    return float(level) if isinstance(level, int) else math.nan


@dataclass(frozen=True)
class Survey:
    """What newcomers answered in a round: five at least, and when it is over."""

    survey: NewcomerSurvey
    is_open: bool
    is_over: bool
    figures: Figures

    @property
    def statements(self) -> list[tuple[str, int, float | None]]:
        """Each statement with how many answered it and their mean; None is held back."""
        form, here = self.survey.round.version.form, get_language() or "sv"
        return [
            (
                form.text(one.item.label, here)[0],
                one.answered,
                None if one.is_held_back else one.mean,
            )
            for one in self.figures.items
            if one.item.kind == Kind.SCALE
        ]


def surveys_of(programme: Programme, *, on) -> list[Survey]:
    """The newest first."""
    rows = NewcomerSurvey.objects.filter(programme=programme).select_related(
        "round__version__instrument"
    )
    return [
        Survey(
            one,
            one.round.is_open(on),
            one.round.is_over(on),
            # While it is open one more answer would tell what that one was.
            figures(one.round, is_over=True, reads_answers=False)
            if one.round.is_over(on)
            else Figures(0, (), not_over=True),
        )
        for one in rows.order_by("-round__opens_on", "-pk")
    ]
