"""Finding an occupation, and what holds for it on a day."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import OuterRef, Q, QuerySet, Subquery, Sum

from samverka.engine.likeness import Told, most_alike
from samverka.foundation.accounts.actor import Actor
from samverka.toolkit.lists import holding
from samverka.toolkit.periods import in_force

from .models import REGULATED, Occupation, Pathway, PathwayFact, PathwayUse, Regulation

# Fewer than this are not told apart: in a small town one welder is somebody.
FEWEST = 5
YEAR = dt.timedelta(days=365)


def listed(
    actor: Actor, *, on: dt.date, words: str = "", regulated: str = "", form: str = ""
) -> QuerySet[Occupation]:
    """Those searched for, each with what holds on the day as `regulation`, `form`, `authority`."""
    now = Pathway.objects.filter(in_force(on), occupation=OuterRef("pk")).order_by("-valid_from")
    found = Occupation.objects.visible_to(actor).annotate(
        **{
            name: Subquery(now.values(name)[:1])
            for name in ("regulation", "form", "authority", "is_verified")
        }
    )
    if words:
        found = found.filter(_meant_by(words))
    if regulated:
        kinds = (Regulation.NONE,) if regulated == "no" else REGULATED
        found = found.filter(regulation__in=kinds)
    if form:
        found = found.filter(form=form)
    return found.order_by("name", "pk")


def _meant_by(words: str) -> Q:
    """Those that hold every word; where none does, those written much like it."""
    held = holding(words, "name", "words", "code")
    if Occupation.objects.filter(held).exists():
        return held
    everything = list(Occupation.objects.order_by("pk"))
    told = [Told(one.name, one.words) for one in everything]
    alike = most_alike(words, told, at_least=0.25)
    return Q(pk__in=[everything[one.index].pk for one in alike])


def pathway_of(occupation: Occupation, *, on: dt.date) -> Pathway | None:
    """What the rules ask on the day."""
    return occupation.pathways.filter(in_force(on)).order_by("-valid_from").first()


def other_pathways(occupation: Occupation, *, on: dt.date) -> QuerySet[Pathway]:
    """What held before the day, or will after it; the latest first."""
    return occupation.pathways.exclude(in_force(on)).order_by("-valid_from")


def facts_of(occupation: Occupation, *, on: dt.date) -> dict[str, list[PathwayFact]]:
    """What is to be known on the day, by what it is about, in the order it is read."""
    facts = list(occupation.facts.filter(in_force(on)).order_by("pk"))
    return {
        about: [fact for fact in facts if fact.about == about]
        for about in PathwayFact.About.values
    }


@dataclass(frozen=True)
class Used:
    """How often a route came to something during a year; None: too few to tell."""

    label: str
    times: int | None


def uses_of(occupation: Occupation, *, on: dt.date) -> list[Used]:
    """The year's numbers by what came of it; those that are few are held back."""
    sums = dict(
        PathwayUse.objects.filter(occupation=occupation, day__gt=on - YEAR, day__lte=on)
        .values_list("outcome")
        .annotate(Sum("times"))
        .order_by()
    )
    return [
        Used(str(label), times if times >= FEWEST else None)
        for outcome, label in PathwayUse.Outcome.choices
        if (times := sums.get(outcome, 0))
    ]
