"""What calendar programs ask for: nobody is signed in."""

import datetime as dt
from collections.abc import Sequence

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import translation
from django.utils.cache import get_conditional_response
from django.utils.http import http_date
from django.views.decorators.http import require_safe

from samverka.delivery.programmes.models import FIRST
from samverka.publishing.calendars import queries
from samverka.publishing.calendars.forms import CalendarFilters
from samverka.publishing.calendars.freshness import changed_at, mark_of, written_once
from samverka.publishing.calendars.links import link_with
from samverka.publishing.calendars.queries import Asked, Held
from samverka.toolkit.calendar_file import CALENDAR_TYPE, Entry, calendar_file
from samverka.toolkit.clock import now, today

# What has been is kept a while, so that a calendar does not forget the week that was.
BACK, AHEAD = dt.timedelta(days=60), dt.timedelta(days=400)
# What a program and our server bear; the soonest come first.
MOST = 1000


@login_not_required
@require_safe
def own(request, token: str):
    """The days of whoever made the link, narrowed as the page is."""
    link = link_with(token)
    if link is None:
        raise Http404
    on = today()
    actors = queries.acting_of(link.user, on=on)
    with translation.override(link.language):
        programmes = list(queries.programmes_seen(actors).values_list("pk", "public_key", "name"))
        seen = [key for key, _public, _name in programmes]
        form = CalendarFilters(
            request.GET,
            programmes=[(public, name) for _key, public, name in programmes],
            named=queries.choices(seen),
        )
        # What one may no longer narrow by is not opened wide.
        held = [] if form.is_refused else _own(actors, seen, form.asked, on)
        if queries.is_protected(link.user):
            held = [queries.without_place(one) for one in held]
        response = _answer(
            request,
            held,
            name=form.named,
            is_own=True,
            language=link.language,
            narrowed=form.in_address,
        )
    response.headers["Cache-Control"] = "private, no-cache"
    response.headers["X-Robots-Tag"] = "noindex"
    return response


def _own(actors, programmes: Sequence[int], asked: Asked, on: dt.date) -> list[Held]:
    return queries.held_between(
        on - BACK, on + AHEAD, programmes=programmes, actors=actors, asked=asked, on=on
    )


@login_not_required
@require_safe
def of_programme(request, slug: str):
    shown = get_object_or_404(queries.open_programmes(), slug=slug)
    return _open(request, Asked(programme=shown.public_key), shown.name)


@login_not_required
@require_safe
def of_municipality(request, code: str):
    shown = get_object_or_404(queries.open_municipalities(), code=code)
    return _open(request, Asked(municipality=shown.code), shown.name)


@login_not_required
@require_safe
def of_series(request, key: str):
    shown = get_object_or_404(queries.open_series(), public_key=key)
    return _open(request, Asked(series=shown.public_key), shown.title)


def _open(request, asked: Asked, name: str) -> HttpResponse:
    on = today()
    held = queries.open_between(on - BACK, on + AHEAD, asked=asked)
    # What is public is Swedish, and so are the programmes' names.
    with translation.override(FIRST):
        response = _answer(request, held, name=name, is_own=False, language=FIRST)
    response.headers["Cache-Control"] = "public, max-age=900"
    return response


def _answer(
    request,
    held: list[Held],
    *,
    name: str,
    is_own: bool,
    language: str,
    narrowed: str = "",
) -> HttpResponse:
    """The file, or word that it is as it was."""
    told = _soonest(held)
    mark = mark_of(name, language, request.get_host(), told)
    # Not by the address as it was asked: whoever makes up endings of it would fill the cache.
    since = changed_at(f"{request.path}?{narrowed}", mark, now=now())
    stamp = int(since.timestamp())
    response = get_conditional_response(request, etag=mark, last_modified=stamp)
    if response is None:

        def write() -> bytes:
            entries = [_entry(request, one, since, is_own) for one in told]
            return calendar_file(entries, name=name, language=FIRST)

        file = write() if is_own else written_once(mark, since, write)
        response = HttpResponse(file, content_type=f"{CALENDAR_TYPE}; charset=utf-8")
        response.headers["Content-Disposition"] = 'inline; filename="samverka.ics"'
    response.headers["ETag"] = mark
    response.headers["Last-Modified"] = http_date(stamp)
    return response


def _soonest(held: list[Held]) -> list[Held]:
    """Where there are too many, what has been goes first, then what is furthest away."""
    on = today()
    coming = [one for one in held if one.day >= on][:MOST]
    room = MOST - len(coming)
    been = [one for one in held if one.day < on]
    return [*(been[-room:] if room else []), *coming]


def _entry(request, one: Held, written_at: dt.datetime, with_pages: bool) -> Entry:
    name, *keys = one.address
    url = request.build_absolute_uri(reverse(name, args=keys)) if with_pages else ""
    return Entry(
        key=one.key,
        starts_at=one.starts_at or one.day,
        ends_at=one.ends_at,
        title=one.title,
        place=one.place,
        text="\n".join(filter(None, [one.about, one.programme])),
        url=url,
        is_cancelled=one.is_cancelled,
        written_at=written_at,
    )
