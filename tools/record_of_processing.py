"""Write the tables of docs/templates/registerforteckning.md from what the models declare.

python -m tools.personal_data_table    writes them anew; a test says when that is due

The rest of the page is written by hand, and left as it is.
"""

from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import django
from django.apps import apps
from django.db import models
from django.utils import translation
from django.utils.text import capfirst

from samverka.toolkit.personal_data import Declared

DOCS = Path(__file__).resolve().parents[1] / "docs"
PAGE = DOCS / "templates" / "registerforteckning.md"
BEGINS = "<!-- härifrån skrivs sidan av: python -m tools.personal_data_table -->\n"
ENDS = "<!-- hit -->\n"
# The modules as chapters, in the order in which people meet them.
CHAPTERS = {
    "accounts": "Konton och inloggning",
    "partners": "Roller",
    "people": "Personregistret",
    "imports": "Inläsning av tabeller",
    "instruments": "Frågeinstrument och svar",
    "requests": "Begäran om egna uppgifter",
    "audit": "Spårloggen",
    "drafts": "Utkast",
    "deeds": "Nyss gjort",
    "programmes": "Roller och funktioner i program",
    "groups": "Grupper och möten",
    "agreements": "Överenskommelser",
    "activities": "Aktiviteter och närvaro",
    "invitations": "Inbjudningar",
    "calendars": "Kalendrar",
    "check_in": "Incheckning",
    "certificates": "Deltagarintyg",
    "participants": "Deltagare",
    "certification": "Intygade timmar",
    "working_time": "Personalens arbetstid",
    "competence": "Kompetens",
    "training": "Utbildningsplaner",
    "supply": "Kompetensförsörjning och processledare",
    "cycles": "Enheternas kvalitetscykler",
    "signals": "Behovssignaler",
    "interpreting": "Tolkar och tolkbokningar",
    "language_groups": "Grupper för små språk",
    "questions": "Frågor och svar",
    "statements": "Redovisning till myndigheter",
    "claims": "Ansökningar om utbetalning",
    "newsletters": "Nyhetsbrev",
    "matching": "Matchningsomgångar",
    "retention": "Bevarande och gallring",
}
# Fields that no page shows by a label.
UNSEEN = {
    **dict.fromkeys(["person", "person_id", "term", "report", "one", "other"], "vem det gäller"),
    **dict.fromkeys(["user", "user_id", "holder", "stand_in", "batch"], "kontot"),
    **dict.fromkeys(["answered_by", "asked_by", "certified_by"], "vem som gjorde det"),
    **dict.fromkeys(["made_ready_by", "noted_by", "sent_by"], "vem som gjorde det"),
    "address_hash": "adress, sökbar",
    "addressee": "vem det gäller",
    "address_sealed": "adress, förseglad",
    "body": "det som stod på papperet",
    "category": "finansiärens kategori",
    "cells": "det som sändes",
    "chosen": "valda kolumner",
    "content": "det som sändes in",
    "facts": "det som stod förut",
    "found": "det som lästes",
    "identity_hash": "personnummer, sökbart",
    "identity_sealed": "personnummer, förseglat",
    "is_protected": "skyddade personuppgifter",
    "key": "namnets ljud",
    "kind": "vad som begärs",
    "mark": "här eller inte",
    "minutes": "minuter",
    "plain_words": "namn och e-post, sökbara",
    "problem": "vad som var fel",
    "sealed": "det som gick ihop",
    "secret": "hemlig länk",
    "state": "hur det gick",
    "subscriber": "prenumeranten",
    "told_sealed": "det som gjordes, förseglat",
    "typed_sealed": "det som skrevs, förseglat",
    "word": "namnets ord",
}
SELF = {
    "accounts.User": "den som har kontot",
    "people.Person": "personen",
    "newsletters.Subscriber": "prenumeranten",
}


def text() -> str:
    """The whole page: what is written by hand, with the tables of now between the two marks."""
    before, rest = PAGE.read_text(encoding="utf-8").split(BEGINS)
    after = rest.split(ENDS, 1)[1]
    with translation.override("sv"):
        return before + BEGINS + "\n" + "".join(_chapters()) + ENDS + after


def _chapters() -> Iterator[str]:
    tables: dict[str, list[type[models.Model]]] = defaultdict(list)
    for model in apps.get_models():
        declared = getattr(model, "personal_data", None)
        if declared and (declared.personal or declared.sensitive):
            tables[model._meta.app_label].append(model)
    order = [*CHAPTERS, *sorted(tables.keys() - CHAPTERS.keys())]
    words = _words()
    for app in order:
        if app in tables:
            yield f"### {CHAPTERS.get(app, app)}\n\n"
            yield "| Uppgift | Fält | Om vem | Varför | Hur länge |\n|---|---|---|---|---|\n"
            yield from (_row(model, words) for model in sorted(tables[app], key=_label))
            yield "\n"


def _label(model: type[models.Model]) -> str:
    return model._meta.label


def _row(model: type[models.Model], words: dict[str, str]) -> str:
    declared: Declared = model.personal_data  # type: ignore[attr-defined]
    spoken = "".join(
        f" {letter.lower()}" if letter.isupper() and place else letter.lower()
        for place, letter in enumerate(model.__name__)
    )
    fields = [_field(model, name) for name in sorted(declared.personal)]
    fields += [f"{_field(model, name)} (känslig)" for name in sorted(declared.sensitive)]
    cells = (
        str(capfirst(words.get(spoken, spoken))),
        ", ".join(fields),
        _whose(model, declared),
        str(declared.ground),
        str(declared.keep),
    )
    return "| " + " | ".join(cells) + " |\n"


def _field(model: type[models.Model], name: str) -> str:
    """The field's own words; for those the programme keeps to itself words of this page."""
    said = str(getattr(model._meta.get_field(name), "verbose_name", name))
    if name in UNSEEN:
        return UNSEEN[name]
    return f"`{name}`" if said == name.replace("_", " ") else said


def _whose(model: type[models.Model], declared: Declared) -> str:
    if declared.subject == "self":
        return SELF.get(model._meta.label, "den registrerade")
    end: type[models.Model] | None = model
    for name in declared.subject.split("."):
        field = end._meta.get_field(name) if end else None
        end = getattr(field, "related_model", None)
    return SELF.get(end._meta.label, "den registrerade") if end else "personen"


def _words() -> dict[str, str]:
    """English to Swedish, from docs/words.md: a word a table."""
    found = {}
    for line in (DOCS / "words.md").read_text(encoding="utf-8").splitlines():
        cells = [cell.strip() for cell in line.strip().strip("|").split("|")]
        if line.startswith("|") and len(cells) == 4:
            found[cells[0].lower()] = cells[1]
    return found


if __name__ == "__main__":
    django.setup()
    PAGE.write_text(text(), encoding="utf-8")
