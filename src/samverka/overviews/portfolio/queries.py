"""Programmes beside one another, and the money that stands behind them."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import Count, F, Prefetch, Q, QuerySet, Sum

from samverka.delivery.programmes.models import Fund, Programme, Theme
from samverka.foundation.accounts.actor import Actor
from samverka.toolkit.lists import holding

COMING, GOING_ON, ENDED, NOT_TOLD = "coming", "going_on", "ended", "not_told"


def state_of(programme: Programme, *, on: dt.date) -> str:
    """Told by its days; what has begun and has no last day goes on."""
    if programme.starts_on is None and programme.last_day is None:
        return NOT_TOLD
    if programme.starts_on and programme.starts_on > on:
        return COMING
    if programme.last_day and programme.last_day < on:
        return ENDED
    return GOING_ON


def _in_state(state: str, on: dt.date) -> Q:
    coming = Q(starts_on__gt=on)
    ended = Q(extended_to__lt=on) | Q(extended_to=None, ends_on__lt=on)
    not_told = Q(starts_on=None, ends_on=None, extended_to=None)
    told = {COMING: coming, ENDED: ended & ~coming, NOT_TOLD: not_told}
    return told.get(state, ~coming & ~ended & ~not_told)


def seen(actor: Actor) -> QuerySet[Programme]:
    """Each with owner, funds and themes, how many take part, and how much has been found."""
    return (
        Programme.objects.visible_to(actor)
        .select_related("owner")
        .prefetch_related(Prefetch("funds", Fund.objects.order_by("name")))
        .annotate(
            partners=Count("participations__organisation", distinct=True),
            results=Count("findings", distinct=True),
        )
        .order_by(F("starts_on").asc(nulls_last=True), "name")
    )


def listed(
    actor: Actor,
    *,
    on: dt.date,
    q: str = "",
    state: str = "",
    fund: str = "",
    theme: str = "",
    kind: str = "",
) -> QuerySet[Programme]:
    programmes = seen(actor)
    if q:
        programmes = programmes.filter(holding(q, "name", "summary", "owner__name"))
    if state:
        programmes = programmes.filter(_in_state(state, on))
    # By key, since joining funds would count partners once for each.
    if fund:
        programmes = programmes.filter(pk__in=Programme.objects.filter(funds__code=fund))
    if theme:
        programmes = programmes.filter(pk__in=Programme.objects.filter(themes__slug=theme))
    return programmes.filter(kind=kind) if kind else programmes


def themes_of(actor: Actor) -> QuerySet[Theme]:
    seen_here = Programme.objects.visible_to(actor)
    return Theme.objects.filter(programmes__in=seen_here).distinct().order_by("name")


@dataclass(frozen=True)
class FundTotal:
    """What a fund pays for, as far as budgets are written down; öre."""

    fund: Fund
    programmes: int
    budgets: int
    unknown: int


def fund_totals(actor: Actor) -> list[FundTotal]:
    """Each fund of the programmes one sees. A budget that several funds pay counts at each."""
    paid = Q(programmes__in=Programme.objects.visible_to(actor))
    rows = (
        Fund.objects.filter(paid)
        .annotate(
            count=Count("programmes", filter=paid, distinct=True),
            known=Count("programmes", filter=paid & Q(programmes__budget__gt=0), distinct=True),
            total=Sum("programmes__budget", filter=paid, default=0),
        )
        .order_by("name")
    )
    return [FundTotal(row, row.count, row.total, row.count - row.known) for row in rows]
