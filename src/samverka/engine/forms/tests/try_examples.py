"""How other people's example forms fare: taken in whole, with something named, or refused.

    python -m samverka.engine.forms.tests.try_examples FOLDER

FOLDER holds XLSForms (.xls, .xlsx, .xlsm, .csv, .md), such as tests/example_xls in pyxform's
repository, which are not in its package. Every form that is taken in is written out again, and
pyxform asked whether it takes it.
"""

import sys
import warnings
from collections import Counter
from pathlib import Path
from typing import Any

from pyxform.errors import PyXFormError
from pyxform.xls2json_backends import csv_to_dict, md_to_dict, xls_to_dict, xlsx_to_dict
from pyxform.xls2xform import convert

from samverka.engine.forms.xlsform import from_rows, to_rows

READERS = {
    ".xls": xls_to_dict,
    ".xlsx": xlsx_to_dict,
    ".xlsm": xlsx_to_dict,
    ".csv": csv_to_dict,
    ".md": md_to_dict,
}


def sheets(told: dict[str, Any]) -> dict[str, list]:
    """The sheets themselves of what pyxform's readers give."""
    return {
        name: rows
        for name, rows in told.items()
        if isinstance(rows, list) and name != "sheet_names" and not name.endswith("_header")
    }


def is_accepted(rows_of: dict[str, list[dict[str, str]]]) -> bool:
    """Whether pyxform converts the sheets, read as from a file: blank cells are none."""
    told: dict[str, Any] = {}
    for name, rows in rows_of.items():
        told[name] = [{key: text for key, text in row.items() if text} for row in rows]
        told[f"{name}_header"] = [dict.fromkeys(rows[0])] if rows else []
    try:
        return bool(convert(told, validate=False, form_name="data").xform)
    except PyXFormError as refusal:
        print("    pyxform refuses what was written:", refusal)
        return False


def fate(file: Path) -> str:
    """What becomes of one form."""
    try:
        told = READERS[file.suffix](str(file))
    except PyXFormError as refusal:
        print(f"unreadable, by pyxform too: {file.name}: {refusal}")
        return "unreadable"
    got = from_rows(sheets(told), "en")
    said = "refused" if got.form is None else "something named" if got.notes else "whole"
    print(f"{said}: {file.name}")
    for note in got.refusals or got.notes:
        print("   ", note)
    if got.form and not is_accepted(to_rows(got.form).sheets):
        return "not written"
    return said


def main(folder: str) -> None:
    """Try every form of the folder, and print how many fared how."""
    warnings.simplefilter("ignore")
    files = sorted(f for f in Path(folder).rglob("*") if f.suffix in READERS)
    print(dict(Counter(map(fate, files))))


if __name__ == "__main__":
    main(sys.argv[1])
