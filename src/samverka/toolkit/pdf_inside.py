"""What a PDF holds for those who hear it read: tags, and text. Read without drawing anything.

A PDF keeps its objects plain or packed in compressed streams; both are looked through, and no more
than a few megabytes are ever unpacked. What cannot be read is taken to have nothing.
"""

import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain

BEGINNING = b"%PDF-"
MOST_UNPACKED = 32_000_000
MOST_OF_ONE = 4_000_000
STREAM = re.compile(rb"stream\r?\n")
TAGGED = re.compile(rb"/Marked\s+true\b")
# Text on a page: within BT, a string or an array in front of Tj or TJ. So many signs in so short a
# stretch are not met by chance among the bytes of a picture.
SHOWN = re.compile(rb"\bBT\s.{0,2000}?[)\]>]\s?(?:Tj|TJ)\b", re.DOTALL)


@dataclass(frozen=True)
class Inside:
    """Whether it can be read aloud in the right order."""

    is_pdf: bool = False
    is_tagged: bool = False
    has_text: bool = False
    # With a password, or rights that hinder reading it aloud: nothing in it can be judged.
    is_locked: bool = False

    @property
    def can_be_read_aloud(self) -> bool:
        return self.is_pdf and self.is_tagged and self.has_text and not self.is_locked


def look_inside(body: bytes) -> Inside:
    """What is in a file that says it is a PDF."""
    if not body.lstrip()[: len(BEGINNING)].startswith(BEGINNING):
        return Inside()
    has_mark = has_tree = has_text = False
    for part in chain([body], _streams(body)):
        has_mark = has_mark or TAGGED.search(part) is not None
        has_tree = has_tree or b"/StructTreeRoot" in part
        has_text = has_text or (part is not body and SHOWN.search(part) is not None)
        if has_mark and has_tree and has_text:
            break
    return Inside(True, has_mark and has_tree, has_text, b"/Encrypt" in body)


def _streams(body: bytes) -> Iterator[bytes]:
    """What is in it stream by stream, unpacked where it is compressed."""
    left = MOST_UNPACKED
    for found in STREAM.finditer(body):
        unpacked = _unpacked(body, found.end(), min(MOST_OF_ONE, left))
        yield unpacked
        left -= len(unpacked)
        if left <= 0:
            return


def _unpacked(body: bytes, start: int, most: int) -> bytes:
    end = body.find(b"endstream", start)
    packed = body[start : min(end if end >= 0 else len(body), start + MOST_OF_ONE)]
    try:
        return zlib.decompressobj().decompress(packed, most)
    except zlib.error:
        return packed[:most]
