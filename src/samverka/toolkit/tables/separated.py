"""CSV: the encoding and the separator are told by the content."""

import codecs
import csv
import io
import re
from collections import Counter

from django.utils.translation import gettext as _

from .cells import Cell, without_guard
from .limits import LONGEST_CELL
from .problems import Damaged, NotATable, OpenQuote, WrongEncoding
from .sheet import Book, Sheet

SEPARATORS = ";,\t"
# UTF-8 that was read as another encoding and saved again; the old encoding of DOS between letters.
TWICE_ENCODED = re.compile(r"Ã[¥¤¶…„–©¼]|Ø[§-¿]|â€")
OF_DOS = re.compile(r"[^\W\d_][†„”‡Ž™][^\W\d_]|\ufffd")
CONTROL = re.compile(r"[\0-\x08\x0b\x0c\x0e-\x1f]")
FIRST_LINES = 20
AROUND = 12


def open_separated(content: bytes) -> Book:
    """The one table of a CSV file, read when it is asked for.

    :raises TableProblem: with a sentence on what is wrong and where
    """
    text = _decoded(content)
    if CONTROL.search(text[:100_000]):
        raise NotATable(_("no file with text"))
    for pattern in (TWICE_ENCODED, OF_DOS):
        if match := pattern.search(text):
            raise WrongEncoding(_line(text, match.start()), _around(text, match.start()))
    return Book([""], [], lambda name: _read(text, name))


def _decoded(content: bytes) -> str:
    for mark, encoding in (
        (codecs.BOM_UTF8, "utf-8-sig"),
        (codecs.BOM_UTF16_LE, "utf-16"),
        (codecs.BOM_UTF16_BE, "utf-16"),
    ):
        if content.startswith(mark):
            return _in_encoding(content, encoding)
    try:
        return content.decode()
    except UnicodeDecodeError as problem:
        if _has_other_letters(content[: problem.start]):
            raise WrongEncoding(
                content.count(b"\n", 0, problem.start) + 1, _bytes_around(content, problem.start)
            ) from None
    return _in_encoding(content, "cp1252")


def _has_other_letters(content: bytes) -> bool:
    """Letters beyond ASCII that are right in UTF-8: then the one that is not is a mistake."""
    return not content.isascii()


def _in_encoding(content: bytes, encoding: str) -> str:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as problem:
        line = content.count(b"\n", 0, problem.start) + 1
        raise WrongEncoding(line, _bytes_around(content, problem.start)) from None


def _bytes_around(content: bytes, place: int) -> str:
    near = content[max(0, place - AROUND) : place + AROUND].decode("cp1252", errors="replace")
    return _one_line(near)


def _around(text: str, place: int) -> str:
    return _one_line(text[max(0, place - AROUND) : place + AROUND])


def _one_line(near: str) -> str:
    before, after = near[:AROUND].splitlines()[-1:], near[AROUND:].splitlines()[:1]
    return "".join(before + after).strip()


def _line(text: str, place: int) -> int:
    return text.count("\n", 0, place) + 1


def _read(text: str, name: str) -> Sheet:
    lines = list(io.StringIO(text, newline=""))
    skipped = 0
    separator = _separator(lines)
    if lines and lines[0].casefold().startswith("sep="):
        # A spreadsheet program's own note on which separator follows.
        skipped = 1
    sheet = Sheet(name)
    reader = csv.reader(lines[skipped:], delimiter=separator, strict=True)
    begins = skipped + 1
    try:
        for values in reader:
            sheet.add(begins, [_cell(value) for value in values])
            begins = reader.line_num + skipped + 1
    except csv.Error:
        raise OpenQuote(begins) if '"' in lines[begins - 1] else Damaged(str(begins)) from None
    return sheet


def _cell(value: str) -> Cell:
    text = without_guard(value.strip())
    return text[:LONGEST_CELL] or None


def _separator(lines: list[str]) -> str:
    """The sign that divides the first lines into most columns."""
    if lines and (match := re.fullmatch(r"sep=(.)\s*", lines[0], re.IGNORECASE)):
        return match[1]
    first = [line for line in lines if line.strip()][:FIRST_LINES]
    widths = Counter({sign: _width(first, sign) for sign in SEPARATORS})
    return widths.most_common(1)[0][0]


def _width(lines: list[str], separator: str) -> int:
    """How many columns most of the lines have."""
    reader = csv.reader(io.StringIO("".join(lines)), delimiter=separator)
    try:
        return Counter(len(row) for row in reader).most_common(1)[0][0]
    except (csv.Error, IndexError):
        return 0
