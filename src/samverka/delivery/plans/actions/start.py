"""What each partner has in place before implementation begins (S111)."""

import datetime as dt

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from samverka.delivery.plans.models import StartEvidence, StartPoint
from samverka.delivery.programmes.models import Programme
from samverka.foundation.accounts.actor import Actor
from samverka.foundation.audit import trail
from samverka.register.partners.models import Organisation


def _usual() -> list[tuple[str, str]]:
    kinds = StartPoint.Kind
    return [
        (kinds.ACTIVITY_LIST, _("The activity plan is approved")),
        (kinds.ROLES, _("Who does what is decided and written down")),
        (kinds.ROUTINES, _("Routines for the work are written down")),
        (kinds.RISKS, _("The list of risks is made, with what is done about each")),
    ]


@transaction.atomic
def add_start_point(*, programme: Programme, kind: str, text: str, by: Actor) -> StartPoint:
    points = StartPoint.objects.filter(programme=programme)
    number = (points.aggregate(last=Max("number"))["last"] or 0) + 1
    point = StartPoint.objects.create(programme=programme, number=number, kind=kind, text=text)
    trail.note(by=by, verb="plans.start_point_added", about=programme)
    return point


@transaction.atomic
def use_usual_start_points(*, programme: Programme, by: Actor) -> None:
    """The four that a start-up asks for, where the programme has none of its own."""
    if StartPoint.objects.filter(programme=programme).exists():
        return
    for kind, text in _usual():
        add_start_point(programme=programme, kind=kind, text=text, by=by)


@transaction.atomic
def note_start(
    *, point: StartPoint, organisation: Organisation, evidence: str, on: dt.date, by: Actor
) -> StartEvidence:
    """That it is in place, with what shows it; written again it is corrected."""
    shown, _is_new = StartEvidence.objects.update_or_create(
        point=point, organisation=organisation, defaults={"evidence": evidence, "met_on": on}
    )
    trail.note(by=by, verb="plans.start_noted", about=point.programme)
    return shown


@transaction.atomic
def take_back_start(*, point: StartPoint, organisation: Organisation, by: Actor) -> None:
    StartEvidence.objects.filter(point=point, organisation=organisation).delete()
    trail.note(by=by, verb="plans.start_taken_back", about=point.programme)
