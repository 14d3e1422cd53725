"""All that concerns a municipality, of what one sees: in a fixed number of questions."""

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import F, Min, Q, QuerySet
from django.db.models.lookups import IsNull
from django.utils.translation import gettext as _

from samverka.delivery.activities.models import Activity
from samverka.delivery.plans.models import Plan
from samverka.delivery.questions.models import Question
from samverka.development.methods.models import Trial
from samverka.foundation.accounts.actor import Actor
from samverka.foundation.classifications.models import Municipality
from samverka.register.agreements.models import Agreement
from samverka.register.partners.models import Organisation, Region
from samverka.register.partners.queries import is_open, regions_of
from samverka.toolkit.addresses import address
from samverka.toolkit.texts import listed
from samverka.toolkit.together import Ask, part_of, together

from .queries import participations_seen

SHOWN = 10
# A municipality has some thirty units for adults.
ORGANISATIONS_SHOWN = 40


@dataclass(frozen=True)
class Line:
    """One thing in a list: where it opens, what it is called, and a word about it."""

    address: str
    name: str
    about: str = ""


@dataclass(frozen=True)
class Some:
    """The first of a list, and whether there are more."""

    rows: Sequence[Any]
    has_more: bool

    def __iter__(self) -> Iterator[Any]:
        return iter(self.rows)

    def __len__(self) -> int:
        return len(self.rows)

    @classmethod
    def of(cls, found: QuerySet, shown: int = SHOWN) -> "Some":
        rows = list(found[: shown + 1])
        return cls(rows[:shown], len(rows) > shown)


@dataclass(frozen=True)
class Picture:
    """What stands on the page of a municipality."""

    regions: list[Region]
    organisations: Some
    participations: Some
    coming: Some
    plans: list[Line]
    trials: list[Line]
    agreements: list[Line]
    questions: list[Line]


def picture_of(actor: Actor, municipality: Municipality, *, on: dt.date) -> Picture:
    """Its organisations and their units, and what these do, plan, try and have agreed."""
    code = municipality.code
    there = Organisation.objects.visible_to(actor).filter(
        Q(municipality=code)
        | Q(part_of__municipality=code)
        | Q(part_of__part_of__municipality=code)
    )
    # Those that stand by themselves before their units.
    organisations = (
        there.filter(is_open(on))
        .select_related("part_of__part_of")
        .order_by(IsNull(F("part_of"), False), "name")
    )
    keys = there.order_by().values("pk")
    taking_part = participations_seen(actor, on=on).filter(organisation__in=keys)
    plans, trials, agreements, questions = together(
        _plans(actor, keys),
        _trials(actor, keys),
        _agreements(actor, keys),
        _questions(actor, keys),
    )
    return Picture(
        regions=regions_of([code], on=on).get(code, []),
        organisations=Some.of(organisations, ORGANISATIONS_SHOWN),
        participations=Some.of(
            taking_part.select_related("programme", "organisation").order_by(
                "programme__name", "organisation__name", "pk"
            ),
            ORGANISATIONS_SHOWN,
        ),
        coming=Some.of(_coming(actor, there, code, on=on)),
        plans=plans,
        trials=trials,
        agreements=agreements,
        questions=questions,
    )


def _plans(actor: Actor, there: QuerySet) -> Ask:
    """The plans changed last."""
    rows = Plan.objects.visible_to(actor).filter(organisation__in=there)
    found = rows.order_by("-changed_at", "pk").values_list(
        "changed_at",
        "programme__public_key",
        "public_key",
        "programme__name",
        "organisation__name",
        "state",
    )

    def read(rows: list[tuple]) -> list[Line]:
        return [
            Line(
                address("plans:detail", programme_key, key),
                programme,
                listed([organisation, Plan.State(state).label]),
            )
            for _at, programme_key, key, programme, organisation, state in sorted(
                rows, reverse=True
            )
        ]

    return Ask(read, part_of(found[:SHOWN]))


def _trials(actor: Actor, there: QuerySet) -> Ask:
    """The methods tried last."""
    rows = Trial.objects.visible_to(actor).filter(organisation__in=there)
    found = rows.order_by(F("starts_on").desc(nulls_last=True), "pk").values_list(
        "starts_on",
        "version__method__programme__public_key",
        "version__method__public_key",
        "version__method__name",
        "version__number",
        "organisation__name",
        "version__method__programme__name",
    )

    def read(rows: list[tuple]) -> list[Line]:
        return [
            Line(
                address("methods:detail", programme_key, key),
                method,
                listed([_("version %(number)s") % {"number": number}, organisation, programme]),
            )
            for _on, programme_key, key, method, number, organisation, programme in sorted(
                rows, key=lambda row: (row[0] or dt.date.min, *row[1:]), reverse=True
            )
        ]

    return Ask(read, part_of(found[:SHOWN]))


def _agreements(actor: Actor, there: QuerySet) -> Ask:
    rows = Agreement.objects.visible_to(actor).filter(parties__organisation__in=there)
    found = rows.distinct().order_by("title").values_list("title", "public_key")

    def read(rows: list[tuple]) -> list[Line]:
        return [Line(address("agreements:detail", key), title) for title, key in sorted(rows)]

    return Ask(read, part_of(found[:SHOWN]))


def _questions(actor: Actor, there: QuerySet) -> Ask:
    """The questions asked last."""
    rows = Question.objects.visible_to(actor).filter(asked_for__in=there)
    found = rows.order_by("-asked_at", "pk").values_list(
        "asked_at", "public_key", "title", "state"
    )

    def read(rows: list[tuple]) -> list[Line]:
        return [
            Line(address("questions:detail", key), title, str(Question.State(state).label))
            for _at, key, title, state in sorted(rows, reverse=True)
        ]

    return Ask(read, part_of(found[:SHOWN]))


def _coming(
    actor: Actor, there: QuerySet[Organisation], code: str, *, on: dt.date
) -> QuerySet[Activity]:
    """What is held there, or by somebody there, with its `next_day`."""
    ahead = Q(sessions__held_on__gte=on)
    return (
        Activity.objects.visible_to(actor)
        .filter(Q(municipality=code) | Q(organiser__in=there.order_by().values("pk")), ahead)
        .filter(is_cancelled=False)
        .annotate(next_day=Min("sessions__held_on", filter=ahead))
        .select_related("programme", "organiser")
        .order_by("next_day", "pk")
    )
