"""Write docs/personal-data.md from what the models declare.

python -m tools.personal_data_table    write it anew; a test says when that is due

The record of processing in docs/templates is written from the same, at the same time.
"""

from collections.abc import Iterator
from pathlib import Path

import django
from django.apps import apps
from django.utils import translation

from samverka.toolkit.personal_data import Declared
from tools import record_of_processing

PAGE = Path(__file__).resolve().parents[1] / "docs" / "personal-data.md"
HEAD = """\
# What is stored about people

Written from the declarations beside the models (`python -m tools.personal_data_table`); a test
compares the two. Each field is declared; what is not named here is not about a person.
Erasure, subject access and copies for research read the same declarations.
What belongs to a programme goes when every rule has been kept to: somebody looks through the
list and decides, and the proof stays ([how](how-to/keep-and-delete-records.md)). The same in
Swedish, as a record of processing: [templates](templates/README.md).

| Table | Personal fields | Whose | Ground | How long |
|---|---|---|---|---|
"""


def text() -> str:
    """The whole page, in English whatever language is on."""
    with translation.override("en"):
        tables = sorted(_about_people(), key=lambda table: table[0])
        rows = [_row(label, declared) for label, declared in tables]
        stays = [line for label, declared in tables for line in _stays(label, declared)]
    page = HEAD + "".join(rows)
    if stays:
        page += "\n## What stays after erasure, and why\n\n" + "".join(stays)
    return page


def _about_people() -> Iterator[tuple[str, Declared]]:
    for model in apps.get_models():
        declared = getattr(model, "personal_data", None)
        if declared and (declared.personal or declared.sensitive):
            yield model._meta.label, declared


def _row(label: str, declared: Declared) -> str:
    fields = [f"`{name}`" for name in sorted(declared.personal)]
    fields += [f"`{name}` (sensitive)" for name in sorted(declared.sensitive)]
    whose = "the row is the person" if declared.subject == "self" else f"`{declared.subject}`"
    cells = (label, ", ".join(fields), whose, str(declared.ground), str(declared.keep))
    return "| " + " | ".join(cells) + " |\n"


def _stays(label: str, declared: Declared) -> list[str]:
    return [f"- {label}, `{name}`: {why}\n" for name, why in sorted(declared.outlives.items())]


if __name__ == "__main__":
    django.setup()
    PAGE.write_text(text())
    record_of_processing.PAGE.write_text(record_of_processing.text(), encoding="utf-8")
