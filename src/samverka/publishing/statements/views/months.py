"""One month: what it holds, what hinders it, and what was sent."""

import datetime as dt
from typing import NamedTuple

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_safe

from samverka.delivery.certification.models import Certificate
from samverka.delivery.certification.queries import sums_of
from samverka.foundation.audit import trail
from samverka.publishing.statements import actions, queries
from samverka.publishing.statements.contents import Content
from samverka.publishing.statements.files import kinds_of, period_of
from samverka.publishing.statements.forms import ReceiptForm
from samverka.publishing.statements.models import Layout, SentFile, Version
from samverka.publishing.statements.permissions import fetched_by, may_fetch, may_look_at
from samverka.toolkit.clock import today
from samverka.toolkit.pdf import PDF_TYPE
from samverka.toolkit.spreadsheet import XLSX_TYPE, attachment

from .fetching import month_of, series_of
from .rows import columns_of, matching, rows_seen
from .squares import KINDS, TO_DO, is_over, url_of

PER_PAGE = 50
TYPES: dict[str, str] = {SentFile.Kind.PDF: PDF_TYPE}


class OfferedFile(NamedTuple):
    file: SentFile
    may_fetch: bool


@require_safe
def month(request, programme_key: str, key: str, month: dt.date):
    found = month_of(request, programme_key, key, month)
    context = about(request, found)
    if context["is_being_sent"]:
        return render(request, "statements/sending.html", context)
    content, certificates = _content(found), list(_certificates(request, found))
    words = request.GET.get("q", "").strip()
    page, rows, unseen = _page_of(request, content, words)
    trail.note_read(
        by=request.actor,
        about=found.series.programme,
        person_ids=[row.person.pk for row in rows if row.person],
    )
    context |= {
        "content": content,
        "period": period_of(content),
        "page": page,
        "rows": rows,
        "unseen": unseen,
        "words": words,
        "columns": columns_of(content.layout),
        "is_of_persons": content.layout.rows != Layout.Rows.ACTIVITIES,
        "hinders": _hinders(found, content),
        "has_changed": _has_changed(found, content),
        "to_look_at": _to_look_at(request, found, content),
        "certificates": certificates,
        "not_told": _not_told(found, content, certificates),
        "erased": 0 if found.sent else _erased(found),
        "versions": _versions(found),
        "files": _offered(request, found),
    }
    return render(request, "statements/month.html", context)


def _page_of(request: HttpRequest, content: Content, words: str):
    """A page of the rows; of those one may see where words are looked for, and of no others."""
    number = request.GET.get("page")
    if not words:
        page = Paginator(content.rows, PER_PAGE).get_page(number)
        return page, *rows_seen(request.actor, content.layout, list(page.object_list))
    seen, _unseen = rows_seen(request.actor, content.layout, content.rows)
    found = Paginator(matching(seen, words), PER_PAGE).get_page(number)
    return found, list(found.object_list), []


def about(request: HttpRequest, month: queries.Month) -> dict:
    """What every answer about a month needs."""
    version, on = month.version, today()
    others = [each for each in month.stands if each.state in TO_DO]
    then = next((each.period for each in others if each.period.after <= on), None)
    is_other = then is not None and then.first_month != month.first_month
    return {
        "programme": month.series.programme,
        "series": month.series,
        "month": month,
        "version": version,
        "kind": KINDS[month.state],
        "is_over": is_over(month, on),
        "is_being_sent": bool(version and version.is_being_sent),
        "has_failed": bool(version and version.is_being_sent and queries.has_failed(version)),
        "progress": queries.progress(version) if version and version.is_being_sent else None,
        "next": then if is_other else None,
        "next_is_again": any(each.period == then and each.sent for each in others),
        "next_url": url_of(month.series, then.first_month) if then and is_other else "",
        "receipt_form": ReceiptForm(),
    }


def _content(month: queries.Month) -> Content:
    """What is made ready or open is as the facts say; what is sent as it was sent."""
    if month.ready is None and month.sent is not None:
        return queries.content_of(month.sent)
    return queries.build(month.series, month.first_month)


def _hinders(month: queries.Month, content: Content) -> list[queries.Hinder]:
    # Of one to send again, what is shown is what was sent.
    return queries.hinders_of(month, None if month.sent else content)


def _has_changed(month: queries.Month, content: Content) -> bool:
    """Made ready, and the facts say something else since."""
    return month.ready is not None and month.ready.content_digest != content.digest


def _to_look_at(request: HttpRequest, month: queries.Month, content: Content):
    """The files of what is made ready, each with its word and whether one may look at it."""
    if month.ready is None or _has_changed(month, content):
        return []
    return [
        (kind, SentFile.Kind(kind).label, may_look_at(request.actor, content, kind))
        for kind in kinds_of(content)
    ]


@require_safe
def look_at(request, programme_key: str, key: str, month: dt.date, kind: str):
    """A file of what is made ready, as it would be sent; made now and not kept."""
    found = month_of(request, programme_key, key, month)
    if found.ready is None:
        raise Http404
    content = queries.build(found.series, month, layout=found.ready.layout)
    if kind not in kinds_of(content):
        raise Http404
    if not may_look_at(request.actor, content, kind):
        raise PermissionDenied
    try:
        made = actions.look_at(version=found.ready, content=content, kind=kind, by=request.actor)
    except actions.StatementProblem as problem:
        messages.error(request, str(problem))
        return redirect("statements:month", programme_key, key, month)
    return attachment(made.body, made.name, TYPES.get(kind, XLSX_TYPE))


def _certificates(request: HttpRequest, month: queries.Month):
    """The employers' words that the hours stand on."""
    seen = Certificate.objects.visible_to(request.actor).filter(
        programme=month.series.programme,
        fund=month.series.fund,
        month__gte=month.first_month,
        month__lte=month.last_month,
    )
    return sums_of(seen.in_force())


def _not_told(month: queries.Month, content: Content, certificates: list[Certificate]) -> int:
    """Certified minutes of those who have no row: their last day was before the month.

    A month that was sent stands on the certificates of then, and is not added up anew.
    """
    if not content.sums.minutes or (month.sent and month.differs):
        return 0
    return sum(each.minutes for each in certificates) - content.sums.minutes


def _erased(month: queries.Month) -> int:
    period = queries.Period(month.first_month, month.last_month)
    return queries.erased_in(month.series, period)


def _versions(month: queries.Month) -> list[Version]:
    version = month.version
    return list(queries.versions_of(version.statement)) if version else []


def _offered(request: HttpRequest, month: queries.Month) -> list[OfferedFile]:
    version = month.sent
    if version is None:
        return []
    version.series = month.series
    files = list(version.files.defer("body").order_by("pk"))
    fetched = fetched_by(request.actor, files)
    return [OfferedFile(file, file.pk in fetched) for file in files]


@require_safe
def file(request, programme_key: str, key: str, month: dt.date, file_key: str):
    """A sent file as it was sent; that it is taken out is noted."""
    series = series_of(request, programme_key, key)
    version = get_object_or_404(
        Version.objects.visible_to(request.actor).select_related("series__programme"),
        series=series,
        statement__first_month=month,
        files__public_key=file_key,
    )
    found = version.files.get(public_key=file_key)
    if not may_fetch(request.actor, found):
        raise PermissionDenied
    actions.note_fetched(file=found, by=request.actor)
    kind = TYPES.get(found.kind, XLSX_TYPE)
    return attachment(found.opened(), found.name, kind)
