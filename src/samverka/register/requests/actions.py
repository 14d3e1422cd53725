import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from samverka.foundation.accounts.actor import Actor
from samverka.foundation.audit import trail
from samverka.register.partners.models import Organisation
from samverka.register.people.models import Person

from .limits import ANSWER, EXTENDED, last_day
from .models import SubjectRequest

Answer = SubjectRequest.Answer


class AnsweredAlready(Exception):
    def __init__(self) -> None:
        super().__init__(_("The request was answered a moment ago. Look at the answer first."))


class TooLateToExtend(Exception):
    def __init__(self) -> None:
        super().__init__(
            _("The first limit has passed, or was extended before. Answer the request now.")
        )


class AskedAlready(Exception):
    def __init__(self) -> None:
        super().__init__(_("The person has asked this already, and it is not answered yet."))


@transaction.atomic
def receive(
    *, person: Person, organisation: Organisation, kind: str, received_on: dt.date, by: Actor
) -> SubjectRequest:
    """Write down that somebody asked; the law says by when it must be answered.

    :raises AskedAlready: the same is asked and open
    """
    Person.objects.select_for_update().get(pk=person.pk)
    same = SubjectRequest.objects.open().filter(
        person=person, organisation=organisation, kind=kind
    )
    if same.exists():
        raise AskedAlready
    request = SubjectRequest.objects.create(
        person=person,
        organisation=organisation,
        kind=kind,
        received_on=received_on,
        due_on=last_day(ANSWER, received_on),
    )
    trail.note(by=by, verb="requests.received", about=request, person_id=person.pk)
    return request


@transaction.atomic
def take_on(*, request: SubjectRequest, by: Actor) -> None:
    """
    :raises AnsweredAlready: somebody was faster
    """
    request = _open(request)
    request.handled_by = by.user
    request.save(update_fields=["handled_by"])
    trail.note(by=by, verb="requests.taken_on", about=request, person_id=request.person_id)


@transaction.atomic
def extend(*, request: SubjectRequest, on: dt.date, by: Actor) -> None:
    """The person has been told, within the first month, that it takes up to two more, and why.

    :raises AnsweredAlready: somebody was faster
    :raises TooLateToExtend: the first month is over, or it was extended before
    """
    request = _open(request)
    if request.is_extended or on > request.due_on:
        raise TooLateToExtend
    request.is_extended = True
    request.due_on = last_day(EXTENDED, request.received_on)
    request.save(update_fields=["is_extended", "due_on"])
    trail.note(by=by, verb="requests.extended", about=request, person_id=request.person_id)


@transaction.atomic
def answer(
    *, request: SubjectRequest, answer: str, ground: str = "", on: dt.date, by: Actor
) -> SubjectRequest:
    """How it was answered; what is not a whole yes names its ground.

    :raises AnsweredAlready: somebody was faster
    """
    request = _open(request)
    request.answer, request.answered_on = answer, on
    request.ground = ground if answer in {Answer.PARTLY, Answer.REFUSED} else ""
    request.handled_by = by.user
    request.save(update_fields=["answer", "ground", "answered_on", "handled_by"])
    trail.note(by=by, verb="requests.answered", about=request, person_id=request.person_id)
    return request


def _open(request: SubjectRequest) -> SubjectRequest:
    found = SubjectRequest.objects.select_for_update().open().filter(pk=request.pk).first()
    if found is None:
        raise AnsweredAlready
    return found
