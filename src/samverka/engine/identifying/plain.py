"""A text in plain digits, hyphens and spaces, and where each sign stood."""

import unicodedata
from dataclasses import dataclass

_HYPHENS = set("‐‑‒–—−﹣－")  # all that look like a hyphen
_FULL_STOPS = {"．": ".", "＠": "@", "＋": "+", "،": ",", "。": ".", "؟": "?", "։": "."}


@dataclass(frozen=True)
class Plain:
    """A text to look in.

    text: what it says; at: for each of its signs the place in the text as it was written.
    """

    text: str
    at: tuple[int, ...]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Where signs `start` up to and not with `end` stand in the text as it was written."""
        return self.at[start], self.at[end - 1] + 1


def plain(text: str) -> Plain:
    """The text with the digits 0 to 9, one kind of hyphen and of space, and nothing unseen.

    Arguments:
        text: in any script; signs that are not seen (Unicode's Cf, as a soft hyphen or a turn of
            direction) are left out, since they would hide a number.

    Returns:
        As many signs as are seen, in order. Line breaks stay.
    """
    signs, places = [], []
    for place, sign in enumerate(text):
        if unicodedata.category(sign) == "Cf":
            continue
        signs.append(_plain_sign(sign))
        places.append(place)
    return Plain("".join(signs), tuple(places))


def _plain_sign(sign: str) -> str:
    if sign.isdecimal():
        return str(unicodedata.decimal(sign))
    if sign in _HYPHENS:
        return "-"
    if sign == "\n":
        return sign
    return " " if sign.isspace() else _FULL_STOPS.get(sign, sign)
