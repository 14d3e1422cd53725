"""A map of municipalities: those that are marked, with their neighbours pale around them."""

import json
from collections.abc import Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import TypedDict

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from samverka.toolkit.markup import format_html, format_html_join

from .texts import amount

Mark = Mapping[str, object]
Box = tuple[int, int, int, int]
SHADES = 5
FEW = 16  # marks that are listed beside the map without asking


class Border(TypedDict):
    """One municipality on the grid of data/municipal_borders.json."""

    name: str
    box: Box
    middle: tuple[int, int]
    path: SafeString


@lru_cache(maxsize=1)
def borders() -> dict[str, Border]:
    file = Path(__file__).parent / "data/municipal_borders.json"
    drawn: dict[str, Border] = json.loads(file.read_text(encoding="utf-8"))
    for border in drawn.values():
        # Our own numbers, and long: nothing in them is to be escaped on each page.
        border["path"] = SafeString(border["path"])
    return drawn


def municipality_map(marks: Sequence[Mark], caption: str) -> SafeString:
    """The marked municipalities numbered on a map, and the same numbers in the table beside it."""
    known = [mark for mark in marks if mark["code"] in borders()]
    if not known:
        return format_html('<p class="soft">{}</p>', _("No municipality to show on the map."))
    box = _around([borders()[str(mark["code"])]["box"] for mark in known])
    left, top, right, bottom = box
    largest = max((_value(mark) for mark in known), default=0) or 1
    return format_html(
        '<figure class="chart map"><figcaption>{}</figcaption><div class="map-sides">'
        # The table has the same links with their names, so the drawing is for the eye only.
        '<svg viewBox="{} {} {} {}" aria-hidden="true">{}<g class="marked">{}</g>'
        '<g class="numbers" font-size="{}">{}</g></svg>{}</div></figure>',
        caption,
        left,
        top,
        right - left,
        bottom - top,
        _pale(frozenset(str(mark["code"]) for mark in known), box),
        format_html_join("", "{}", ((_drawn(mark, largest),) for mark in known)),
        round(max(right - left, (bottom - top) * 0.7) / 30),
        format_html_join("", "{}", ((_number(i, mark, largest),) for i, mark in _counted(known))),
        _table(known, caption),
    )


def _around(boxes: Sequence[Box]) -> Box:
    left, top = min(box[0] for box in boxes), min(box[1] for box in boxes)
    right, bottom = max(box[2] for box in boxes), max(box[3] for box in boxes)
    room = max(right - left, bottom - top) // 16 + 8
    return left - room, top - room, right + room, bottom + room


# The same programmes are opened again and again.
@lru_cache(maxsize=128)
def _pale(marked: frozenset[str], box: Box) -> SafeString:
    paths = "".join(
        border["path"]
        for code, border in borders().items()
        if code not in marked and _meets(border["box"], box)
    )
    return format_html('<path class="pale" d="{}"/>', paths)


def _meets(one: Box, other: Box) -> bool:
    across = one[0] < other[2] and other[0] < one[2]
    return across and one[1] < other[3] and other[1] < one[3]


def _drawn(mark: Mark, largest: float) -> SafeString:
    border = borders()[str(mark["code"])]
    text = _text(mark)
    title = f"{mark['label']}: {text}" if text else mark["label"]
    path = format_html(
        '<path class="{}" d="{}"><title>{}</title></path>',
        _kind(mark, largest),
        border["path"],
        title,
    )
    if not mark.get("url"):
        return path
    return format_html('<a href="{}" tabindex="-1">{}</a>', mark["url"], path)


def _number(number: int, mark: Mark, largest: float) -> SafeString:
    x, y = borders()[str(mark["code"])]["middle"]
    return format_html(
        '<text class="on-{}" x="{}" y="{}">{}</text>', _kind(mark, largest), x, y, number
    )


def _table(known: Sequence[Mark], caption: str) -> SafeString:
    rows = format_html_join(
        "",
        '<tr><td class="num soft">{}</td><th scope="row">{}</th>'
        '<td class="num"><bdi>{}</bdi></td></tr>',
        ((i, _label(mark), _text(mark)) for i, mark in _counted(known)),
    )
    return format_html(
        '<details class="chart-table"{}><summary>{}</summary><table class="bars">'
        '<caption class="unseen">{}</caption><tbody>{}</tbody></table></details>',
        SafeString(" open") if len(known) <= FEW else "",
        _("As a table"),
        caption,
        rows,
    )


def _counted(known: Sequence[Mark]) -> enumerate:
    return enumerate(known, start=1)


def _kind(mark: Mark, largest: float) -> str:
    if mark.get("kind"):
        return str(mark["kind"])
    return f"amount-{max(1, round(_value(mark) / largest * SHADES))}"


def _value(mark: Mark) -> float:
    value = mark.get("value")
    return float(value) if isinstance(value, int | float) else 0.0


def _label(mark: Mark) -> object:
    if not mark.get("url"):
        return mark["label"]
    return format_html('<a href="{}">{}</a>', mark["url"], mark["label"])


def _text(mark: Mark) -> object:
    if mark.get("text"):
        return mark["text"]
    return "" if mark.get("value") is None else amount(mark["value"])  # type: ignore[arg-type]
