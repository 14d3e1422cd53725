"""Templates stay at home, run nothing inline, and leave every word to the translators."""

import re
from functools import cache
from pathlib import Path

from .shelves import module_holding, modules, rank_of, short, source_files, strings

# A name that the code hands over is a string of the code, and looked at there.
REFERENCE = re.compile(r"""{%\s*(?:extends|include)\s+["']([^"']+)""")
NAMED = re.compile(r"""["']([\w-]+(?:/[\w-]+)+\.html)["']""")
LOADED = re.compile(r"{%\s*load\s+([^%]+?)\s*%}")
INLINE = {
    "a script": re.compile(r"<script(?![^>]*\ssrc=)[^>]*>", re.I),
    "a style": re.compile(r"<style\b|\sstyle\s*=", re.I),
    "an event handler": re.compile(r"<[^>{]*\son[a-z]+\s*=", re.I),
    "a script address": re.compile(r"javascript:", re.I),
}
OTHER_HOST = re.compile(r"""(?:src|href|action|url)\s*[=(]\s*["']?(?:https?:)?//""", re.I)
NOT_TEXT = re.compile(
    r"{%\s*comment.*?{%\s*endcomment\s*%}|{#.*?#}|{%\s*blocktranslate.*?{%\s*endblocktranslate\s*%}"
    r"|<!--.*?-->|<svg\b.*?</svg>",
    re.S,
)
SPOKEN_ATTRIBUTE = re.compile(r"""\s(?:alt|title|aria-label|placeholder|label)="([^"]*)\"""")
CODE = re.compile(r"{%.*?%}|{{.*?}}", re.S)
MARKUP = re.compile(r"<[^>]*>", re.S)
# A whole one, and no group of a regular expression.
TAG = re.compile(r"(?<!P)<[a-z][a-z0-9]*(?:\s[^<>]*)?>")
ENTITY = re.compile(r"&#?\w+;")
WORD = re.compile(r"[^\W\d_]{2,}")
# The same in every language.
NAMES = {"Samverka", "XLSX", "CSV", "PDF", "DOCTYPE", "html"}


def templates() -> list[Path]:
    return source_files("templates/**/*.html")


@cache
def with_templates() -> set[str]:
    """The modules that have any."""
    return {module_holding(file) for file in templates()}


def faults(check) -> dict[str, list[str]]:
    """What a check finds in each template, where it finds anything."""
    return {short(file): found for file in templates() if (found := check(file))}


def is_within_reach(module: str, name: str) -> bool:
    """Its own, the toolkit's, and the `parts/` of lower modules."""
    owner, *rest = name.split("/")
    if owner in {module.split(".")[-1], "toolkit"}:
        return True
    lower = [
        other
        for other in with_templates()
        if other.split(".")[-1] == owner and rank_of(other) < rank_of(module)
    ]
    return bool(lower) and rest[0] == "parts"


def references_out_of_reach(file: Path) -> list[str]:
    module = module_holding(file)
    if module == "toolkit":
        # allauth's pages are replaced there, under the names allauth gives them.
        return []
    names = REFERENCE.findall(file.read_text())
    return [name for name in names if not is_within_reach(module, name)]


def test_templates_use_their_own_and_the_toolkits():
    assert not faults(references_out_of_reach)


def test_code_answers_with_templates_of_its_own_module():
    wrong = [
        (short(file), name)
        for file in source_files()
        for name in NAMED.findall(file.read_text())
        if not is_within_reach(module_holding(file), name)
    ]
    assert not wrong


def inline_parts(file: Path) -> list[str]:
    text = NOT_TEXT.sub("", file.read_text())
    return [what for what, pattern in INLINE.items() if pattern.search(text)]


def test_templates_run_nothing_inline():
    found = faults(inline_parts)
    assert not found, f"The content-security policy refuses these; use a file in static/: {found}"


@cache
def drawn_in_code() -> list[tuple[str, str]]:
    """Markup that the code writes itself: charts, and rows of which a page has many."""
    return [
        (f"{short(file)}:{string.lineno}", string.value)
        for file in source_files()
        for string in strings(file)
        if TAG.search(string.value)
    ]


def test_code_draws_nothing_inline():
    found = {
        place: what
        for place, markup in drawn_in_code()
        for what, pattern in INLINE.items()
        if pattern.search(markup)
    }
    assert not found


def test_every_word_that_the_code_draws_is_given_to_the_translators():
    found = {
        place: words
        for place, markup in drawn_in_code()
        if (words := untranslated_words(re.sub(r"{[^{}]*}", " ", markup)))
    }
    assert not found


def test_nothing_comes_from_other_hosts():
    files = templates() + [
        file for kind in ("css", "js") for file in source_files(f"static/**/*.{kind}")
    ]
    wrong = [
        short(file)
        for file in files
        if OTHER_HOST.search(file.read_text().replace("http://www.w3.org/", ""))
    ]
    assert not wrong


def libraries_to_spare(file: Path) -> list[str]:
    """Our tags and the translations are there without loading; a module may have tags of its own.

    Those draw many rows at once where a template for each would cost too much.
    """
    module = module_holding(file)
    own = modules()[module].glob("templatetags/*.py")
    allowed = {"static"} | {tags.stem for tags in own}
    if module == "toolkit":
        allowed |= {"allauth", "account"}
    return sorted(set(" ".join(LOADED.findall(file.read_text())).split()) - allowed)


def test_templates_load_no_libraries_but_static_and_their_own():
    assert not faults(libraries_to_spare)


def untranslated_words(text: str) -> list[str]:
    """Words a reader would meet that no translator has been given."""
    markup = CODE.sub(" ", NOT_TEXT.sub(" ", text))
    spoken = " ".join(SPOKEN_ATTRIBUTE.findall(markup))
    body = MARKUP.sub(" ", markup)
    return [
        word for word in WORD.findall(ENTITY.sub(" ", f"{body} {spoken}")) if word not in NAMES
    ]


def words_for_nobody(file: Path) -> list[str]:
    # The page of components shows Swedish and Arabic side by side, for those who build pages.
    return [] if file.name == "components.html" else untranslated_words(file.read_text())


def test_every_word_is_given_to_the_translators():
    assert not faults(words_for_nobody)


def test_words_outside_translation_are_found():
    assert untranslated_words('<p title="{% translate "Day" %}">{{ day }}</p>') == []
    assert untranslated_words("<p>Spara <b>nu</b></p>") == ["Spara", "nu"]
    assert untranslated_words('<img alt="En bild">') == ["En", "bild"]
