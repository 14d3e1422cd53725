"""One month: what it holds, what hinders it, and what was sent."""

import datetime as dt
from typing import NamedTuple

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from samverka.delivery.certification.models import Certificate
from samverka.delivery.certification.queries import sums_of
from samverka.foundation.audit import trail
from samverka.publishing.statements import actions, queries
from samverka.publishing.statements.contents import Content
from samverka.publishing.statements.files import period_of
from samverka.publishing.statements.forms import ReceiptForm
from samverka.publishing.statements.models import Layout, SentFile, Series, Version
from samverka.publishing.statements.permissions import may_fetch
from samverka.toolkit.clock import today
from samverka.toolkit.pdf import PDF_TYPE
from samverka.toolkit.spreadsheet import XLSX_TYPE, attachment

from .fetching import month_of, series_of
from .rows import columns_of, rows_seen
from .squares import KINDS, TO_DO, is_over, url_of

PER_PAGE = 50


class OfferedFile(NamedTuple):
    file: SentFile
    may_fetch: bool


@require_safe
def month(request, programme_key: str, key: str, month: dt.date):
    found = month_of(request, programme_key, key, month)
    context = about(request, found)
    if context["is_being_sent"]:
        return render(request, "statements/sending.html", context)
    content = _content(found)
    page = Paginator(content.rows, PER_PAGE).get_page(request.GET.get("page"))
    rows, unseen = rows_seen(request.actor, content.layout, list(page.object_list))
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
        "columns": columns_of(content.layout),
        "is_of_persons": content.layout.rows != Layout.Rows.ACTIVITIES,
        "hinders": _hinders(found),
        "has_changed": _has_changed(found, content),
        "certificates": _certificates(request, found),
        "versions": _versions(found),
        "files": [
            OfferedFile(file, may_fetch(request.actor, file)) for file in _files(found.sent)
        ],
    }
    return render(request, "statements/month.html", context)


def about(request: HttpRequest, month: queries.Month) -> dict:
    """What every answer about a month needs."""
    version, on = month.version, today()
    others = [each for each in stands_of(month.series, on) if each.state in TO_DO]
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


def stands_of(series: Series, on: dt.date) -> list[queries.Stand]:
    """Where every month of the series stands, without building any."""
    return queries.standing(series, on=on)


def _content(month: queries.Month) -> Content:
    """What is made ready or open is as the facts say; what is sent as it was sent."""
    if month.ready is None and month.sent is not None:
        return queries.content_of(month.sent)
    return queries.build(month.series, month.first_month)


def _hinders(month: queries.Month) -> list[queries.Hinder]:
    if not month.hinders:
        return []
    return queries.hinders(month.series, month.first_month, on=today())


def _has_changed(month: queries.Month, content: Content) -> bool:
    """Made ready, and the facts say something else since."""
    return month.ready is not None and month.ready.content_digest != content.digest


def _certificates(request: HttpRequest, month: queries.Month):
    """The employers' words that the hours stand on."""
    seen = Certificate.objects.visible_to(request.actor).filter(
        programme=month.series.programme,
        fund=month.series.fund,
        month__gte=month.first_month,
        month__lte=month.last_month,
    )
    return sums_of(seen.in_force())


def _versions(month: queries.Month) -> list[Version]:
    version = month.version
    return list(queries.versions_of(version.statement)) if version else []


def _files(version: Version | None) -> list[SentFile]:
    if version is None:
        return []
    return list(version.files.defer("body").order_by("pk"))


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
    kind = PDF_TYPE if found.kind == SentFile.Kind.PDF else XLSX_TYPE
    return attachment(queries.opened_file(found), found.name, kind)
