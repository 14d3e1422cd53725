"""A version on paper, to fill in by hand: tagged, in one language, in its own direction."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _

from samverka.engine.forms.definition import Form, Kind
from samverka.toolkit.languages import LANGUAGES
from samverka.toolkit.pdf import pdf

from .showing import Said, Sheet, Shown, direction

TEMPLATE = Path(__file__).parent / "typst" / "form.typ"
# How many lines there are to write on.
LINES = {Kind.TEXT: 1, Kind.LONG_TEXT: 6, Kind.NUMBER: 1, Kind.WHOLE_NUMBER: 1, Kind.DATE: 1}
TIMES = 3


def form_pdf(form: Form, language: str, *, owner: str) -> bytes:
    """The form in a language; what lacks a translation stands in the form's own."""
    sheet = Sheet(form, [language])
    with translation.override(language if language in LANGUAGES else "sv"):
        return pdf(
            TEMPLATE,
            {
                "title": _text(sheet.say(form.title)) or owner,
                "author": owner,
                "language": language.partition("-")[0],
                "direction": direction(form, language),
                "page": _("Page {page} of {pages}"),
                "items": [told for one in sheet.show(form.items) for told in _told(one)],
            },
        )


def _text(texts: tuple[Said, ...]) -> str:
    return texts[0].text if texts else ""


def _told(one: Shown) -> Iterator[dict[str, Any]]:
    """An item as the page draws it; what a section holds stands after its heading."""
    kind = one.item.kind
    base = {
        "kind": "question",
        "label": _text(one.label),
        "label_language": (one.label[0].language if one.label else "").partition("-")[0],
        "label_direction": one.label[0].direction if one.label else "ltr",
        "hint": _hint(one),
        "options": [_option(kind, option) for option in one.options],
        "across": kind == Kind.SCALE,
        "rows": [_text(row.said) for row in one.rows],
        "columns": [_text(option.said) or option.name for option in one.options],
        "lines": LINES.get(kind, 0),
    }
    if kind in (Kind.SECTION, Kind.REPEAT):
        yield base | {"kind": "heading"}
        held = one.held or (one.times[0] if one.times else ())
        for _time in range(TIMES if kind == Kind.REPEAT else 1):
            for each in held:
                yield from _told(each)
    elif kind == Kind.NOTE:
        yield base | {"kind": "note"}
    elif kind == Kind.MATRIX:
        yield base | {"kind": "matrix"}
    elif kind != Kind.FILE:
        yield base


def _option(kind: Kind, option) -> str:
    text = _text(option.said)
    return f"{option.name} {text}".strip() if kind == Kind.SCALE else text or option.name


def _hint(one: Shown) -> str:
    hints = [_text(one.hint)]
    if one.item.kind == Kind.MULTIPLE:
        hints.append(_("You can tick several."))
    if one.item.show_when:
        hints.append(_("Answer if it concerns you."))
    return " ".join(filter(None, hints))
