"""Texts of the screen are English in the code, marked for the translators."""

import ast
import re

from .shelves import SOURCE, module_holding, short, source_files, strings

SPOKEN = {"label", "help_text", "verbose_name", "empty_label", "error_message"}
# A word: single letters are for sorting and for reading what people type.
SWEDISH = re.compile(r"\w[åäöÅÄÖ]|[åäöÅÄÖ]\w")
# What is Swedish by its nature; each with its reason. The list may only shrink.
SWEDISH_BY_NATURE = {
    "workflows.programme_file": "the words of the programme file, which programme leaders write",
    "workflows.demonstration": "what the made-up region contains",
    "foundation.classifications": "names of municipalities",
}
SWEDISH_FILES = {
    "src/samverka/development/competence/newcomers.py": "questions to newcomers, translated",
    "src/samverka/development/competence/shipped.py": "competences to begin with",
    "src/samverka/development/cycles/shipped.py": "a self-evaluation in its own languages",
    "src/samverka/engine/identifying/contacts.py": "how streets and towns are written",
    "src/samverka/engine/identifying/naming.py": "words before a name",
    "src/samverka/engine/identifying/numbers.py": "words before a day of birth",
    "src/samverka/engine/identifying/word_lists.py": "names, and words that are none",
    "src/samverka/toolkit/languages.py": "the languages' own names",
    "src/samverka/toolkit/views.py": "examples on the page of components",
}


def test_the_code_has_no_swedish_texts():
    wrong = {}
    for file in source_files():
        if module_holding(file) in SWEDISH_BY_NATURE or short(file) in SWEDISH_FILES:
            continue
        found = [s.value for s in strings(file) if SWEDISH.search(s.value)]
        if found:
            wrong[short(file)] = found
    assert not wrong, f"Write the text in English and mark it with gettext: {wrong}"


def unmarked_texts(tree: ast.AST):
    """Plain strings where a reader will meet them: labels, messages, errors of forms."""
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        name = ast.unparse(node.func)
        said = [k.value for k in node.keywords if k.arg in SPOKEN]
        if name.split(".")[-1] == "ValidationError" or name == "forms.ValidationError":
            said += node.args[:1]
        if name.startswith("messages.") and len(node.args) > 1:
            said.append(node.args[1])
        for value in said:
            if isinstance(value, ast.JoinedStr) or (
                isinstance(value, ast.Constant) and isinstance(value.value, str) and value.value
            ):
                yield f"line {value.lineno}: {ast.unparse(value)}"


def test_what_readers_meet_is_marked_for_translation():
    wrong = {}
    for file in source_files():
        if module_holding(file) == "toolkit" and file.stem == "views":
            continue
        found = list(unmarked_texts(ast.parse(file.read_text())))
        if found:
            wrong[short(file)] = found
    assert not wrong


def test_nothing_is_shouted_at_readers():
    """In Swedish and English a mark only makes it louder; others write it where they must."""
    catalogues = [SOURCE / "locale" / code / "LC_MESSAGES/django.po" for code in ("sv", "en")]
    wrong = {
        f"{short(file)}:{number}": line
        for file in catalogues
        for number, line in enumerate(file.read_text().splitlines(), 1)
        if "!" in line and not line.startswith(("#", '"Plural-Forms'))
    }
    assert not wrong
