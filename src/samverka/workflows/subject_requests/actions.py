import datetime as dt

from django.db import transaction

from samverka.delivery.retention import actions as retention
from samverka.delivery.retention.models import Hold
from samverka.foundation.accounts.actor import Actor
from samverka.register.requests import actions as requests
from samverka.register.requests.models import SubjectRequest

Answer, Kind = SubjectRequest.Answer, SubjectRequest.Kind


@transaction.atomic
def answer_request(
    *, request: SubjectRequest, answer: str, ground: str, on: dt.date, by: Actor
) -> None:
    """Note the answer; a restriction that is granted holds what is kept about the person.

    :raises requests.AnsweredAlready: somebody was faster
    """
    requests.answer(request=request, answer=answer, ground=ground, on=on, by=by)
    is_granted = answer in {Answer.DONE, Answer.PARTLY}
    if request.kind == Kind.RESTRICTION and is_granted:
        retention.place_hold(
            person=request.person, kind=Hold.Kind.RESTRICTION, reason="", on=on, by=by
        )
