"""Files that belong in a material: their names and kinds, judged before anything is kept."""

import hashlib
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath

from samverka.toolkit.pdf_inside import look_inside
from samverka.toolkit.signs import TURNING

from .limits import LONGEST_NAME, MOST_BYTES, MOST_FILES
from .problems import (
    NoFiles,
    NotReadAloud,
    SameName,
    StrangeKind,
    StrangeName,
    TooLarge,
    TooManyFiles,
)

# Nothing that a browser would run: what is fetched comes from our own address.
KINDS = {
    ".csv": "text/csv; charset=utf-8",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".epub": "application/epub+zip",
    ".jpeg": "image/jpeg",
    ".jpg": "image/jpeg",
    ".m4a": "audio/mp4",
    ".md": "text/markdown; charset=utf-8",
    ".mp3": "audio/mpeg",
    ".mp4": "video/mp4",
    ".odp": "application/vnd.oasis.opendocument.presentation",
    ".ods": "application/vnd.oasis.opendocument.spreadsheet",
    ".odt": "application/vnd.oasis.opendocument.text",
    ".pdf": "application/pdf",
    ".png": "image/png",
    ".pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    ".rtf": "application/rtf",
    ".srt": "text/plain; charset=utf-8",
    ".txt": "text/plain; charset=utf-8",
    ".vtt": "text/vtt; charset=utf-8",
    ".webp": "image/webp",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}

# What is shown as a page of ours: for whoever cannot read the PDF of the same name.
TEXTS = frozenset({".md", ".txt"})


@dataclass(frozen=True)
class Sent:
    """A file by its name and what is in it."""

    name: str
    body: bytes

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.body).hexdigest()


def kind_of(name: str) -> str:
    return KINDS[PurePosixPath(name).suffix.lower()]


def same_everywhere(text: str, *, lines: bool = False) -> str:
    """Letters composed, and no sign that is not seen: the hash must not depend on the machine.

    Joiners stay: Persian and Dari are written with them. With `lines` the text may have several.
    """
    text = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
    if not lines:
        text = " ".join(text.split("\n"))
    return "".join(sign for sign in text if sign == "\n" or _is_seen(sign))


def _is_seen(sign: str) -> bool:
    return sign not in TURNING and unicodedata.category(sign) not in {"Cc", "Cs", "Zl", "Zp"}


def check_name(name: str) -> None:
    """Refuse what is a path, is hidden, turns the line it stands in, or is of another kind.

    :raises MaterialProblem: with a sentence on what is wrong with the name
    """
    is_strange = (
        not name
        or len(name) > LONGEST_NAME
        or name.startswith((".", " "))
        or name != same_everywhere(name)
        or any(sign in '/\\:*?"<>|' for sign in name)
    )
    if is_strange:
        raise StrangeName(name)
    if PurePosixPath(name).suffix.lower() not in KINDS:
        raise StrangeKind(name)


def check_names(names: Sequence[str]) -> None:
    """:raises MaterialProblem: no names, too many, two alike, or one that is strange"""
    if not names:
        raise NoFiles
    if len(names) > MOST_FILES:
        raise TooManyFiles(MOST_FILES)
    seen = set()
    for name in names:
        check_name(name)
        if name.casefold() in seen:
            raise SameName(name)
        seen.add(name.casefold())


def check_files(files: Sequence[Sent]) -> None:
    """:raises MaterialProblem: with a sentence on what does not belong in a version"""
    check_names([file.name for file in files])
    check_sizes(len(file.body) for file in files)


def texts_beside(files: Iterable[Sent]) -> set[str]:
    """Names, without their ending, of files that are text: what one reads instead of a PDF."""
    parts = ((PurePosixPath(file.name), file.body) for file in files)
    return {
        path.stem.casefold()
        for path, body in parts
        if path.suffix.lower() in TEXTS and body.strip()
    }


def not_read_aloud(files: Sequence[Sent]) -> list[str]:
    """Names of PDFs that lack tags or text, and have no text of the same name beside them."""
    texts = texts_beside(files)
    paths = [(PurePosixPath(file.name), file.body) for file in files]
    return [
        path.name
        for path, body in paths
        if path.suffix.lower() == ".pdf"
        and path.stem.casefold() not in texts
        and not look_inside(body).can_be_read_aloud
    ]


def check_read_aloud(files: Sequence[Sent]) -> None:
    """:raises NotReadAloud: a PDF that some could not read, and nothing beside it (S30)"""
    lacking = not_read_aloud(files)
    if lacking:
        raise NotReadAloud(lacking[0])


def with_text(files: Sequence[Sent], text: str) -> list[Sent]:
    """The files, and what the first PDF that needs it says, as a text of the same name."""
    lacking = not_read_aloud(files)
    if not text.strip() or not lacking:
        return list(files)
    name = f"{PurePosixPath(lacking[0]).stem}.txt"
    return [*files, Sent(name, same_everywhere(text, lines=True).strip().encode())]


def check_sizes(sizes: Iterable[int]) -> None:
    """:raises TooLarge: all together are more than a version may hold"""
    if sum(sizes) > MOST_BYTES:
        raise TooLarge(MOST_BYTES)
