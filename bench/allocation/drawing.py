"""Curves on logarithmic scales, as a small SVG that needs nothing to be shown."""

from dataclasses import dataclass
from math import ceil, floor, log10

WIDTH, HEIGHT = 960, 420
LEFT, TOP, WIDE, HIGH, APART = 84, 74, 370, 270, 470
COLOURS = ("#0f4c5c", "#b4532a", "#75818b")
STYLE = (
    ".g{fill:#faf7f1}.a{stroke:#cbd2d9}.s{fill:#52606d;font-size:13px}"
    ".h{fill:#1f2933;font-size:17px;font-weight:650}.c{fill:none;stroke-width:2.5}"
)


@dataclass(frozen=True)
class Line:
    """One method: a point is a size and seconds, both above zero."""

    name: str
    points: list[tuple[float, float]]


def draw(title: str, *panels: tuple[str, list[Line]]) -> str:
    """The panels beside one another, with one scale of seconds and one row of names below."""
    seconds = [point[1] for _, lines in panels for line in lines for point in line.points]
    low, high = floor(log10(min(seconds))), ceil(log10(max(seconds)))
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" '
        f'aria-label="{title}" font-family="system-ui, sans-serif">',
        f"<style>{STYLE}</style>",
        f'<rect class="g" width="{WIDTH}" height="{HEIGHT}" rx="12"/>',
        f'<text class="h" x="24" y="36">{title}</text>',
    ]
    for at, (heading, lines) in enumerate(panels):
        parts += _panel(LEFT + at * APART, heading, lines, low, high)
    for at, line in enumerate(panels[0][1]):
        x = LEFT + at * 260
        parts.append(f'<path class="c" stroke="{COLOURS[at]}" d="M{x} 396h30"/>')
        parts.append(f'<text class="s" x="{x + 38}" y="400">{line.name}</text>')
    return "\n".join([*parts, "</svg>", ""])


def _panel(left: int, heading: str, lines: list[Line], low: int, high: int) -> list[str]:
    sizes = [point[0] for point in lines[0].points]
    first, last = log10(sizes[0]), log10(sizes[-1])

    def across(size: float) -> float:
        return left + WIDE * (log10(size) - first) / (last - first)

    def down(seconds: float) -> float:
        return TOP + HIGH * (high - log10(seconds)) / (high - low)

    parts = [f'<text class="s" x="{left}" y="{TOP - 12}">{heading}</text>']
    for power in range(low, high + 1):
        y = down(10**power)
        parts.append(f'<path class="a" d="M{left} {y:.1f}h{WIDE}"/>')
        parts.append(f'<text class="s" x="{left - 8}" y="{y + 4:.1f}" text-anchor="end">')
        parts.append(f"{_seconds(power)}</text>")
    for size in sizes:
        x, y = across(size), TOP + HIGH + 20
        parts.append(
            f'<text class="s" x="{x:.1f}" y="{y}" text-anchor="middle">{_short(size)}</text>'
        )
    for colour, line in zip(COLOURS, lines, strict=True):
        points = " L".join(f"{across(size):.1f} {down(taken):.1f}" for size, taken in line.points)
        parts.append(f'<path class="c" stroke="{colour}" d="M{points}"/>')
    return parts


def _seconds(power: int) -> str:
    return f"{10**power} s" if power >= 0 else f"{10 ** (power + 3):g} ms"


def _short(size: float) -> str:
    return f"{size / 1000:g}k" if size >= 1000 else f"{size:g}"
