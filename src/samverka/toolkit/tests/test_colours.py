"""Everybody can read the pages, in light and in dark: the contrasts of theme.css."""

import re
from pathlib import Path

import pytest

THEME = Path(__file__).parents[1] / "static/toolkit/theme.css"
TEXT, DRAWING = 4.5, 3.0

# Text on its ground, everywhere our pages put one on the other.
WRITTEN = [
    *(
        (text, ground)
        for text in ("granit", "granit-soft", "fjord", "fjord-deep", "rönn-ink", "saffran-ink")
        for ground in ("björk", "papper")
    ),
    *(("granit", f"{colour}-pale") for colour in ("fjord", "rönn", "saffran", "mossa")),
    *((f"{colour}-ink", f"{colour}-pale") for colour in ("rönn", "saffran", "mossa")),
    *((f"on-{colour}", colour) for colour in ("fjord", "rönn", "saffran", "mossa")),
    ("on-fjord", "fjord-deep"),
    ("on-rönn", "rönn-ink"),
    ("fjord", "fjord-pale"),
    ("fjord", "rönn-pale"),
    ("granit-soft", "fjord-pale"),
    ("björk", "granit"),
    ("granit", "amount-1"),
    ("granit", "amount-2"),
    ("on-amount-middle", "amount-3"),
    ("on-fjord", "amount-4"),
    ("on-fjord", "amount-5"),
]
# Lines and shapes one must see to use the page.
DRAWN = [
    (shape, ground)
    for shape in ("edge", "fjord", "rönn", "saffran", "mossa")
    for ground in ("björk", "papper")
]


def colours(mode: int) -> dict[str, str]:
    """The tokens as they are in light (0) or in dark (1)."""
    pairs = re.findall(
        r"--([\w-]+): light-dark\((#\w{6}), (#\w{6})\);", THEME.read_text(encoding="utf-8")
    )
    return {name: both[mode] for name, *both in pairs}


def luminance(colour: str) -> float:
    """Relative luminance as WCAG 2.2 defines it."""
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("mode", [0, 1], ids=["light", "dark"])
@pytest.mark.parametrize(("text", "ground"), WRITTEN)
def test_text_can_be_read_on_its_ground(text, ground, mode):
    named = colours(mode)
    assert contrast(named[text], named[ground]) >= TEXT


@pytest.mark.parametrize("mode", [0, 1], ids=["light", "dark"])
@pytest.mark.parametrize(("shape", "ground"), DRAWN)
def test_shapes_can_be_seen_on_their_ground(shape, ground, mode):
    named = colours(mode)
    assert contrast(named[shape], named[ground]) >= DRAWING


def test_black_on_white_is_the_highest_contrast_there_is():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
