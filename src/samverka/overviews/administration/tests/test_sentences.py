"""Every verb that the code notes has its sentence, and every sentence its verb."""

import ast
from functools import cache
from pathlib import Path

import samverka
from samverka.overviews.administration.sentences import SENTENCES

SOURCE = Path(samverka.__file__).parent
NOTING = {"note", "note_many"}
# The trail's own function, which passes on what it is given.
TRAIL = SOURCE / "foundation" / "audit" / "trail.py"


@cache
def verbs_noted() -> dict[str, str]:
    """Each verb, and where it is noted."""
    found = {"read": "foundation/audit/trail.py"}
    for file in SOURCE.rglob("*.py"):
        if file == TRAIL or "tests" in file.parts:
            continue
        for call in ast.walk(ast.parse(file.read_text())):
            if isinstance(call, ast.Call) and getattr(call.func, "attr", "") in NOTING:
                for verb in (word.value for word in call.keywords if word.arg == "verb"):
                    place = f"{file.relative_to(SOURCE)}:{call.lineno}"
                    for one in written(verb, place):
                        found[one] = place
    return found


def written(verb: ast.expr, place: str) -> list[str]:
    """A verb stands in the code as it is in the trail, or as one of two."""
    if isinstance(verb, ast.IfExp):
        return [*written(verb.body, place), *written(verb.orelse, place)]
    assert isinstance(verb, ast.Constant), f"{place}: write the verb out, so that it can be found"
    return [verb.value]


def test_every_verb_has_a_sentence():
    missing = {verb: place for verb, place in verbs_noted().items() if verb not in SENTENCES}
    assert not missing, "Say it in overviews/administration/sentences.py"


def test_no_sentence_is_about_a_verb_that_is_gone():
    assert not SENTENCES.keys() - verbs_noted().keys()


def test_a_verb_says_which_module_it_is_of():
    modules = {folder.name for folder in SOURCE.glob("*/*/")}
    assert not {verb for verb in SENTENCES if verb != "read" and verb.split(".")[0] not in modules}
