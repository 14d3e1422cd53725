"""What is wanted, which groups are proposed of it, and what of that may be shown to whom."""

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from math import hypot

from django.db.models import QuerySet
from django.utils.crypto import salted_hmac

from samverka.delivery.courses.models import CourseTemplate
from samverka.delivery.programmes.models import Programme
from samverka.engine.disclosure import LEAST
from samverka.foundation.accounts.actor import Actor
from samverka.toolkit.municipal_map import borders

from .languages import language_said
from .models import LanguageGroup, LanguageWish, LeastGroup
from .proposing import Proposed, Wanted, propose

# A step of the map is 200 m.
KM_PER_STEP = 0.2
UNKNOWN = 10_000.0


def least_group(programme: Programme, on: dt.date) -> LeastGroup | None:
    """What is decided, as it is on a day."""
    rows = LeastGroup.objects.filter(programme=programme, from_day__lte=on)
    return rows.order_by("-from_day").first()


def templates_of(programme: Programme) -> QuerySet[CourseTemplate]:
    return CourseTemplate.objects.filter(programme=programme, is_retired=False).order_by(
        "name", "-version", "pk"
    )


def own_wishes(actor: Actor, template: CourseTemplate) -> QuerySet[LanguageWish]:
    return (
        LanguageWish.objects.visible_to(actor)
        .filter(template=template)
        .select_related("group__course__activity")
        .order_by("group", "language")
    )


def groups_made(template: CourseTemplate) -> QuerySet[LanguageGroup]:
    return (
        LanguageGroup.objects.filter(course__template=template)
        .select_related("course__activity__programme")
        .order_by("-pk")
    )


@cache
def kilometres(one: str, other: str) -> float:
    """About, as the bird flies, between the middles of two municipalities."""
    drawn = borders()
    if one not in drawn or other not in drawn:
        return 0.0 if one == other else UNKNOWN
    (east, north), (east_2, north_2) = drawn[one]["middle"], drawn[other]["middle"]
    return KM_PER_STEP * hypot(east - east_2, north - north_2)


@dataclass(frozen=True)
class Member:
    """A municipality of a group whose number may be shown to whoever reads, or is their own."""

    name: str
    persons: int
    is_below: bool


@dataclass(frozen=True)
class Proposal:
    """A group for a language, as one person may read it.

    `members` are those with five or more, and one's own; `others` how many others there are.
    `persons` is None where it would tell what is held back.
    """

    code: str
    language: str
    kind: str
    members: list[Member]
    others: int
    persons: int | None
    reasons: list[tuple[str, dict]]

    @property
    def said(self) -> str:
        return language_said(self.language)

    @property
    def kind_said(self) -> str:
        return str(LanguageGroup.Kind(self.kind).label)


@dataclass(frozen=True)
class Whole:
    """A proposal with the wishes that it is of, before anything is held back."""

    language: str
    proposed: Proposed
    wishes: list[LanguageWish]

    @property
    def code(self) -> str:
        """Names it while nothing has changed; of no use to whoever would guess numbers."""
        rows = sorted((one.pk, one.persons) for one in self.wishes)
        return str(salted_hmac("samverka.language_groups", repr(rows)).hexdigest()[:16])


def wholes(template: CourseTemplate, rule: LeastGroup) -> list[Whole]:
    """Of all wishes that wait, by language."""
    waiting = LanguageWish.objects.filter(template=template, group=None)
    of: defaultdict[str, dict[int, LanguageWish]] = defaultdict(dict)
    for wish in waiting.select_related("organisation__municipality").order_by("pk"):
        of[wish.language][wish.pk] = wish
    found = []
    for language, wishes in of.items():
        wanted = [
            Wanted(one.pk, one.organisation.municipality_id or "", one.persons)
            for one in wishes.values()
        ]
        for proposed in propose(wanted, least=rule.persons, within=rule.within_km, far=kilometres):
            rows = [wishes[one.key] for one in proposed.members]
            found.append(Whole(language, proposed, rows))
    return found


def reasons_of(whole: Whole, rule: LeastGroup) -> list[tuple[str, dict]]:
    """As they are kept: no numbers but those of the rule."""
    facts = {"least": rule.persons, "km": rule.within_km, "source": rule.source}
    return [(reason, facts) for reason in whole.proposed.reasons]


def shown(whole: Whole, rule: LeastGroup, actor: Actor) -> Proposal:
    """Fewer than five of a municipality are not told to others than itself, nor that it is it."""
    told, held_back = [], 0
    for wish in whole.wishes:
        if wish.persons >= LEAST or wish.organisation_id == actor.organisation_id:
            is_below = wish.persons < rule.persons
            told.append(Member(str(wish.organisation), wish.persons, is_below))
        else:
            held_back += 1
    return Proposal(
        code=whole.code,
        language=whole.language,
        kind=whole.proposed.kind,
        members=told,
        others=held_back,
        persons=None if held_back else whole.proposed.persons,
        reasons=reasons_of(whole, rule),
    )


def proposals(template: CourseTemplate, rule: LeastGroup, actor: Actor) -> list[Proposal]:
    found = [shown(one, rule, actor) for one in wholes(template, rule)]
    return sorted(found, key=lambda one: (one.said, one.kind))
