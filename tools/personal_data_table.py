"""Write docs/personal-data.md from what the models declare.

python -m tools.personal_data_table    write it anew; a test says when that is due
"""

import sys
from pathlib import Path

import django
from django.apps import apps
from django.db import models
from django.utils import translation

PAGE = Path(__file__).resolve().parents[1] / "docs" / "personal-data.md"
HEAD = """\
# What is stored about people

Written from the declarations beside the models (`python -m tools.personal_data_table`); a test
compares the two. Each field is declared; what is not named here is not about a person.
Erasure, subject access and copies for research read the same declarations.

| Table | Personal fields | Whose | Ground | How long |
|---|---|---|---|---|
"""


def text() -> str:
    """The whole page, in English whatever language is on."""
    with translation.override("en"):
        tables = [model for model in apps.get_models() if _is_about_people(model)]
        rows = [_row(model) for model in sorted(tables, key=lambda model: model._meta.label)]
        stays = [_stays(model) for model in tables if model.personal_data.outlives]
    page = HEAD + "".join(rows)
    if stays:
        page += "\n## What stays after erasure, and why\n\n" + "".join(sorted(stays))
    return page


def _is_about_people(model: type[models.Model]) -> bool:
    declared = getattr(model, "personal_data", None)
    return bool(declared and (declared.personal or declared.sensitive))


def _row(model: type[models.Model]) -> str:
    said = model.personal_data
    fields = [f"`{name}`" for name in sorted(said.personal)]
    fields += [f"`{name}` (sensitive)" for name in sorted(said.sensitive)]
    whose = "the row is the person" if said.subject == "self" else f"`{said.subject}`"
    cells = (model._meta.label, ", ".join(fields), whose, said.ground, said.keep)
    return "| " + " | ".join(str(cell) for cell in cells) + " |\n"


def _stays(model: type[models.Model]) -> str:
    reasons = model.personal_data.outlives.items()
    return "".join(f"- {model._meta.label}, `{name}`: {why}\n" for name, why in sorted(reasons))


if __name__ == "__main__":
    django.setup()
    PAGE.write_text(text())
    sys.exit(print(f"Wrote {PAGE}"))
