"""A claim while it is open, until it is made ready."""

import datetime as dt
from collections.abc import Mapping

from django.db import transaction

from samverka.delivery.programmes.models import Fund, Programme
from samverka.foundation.accounts.actor import Actor
from samverka.foundation.audit import trail
from samverka.publishing.claims import queries
from samverka.publishing.claims.contents import content_of, digest_of
from samverka.publishing.claims.hinders import Checks
from samverka.publishing.claims.models import Claim, ClaimText
from samverka.toolkit import rows
from samverka.toolkit.clock import local_now
from samverka.toolkit.rows import Difference, what_it_did

from .locking import locked
from .problems import (
    BegunSince,
    EndsTooEarly,
    EndsTooLate,
    IsNotReady,
    NoFirstMonth,
    OneAtATime,
    SomethingHinders,
)

State = Claim.State


@transaction.atomic
def begin_claim(*, programme: Programme, fund: Fund, last_month: dt.date, by: Actor) -> Claim:
    """Begin the next claim, from where the one before it ended.

    :raises OneAtATime: one is not sent
    :raises NoFirstMonth: nothing says when the programme began
    :raises EndsTooEarly: before it begins
    :raises EndsTooLate: after the programme
    """
    # Two who press at once get one claim.
    Programme.objects.select_for_update().get(pk=programme.pk)
    latest = Claim.objects.filter(programme=programme, fund=fund).order_by("-number").first()
    if latest and not latest.is_sent:
        raise OneAtATime
    first = queries.first_month_of_next(programme, fund)
    if first is None:
        raise NoFirstMonth
    _check_months(programme, first, last_month)
    claim = Claim.objects.create(
        programme=programme,
        fund=fund,
        number=latest.number + 1 if latest else 1,
        first_month=first,
        last_month=last_month,
    )
    trail.note(by=by, verb="claims.begun", about=claim)
    return claim


def _check_months(programme: Programme, first: dt.date, last: dt.date) -> None:
    if last < first:
        raise EndsTooEarly(first)
    if programme.last_day and last > programme.last_day:
        raise EndsTooLate(programme.last_day)


@transaction.atomic
def set_last_month(*, claim: Claim, last_month: dt.date, by: Actor) -> None:
    """Let an open claim end with another month.

    :raises IsNotOpen: it is ready or sent
    :raises EndsTooEarly: before it begins
    :raises EndsTooLate: after the programme
    """
    claim = locked(claim, State.OPEN)
    _check_months(claim.programme, claim.first_month, last_month)
    claim.last_month = last_month
    claim.save(update_fields=["last_month"])
    trail.note(by=by, verb="claims.period_set", about=claim)


@transaction.atomic
def remove(*, claim: Claim, by: Actor) -> Difference:
    """Take away an open claim with what is written in it; the next one gets its number.

    What is returned brings it back.

    :raises IsNotOpen: it is ready or sent
    """
    claim = locked(claim, State.OPEN)
    trail.note(by=by, verb="claims.removed", about=claim)
    return what_it_did(Claim, claim.pk, Claim.objects.filter(pk=claim.pk).delete)


@transaction.atomic
def bring_back(*, programme: Programme, what: Difference, by: Actor) -> None:
    """Put back a claim that was taken away, with what was written in it.

    :raises BegunSince: the next one was begun, or what it tells of is gone
    """
    Programme.objects.select_for_update().get(pk=programme.pk)
    [(number, told)] = what["deleted"][Claim._meta.label].items()
    others = Claim.objects.filter(programme=programme, fund=told["fund"])
    if others.filter(number__gte=told["number"]).exists():
        raise BegunSince
    try:
        rows.take_back(Claim, what)
    except rows.ChangedMeanwhile:
        raise BegunSince from None
    trail.note(by=by, verb="claims.brought_back", about=Claim.objects.get(pk=number))


@transaction.atomic
def write_texts(*, claim: Claim, texts: Mapping[tuple[str, str], str], by: Actor) -> None:
    """Write what stands under headings, by part and what it is about; the others stay.

    :raises IsNotOpen: it is ready or sent
    """
    claim = locked(claim, State.OPEN)
    there = {(text.part, text.about): text.text for text in claim.texts.all()}
    changed = {key: text for key, text in texts.items() if there.get(key, "") != text}
    for (part, about), text in changed.items():
        ClaimText.objects.update_or_create(
            claim=claim, part=part, about=about, defaults={"text": text}
        )
    if changed:
        trail.note(by=by, verb="claims.written", about=claim)


@transaction.atomic
def make_ready(*, claim: Claim, on: dt.date, by: Actor) -> None:
    """Settle what the claim holds; nothing of it changes from now on.

    :raises IsNotOpen: it is ready or sent
    :raises SomethingHinders: something is to be done first
    """
    claim = locked(claim, State.OPEN)
    if found := Checks(claim, on=on).hinders():
        raise SomethingHinders(len(found))
    before = queries.latest_of(claim)
    content = content_of(claim, on=on)
    claim.digest_before = before.digest if before else ""
    claim.content, claim.digest = content, digest_of(content, claim.digest_before)
    claim.state, claim.made_ready_at, claim.problem = State.READY, local_now(), ""
    claim.save()
    trail.note(by=by, verb="claims.made_ready", about=claim)


@transaction.atomic
def take_back(*, claim: Claim, by: Actor) -> None:
    """Open a claim again that was made ready.

    :raises IsNotReady: it is being sent, or is sent
    """
    claim = locked(claim, State.READY)
    if queries.is_being_sent(claim):
        raise IsNotReady
    claim.state, claim.content, claim.digest, claim.digest_before = State.OPEN, "", "", ""
    claim.made_ready_at, claim.task_id, claim.problem = None, None, ""
    claim.save()
    trail.note(by=by, verb="claims.opened_again", about=claim)
