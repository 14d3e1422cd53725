"""What somebody sent, as a book of sheets: its content tells what it is, its name does not."""

from typing import BinaryIO

from django.utils.translation import gettext_lazy as _

from .limits import MOST_BYTES
from .problems import Empty, Locked, NotATable, TooLarge
from .separated import open_separated
from .sheet import Book
from .workbook import open_workbook

COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
ZIP = b"PK\x03\x04"
NO_TABLES = (
    (b"%pdf", _("a PDF file")),
    (b"{\\rtf", _("a text document")),
    (b"<!doctype", _("a web page")),
    (b"<html", _("a web page")),
    (b"<?xml", _("an XML file")),
    (b"\x89png", _("a picture")),
    (b"\xff\xd8\xff", _("a picture")),
    (b"rar!", _("a packed archive")),
    (b"7z\xbc\xaf", _("a packed archive")),
    (b"\x1f\x8b", _("a packed archive")),
)


def open_book(file: BinaryIO) -> Book:
    """The sheets of an XLSX file, or the one table of a CSV file.

    :raises TableProblem: with a sentence on why it cannot be read
    """
    size = file.seek(0, 2)
    file.seek(0)
    if size > MOST_BYTES:
        raise TooLarge(MOST_BYTES)
    head = file.read(512)
    if not head.strip(b"\xef\xbb\xbf\xff\xfe\0 \t\r\n"):
        raise Empty
    if head.startswith(ZIP):
        return open_workbook(file)
    file.seek(0)
    content = file.read()
    if head.startswith(COMPOUND):
        raise Locked if ENCRYPTED in content else NotATable(str(_("an old Excel workbook (.xls)")))
    beginning = head.lstrip().lower()
    for mark, what in NO_TABLES:
        if beginning.startswith(mark):
            raise NotATable(str(what))
    return open_separated(content)
