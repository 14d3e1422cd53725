"""Letters with the link to answer by leave in a task that can be begun again at any point."""

import datetime as dt

from django.core.mail import get_connection
from django.db import transaction
from django.db.models import QuerySet
from django_tasks import task

from samverka.foundation.accounts.actor import Actor
from samverka.foundation.audit import trail
from samverka.register.instruments.messages import send_letter
from samverka.register.instruments.models import Asked, Round
from samverka.toolkit.text_messages import NotTaken, Undelivered

Letter = Asked.Letter


@transaction.atomic
def send_links(*, asked_round: Round, site: str, on: dt.date, by: Actor) -> int:
    """Mail the link to all who have an address and have got no letter; answers how many."""
    to = _with_address(asked_round).filter(letter=Letter.NONE)
    Round.objects.filter(pk=asked_round.pk).update(site=site)
    trail.note(by=by, verb="instruments.links_sent", about=asked_round)
    return _send(asked_round, to, site)


@transaction.atomic
def remind(*, asked_round: Round, site: str, on: dt.date, by: Actor) -> int:
    """Mail the link once more to all who have neither answered nor declined."""
    to = _with_address(asked_round).exclude(reminded_on=on)
    trail.note(by=by, verb="instruments.reminded", about=asked_round)
    sent = _send(asked_round, to, site)
    Asked.objects.filter(round=asked_round, letter=Letter.WAITING).update(reminded_on=on)
    return sent


@transaction.atomic
def remind_by_the_clock(*, on: dt.date, by: Actor) -> int:
    """Remind in the rounds that chose the day, if their links left by mail; once a day."""
    rounds = Round.objects.filter(opens_on__lte=on, closes_on__gte=on, closed_on=None)
    due = [
        one
        for one in rounds.exclude(site="").exclude(way=Round.Way.LINK)
        if (one.closes_on - on).days in one.remind_before
    ]
    return sum(
        remind(asked_round=one, site=one.site, on=on, by=by)
        for one in due
        if _with_address(one).exclude(reminded_on=on).exists()
    )


def _with_address(asked_round: Round) -> QuerySet[Asked]:
    waits = (Asked.State.ASKED, Asked.State.BEGUN)
    return Asked.objects.filter(round=asked_round, state__in=waits).exclude(person__email="")


def _send(asked_round: Round, to: QuerySet[Asked], site: str) -> int:
    count = int(to.filter(person__isnull=False).update(letter=Letter.WAITING))
    if count:
        transaction.on_commit(lambda: deliver_links.enqueue(round_id=asked_round.pk, site=site))
    return count


@task()
def deliver_links(round_id: int, site: str) -> None:
    """Send each letter that waits; begun again if the worker ends."""
    connection = get_connection()
    while asked := _next_of(round_id):
        try:
            send_letter(asked, site, connection)
        except Undelivered:
            _note(asked, Letter.RETURNED)
        except NotTaken:
            _note(asked, Letter.WAITING)
            raise
        else:
            _note(asked, Letter.SENT)


def _next_of(round_id: int) -> Asked | None:
    """Noted as leaving: no other worker, and no later one, takes it again."""
    waiting = Asked.objects.filter(round=round_id, letter=Letter.WAITING).order_by("pk")
    whole = waiting.select_related("person", "round__version__instrument__owner")
    while found := whole.first():
        if waiting.filter(pk=found.pk).update(letter=Letter.LEAVING):
            return found
    return None


def _note(asked: Asked, letter: str) -> None:
    Asked.objects.filter(pk=asked.pk).update(letter=letter)
