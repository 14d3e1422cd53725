"""Twenty thousand persons from a table: looked through, written, and looked through once more.

Each file is read in a process of its own, as the worker reads it, so that its memory can be told.
"""

import datetime as dt
from pathlib import Path

from samverka.toolkit import spreadsheet

from . import alone
from .measure import Row

PERSONS = 20_000
SECONDS, MEGABYTES = 15.0, 150.0
FIRST_BIRTHDAY = dt.date(1950, 1, 1)
# The last digits but one of the tax agency's numbers for trials.
TRIAL = ("238", "239")
GIVEN = ("Amina", "Yusuf", "Olena", "Tsegay", "Nasrin", "Omid", "Eva", "Lars", "Hodan", "Selam")
FAMILY = ("Exempel", "Påhitt", "Testsson", "Provberg", "Övning", "Prövarsson", "Lekander")
SYLLABLES = (
    "ba", "de", "fi", "go", "lu", "mi", "na", "po", "ra", "se", "ti", "vo", "ka", "le", "ru", "sa",
)  # fmt: skip
TITLES = ("Socialsekreterare", "Lärare", "Kurator", "Handläggare", "Rektor")
HEADINGS = ["Förnamn", "Efternamn", "Personnummer", "E-post", "Telefon", "Befattning", "Kontakt"]


def rows(folder: Path) -> list[Row]:
    table = [person_row(number) for number in range(PERSONS)]
    xlsx, csv = folder / "staff.xlsx", folder / "staff.csv"
    xlsx.write_bytes(spreadsheet.xlsx("Staff", HEADINGS, table))
    csv.write_bytes(spreadsheet.csv(HEADINGS, table))
    found = [
        ("XLSX, nobody known", alone.ask("one_import", xlsx, "write")),
        ("CSV, everybody known", alone.ask("one_import", csv, "look")),
    ]
    measured = []
    for name, figures in found:
        about = f"import of 20,000 persons looked through ({name})"
        measured += [
            Row(about, figures["seconds"], SECONDS, "s"),
            Row(f"{about}: processor time", figures["processor"], SECONDS, "s"),
            Row(f"{about}: memory above idle", figures["megabytes"], MEGABYTES, "MB"),
        ]
    written = found[0][1]["written"]
    return [*measured, Row("import of 20,000 persons written", written, 2 * SECONDS, "s")]


def person_row(number: int) -> list[str]:
    born = FIRST_BIRTHDAY + dt.timedelta(days=number // 2)
    digits = f"{born:%y%m%d}{TRIAL[number % 2]}"
    # Some hundreds of given names and some thousands of family names, as where many work.
    given, family = (
        "".join(SYLLABLES[number * step // 16**place % 16] for place in range(length)).title()
        for step, length in ((7919, 2), (104_729, 4))
    )
    return [
        GIVEN[number % len(GIVEN)] if number % 3 else given,
        f"{FAMILY[number % len(FAMILY)]} {family}" if number % 5 == 0 else family,
        f"{born:%Y%m%d}-{digits[6:]}{_check_digit(digits)}",
        f"person{number}@example.org",
        f"070174{number % 10_000:04}",
        TITLES[number % len(TITLES)],
        "Direkt" if number % 3 else "Indirekt",
    ]


def _check_digit(digits: str) -> int:
    doubled = [int(digit) * (2 if place % 2 == 0 else 1) for place, digit in enumerate(digits)]
    return -sum(value // 10 + value % 10 for value in doubled) % 10
