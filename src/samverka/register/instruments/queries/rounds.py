"""Questions with a name about instruments, rounds and who is asked."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, Max, OuterRef, Q, QuerySet, Subquery

from samverka.foundation.accounts.actor import Actor
from samverka.register.instruments.models import (
    Asked,
    Instrument,
    InstrumentVersion,
    Response,
    Round,
)
from samverka.register.partners.models import Organisation
from samverka.register.people.models import Person, Position
from samverka.toolkit.lists import holding


def listed(actor: Actor | None, q: str = "", sphere: str = "", state: str = "") -> QuerySet:
    """Instruments, with how many versions and rounds each has."""
    found = Instrument.objects.visible_to(actor).filter(holding(q, "name", "purpose"))
    if sphere:
        found = found.filter(sphere=sphere)
    found = (
        found.exclude(archived_on=None) if state == "archived" else found.filter(archived_on=None)
    )
    newest = InstrumentVersion.objects.filter(instrument=OuterRef("pk")).order_by("-number")
    return found.annotate(
        latest=Subquery(newest.exclude(published_on=None).values("number")[:1]),
        has_draft=Count("versions", filter=Q(versions__published_on=None), distinct=True),
        rounds=Count("versions__rounds", distinct=True),
        last_asked=Max("versions__rounds__closes_on"),
    ).order_by("name", "pk")


def rounds_of(actor: Actor | None, instrument: Instrument) -> QuerySet[Round]:
    """The rounds of an instrument that one sees, the newest first, with how many answered."""
    found = Round.objects.visible_to(actor).filter(version__instrument=instrument)
    return with_counts(found).select_related("version").order_by("-opens_on", "-pk")


def named_before(instrument: Instrument) -> QuerySet[Round]:
    """Named rounds of an instrument, the newest first."""
    found = Round.objects.filter(version__instrument=instrument, way=Round.Way.NAMED)
    return found.order_by("-opens_on", "-pk")


def with_counts(rounds: QuerySet[Round]) -> QuerySet[Round]:
    return rounds.annotate(
        asked_count=Count("asked", distinct=True),
        done_count=Count(
            "responses", filter=Q(responses__state=Response.State.DONE), distinct=True
        ),
    )


@dataclass(frozen=True)
class Rate:
    """How many of those who were asked have answered; None asked where anybody may."""

    asked: int | None
    done: int
    begun: int
    declined: int
    reminded: int

    @property
    def share(self) -> int | None:
        """In a hundred."""
        return round(100 * self.done / self.asked) if self.asked else None

    @property
    def silent(self) -> int:
        return max((self.asked or 0) - self.done - self.declined, 0)


def rate(asked_round: Round) -> Rate:
    """Response rate and non-response. Of an anonymous round nobody is told to have begun."""
    states = Asked.objects.filter(round=asked_round).aggregate(
        all=Count("pk"),
        declined=Count("pk", filter=Q(state=Asked.State.DECLINED)),
        reminded=Count("pk", filter=Q(reminded_on__isnull=False)),
    )
    answers = Response.objects.filter(round=asked_round).aggregate(
        done=Count("pk", filter=Q(state=Response.State.DONE)),
        begun=Count("pk", filter=Q(state=Response.State.DRAFT)),
    )
    return Rate(
        asked=states["all"] if asked_round.asks_each else None,
        done=answers["done"],
        begun=0 if asked_round.is_anonymous else answers["begun"],
        declined=states["declined"],
        reminded=states["reminded"],
    )


def asked_in(actor: Actor | None, asked_round: Round, q: str = "", state: str = "") -> QuerySet:
    """Who is asked in a round: those who have not answered first."""
    found = Asked.objects.visible_to(actor).filter(round=asked_round)
    found = found.filter(
        holding(q, "person__given_name", "person__family_name", "organisation__name")
    )
    if state:
        found = found.filter(state=state)
    return found.select_related("person", "about", "organisation__part_of").order_by(
        "organisation__name", "person__family_name", "person__given_name", "pk"
    )


def organisations_to_ask(actor: Actor | None) -> QuerySet[Organisation]:
    """Organisations and units that have somebody whom the actor sees, or any that are open."""
    return (
        Organisation.objects.visible_to(actor)
        .filter(valid_to=None)
        .select_related("part_of")
        .order_by("part_of__name", "name")
    )


def staff_of(
    actor: Actor, organisations: Iterable[Organisation], *, on: dt.date, title: str = ""
) -> list[tuple[Person, int]]:
    """Those who work at the organisations or their units on a day, as far as the actor sees them.

    Each with the key of the place, once: their latest position says which.
    """
    places = list(organisations)
    held = (
        Position.objects.filter(
            Q(organisation__in=places) | Q(organisation__part_of__in=places),
            Q(valid_to=None) | Q(valid_to__gt=on),
            valid_from__lte=on,
            person__in=Person.objects.visible_to(actor),
            person__forgotten_on=None,
        )
        .select_related("person")
        .order_by("valid_from", "pk")
    )
    if title:
        held = held.filter(title__icontains=title)
    found = {one.person_id: (one.person, one.organisation_id) for one in held}
    return list(found.values())
