"""The catalogues of texts, without GNU gettext: Django reads its templates, Babel does the rest.

python -m tools.messages extract    collect the texts of code and templates into every catalogue
python -m tools.messages check      fail where a catalogue is incomplete or wrong
python -m tools.messages compile    write the .mo files that Django reads
"""

import io
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from babel.messages import mofile, pofile
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_python
from django.conf import settings
from django.utils.translation.template import templatize

from . import borrowed

PACKAGE = Path(__file__).resolve().parents[1] / "src" / "samverka"
LOCALE = PACKAGE / "locale"

# What Django's functions take: gettext(text), ngettext(one, many, n), pgettext(context, text).
PLAIN = ["_", "gettext", "gettext_lazy", "gettext_noop"]
KEYWORDS: dict[str, Any] = {
    **dict.fromkeys(PLAIN),
    **dict.fromkeys(["ngettext", "ngettext_lazy"], (1, 2)),
    **dict.fromkeys(["pgettext", "pgettext_lazy"], ((1, "c"), 2)),
    **dict.fromkeys(["npgettext", "npgettext_lazy"], ((1, "c"), 2, 3)),
}

# Number forms of each language, as its speakers count; prs counts like Persian.
PLURALS = {
    "sv": "nplurals=2; plural=(n != 1);",
    "en": "nplurals=2; plural=(n != 1);",
    "ar": (
        "nplurals=6; plural=(n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : "
        "n%100>=3 && n%100<=10 ? 3 : n%100>=11 ? 4 : 5);"
    ),
    "prs": "nplurals=2; plural=(n > 1);",
    "so": "nplurals=2; plural=(n != 1);",
    "ti": "nplurals=2; plural=(n > 1);",
    "uk": (
        "nplurals=3; plural=(n%10==1 && n%100!=11 ? 0 : "
        "n%10>=2 && n%10<=4 && (n%100<10 || n%100>=20) ? 1 : 2);"
    ),
}
COMPLETE = ("sv", "en")  # the languages Samverka is complete in; the others are drafts
DRAFT = (
    "# A draft that no speaker of the language has reviewed; pages in it say so. What is left\n"
    "# empty is shown in Swedish.\n"
)
PLACEHOLDER = re.compile(r"%\([a-z_]+\)[sd]|\{[a-z_]+\}")

Texts = dict[tuple[str | None, object], Message]


def path_of(language: str) -> Path:
    return LOCALE / language / "LC_MESSAGES" / "django.po"


def languages() -> list[str]:
    """The complete languages, and the drafts that somebody has begun."""
    return [code for code in PLURALS if code in COMPLETE or path_of(code).exists()]


# --- Extract ----------------------------------------------------------------------------------


def texts_of_code() -> Catalog:
    """Every text that code and templates mark for translation."""
    found = Catalog()
    for file in sorted(
        [*PACKAGE.rglob("*.py"), *PACKAGE.rglob("*.html"), *PACKAGE.rglob("*.txt")]
    ):
        if "tests" in file.parts or "migrations" in file.parts:
            continue
        for text, context, note in _texts_of(file):
            found.add(text, context=context, auto_comments=note)
    return found


def _texts_of(file: Path) -> Iterator[tuple[str | tuple[str, ...], str | None, list[str]]]:
    code = file.read_text(encoding="utf-8")
    if file.suffix != ".py":
        # Django turns a template into calls of gettext among X's; indentation means nothing there.
        code = "\n".join(line.strip() for line in templatize(code).splitlines())
    stream = io.BytesIO(code.encode())
    for _, function, words, notes in extract_python(
        stream, KEYWORDS, ["Translators:"], {"encoding": "utf-8"}
    ):
        yield from _as_text(function, words, notes)


def _as_text(function: Any, words: Any, notes: Any) -> Iterator[tuple[Any, str | None, list[str]]]:
    """Read a call's words by what its function takes; a call without fixed text is no text."""
    given = list(words) if isinstance(words, tuple) else [words]
    spec = KEYWORDS[function]
    context = given.pop(0) if spec and isinstance(spec[0], tuple) else None
    wanted = given[: 2 if function.startswith(("n", "np")) else 1]
    if wanted and all(isinstance(word, str) and word for word in wanted):
        yield tuple(wanted) if len(wanted) == 2 else wanted[0], context, notes


def extract() -> int:
    """Bring every catalogue up to date: new texts empty, gone ones out, the rest as they were."""
    for language in languages():
        found = with_borrowed(texts_of_code(), language)
        _write(language, _merged(found, _read(language)))
        print(f"{language}: {_missing(_read(language))} of {len(found)} texts without translation")
    return 0


def with_borrowed(catalog: Catalog, language: str) -> Catalog:
    """Our texts, and those of Django and allauth that a language brings along itself."""
    for text in borrowed.texts_for(language):
        catalog.add(text)
    return catalog


def _merged(found: Catalog, old: Catalog) -> Catalog:
    merged = Catalog()
    for message in _texts(found).values():
        before = old.get(message.id, message.context)
        keeps = before is not None and bool(before.pluralizable) == bool(message.pluralizable)
        merged.add(
            message.id,
            before.string if keeps and before is not None else None,
            context=message.context,
            auto_comments=message.auto_comments,
            user_comments=before.user_comments if before else (),
        )
    return merged


def _read(language: str) -> Catalog:
    if not path_of(language).exists():
        return Catalog()
    with path_of(language).open("rb") as file:
        return pofile.read_po(file)


def _write(language: str, catalog: Catalog) -> None:
    """Sorted and without line numbers or dates, so that a change shows only what changed."""
    note = "" if language in COMPLETE else DRAFT
    # Else Babel writes two forms of a number, however many the language has.
    catalog.mime_headers = [("Plural-Forms", PLURALS[language])]
    body = io.BytesIO()
    pofile.write_po(
        body, catalog, no_location=True, omit_header=True, sort_output=True, ignore_obsolete=True
    )
    head = note + (
        'msgid ""\nmsgstr ""\n'
        f'"Language: {language}\\n"\n'
        '"MIME-Version: 1.0\\n"\n'
        '"Content-Type: text/plain; charset=UTF-8\\n"\n'
        '"Content-Transfer-Encoding: 8bit\\n"\n'
        f'"Plural-Forms: {PLURALS[language]}\\n"\n\n'
    )
    path_of(language).parent.mkdir(parents=True, exist_ok=True)
    path_of(language).write_text(head + body.getvalue().decode(), encoding="utf-8")


# --- Check ------------------------------------------------------------------------------------


def _texts(catalog: Catalog) -> Texts:
    return {(message.context, _key(message)): message for message in catalog if message.id}


def _key(message: Message) -> str:
    return message.id[0] if isinstance(message.id, tuple | list) else message.id


def _forms(words) -> list[str]:
    return [words] if isinstance(words, str) else list(words or [])


def _is_empty(message: Message) -> bool:
    return not all(_forms(message.string))


def _missing(catalog: Catalog) -> int:
    return sum(map(_is_empty, _texts(catalog).values()))


def check() -> int:
    """Say everything that is wrong, in all catalogues."""
    found = _texts(texts_of_code())
    problems = [problem for code in languages() for problem in _problems(code, found)]
    for problem in problems:
        print(problem)
    if problems:
        print(f"\n{len(problems)} problems. `make messages` collects texts; the rest is written.")
        return 1
    print(f"{len(found)} texts in {', '.join(languages())}.")
    return 0


def _problems(language: str, found: Texts) -> Iterator[str]:
    texts = _texts(_read(language))
    known = found | _texts(with_borrowed(Catalog(), language))
    for key in texts.keys() - known.keys():
        yield f"{language}: no page says {key[1]!r} any more"
    if language in COMPLETE:
        for key in known.keys() - texts.keys():
            yield f"{language}: not in the catalogue: {key[1]!r}"
    for key in texts.keys() & known.keys():
        yield from _problems_of(language, texts[key])


def _problems_of(language: str, message: Message) -> Iterator[str]:
    if message.fuzzy:
        yield f"{language}: marked as uncertain: {_key(message)!r}"
    if _is_empty(message):
        if language == "sv":
            yield f"{language}: without translation: {_key(message)!r}"
        return
    wanted = set(PLACEHOLDER.findall(" ".join(_forms(message.id))))
    for form in _forms(message.string):
        given = set(PLACEHOLDER.findall(form))
        # A form for "one" may leave its number out; nothing else may differ.
        if given - wanted or (given != wanted and not message.pluralizable):
            yield f"{language}: placeholders differ: {_key(message)!r} → {form!r}"


# --- Compile ----------------------------------------------------------------------------------


def compile_all() -> int:
    for language in filter(lambda code: path_of(code).exists(), languages()):
        with path_of(language).with_suffix(".mo").open("wb") as file:
            mofile.write_mo(file, _translated(_read(language)))
    return 0


def _translated(catalog: Catalog) -> Catalog:
    """Without what is not translated: Babel would else write plurals in English, not Swedish."""
    for message in [one for one in catalog if one.id and _is_empty(one)]:
        catalog.delete(message.id, message.context)
    return catalog


COMMANDS = {"extract": extract, "check": check, "compile": compile_all}


def main(words: list[str]) -> int:
    if len(words) != 1 or words[0] not in COMMANDS:
        print(__doc__)
        return 2
    # templatize asks for one setting only; the application itself is not needed.
    settings.configure(USE_I18N=True)
    return COMMANDS[words[0]]()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
