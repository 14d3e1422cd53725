"""Counting heads where nobody is named."""

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from samverka.delivery.activities.models import Session
from samverka.foundation.accounts.actor import Actor
from samverka.foundation.audit import trail

from .attendance import MarkRefused
from .history import next_version
from .room import Room

MOST = 9_999


@transaction.atomic
def count_unnamed(*, session: Session, count: int | None, on: dt.date, by: Actor) -> None:
    """So many were here besides those on the sheet; they are persons in no figure.

    :raises MarkRefused: no number, or the day has not come
    """
    if count is None or not 0 <= count <= MOST:
        raise MarkRefused(_("Write how many, as a number from 0 to 9,999."))
    if session.held_on > on:
        raise MarkRefused(_("The day has not come, so nobody can be counted yet."))
    session = Room(session).session
    if session.unnamed == count:
        return
    session.unnamed = count
    session.save(update_fields=["unnamed"])
    next_version(session)
    trail.note(by=by, verb="activities.unnamed_counted", about=session)
