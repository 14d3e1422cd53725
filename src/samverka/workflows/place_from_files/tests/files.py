"""Tables as a municipality writes them: a merged title, an empty row, a sum below."""

from pathlib import Path

import xlsxwriter

CASES = """\
Hushåll;Antal personer;Skolplatser;Yrke;Önskemål 1;Önskemål 2;Kräver;Anhöriga i;Kön
H1;4;2;undersköterska, kock;Gävle;Sandviken;studiehandledare på arabiska;;kvinna
H2;1;;svetsare;Sandviken;;;Gävle;man
H3;6;4;lärare;Gävle;Bollnäs;;;kvinna
H4;2;;kock;Ockelbo;Gävle;;;man
H5;3;1;svetsare;Gävle;;;;man
H6;2;;kock;Gävle;;;;kvinna
"""
PLACES = """\
Kommun;Platser;Skolplatser;Yrke;Finns;Största bostad
Gävle;6;3;undersköterska, kock;studiehandledare på arabiska;5
Sandviken;5;2;svetsare;studiehandledare på arabiska;4
Ockelbo;4;2;kock;;6
Bollnäs;7;4;lärare;;6
"""


def written(folder: Path, name: str, text: str) -> Path:
    """A table as a CSV file."""
    file = folder / name
    file.write_text(text, encoding="utf-8")
    return file


def workbook(folder: Path, name: str, text: str, *, title: str, total: str = "") -> Path:
    """The same table as a workbook: a merged title, an empty row, and perhaps a sum below."""
    file = folder / name
    rows = [line.split(";") for line in text.splitlines()]
    with xlsxwriter.Workbook(file) as book:
        page = book.add_worksheet("Blad1")
        page.merge_range(0, 0, 0, len(rows[0]) - 1, title)
        for number, row in enumerate(rows, start=2):
            for column, cell in enumerate(row):
                if cell.replace(",", "", 1).isdecimal():
                    page.write_number(number, column, float(cell.replace(",", ".")))
                else:
                    page.write_string(number, column, cell)
        for column, cell in enumerate(total.split(";") if total else ()):
            page.write_string(len(rows) + 2, column, cell)
    return file


def changed(text: str, row: str, cell: str, other: str) -> str:
    """The same table with one cell of a row, found by its key, written otherwise."""
    lines = text.splitlines()
    for number, line in enumerate(lines):
        if line.startswith(f"{row};"):
            assert cell in line
            lines[number] = line.replace(cell, other, 1)
    return "\n".join(lines) + "\n"
