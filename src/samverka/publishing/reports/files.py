"""A month as files: a spreadsheet to work in, and a PDF to sign."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from django.utils.translation import get_language, get_language_bidi
from django.utils.translation import gettext as _

from samverka.delivery.activities.models import Attendance
from samverka.toolkit import clock
from samverka.toolkit.pdf import pdf
from samverka.toolkit.spreadsheet import Cell, Sheet, workbook
from samverka.toolkit.texts import clock_time, isolate, whole_day, whole_month

from . import wording
from .figures import Part
from .queries import MonthReport

TEMPLATE = Path(__file__).parent / "typst" / "month.typ"


def month_workbook(
    report: MonthReport, marks: Sequence[Attendance], markers: Mapping[int | None, str]
) -> bytes:
    """Four sheets: the sum, per organisation, per person, and the marks it was counted from."""
    return workbook(
        [
            _sum_sheet(report),
            Sheet(
                _("Organisations"),
                [_("Organisation"), _("Persons"), *_time_columns()],
                [[row.organisation.name, *_cells(row.part)] for row in report.organisations],
            ),
            Sheet(
                _("Persons"),
                [_("Name"), _("Organisation"), *_time_columns()],
                [
                    *(
                        [row.name, row.organisation.name, *_cells(report.part_of(row))[1:]]
                        for row in report.rows
                    ),
                    [
                        wording.others_label(),
                        wording.how_many(report.others),
                        *_cells(report.others)[1:],
                    ],
                ],
            ),
            _marks_sheet(marks, markers),
        ]
    )


def _sum_sheet(report: MonthReport) -> Sheet:
    labels = [_("Persons"), *_time_columns()]
    rule = report.rule
    return Sheet(
        whole_month(report.month),
        [_("What"), _("Value")],
        [
            [_("Programme"), report.programme.name],
            [_("Month"), whole_month(report.month)],
            *([label, cell] for label, cell in zip(labels, _cells(report.total), strict=True)),
            [_("How the hours are counted"), wording.rule_text(rule)],
            [_("Fund"), rule.fund.name if rule else None],
            [_("Source"), rule.source if rule else None],
            [_("What is counted"), wording.DEFINITION],
            [_("Counted at"), clock.local_now()],
        ],
    )


def _marks_sheet(marks: Sequence[Attendance], markers: Mapping[int | None, str]) -> Sheet:
    columns = [
        _("Day"),
        _("Activity"),
        _("Name"),
        _("Organisation"),
        _("Mark"),
        _("Minutes"),
        _("Marked by"),
        _("Marked at"),
        _("Corrections"),
    ]
    rows: list[list[Cell]] = [
        [
            mark.session.held_on,
            mark.session.activity.title,
            str(mark.person),
            mark.organisation.name,
            mark.get_mark_display(),
            mark.minutes,
            markers.get(mark.marked_by_id, ""),
            mark.marked_at,
            len(mark.earlier),
        ]
        for mark in marks
    ]
    return Sheet(_("Marks"), columns, rows)


def _time_columns() -> list[str]:
    return [_("Minutes"), _("Hours"), _("Hours counted")]


def _cells(part: Part | None) -> list[Cell]:
    if part is None:
        return [wording.FEW] * 4
    counted = None if part.counted is None else _decimal(part.counted)
    return [part.persons, part.minutes, _decimal(part.minutes), counted]


def _decimal(minutes: int) -> float:
    return round(minutes / 60, 2)


def month_pdf(report: MonthReport) -> bytes:
    """The month on paper, with a place to sign."""
    return pdf(TEMPLATE, _paper(report))


def _paper(report: MonthReport) -> dict[str, object]:
    month, rule = whole_month(report.month), report.rule
    now = clock.local_now()
    sums = [[wording.minutes(report.total), _("time taken part")]]
    if report.rounds:
        sums.insert(0, [wording.counted(report.total), _("time counted")])
    sums.append([wording.persons(report.total), _("persons")])
    facts = [[_("How the hours are counted"), wording.rule_text(rule)]]
    if rule:
        facts += [[_("Fund"), rule.fund.name], [_("Source"), rule.source]]
    facts.append([_("What is counted"), str(wording.DEFINITION)])
    return {
        "title": f"{report.programme.name}, {month}",
        "author": report.programme.owner.name,
        "language": get_language() or "sv",
        "direction": "rtl" if get_language_bidi() else "ltr",
        "heading": _("Hours in %(month)s") % {"month": month},
        "programme": report.programme.name,
        "sums": sums,
        "facts": facts,
        "parts": [_organisations_part(report), _persons_part(report)],
        "signature": {
            "heading": _("Signature"),
            "text": _("The hours above agree with what was marked at the activities."),
            "fields": [_("Place and day"), _("Signature"), _("Name in print")],
        },
        "footer": _("%(programme)s, %(month)s. Counted %(day)s at %(time)s")
        % {
            "programme": isolate(report.programme.name),
            "month": month,
            "day": whole_day(now),
            "time": clock_time(now),
        },
        # Typst knows the numbers; the words around them are ours.
        "page": _("Page %(page)s of %(pages)s") % {"page": "{page}", "pages": "{pages}"},
    }


def _organisations_part(report: MonthReport) -> dict[str, object]:
    return {
        "heading": _("By organisation"),
        "words": 1,
        "columns": [_("Organisation"), _("Persons"), *_paper_columns(report)],
        "rows": [
            [row.organisation.name, wording.persons(row.part), *_paper_times(report, row.part)]
            for row in report.organisations
        ],
        "sums": [[_("All"), wording.persons(report.total), *_paper_times(report, report.total)]],
        "note": str(wording.HIDDEN) if report.hides_something else "",
    }


def _persons_part(report: MonthReport) -> dict[str, object]:
    sums = (
        (_("Shown above"), report.shown),
        (wording.others_label(), report.others),
        (_("All"), report.total),
    )
    return {
        "heading": _("By person"),
        "words": 2,
        "columns": [_("Name"), _("Organisation"), *_paper_columns(report)],
        "rows": [
            [
                row.name,
                row.organisation.name,
                *_paper_times(report, report.part_of(row)),
            ]
            for row in report.rows
        ],
        "sums": [
            [label, wording.how_many(part), *_paper_times(report, part)] for label, part in sums
        ],
        "note": "",
    }


def _paper_columns(report: MonthReport) -> list[str]:
    return [_("Time"), _("Counted")] if report.rounds else [_("Time")]


def _paper_times(report: MonthReport, part: Part | None) -> list[str]:
    times = [wording.minutes(part)]
    return [*times, wording.counted(part)] if report.rounds else times
