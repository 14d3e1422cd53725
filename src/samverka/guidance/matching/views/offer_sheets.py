"""An offer from a spreadsheet: pasted or sent, mended row by row, saved when every row holds."""

from collections.abc import Iterable

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from samverka.guidance.matching import sheets
from samverka.guidance.matching.actions import offers as actions
from samverka.guidance.matching.actions.rounds import RoundIsClosed
from samverka.guidance.matching.forms.offers import SendOfferForm
from samverka.guidance.matching.models import Place
from samverka.guidance.matching.sheets import homes, there
from samverka.guidance.matching.sheets.rows import Outcome, SheetRow
from samverka.toolkit.sent import sent
from samverka.toolkit.spreadsheet import XLSX_TYPE, attachment
from samverka.toolkit.texts import listed
from samverka.toolkit.uploads import is_too_large

from .offers import own
from .showing import status_of


def take_in(request, programme_key, round_key, key):
    """Homes and what there is, looked through before anything is saved."""
    place, told = own(request, programme_key, round_key, key)
    told |= {"title": _("Your offer from a spreadsheet")}
    if any(table.key in request.POST for table in sheets.TABLES):
        return _mended(request, place, told)
    form = SendOfferForm(sent(request), request.FILES or None, is_too_large=is_too_large(request))
    if request.method == "POST" and form.is_valid():
        sheets.judge(place, form.rows)
        return _rows(request, form.rows, told)
    told |= {"form": form, "back_label": str(place)}
    return render(request, "matching/send_offer.html", told, status=status_of(request))


def _mended(request, place: Place, told: dict) -> HttpResponse:
    rows = sheets.rows_sent(request.POST)
    sheets.judge(place, rows)
    written = [row for row in _all(rows) if row.is_written]
    if "save" not in request.POST or not written or any(row.faults for row in _all(rows)):
        return _rows(request, rows, told)
    facts = [row.facts for row in written if row.table is there.TABLE]
    try:
        actions.take_in(
            place=place,
            homes=[row.facts for row in written if row.table is homes.TABLE],
            facts=[one for one in facts if one["dimension"] != there.ROOM],
            room={one["code"]: one["seats"] for one in facts if one["dimension"] == there.ROOM},
            by=request.actor,
        )
    except (actions.OfferedAlready, actions.LessThanPromised, RoundIsClosed) as refused:
        messages.error(request, str(refused))
        return _rows(request, rows, told)
    messages.success(request, _("Saved: %(what)s.") % {"what": _counted(written)})
    matching = told["matching"]
    return redirect(
        "matching:offer", matching.programme.public_key, matching.public_key, place.public_key
    )


def _all(rows: dict[str, list[SheetRow]]) -> list[SheetRow]:
    return [row for some in rows.values() for row in some]


def _counted(rows: Iterable[SheetRow]) -> str:
    """ "new 5, changed 1, stands already 3"."""
    found = [row.outcome for row in rows]
    words = {
        Outcome.NEW: _("new %(count)s"),
        Outcome.CHANGED: _("changed %(count)s"),
        Outcome.SAME: _("stands already %(count)s"),
    }
    told = [text % {"count": found.count(one)} for one, text in words.items() if one in found]
    return listed(told)


def _rows(request, rows: dict[str, list[SheetRow]], told: dict) -> HttpResponse:
    """Those with faults first; nothing is saved before every row that is left holds."""
    every = _all(rows)
    faults = sum(bool(row.faults) for row in every)
    told |= {
        "tables": [
            (table, sorted(rows[table.key], key=lambda row: not row.faults))
            for table in sheets.TABLES
            if rows[table.key]
        ],
        "faults": faults,
        "is_left": bool(every),
        "counted": _counted(every),
        "has_new": any(row.is_written for row in every),
        "sorts": there.choices(),
    }
    return render(request, "matching/offer_rows.html", told, status=422 if faults else 200)


@require_safe
def table_to_fill(request, programme_key, round_key, key):
    own(request, programme_key, round_key, key)
    return attachment(sheets.workbook_to_fill(), _("offer") + ".xlsx", XLSX_TYPE)
