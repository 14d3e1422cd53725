"""A claim on paper: a tagged PDF with its sums, what they are made of, and its texts."""

import datetime as dt
from pathlib import Path

from django.utils import translation
from django.utils.translation import get_language_bidi
from django.utils.translation import gettext as _

from samverka.toolkit.money import kronor
from samverka.toolkit.pdf import pdf
from samverka.toolkit.texts import amount, hours, isolate, whole_day

from . import wording
from .contents import Parts
from .models import Claim

TEMPLATE = Path(__file__).parent / "typst" / "claim.typ"


def claim_pdf(claim: Claim, parts: Parts) -> bytes:
    with translation.override(wording.LANGUAGE):
        return pdf(TEMPLATE, _paper(claim, parts))


def _paper(claim: Claim, parts: Parts) -> dict[str, object]:
    period = wording.months_in_words(claim.first_month, claim.last_month)
    sums = parts["sums"]
    heading = _("Claim %(number)s") % {"number": claim.number}
    facts = [
        [_("Fund"), claim.fund.name],
        [_("Period"), period],
        [_("Hash of the content"), claim.digest or _("Not made ready")],
    ]
    if sums["lacks"]:
        facts.append([_("Hours without an amount"), _("Some; they are in no sum of kronor.")])
    return {
        "title": f"{claim.programme.name}, {heading}",
        "author": claim.programme.owner.name,
        "language": wording.LANGUAGE,
        "direction": "rtl" if get_language_bidi() else "ltr",
        "heading": heading,
        "programme": claim.programme.name,
        "draft": "" if claim.content else _("A preview: nothing of it is settled."),
        "sums": [
            [hours(sums["claimed"]), _("hours claimed")],
            [kronor(sums["worth"]), _("certified hours, worth")],
            [kronor(sums["costs"]), _("costs")],
            [kronor(sums["together"]), _("together")],
        ],
        "facts": facts,
        "parts": [part for part in _tables(parts) if part["rows"]],
        "texts_heading": _("In words"),
        "texts": [
            [wording.heading_of(text), text["text"] or _("Nothing is written.")]
            for text in parts["texts"]
        ],
        "footer": f"{isolate(claim.programme.name)}, {heading}, {period}",
        # Typst knows the numbers; the words around them are ours.
        "page": _("Page %(page)s of %(pages)s") % {"page": "{page}", "pages": "{pages}"},
    }


def _tables(parts: Parts) -> list[dict]:
    names = wording.names_of(parts)
    return [*_money_tables(parts), *_basis_tables(parts, names), *_result_tables(parts, names)]


def _money_tables(parts: Parts) -> list[dict]:
    sums = parts["sums"]
    return [
        _table(
            _("By partner"),
            [_("Partner"), _("Hours claimed"), _("Worth"), _("Costs"), _("Together")],
            [
                [
                    row["name"],
                    hours(row["claimed"]),
                    *map(kronor, (row["worth"], row["costs"], row["together"])),
                ]
                for row in parts["partners"]
            ],
            [
                _("All"),
                hours(sums["claimed"]),
                *map(kronor, (sums["worth"], sums["costs"], sums["together"])),
            ],
        ),
        _table(
            _("Co-financing"),
            [
                _("Reading"),
                _("What the budget asks"),
                _("Put in before"),
                _("In this claim"),
                _("Left"),
            ],
            [
                [
                    wording.reading_of(row),
                    *map(kronor, (row["own"], row["earlier"], row["here"], row["left"])),
                ]
                for row in parts["co_financing"]
            ],
        ),
    ]


def _basis_tables(parts: Parts, names: dict[str, str]) -> list[dict]:
    """What the sums stand on: the months as they were sent, and the certificates."""
    return [
        _table(
            _("Months that were sent"),
            [_("Month"), _("File"), _("Version"), _("Persons")],
            [
                [
                    row["first_month"][:7],
                    row["layout"],
                    amount(row["version"]),
                    amount(row["persons"]),
                ]
                for row in parts["months"]
            ],
            words=2,
        ),
        _table(
            _("Certificates attached"),
            [_("Month"), _("Employer"), _("Version"), _("Hours"), _("Hours claimed")],
            [
                [
                    row["month"][:7],
                    names[row["organisation"]],
                    amount(row["version"]),
                    hours(row["minutes"]),
                    hours(row["claimed"]),
                ]
                for row in parts["certificates"]
            ],
            words=2,
        ),
    ]


def _result_tables(parts: Parts, names: dict[str, str]) -> list[dict]:
    return [
        _table(
            _("Who took part, by sex"),
            [_("Sex"), _("Persons")],
            [
                [wording.sex_of(row["sex"]), wording.number(row["persons"])]
                for row in parts["sexes"]["rows"]
            ],
            [_("All"), wording.number(parts["sexes"]["persons"])],
        ),
        _table(
            _("Measures"),
            [_("Measure"), _("Target"), _("Reached")],
            [
                [row["title"], wording.target_of(row), wording.number(row["reached"])]
                for row in parts["measures"]
            ],
        ),
        *(
            _table(
                _("Training days attended: %(goal)s") % {"goal": series["goal"]},
                [_("Days"), _("Persons")],
                [
                    [wording.attended(row, series["days"]), wording.number(row[1])]
                    for row in series["rows"]
                ],
                [_("All"), wording.number(series["persons"])],
            )
            for series in parts["training"]
        ),
        _table(
            _("Planned and not done"),
            [_("Partner"), _("Activity"), _("Last day"), _("How it goes")],
            [
                [
                    names.get(row["organisation"], ""),
                    row["activity"],
                    whole_day(dt.date.fromisoformat(row["ends_on"])),
                    wording.status_of(row["status"]),
                ]
                for row in parts["not_done"]
            ],
            words=4,
        ),
    ]


def _table(
    heading: str,
    columns: list[str],
    rows: list[list[str]],
    sums: list[str] | None = None,
    words: int = 1,
) -> dict:
    """`words`: how many of the first columns are words, the others being numbers."""
    return {
        "heading": heading,
        "columns": columns,
        "rows": rows,
        "sums": [sums] if sums else [],
        "words": words,
    }
