"""Letters about what lacks: one a person and day."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction

from samverka.delivery.certification.messages import send_reminder
from samverka.delivery.certification.models import Letter
from samverka.delivery.certification.queries import Due, who_certifies
from samverka.delivery.programmes.models import Programme
from samverka.foundation.accounts.actor import Actor
from samverka.foundation.audit import trail


@dataclass(frozen=True)
class Reminded:
    """How many letters are on their way, and how many people had one today already."""

    letters: int
    had_one: int


@transaction.atomic
def remind(*, dues: Sequence[Due], on: dt.date, site: str, by: Actor) -> Reminded:
    """Write to whoever may certify what lacks; the letter tells all that lacks from them.

    Who was written to today is not written to again: what lacks stood in that letter.
    """
    programmes = {row.programme.pk: row.programme for row in dues}
    # Two who remind at once: the second waits here, and finds the letters of the first.
    list(Programme.objects.select_for_update().filter(pk__in=programmes).order_by("pk"))
    users = {user.pk for users in who_certifies(dues, on=on).values() for user in users}
    told = set(Letter.objects.filter(user__in=users, sent_on=on).values_list("user_id", flat=True))
    for user in sorted(users - told):
        Letter.objects.update_or_create(user_id=user, defaults={"sent_on": on})
        send_reminder.enqueue(user_id=user, day=on.isoformat(), site=site)
    for programme in programmes.values():
        trail.note(by=by, verb="certification.reminded", about=programme)
    return Reminded(len(users - told), len(told))
