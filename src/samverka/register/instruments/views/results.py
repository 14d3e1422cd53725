"""What a round came to: figures by item with their response rate, and files with a code book."""

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.utils.text import slugify
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from samverka.engine.forms.definition import Kind
from samverka.foundation.audit import trail
from samverka.register.instruments import permissions, queries
from samverka.register.instruments.code_book import (
    answers_sheet,
    code_book_sheet,
    figures_sheet,
    name_in,
)
from samverka.register.instruments.models import Round
from samverka.register.instruments.showing import Sheet
from samverka.toolkit.clock import today
from samverka.toolkit.sealed_file import FileProblem
from samverka.toolkit.spreadsheet import CSV_TYPE, XLSX_TYPE, attachment, csv, workbook

from .fetching import round_seen


def _read(request, key) -> Round:
    asked_round = round_seen(request, key)
    if not permissions.may_read_figures(request.actor, asked_round):
        raise PermissionDenied
    return asked_round


def _language(form) -> str:
    codes = [known.code for known in form.languages]
    here = get_language()
    return here if here in codes else codes[0]


@require_safe
def results(request, key):
    asked_round = _read(request, key)
    form = asked_round.version.form
    language = _language(form)
    sheet = Sheet(form, [language])
    reads_answers = permissions.may_read_answers(request.actor, asked_round)
    found = _figures(request, asked_round)
    others = [
        one
        for one in queries.comparable(request.actor, asked_round)
        if permissions.may_read_figures(request.actor, one)
    ]
    before = next((one for one in others if one.public_key == request.GET.get("mot")), None)
    context = {
        "round": asked_round,
        "others": others,
        "before": before,
        "compares_by_name": bool(before) and asked_round.way == before.way == Round.Way.NAMED,
        "instrument": asked_round.version.instrument,
        "figures": found,
        "rate": queries.rate(asked_round),
        "lines": _lines(request, sheet, found, asked_round, before),
        "reads_answers": reads_answers,
        "files": _files(request, asked_round, sheet) if reads_answers else [],
        "today": today(),
    }
    return render(request, "instruments/results.html", context)


def _figures(request, asked_round: Round) -> queries.Figures:
    return queries.figures(
        asked_round,
        is_over=asked_round.is_over(today()),
        reads_answers=permissions.may_read_answers(request.actor, asked_round),
    )


def _lines(
    request, sheet: Sheet, found: queries.Figures, asked_round: Round, before: Round | None
) -> list[dict]:
    """Each item, beside what it came to in the round before where one is chosen."""
    means: dict[str, float | None] = {}
    changed: dict[str, queries.Changed] = {}
    if before:
        there = _figures(request, before)
        means = {one.item.name: one.mean for one in there.items if not one.row}
        changed = {one.name: one for one in queries.changes(before, asked_round)}
    return [
        _line(sheet, one)
        | {"mean_before": means.get(one.item.name), "changed": changed.get(one.item.name)}
        for one in found.items
    ]


def _line(sheet: Sheet, one: queries.ItemFigures) -> dict:
    """An item with its texts, and its counts as a chart takes them."""
    counts = []
    for count in one.counts:
        text = sheet.form.text(count.choice.label, sheet.languages[0])[0]
        name = f"{count.choice.name} {text}".strip() if one.item.kind == "scale" else text
        counts.append(
            {
                "label": name or count.choice.name,
                "value": count.count,
                "text": f"{count.count} ({count.share} %)",
            }
        )
    return {
        "figures": one,
        "label": sheet.say(one.item.label),
        "row": sheet.say(one.row.label) if one.row else (),
        "counts": counts,
    }


@require_safe
def export(request, key, what):
    """`svar`, `siffror` and `kodbok` as CSV, or all that one may read as a workbook."""
    asked_round = _read(request, key)
    form = asked_round.version.form
    sheets = {
        "siffror": lambda: _figures_sheet(request, asked_round, form),
        "kodbok": lambda: code_book_sheet(form),
    }
    if permissions.may_read_answers(request.actor, asked_round):
        sheets["svar"] = lambda: _answers(request, asked_round, form)
    name = slugify(asked_round.name) or "samverka"
    if what == "allt":
        book = workbook(
            [sheets[part]() for part in ("svar", "siffror", "kodbok") if part in sheets]
        )
        return attachment(book, f"{name}.xlsx", XLSX_TYPE)
    if what not in ("svar", "siffror", "kodbok"):
        raise Http404
    if what not in sheets:
        raise PermissionDenied
    sheet = sheets[what]()
    return attachment(csv(sheet.columns, sheet.rows), f"{name}-{what}.csv", CSV_TYPE)


def _figures_sheet(request, asked_round: Round, form):
    found = _figures(request, asked_round)
    return figures_sheet(form, _language(form), found.items)


def _answers(request, asked_round: Round, form):
    """Noted as read of everybody whose answers leave."""
    answers = queries.answers_of(asked_round)
    keys = {
        key
        for one in answers
        if one.asked
        for key in (one.asked.person_id, one.asked.about_id)
        if key
    }
    trail.note_read(by=request.actor, about=asked_round, person_ids=keys)
    hidden = queries.hidden_from(request.actor, asked_round)
    return answers_sheet(asked_round, form, answers, hidden)


def _files(request, asked_round: Round, sheet: Sheet) -> list[dict]:
    """What was sent, each with its question and whose it is as far as the reader sees them."""
    items = {item.name: item for item in sheet.form.walk()}
    if not any(item.kind == Kind.FILE for item in items.values()):
        return []
    hidden = queries.hidden_from(request.actor, asked_round)
    found = queries.files_of(asked_round)
    rows = [one.file.response.asked for one in found]
    trail.note_read(
        by=request.actor,
        about=asked_round,
        person_ids={row.person_id for row in rows if row and row.person_id},
    )
    return [
        {
            "label": sheet.say(items[one.file.item].label),
            "name": one.name,
            "who": name_in(row, hidden) if row else "",
            "file": one.file,
        }
        for one, row in zip(found, rows, strict=True)
    ]


@require_safe
def file(request, key, response, name):
    """A file that is an answer, for those who read each answer."""
    asked_round = _read(request, key)
    if not permissions.may_read_answers(request.actor, asked_round):
        raise PermissionDenied
    found = get_object_or_404(queries.file_of(asked_round, response, name))
    asked = found.response.asked
    keys = [asked.person_id] if asked and asked.person_id else []
    trail.note_read(by=request.actor, about=asked_round, person_ids=keys)
    try:
        body = found.opened()
    except FileProblem as problem:
        raise Http404 from problem
    ending = found.get_kind_display().lower()
    return attachment(body, f"{response}-{slugify(name)}.{ending}", found.kind)
