"""XLSX: a ZIP of XML. Opened with limits first, then read cell by cell.

ISO/IEC 29500-1: workbook.xml names the sheets (18.2), sharedStrings.xml holds the texts (18.4),
styles.xml says which numbers are days (18.8), and a sheet holds rows of cells (18.3).
"""

import posixpath
import re
import zipfile
from collections.abc import Callable
from typing import BinaryIO
from xml.parsers import expat

from django.utils.translation import gettext as _

from .days import is_day
from .limits import MOST_UNPACKED
from .problems import Bomb, Damaged, NotATable, NoVisibleSheet
from .sheet import Book, Sheet
from .sheet_reading import SheetReader

CHUNK = 1 << 16
MOST_RATIO = 50
ALWAYS_ALLOWED = 5_000_000
ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
Attributes = dict[str, str]


def open_workbook(file: BinaryIO) -> Book:
    """The sheets of a workbook; each is read when it is asked for.

    :raises TableProblem: with a sentence on why it cannot be read
    """
    try:
        archive = zipfile.ZipFile(file)
    except (zipfile.BadZipFile, ValueError, OSError):
        raise Damaged from None
    _check_size(archive)
    workbook = _workbook_part(archive)
    facts = _Workbook()
    _parse(archive, workbook, facts.start)
    places = _relations(archive, workbook)
    parts = {name: places.get(key, "") for name, key, hidden in facts.sheets if not hidden}
    hidden = [name for name, _key, is_hidden in facts.sheets if is_hidden]
    if not parts:
        raise NoVisibleSheet(len(hidden))

    def read(name: str) -> Sheet:
        return _read_sheet(archive, places, parts[name], Sheet(name), facts.from_1904)

    return Book(list(parts), hidden, read)


def _check_size(archive: zipfile.ZipFile) -> None:
    """Before anything is unpacked. The archive never gives more than it says here."""
    parts = archive.infolist()
    unpacked = sum(part.file_size for part in parts)
    packed = sum(part.compress_size for part in parts)
    if unpacked > MOST_UNPACKED or unpacked > ALWAYS_ALLOWED + MOST_RATIO * packed:
        raise Bomb(MOST_UNPACKED)
    if any(part.flag_bits & 1 for part in parts):
        raise Damaged


def _workbook_part(archive: zipfile.ZipFile) -> str:
    """Where the workbook stands: the first relation of the package says it."""
    names = set(archive.namelist())
    if "mimetype" in names:
        raise NotATable(_("a file of LibreOffice or OpenOffice"))
    if "xl/workbook.bin" in names:
        raise NotATable(_("a binary Excel workbook (.xlsb)"))
    if "word/document.xml" in names:
        raise NotATable(_("a Word document"))
    if "xl/workbook.xml" in names:
        return "xl/workbook.xml"
    found = [place for place in _relations(archive, "").values() if place.endswith("book.xml")]
    if not found or found[0] not in names:
        raise NotATable(_("a ZIP archive without a workbook in it"))
    return found[0]


class _Workbook:
    """Names of the sheets, and from when days are counted."""

    def __init__(self) -> None:
        self.sheets: list[tuple[str, str, bool]] = []
        self.from_1904 = False

    def start(self, name: str, attributes: Attributes) -> None:
        if name == "sheet":
            key = next((value for label, value in attributes.items() if label.endswith(":id")), "")
            hidden = attributes.get("state", "visible") != "visible"
            self.sheets.append((attributes.get("name", ""), key, hidden))
        elif name == "workbookPr":
            self.from_1904 = attributes.get("date1904") in {"1", "true"}


def _relations(archive: zipfile.ZipFile, part: str) -> dict[str, str]:
    """What a part refers to: the keys of its relations and where they lead."""
    folder, name = posixpath.split(part)
    place = posixpath.join(folder, "_rels", f"{name}.rels")
    if place not in archive.NameToInfo:
        return {}
    found: dict[str, str] = {}

    def start(tag: str, attributes: Attributes) -> None:
        if tag == "Relationship":
            target = attributes.get("Target", "")
            whole = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
            found[attributes.get("Id", "")] = whole
            found[attributes.get("Type", "").rpartition("/")[2]] = whole

    _parse(archive, place, start)
    return found


def _read_sheet(
    archive: zipfile.ZipFile, places: dict[str, str], part: str, sheet: Sheet, from_1904: bool
) -> Sheet:
    reader = SheetReader(
        sheet,
        texts=_texts(archive, places.get("sharedStrings", "")),
        days=_day_formats(archive, places.get("styles", "")),
        from_1904=from_1904,
    )
    _parse(archive, part, reader.start, reader.end, reader.text)
    return sheet


class _Texts:
    """The texts that cells refer to by number; of Asian pronunciation nothing is kept."""

    def __init__(self) -> None:
        self.texts: list[str] = []
        self.pieces: list[str] = []
        self.is_text = self.is_spoken = False

    def start(self, name: str, _attributes: Attributes) -> None:
        if name == "si":
            self.pieces = []
        elif name == "rPh":
            self.is_spoken = True
        elif name == "t":
            self.is_text = not self.is_spoken

    def text(self, written: str) -> None:
        if self.is_text:
            self.pieces.append(written)

    def end(self, name: str) -> None:
        if name == "si":
            self.texts.append(unescaped("".join(self.pieces)))
        elif name == "t":
            self.is_text = False
        elif name == "rPh":
            self.is_spoken = False


def _texts(archive: zipfile.ZipFile, part: str) -> list[str]:
    reader = _Texts()
    if part in archive.NameToInfo:
        _parse(archive, part, reader.start, reader.end, reader.text)
    return reader.texts


def unescaped(text: str) -> str:
    """Signs that XML cannot hold are written as _x000D_."""
    if "_x" not in text:
        return text
    return ESCAPED.sub(lambda match: chr(int(match[1], 16)), text)


def _day_formats(archive: zipfile.ZipFile, part: str) -> list[bool]:
    """For each style of a cell, whether its number is a day."""
    codes: dict[str, str] = {}
    styles: list[str] = []
    inside = {"cellXfs": False}

    def start(name: str, attributes: Attributes) -> None:
        if name == "numFmt":
            codes[attributes.get("numFmtId", "")] = attributes.get("formatCode", "")
        elif name == "cellXfs":
            inside["cellXfs"] = True
        elif name == "xf" and inside["cellXfs"]:
            styles.append(attributes.get("numFmtId", "0"))

    def end(name: str) -> None:
        if name == "cellXfs":
            inside["cellXfs"] = False

    if part in archive.NameToInfo:
        _parse(archive, part, start, end)
    return [is_day(number, codes.get(number, "")) for number in styles]


def _parse(
    archive: zipfile.ZipFile,
    part: str,
    start: Callable[[str, Attributes], None],
    end: Callable[[str], None] | None = None,
    text: Callable[[str], None] | None = None,
) -> None:
    """Read a part piece by piece, names without their prefix.

    A document type is refused: it has no place in a workbook, and entities that stand for
    entities can fill a machine.
    """
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = _refuse_type
    parser.StartElementHandler = lambda name, found: start(name[name.find(":") + 1 :], found)
    if end is not None:
        parser.EndElementHandler = lambda name: end(name[name.find(":") + 1 :])
    if text is not None:
        parser.CharacterDataHandler = text
    try:
        with archive.open(part) as file:
            while piece := file.read(CHUNK):
                parser.Parse(piece)
            parser.Parse(b"", True)
    except (expat.ExpatError, zipfile.BadZipFile, KeyError, OSError, EOFError, ValueError):
        raise Damaged(part) from None
    except (NotImplementedError, RuntimeError):
        raise Damaged(part) from None


def _refuse_type(*_facts: object) -> None:
    raise ValueError("A workbook has no document type.")
