"""Programmes, series and months as one may read them: what the pages have in common."""

import datetime as dt

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404

from samverka.delivery.programmes.models import Programme
from samverka.delivery.programmes.permissions import seen_programme
from samverka.publishing.statements import queries
from samverka.publishing.statements.models import Series
from samverka.publishing.statements.permissions import may_tell
from samverka.toolkit.clock import today


def programme_of(request: HttpRequest, key: str) -> Programme:
    """A programme one sees, for those who answer for what it tells its funds."""
    programme = seen_programme(request.actor, key)
    if not may_tell(request.actor, programme):
        raise PermissionDenied
    return programme


def series_of(request: HttpRequest, programme_key: str, key: str) -> Series:
    programme = programme_of(request, programme_key)
    found = Series.objects.visible_to(request.actor)
    return get_object_or_404(
        found.select_related("programme__owner", "fund", "layout"),
        programme=programme,
        public_key=key,
    )


def stand_of(
    request: HttpRequest, programme_key: str, key: str, first: dt.date
) -> tuple[Series, queries.Stand]:
    """A series, and where one of its months stands; what the month holds costs far more."""
    series = series_of(request, programme_key, key)
    stands = queries.standing(series, on=today())
    found = next((stand for stand in stands if stand.period.first_month == first), None)
    if found is None:
        raise Http404
    return series, found


def month_of(request: HttpRequest, programme_key: str, key: str, first: dt.date) -> queries.Month:
    found = queries.month_of(series_of(request, programme_key, key), first, on=today())
    if found is None:
        raise Http404
    return found
