"""Two who have come to what is held today, and whom its sheet does not have."""

import datetime as dt

from samverka.delivery.activities.models import Session
from samverka.delivery.check_in import actions
from samverka.delivery.check_in.models import Arrival
from samverka.delivery.programmes.models import Programme
from samverka.foundation.accounts.actor import SYSTEM

from . import plan

CAME = (
    ("Robin Attrapp", "robin.attrapp@example.org", "Exempelskolan"),
    ("Noor Påhittblad", "0701740605", ""),
)
BEFORE = dt.timedelta(minutes=6)


def wait_at_the_door(programme: Programme) -> None:
    """They have read the code on the screen; nobody has let them in yet."""
    session = (
        Session.objects.filter(
            activity__programme=programme,
            held_on=plan.TODAY,
            activity__organiser__name=plan.GR,
            activity__is_sensitive=False,
        )
        .order_by("starts_at", "pk")
        .first()
    )
    if session is None:
        return
    for name, contact, work in CAME:
        actions.say_here(
            session=session, name=name, contact=contact, work=work, on=plan.TODAY, by=SYSTEM
        )
    Arrival.objects.filter(session=session).update(arrived_at=session.starts_at - BEFORE)
