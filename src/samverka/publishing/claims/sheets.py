"""A claim as a spreadsheet: from the sums down to a row a person, by key and without names."""

from collections.abc import Iterable, Iterator

from django.utils import translation
from django.utils.translation import gettext as _

from samverka.toolkit.spreadsheet import Cell, Sheet, workbook

from . import hours as certified
from . import money, wording
from .contents import Parts
from .models import Claim

HOUR = 60
ORE = 100


def claim_workbook(claim: Claim, parts: Parts) -> bytes:
    """Sheet by sheet from the sums down to a row a person; persons by key, without names."""
    with translation.override(wording.LANGUAGE):
        names = wording.names_of(parts)
        return workbook(_sheets(claim, parts, names), is_long=True)


def _sheets(claim: Claim, parts: Parts, names: dict[str, str]) -> Iterator[Sheet]:
    yield Sheet(_("Sums"), [_("What"), _("Value")], _sums(claim, parts))
    yield _partners_sheet(parts)
    yield _hours_sheet(parts, names)
    yield _certificates_sheet(parts, names)
    yield _persons_sheet(parts, names)
    yield _costs_sheet(_("Costs"), parts["costs"], names)
    yield _costs_sheet(_("Left out"), parts["left_out"], names)
    yield _months_sheet(parts)
    yield Sheet(
        _("Measures"),
        [_("Measure"), _("Goal"), _("Target"), _("Reached")],
        [[row["title"], row["goal"], row["target"], row["reached"]] for row in parts["measures"]],
    )
    yield Sheet(
        _("Texts"),
        [_("Heading"), _("Text")],
        [[wording.heading_of(text), text["text"]] for text in parts["texts"]],
    )


def _sums(claim: Claim, parts: Parts) -> list[list[Cell]]:
    sums = parts["sums"]
    rows: list[list[Cell]] = [
        [_("Programme"), claim.programme.name],
        [_("Fund"), claim.fund.name],
        [_("Claim"), claim.number],
        [_("First month"), claim.first_month],
        [_("Last day"), money.last_day_of(claim.last_month)],
        [_("Hours"), _h(sums["minutes"])],
        [_("Hours claimed"), _h(sums["claimed"])],
        [_("Certified hours, worth, kr"), *_kr(sums["worth"])],
        [_("Costs, kr"), *_kr(sums["costs"])],
        [_("Together, kr"), *_kr(sums["together"])],
    ]
    if sums["lacks"]:
        rows.append([_("Hours without an amount"), _("Some; they are in no sum of kronor.")])
    for row in parts["co_financing"]:
        rows += [
            [wording.reading_of(row), *_kr(row["own"])],
            [_("Of that put in before, kr"), *_kr(row["earlier"])],
            [_("Of that left, kr"), *_kr(row["left"])],
        ]
    return [*rows, [_("Hash of the content"), claim.digest or _("Not made ready")]]


def _partners_sheet(parts: Parts) -> Sheet:
    return Sheet(
        _("Partners"),
        [_("Partner"), _("Hours claimed"), _("Worth, kr"), _("Costs, kr"), _("Together, kr")],
        [
            [row["name"], _h(row["claimed"]), *_kr(row["worth"], row["costs"], row["together"])]
            for row in parts["partners"]
        ],
    )


def _hours_sheet(parts: Parts, names: dict[str, str]) -> Sheet:
    return Sheet(
        _("Hours"),
        [_("Employer"), _("Category"), _("Hours"), _("Hours claimed"), _("Kronor an hour"),
         _("Worth, kr")],
        [
            [
                names[row["organisation"]],
                f"{row['category']} {row['name']}".strip(),
                *_h2(row),
                *_kr(row["rate"], row["worth"]),
            ]
            for row in parts["hours"]
        ],
    )  # fmt: skip


def _persons_sheet(parts: Parts, names: dict[str, str]) -> Sheet:
    return Sheet(
        _("Persons"),
        [_("Person"), _("Employer"), _("Months"), _("Hours"), _("Hours claimed")],
        (
            [
                person or _("Protected identity"),
                names[organisation],
                months,
                _h(minutes),
                _h(claimed),
            ]
            for person, organisation, months, minutes, claimed in certified.persons_of(parts.taken)
        ),
    )


def _certificates_sheet(parts: Parts, names: dict[str, str]) -> Sheet:
    return Sheet(
        _("Certificates"),
        [_("Month"), _("Employer"), _("Version"), _("Persons"), _("Hours"), _("Hours claimed"),
         _("Difference to an earlier claim"), _("Hash")],
        [
            [
                row["month"][:7],
                names[row["organisation"]],
                row["version"],
                row["persons"],
                *_h2(row),
                _("Yes") if row["replaces"] else None,
                row["digest"],
            ]
            for row in parts["certificates"]
        ],
    )  # fmt: skip


def _costs_sheet(title: str, costs: Iterable[dict], names: dict[str, str]) -> Sheet:
    return Sheet(
        title,
        [_("Partner"), _("Kind"), _("What it was for"), _("Receipt"), _("Incurred"), _("Paid"),
         _("Amount, kr"), _("Report"), _("Why it is left out")],
        [
            [
                names.get(cost["organisation"], ""),
                wording.kind_of(cost["kind"]),
                cost["text"],
                cost["receipt"],
                wording.day_of(cost["incurred_on"]),
                wording.day_of(cost["paid_on"]),
                *_kr(cost["amount"]),
                cost["report_number"],
                _reason(cost),
            ]
            for cost in costs
        ],
    )  # fmt: skip


def _reason(cost: dict) -> str | None:
    return str(money.REASONS[cost["reason"]]) if "reason" in cost else None


def _months_sheet(parts: Parts) -> Sheet:
    return Sheet(
        _("Months"),
        [_("File"), _("First month"), _("Last month"), _("Version"), _("Persons"), _("Hash")],
        [
            [
                row["layout"],
                row["first_month"][:7],
                row["last_month"][:7],
                row["version"],
                row["persons"],
                row["digest"],
            ]
            for row in parts["months"]
        ],
    )


def _h(minutes: int) -> float:
    return round(minutes / HOUR, 2)


def _h2(row: dict) -> list[float]:
    return [_h(row["minutes"]), _h(row["claimed"])]


def _kr(*ore: int | None) -> list[Cell]:
    """Kronor as numbers; nothing where the amount lacks."""
    return [None if each is None else each / ORE for each in ore]
