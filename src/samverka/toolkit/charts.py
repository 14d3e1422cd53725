"""Pictures of numbers: each is drawn as SVG and has its table with it. No scripts, no styles."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from samverka.toolkit.markup import format_html, format_html_join

from .texts import amount

Row = Mapping[str, object]
WIDTH, HEIGHT = 1000, 300
# How many letters stand side by side under a picture of half a page's width.
ROOM = 60


def bars(rows: Sequence[Row], caption: str) -> SafeString:
    """Amounts side by side: the table is the picture, each row draws its bar."""
    largest = max((_number(row) for row in rows), default=0) or 1
    body = format_html_join(
        "",
        '<tr><th scope="row">{}</th><td class="bar-cell"><svg class="bar" viewBox="0 0 1000 10" '
        'preserveAspectRatio="none" aria-hidden="true"><rect class="bar-ground" width="1000" '
        'height="10"/><rect class="bar-fill" width="{}" height="10"/></svg></td>'
        '<td class="num"><bdi>{}</bdi></td></tr>',
        ((_label(row), round(_number(row) / largest * 1000), _text(row)) for row in rows),
    )
    return format_html(
        '<figure class="chart"><table class="bars"><caption>{}</caption>'
        "<tbody>{}</tbody></table></figure>",
        caption,
        body,
    )


@dataclass(frozen=True)
class Ahead:
    """Where an amount is likely to end: between two amounts, so many steps after the last row."""

    steps: int
    low: float
    high: float
    label: str


def trend(
    rows: Sequence[Row], caption: str, target: float | None = None, ahead: Ahead | None = None
) -> SafeString:
    """An amount over time as an area with its line; the target is a dashed line above.

    What lies ahead is a fan from the last point to where it is likely to end.
    """
    values = [_number(row) for row in rows]
    top = max([*values, target or 0, ahead.high if ahead else 0]) or 1
    step = WIDTH / max(len(values) + (ahead.steps if ahead else 0), 1)
    points = [(round((i + 0.5) * step), _height(value, top)) for i, value in enumerate(values)]
    rows = [*rows, *_to_come(ahead)]
    return format_html(
        '<figure class="chart trend"><figcaption>{}</figcaption>'
        '<div class="plot"><svg viewBox="0 0 {} {}" preserveAspectRatio="none" aria-hidden="true">'
        "{}{}{}</svg>{}</div>{}{}</figure>",
        caption,
        WIDTH,
        HEIGHT,
        _fan(points, ahead, step, top),
        _area(points),
        _target_line(target, top),
        _legend(rows, target),
        _ticks(rows),
        _table(rows, caption),
    )


def _to_come(ahead: Ahead | None) -> list[Row]:
    """Room for the steps that are left; the last one says in the table where it may end."""
    if ahead is None:
        return []
    text = f"{amount(ahead.low)}–{amount(ahead.high)}"
    empty: list[Row] = [{"label": ""}] * (ahead.steps - 1)
    return [*empty, {"label": ahead.label, "text": text}]


def _fan(
    points: Sequence[tuple[int, int]], ahead: Ahead | None, step: float, top: float
) -> SafeString:
    if ahead is None or not points:
        return SafeString("")
    x, y = points[-1]
    end = round((len(points) + ahead.steps - 0.5) * step)
    return format_html(
        '<polygon class="fan" points="{},{} {},{} {},{}"/>',
        x,
        y,
        end,
        _height(ahead.high, top),
        end,
        _height(ahead.low, top),
    )


def _area(points: Sequence[tuple[int, int]]) -> SafeString:
    if not points:
        return SafeString("")
    line = " ".join(f"{x},{y}" for x, y in points)
    # A line of no length with a round end is a dot that keeps its shape in a stretched picture.
    dots = "".join(f"M{x} {y}h0" for x, y in points)
    return format_html(
        '<polygon class="area" points="{},{} {} {},{}"/><polyline class="line" points="{}"/>'
        '<path class="dots" d="{}"/>',
        points[0][0],
        HEIGHT,
        line,
        points[-1][0],
        HEIGHT,
        line,
        dots,
    )


def _target_line(target: float | None, top: float) -> SafeString:
    if target is None:
        return SafeString("")
    height = _height(target, top)
    return format_html('<path class="target" d="M0 {}H{}"/>', height, WIDTH)


def _legend(rows: Sequence[Row], target: float | None) -> SafeString:
    """What the height stands for: the target, or the largest amount with its unit."""
    if target is None:
        text = _text(max(rows, key=_number)) if rows else ""
    else:
        text = _("Target %(amount)s") % {"amount": amount(target)}
    return format_html('<span class="plot-top">{}</span>', text)


def _ticks(rows: Sequence[Row]) -> SafeString:
    """The labels under the points: as many as have room, at even distances."""
    longest = max((len(str(row["label"])) for row in rows), default=0)
    step = max(1, -(-len(rows) * (longest + 1) // ROOM))
    labels = ((row["label"] if i % step == 0 else "",) for i, row in enumerate(rows))
    marks = format_html_join("", "<span>{}</span>", labels)
    return format_html('<div class="ticks" aria-hidden="true">{}</div>', marks)


def _table(rows: Sequence[Row], caption: str) -> SafeString:
    body = format_html_join(
        "",
        '<tr><th scope="row">{}</th><td class="num"><bdi>{}</bdi></td></tr>',
        ((_label(row), _text(row)) for row in rows if row["label"]),
    )
    return format_html(
        '<details class="chart-table"><summary>{}</summary><table class="bars">'
        '<caption class="unseen">{}</caption><tbody>{}</tbody></table></details>',
        _("As a table"),
        caption,
        body,
    )


def _height(value: float, top: float) -> int:
    return round(HEIGHT - value / top * (HEIGHT - 12))


def _number(row: Row) -> float:
    return max(float(row.get("value") or 0), 0)  # type: ignore[arg-type]


def _label(row: Row) -> object:
    if not row.get("url"):
        return row["label"]
    return format_html('<a href="{}">{}</a>', row["url"], row["label"])


def _text(row: Row) -> object:
    return row["text"] if row.get("text") else amount(row.get("value") or 0)  # type: ignore[arg-type]
