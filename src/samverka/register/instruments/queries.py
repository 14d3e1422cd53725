"""Questions with a name about instruments, rounds and who is asked."""

import datetime as dt
import hmac
import json
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, Max, OuterRef, Q, QuerySet, Subquery

from samverka.foundation.accounts.actor import Actor
from samverka.register.partners.models import Organisation
from samverka.register.people.models import Person, Position
from samverka.toolkit import sealing
from samverka.toolkit.lists import holding

from .models import ANSWERS, Asked, Instrument, InstrumentVersion, Response, Round

LINK, DRAFT = "instruments.link", "instruments.draft"
PROOF = 20
WHOLE_ROUND = ("version__instrument__owner",)


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


# --- Links --------------------------------------------------------------------------------------


def token_of(asked: Asked) -> str:
    """What stands in the link: made with the key file, so the database alone opens no link."""
    return f"{asked.public_key}-{_proof(asked.public_key)}"


def _proof(key: str) -> str:
    return sealing.search_hash(key, context=LINK)[:PROOF]


def draft_hash(code: str) -> str:
    """By which a draft without a name is found: another than anything beside a name."""
    return sealing.search_hash(code, context=DRAFT)


@dataclass(frozen=True)
class Opened:
    """What a link opens: a round, who is asked where that is known, and what they have begun."""

    round: Round
    asked: Asked | None
    response: Response | None
    code: str


def opened(code: str) -> Opened | None:
    """What stands behind a link; anything made up or used up is nothing.

    Two questions to the database for a link of one's own, one or two for a draft without a name.
    """
    if "-" in code:
        return _of_asked(code)
    response = _whole(Response.objects.filter(resume_hash=draft_hash(code), asked=None)).first()
    return Opened(response.round, None, response, code) if response else None


def _of_asked(code: str) -> Opened | None:
    key, _dash, proof = code.partition("-")
    if not hmac.compare_digest(proof.encode(), _proof(key).encode()):
        return None
    asked = (
        Asked.objects.filter(public_key=key)
        .select_related("person", "about", "organisation", "round__version__instrument__owner")
        .first()
    )
    if asked is None or (asked.person and asked.person.is_forgotten):
        return None
    if asked.round.is_anonymous:
        begun = Response.objects.filter(resume_hash=draft_hash(code))
    else:
        begun = Response.objects.filter(asked=asked)
    return Opened(asked.round, asked, begun.first(), code)


def _whole(responses: QuerySet[Response]) -> QuerySet[Response]:
    return responses.select_related("round__version__instrument__owner")


def round_by_link(key: str) -> Round | None:
    """The round that anybody with its link answers in."""
    found = Round.objects.filter(public_key=key, way=Round.Way.LINK)
    return found.select_related("version__instrument__owner").first()


def asked_of(actor: Actor | None, *, on: dt.date) -> QuerySet[Asked]:
    """What somebody who has signed in is asked, and has not answered."""
    if actor is None or not actor.user_id:
        return Asked.objects.none()
    waits = (Asked.State.ASKED, Asked.State.BEGUN)
    return (
        Asked.objects.filter(
            person__user=actor.user_id,
            state__in=waits,
            round__opens_on__lte=on,
            round__closes_on__gte=on,
            round__closed_on=None,
        )
        .select_related("round__version__instrument__owner", "about")
        .order_by("round__closes_on", "pk")
    )


# --- Answers ------------------------------------------------------------------------------------


def answers_in(response: Response) -> dict:
    """All that was answered, what is sealed too."""
    if not response.sealed:
        return dict(response.answers)
    return response.answers | json.loads(sealing.unseal(response.sealed, context=ANSWERS))


@dataclass(frozen=True)
class Answered:
    """One response that is sent, and whose it is in a named round."""

    asked: Asked | None
    language: str
    saved_on: dt.date | None
    answers: dict


def answers_of(asked_round: Round) -> list[Answered]:
    """Every response that is sent, in no order that tells who came first."""
    rows = (
        Response.objects.filter(round=asked_round, state=Response.State.DONE)
        .select_related("asked__person", "asked__about", "asked__organisation")
        .order_by("public_key")
    )
    unseal = sealing.opener(context=ANSWERS)
    return [
        Answered(
            row.asked,
            row.language,
            row.saved_on,
            row.answers | (json.loads(unseal(row.sealed)) if row.sealed else {}),
        )
        for row in rows
    ]


def plain_answers(asked_round: Round) -> list[dict]:
    """What tells of nobody, of every response that is sent."""
    done = Response.objects.filter(round=asked_round, state=Response.State.DONE)
    return list(done.order_by("public_key").values_list("answers", flat=True))
