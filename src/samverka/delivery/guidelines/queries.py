import datetime as dt
from dataclasses import dataclass

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet

from samverka.delivery.programmes.models import Participation, Programme
from samverka.foundation.accounts.actor import Actor
from samverka.register.partners.models import Organisation

from .models import CheckAnswer, CheckPoint, Edition


@dataclass(frozen=True)
class CheckRow:
    """How far a municipality has come with the points of an edition."""

    organisation: Organisation
    answered: int
    met: int
    last_on: dt.date | None
    # It answered the edition before, and not all of this one.
    checks_anew: bool


@dataclass(frozen=True)
class AnswerRow:
    """A point and what a municipality answered, if it did."""

    point: CheckPoint
    answer: CheckAnswer | None


def municipalities_of(programme: Programme) -> QuerySet[Organisation]:
    """Those that take part or took part, by name."""
    parts = Participation.objects.filter(programme=programme)
    return Organisation.objects.filter(
        pk__in=parts.values("organisation"), kind=Organisation.Kind.MUNICIPALITY
    ).order_by("name")


def current_editions(programme: Programme, actor: Actor) -> QuerySet[Edition]:
    """What holds now, with its `points_in_all` and how many the actor's own has `answered`."""
    own = Q(points__answers__organisation=actor.organisation_id)
    return (
        Edition.objects.current()
        .filter(guideline__programme=programme)
        .select_related("guideline")
        .annotate(
            points_in_all=Count("points", distinct=True),
            answered=Count("points__answers", filter=own, distinct=True),
        )
        .order_by("guideline__name")
    )


def editions_of(edition: Edition) -> QuerySet[Edition]:
    """All editions of the same guideline, the newest first."""
    return Edition.objects.filter(guideline=edition.guideline).order_by("-issued_on", "-pk")


def answers_of(edition: Edition, organisation: Organisation) -> list[AnswerRow]:
    given = {
        answer.point_id: answer
        for answer in CheckAnswer.objects.filter(point__edition=edition, organisation=organisation)
    }
    return [AnswerRow(point, given.get(point.pk)) for point in edition.points.order_by("number")]


def has_answers(edition: Edition) -> bool:
    return CheckAnswer.objects.filter(point__edition=edition).exists()


def checks_of(edition: Edition) -> list[CheckRow]:
    """Every municipality of the programme, also those that have not begun."""
    points = edition.points.count()
    answers: dict[int, list[CheckAnswer]] = {}
    for answer in CheckAnswer.objects.filter(point__edition=edition):
        answers.setdefault(answer.organisation_id, []).append(answer)
    before = CheckAnswer.objects.filter(point__edition__replaced_by=edition)
    earlier = set(before.values_list("organisation", flat=True))
    return [
        _check(place, answers.get(place.pk, []), place.pk in earlier, points)
        for place in municipalities_of(edition.guideline.programme)
    ]


def _check(
    place: Organisation, given: list[CheckAnswer], was_there: bool, points: int
) -> CheckRow:
    return CheckRow(
        organisation=place,
        answered=len(given),
        met=sum(answer.state == CheckAnswer.State.MET for answer in given),
        last_on=max((answer.answered_on for answer in given), default=None),
        checks_anew=was_there and len(given) < points,
    )


def to_check_anew(actor: Actor) -> QuerySet[Edition]:
    """Editions after one that the actor's organisation answered, themselves not answered whole."""
    own = CheckAnswer.objects.filter(organisation=actor.organisation_id)
    earlier = own.filter(point__edition__replaced_by=OuterRef("pk"))
    return (
        Edition.objects.current()
        .visible_to(actor)
        .filter(Exists(earlier))
        .annotate(
            points_in_all=Count("points", distinct=True),
            answered=Count(
                "points__answers",
                filter=Q(points__answers__organisation=actor.organisation_id),
                distinct=True,
            ),
        )
        .filter(answered__lt=F("points_in_all"))
        .select_related("guideline__programme")
        .order_by("issued_on", "pk")
    )
