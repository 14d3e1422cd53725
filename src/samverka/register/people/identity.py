"""Identity numbers: read as people write them, kept in one form, shown masked, sealed and found.

Four kinds. Personal and co-ordination numbers have a check digit. The authorities' replacement ids
of protected persons and the Migration Agency's LMA numbers have none, so doubles are looked for
instead.
"""

import datetime as dt
import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass

from django.utils.translation import gettext as _
from personnummer import personnummer

from samverka.toolkit import sealing

from .models import Person

Kind = Person.IdentityKind
CONTEXT = "person.identity"
SHOWN = 2

_SWEDISH = re.compile(r"(?P<date>\d{6}|\d{8})(?P<mark>[-+]?)(?P<end>\d{4})")
_REPLACEMENT = re.compile(r"(?P<date>\d{6}|\d{8})-?(?P<end>T[F\d]\d\d)")
_LMA = re.compile(r"(?P<head>\d\d)-?(?P<tail>\d{5,6})(?:/\d{1,2})?")


class NotANumber(ValueError):
    """What was written is no identity number; the message says what is wrong with it."""


@dataclass(frozen=True)
class IdentityNumber:
    """A number in the one form it is kept and compared in."""

    kind: Kind
    number: str

    @property
    def masked(self) -> str:
        """Only the last two characters: enough to tell two persons apart on a page."""
        hidden = re.sub(r"[^-]", "•", self.number[:-SHOWN])
        return hidden + self.number[-SHOWN:]

    @property
    def hash(self) -> str:
        return sealing.search_hash(f"{self.kind}:{self.number}", context=CONTEXT)

    @property
    def sealed(self) -> str:
        return sealing.seal(f"{self.kind}:{self.number}", context=CONTEXT)


def opened(sealed: str) -> IdentityNumber:
    """The number again from what the table holds."""
    return opener()(sealed)


def opener() -> Callable[[str], IdentityNumber]:
    """What opens many numbers, one after another."""
    unseal = sealing.opener(context=CONTEXT)

    def number_of(sealed: str) -> IdentityNumber:
        kind, _colon, number = unseal(sealed).partition(":")
        return IdentityNumber(Kind(kind), number)

    return number_of


def read(text: str, *, on: dt.date) -> IdentityNumber:
    """The number that somebody wrote, on a day: the day tells the century of a short one.

    :raises NotANumber: with a sentence on what is wrong
    """
    written = _in_plain_characters(text)
    if match := _REPLACEMENT.fullmatch(written):
        return _replacement(match, on)
    if match := _SWEDISH.fullmatch(written):
        return _swedish(match, on)
    if match := _LMA.fullmatch(written):
        return IdentityNumber(Kind.LMA, f"{match['head']}-{match['tail']}")
    raise NotANumber(_wrong_shape(written))


def is_whole(words: str, *, on: dt.date) -> bool:
    """Whether somebody wrote a whole identity number; one of seven or eight digits may be a
    telephone's.
    """
    try:
        return read(words, on=on).kind != Kind.LMA
    except NotANumber:
        return False


def _in_plain_characters(text: str) -> str:
    """Without spaces, in capitals, with our own digits: keyboards differ."""
    closed = re.sub(r"\s", "", text).upper()
    digits = (str(unicodedata.decimal(sign)) if sign.isdecimal() else sign for sign in closed)
    return re.sub("[‐‑–−]", "-", "".join(digits))


def _wrong_shape(written: str) -> str:
    digits = sum(character.isdigit() for character in written)
    if re.search(r"[^\d+/-]", written):
        return _(
            "Only digits and a hyphen belong in the number. The letters T and TF are for a "
            "replacement id: YYYYMMDD-TF12."
        )
    return _(
        "The number has %(digits)s digits. A personal or co-ordination number has 10 or 12, "
        "an LMA number 7 or 8."
    ) % {"digits": digits}


def _replacement(match: re.Match[str], on: dt.date) -> IdentityNumber:
    if len(match["date"]) == 6:
        raise NotANumber(_("Write the year of a replacement id with four digits: YYYYMMDD-TF12."))
    _check_date(match["date"], int(match["date"][6:]), on)
    return IdentityNumber(Kind.REPLACEMENT, f"{match['date']}-{match['end']}")


def _swedish(match: re.Match[str], on: dt.date) -> IdentityNumber:
    date = match["date"]
    if len(date) == 6:
        date = f"{_century_year(int(date[:2]), match['mark'], on)}{date[2:]}"
    day = int(date[6:])
    kind = Kind.SAMORDNINGSNUMMER if day > 60 else Kind.PERSONNUMMER
    _check_date(date, day - 60 if day > 60 else day, on)
    number = f"{date}-{match['end']}"
    if not personnummer.valid(number):
        raise NotANumber(
            _("The check digit does not agree with the other digits. Look for a mistyped digit.")
        )
    return IdentityNumber(kind, number)


def _century_year(two_digits: int, mark: str, on: dt.date) -> int:
    """Within the last hundred years; "+" is written from the year somebody turns a hundred."""
    year = on.year - (on.year - two_digits) % 100
    return year - 100 if mark == "+" else year


def _check_date(date: str, day: int, on: dt.date) -> None:
    try:
        born = dt.date(int(date[:4]), int(date[4:6]), day)
    except ValueError:
        raise NotANumber(_("The number does not begin with a date.")) from None
    if born > on:
        raise NotANumber(
            _("The date of birth lies ahead. Write the year with four digits: YYYYMMDD-NNNN.")
        )
