import datetime as dt

from django.db.models import QuerySet

from samverka.foundation.accounts.actor import Actor
from samverka.register.people.models import Person

from .limits import ANSWER, Limit, limit
from .models import HANDLES, SubjectRequest


def of_person(actor: Actor, person: Person) -> QuerySet[SubjectRequest]:
    """What somebody has asked, as far as the actor may see it, the latest first."""
    rows = SubjectRequest.objects.visible_to(actor).filter(person=person)
    return rows.order_by("-received_on", "-pk")


def limit_of_answers(*, on: dt.date) -> Limit:
    """Within how long a request that comes on a day is answered, by which law."""
    return limit(ANSWER, on)


def to_answer(actor: Actor) -> QuerySet[SubjectRequest]:
    """What one's organisation has not answered, the most urgent first."""
    rows = SubjectRequest.objects.open().filter(organisation_id=actor.organisation_id)
    return rows.order_by("due_on", "pk") if actor.is_one_of(*HANDLES) else rows.none()


def register(actor: Actor, *, state: str = "", kind: str = "", on: dt.date) -> QuerySet:
    """The register: what is open first, by the day it must be answered."""
    rows = SubjectRequest.objects.visible_to(actor).select_related("person", "handled_by")
    if kind:
        rows = rows.filter(kind=kind)
    if state == "open":
        rows = rows.filter(answer="")
    elif state == "late":
        rows = rows.filter(answer="", due_on__lt=on)
    elif state == "answered":
        rows = rows.exclude(answer="")
    return rows
