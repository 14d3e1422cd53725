"""Programmes, funds and months as one may read them: what the pages have in common."""

import datetime as dt

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404

from samverka.delivery.certification.permissions import may_read_certificates
from samverka.delivery.programmes.models import Fund, Programme
from samverka.delivery.programmes.permissions import seen_programme
from samverka.delivery.rates.queries import funds_of
from samverka.toolkit.periods import LAST_YEAR

# Before any fund of ours. The calendar's own ends cannot be reckoned with.
FIRST_YEAR = 2000


def programme_of(request, programme_key: str) -> Programme:
    programme = seen_programme(request.actor, programme_key)
    if not may_read_certificates(request.actor):
        raise PermissionDenied
    return programme


def fund_of(programme: Programme, fund_code: str) -> Fund:
    return get_object_or_404(funds_of(programme), code=fund_code)


def month_of(text: str) -> dt.date:
    """The month of an address, such as 2026-03."""
    try:
        found = dt.datetime.strptime(text, "%Y-%m").date()  # noqa: DTZ007  a month has no zone
    except ValueError as problem:
        raise Http404 from problem
    if not FIRST_YEAR <= found.year <= LAST_YEAR:
        raise Http404
    return found
