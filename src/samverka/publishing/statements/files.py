"""The files of a version."""

from dataclasses import dataclass

from samverka.toolkit.spreadsheet import xlsx

from .contents import Content, Line
from .models import SentFile, Version


@dataclass(frozen=True)
class MadeFile:
    kind: str
    name: str
    body: bytes


def files_of(version: Version, content: Content) -> list[MadeFile]:
    """The rows as a spreadsheet; those with protected identity in one of their own."""
    name = f"{content.layout.code}-{content.first_month:%Y-%m}-{version.number}"
    made = [MadeFile(SentFile.Kind.XLSX, f"{name}.xlsx", _sheet(content, content.ordinary))]
    if content.protected:
        body = _sheet(content, content.protected)
        made.append(MadeFile(SentFile.Kind.PROTECTED_XLSX, f"{name}-s.xlsx", body))
    return made


def _sheet(content: Content, rows: list[Line]) -> bytes:
    headings = [column["heading"] for column in content.layout.columns]
    return xlsx(content.layout.name, headings, [row.cells for row in rows])
