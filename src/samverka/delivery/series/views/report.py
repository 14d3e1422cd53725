from functools import partial

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from samverka.delivery.series import permissions, queries
from samverka.delivery.series.forms import PersonFilters
from samverka.delivery.series.models import ActivitySeries
from samverka.foundation.audit import trail
from samverka.toolkit.addresses import address
from samverka.toolkit.lists import Column, Listing
from samverka.toolkit.spreadsheet import download
from samverka.toolkit.texts import day, listed

from .pages import series_seen

PERSONS = Listing(
    key="series_persons",
    title=gettext_lazy("Who came"),
    columns=(
        Column(
            "name",
            gettext_lazy("Name"),
            opens=lambda row: row.has_page and address("person:detail", row.person.public_key),
            sort="name",
        ),
        Column("organisation", gettext_lazy("Works at"), sort="organisation"),
        Column("times", gettext_lazy("How often"), is_number=True, sort="times"),
        Column(
            "days",
            gettext_lazy("When"),
            lambda row: listed(day(each.first_day) for each in row.activities),
        ),
    ),
    filters=PersonFilters,
    empty_title=gettext_lazy("Nobody you may see"),
    empty_text=gettext_lazy("You see those who work with you, and who came to what you arrange."),
)

# As many columns stand beside one another on any screen.
FEW = 6


@require_safe
def series_detail(request, programme_key, key):
    series = series_seen(request, programme_key, key)
    context = {
        "series": series,
        "programme": series.programme,
        "may_change": permissions.may_change(request.actor, series),
        "may_read": permissions.may_read_report(request.actor),
        "parts": queries.parts_of(series),
    }
    report, sees_small = _report(request, series)
    opens = partial(_opens, series)
    within = queries.in_which(series)
    context |= {
        "report": report,
        "sees_small": sees_small,
        "reads_thoughts": request.actor.is_one_of(*permissions.READS_THOUGHTS),
        "gives_certificates": permissions.runs_all(request.actor, report.activities),
        "often": [_n_of(report.often[place], report) for place in _columns(report)],
        "total_url": opens(),
        "days": [
            (
                each,
                within[each.pk],
                series in within[each.pk],
                number,
                opens(activity=each.public_key),
            )
            for each, number in zip(report.activities, report.sums.days, strict=True)
        ],
        "lines": [_cells(line, report, opens) for line in report.lines],
        "sums": _cells(report.sums, report, opens),
        "gaps": [line for line in report.lines if line.lacks],
    }
    return render(request, "series/series_detail.html", context)


def _report(request: HttpRequest, series: ActivitySeries) -> tuple[queries.Report, bool]:
    activities = list(queries.activities_of(series))
    sees_small = permissions.sees_small_numbers(request.actor, series, activities)
    own = permissions.own_municipality(request.actor)
    told = queries.report_on(series, activities, sees_small=sees_small, own=own)
    return told, sees_small


def _n_of(number: int, report: queries.Report) -> str:
    return _("%(number)s of %(count)s") % {"number": number, "count": len(report.held)}


def _columns(report: queries.Report) -> list[int]:
    """Of many activities only as often as somebody came; the file has all."""
    return [
        place
        for place, number in enumerate(report.sums.times)
        if number != 0 or len(report.often) <= FEW
    ]


def _opens(series: ActivitySeries, **asked) -> str:
    """The persons behind a number."""
    url = reverse("series:persons", args=[series.programme.public_key, series.public_key])
    # Without words it would answer what one asked of it last.
    return f"{url}?{urlencode(asked or {'clear': 1})}"


def _cells(line: queries.Line, report: queries.Report, opens) -> dict:
    """A line with the address of the persons behind each of its numbers."""
    where = {"municipality": line.key} if line.key else {}
    return {
        "line": line,
        "label": line.label or _("Works in no municipality"),
        "times": [
            (number, opens(**where, times=often), _n_of(often, report))
            for often, number in ((report.often[at], line.times[at]) for at in _columns(report))
        ],
        "total": (line.total, opens(**where)),
        "days": [
            (number, opens(**where, activity=each.public_key), each)
            for each, number in zip(report.activities, line.days, strict=True)
        ],
    }


@require_safe
def series_file(request, programme_key, key):
    """The report as a file: what is held back on the page is so here."""
    series = series_seen(request, programme_key, key)
    if not permissions.may_read_report(request.actor):
        raise PermissionDenied
    report, sees_small = _report(request, series)
    columns = [
        _("Municipality"),
        _("Code"),
        *(_n_of(number, report) for number in report.often),
        _("Persons"),
        *(_headed(each) for each in report.activities),
    ]
    rows = [
        _row(line, line.label or _("Works in no municipality"), sees_small)
        for line in report.lines
    ]
    sums = _row(report.sums, _("All"), sees_small)
    return download(request, series.title, columns, [*rows, sums])


def _headed(activity) -> str:
    when = activity.first_day.isoformat() if activity.first_day else _("no day yet")
    return f"{when} {activity.title}"


def _row(line: queries.Line, label: str, sees_small: bool) -> list:
    code = line.key if line.key != queries.ELSEWHERE else ""
    days = line.days if sees_small else [_("yes") if n else _("nobody") for n in line.days]
    return [label, code, *map(_shown, line.times), _shown(line.total), *days]


def _shown(number: int | None) -> int | str:
    return "–" if number is None else number


@require_safe
def persons(request, programme_key, key):
    """The persons behind a number, as far as the actor may see them."""
    series = series_seen(request, programme_key, key)
    if not permissions.may_read_report(request.actor):
        raise PermissionDenied
    report, sees_small = _report(request, series)
    find = partial(queries.persons_behind, request.actor, report.activities)

    def noted(rows):
        others = [row.person.pk for row in rows if row.person.user_id != request.actor.user_id]
        trail.note_read(by=request.actor, about=series, person_ids=others)

    listing = PERSONS.of(
        request, find, noted=noted, report=report, elsewhere=_("Works in no municipality")
    )
    if listing.response:
        return listing.response
    chosen = listing.form.chosen
    words = chosen.pop("q")
    context = {
        "listing": listing,
        "series": series,
        "programme": series.programme,
        "not_shown": queries.number_of(report.activities, **chosen) - len(listing.rows)
        if sees_small and not words
        else None,
    }
    return render(request, "series/persons.html", context)
