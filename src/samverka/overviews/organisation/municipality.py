"""All that concerns a municipality, of what one sees: in a fixed number of questions."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import Min, Q, QuerySet

from samverka.delivery.activities.models import Activity
from samverka.delivery.plans.models import Plan
from samverka.delivery.programmes.models import Participation
from samverka.delivery.questions.models import Question
from samverka.development.methods.models import Trial
from samverka.foundation.accounts.actor import Actor
from samverka.foundation.classifications.models import Municipality
from samverka.register.agreements.models import Agreement
from samverka.register.partners.models import Organisation, Region
from samverka.register.partners.queries import is_open, regions_of

from .queries import participations_seen

SHOWN = 10


@dataclass(frozen=True)
class Picture:
    """What stands on the page of a municipality."""

    regions: list[Region]
    organisations: list[Organisation]
    participations: list[Participation]
    coming: list[Activity]
    plans: list[Plan]
    trials: list[Trial]
    agreements: list[Agreement]
    questions: list[Question]


def picture_of(actor: Actor, municipality: Municipality, *, on: dt.date) -> Picture:
    """Its organisations and their units, and what these do, plan, try and have agreed."""
    code = municipality.code
    there = Organisation.objects.visible_to(actor).filter(
        Q(municipality=code)
        | Q(part_of__municipality=code)
        | Q(part_of__part_of__municipality=code)
    )
    organisations = there.filter(is_open(on)).select_related("part_of__part_of").order_by("name")
    of_theirs = {"organisation__in": there.order_by().values("pk")}
    taking_part = participations_seen(actor, on=on).filter(**of_theirs)
    plans = Plan.objects.visible_to(actor).filter(**of_theirs)
    trials = Trial.objects.visible_to(actor).filter(**of_theirs)
    questions = Question.objects.visible_to(actor).filter(
        asked_for__in=there.order_by().values("pk")
    )
    agreements = Agreement.objects.visible_to(actor).filter(
        parties__organisation__in=there.order_by().values("pk")
    )
    return Picture(
        regions=regions_of([code], on=on).get(code, []),
        organisations=list(organisations),
        participations=list(
            taking_part.select_related("programme", "organisation").order_by("programme__name")
        ),
        coming=list(_coming(actor, there, code, on=on)),
        plans=list(
            plans.select_related("programme", "organisation").order_by("-changed_at", "pk")[:SHOWN]
        ),
        trials=list(
            trials.select_related("version__method__programme", "organisation").order_by(
                "-starts_on", "pk"
            )[:SHOWN]
        ),
        agreements=list(agreements.distinct().order_by("title")),
        questions=list(questions.order_by("-asked_at", "pk")[:SHOWN]),
    )


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
        .order_by("next_day", "pk")[:SHOWN]
    )
