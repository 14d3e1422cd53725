import datetime as dt
from collections.abc import Iterable, Mapping
from itertools import groupby

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from samverka.delivery.programmes.models import Programme
from samverka.foundation.audit import trail
from samverka.toolkit import clock
from samverka.toolkit.pdf import PDF_TYPE
from samverka.toolkit.spreadsheet import XLSX_TYPE, attachment
from samverka.toolkit.texts import hours

from . import actions, files, queries, wording
from .permissions import may_read_months

ROWS_ON_A_PAGE = 25


def months(request):
    """The calendar of a programme: each month opens."""
    if not may_read_months(request.actor):
        raise PermissionDenied
    programmes = list(queries.programmes_read_by(request.actor))
    programme = _chosen(programmes, request.GET.get("programme", ""))
    squares = queries.months_of(programme, request.actor, on=clock.today()) if programme else []
    return render(
        request,
        "reports/months.html",
        {
            "programmes": programmes,
            "programme": programme,
            "years": [
                (year, list(group))
                for year, group in groupby(squares, key=lambda square: square.month.year)
            ],
            "with_hours": sum(square.part is not None for square in squares),
            "most": max((square.part.minutes for square in squares if square.part), default=0),
            "is_hiding": any(square.is_hidden for square in squares),
            "wording": wording,
        },
    )


def _chosen(programmes: list[Programme], key: str) -> Programme | None:
    if key:
        return next((each for each in programmes if each.public_key == key), None)
    return next(iter(programmes), None)


def _programme(request, key: str) -> Programme:
    programme = get_object_or_404(queries.programmes_read_by(request.actor), public_key=key)
    if not may_read_months(request.actor):
        raise PermissionDenied
    return programme


def month(request, programme_key: str, month: dt.date):
    """The sum of a month, and the rows it was counted from."""
    programme = _programme(request, programme_key)
    key = request.GET.get("organisation", "")
    report = queries.month_report(programme, month, request.actor, organisation_key=key)
    if key and report.organisation is None:
        raise Http404
    page = Paginator(report.rows, ROWS_ON_A_PAGE).get_page(request.GET.get("page"))
    trail.note_read(
        by=request.actor, about=programme, person_ids={row.time.person_id for row in page}
    )
    return render(
        request,
        "reports/month.html",
        {
            "report": report,
            "programme": programme,
            "page": page,
            "lines": _lines(report, page),
            "bars": _bars(report),
            "wording": wording,
            "rule_text": wording.rule_text(report.rule),
            "now": clock.local_now(),
        },
    )


def _lines(report: queries.MonthReport, rows: Iterable[queries.PersonRow]) -> list[tuple]:
    """The rows as they are written: what the page says of each person, and where it opens."""
    address = reverse("reports:month", args=[report.programme.public_key, report.month])
    return [
        (
            f"{address}{row.key}/",
            row.name,
            row.organisation.name,
            hours(row.time.minutes),
            hours(row.time.counted) if report.rounds else "",
        )
        for row in rows
    ]


def _bars(report: queries.MonthReport) -> list[dict]:
    """An organisation a bar, as long as its time; each opens the organisation's rows."""
    address = reverse("reports:month", args=[report.programme.public_key, report.month])
    return [
        {
            "label": row.organisation.name,
            "value": row.part.minutes if row.part else 0,
            "text": wording.minutes(row.part),
            "url": f"{address}?organisation={row.organisation.public_key}#rows",
        }
        for row in report.organisations
    ]


def person(request, programme_key: str, month: dt.date, person_key: str):
    """The marks that somebody's hours of a month were counted from."""
    programme = _programme(request, programme_key)
    marks = list(queries.marks_seen(programme, month, request.actor, person_key=person_key))
    if not marks:
        raise Http404
    someone = marks[0].person
    rule = queries.hours_rule(programme, month)
    names = queries.names_of_markers(marks)
    trail.note_read(by=request.actor, about=programme, person_ids=[someone.pk])
    return render(
        request,
        "reports/person.html",
        {
            "programme": programme,
            "month": month,
            "person": someone,
            "marks": [
                (mark, names.get(mark.marked_by_id), _history(mark, names)) for mark in marks
            ],
            "sum": queries.sum_of(marks, rule),
            "rule": rule,
            "rounds": queries.rounds(rule),
            "rule_text": wording.rule_text(rule),
        },
    )


def _history(mark, names: Mapping[int | None, str]) -> list[tuple]:
    """What the mark was before, and who had said so."""
    return [(version, names.get(version.marked_by_id)) for version in mark.earlier]


def download(request, programme_key: str, month: dt.date):
    """The month as a spreadsheet or as a PDF to sign."""
    programme = _programme(request, programme_key)
    form = request.GET.get("format", "xlsx")
    if form not in {"xlsx", "pdf"}:
        raise Http404
    report = queries.month_report(programme, month, request.actor)
    if form == "pdf":
        content, content_type = files.month_pdf(report), PDF_TYPE
    else:
        marks = list(queries.marks_seen(programme, month, request.actor))
        names = queries.names_of_markers(marks)
        content, content_type = files.month_workbook(report, marks, names), XLSX_TYPE
    actions.note_download(
        programme=programme,
        month=month,
        form=form,
        person_ids={row.time.person_id for row in report.rows},
        by=request.actor,
    )
    return attachment(content, f"{programme.slug}-{month:%Y-%m}.{form}", content_type)
