"""Words that the look of a name depends on: common given names, and capitals that are no person.

Given names are from general knowledge, common in Sweden and in languages of people who came
lately; no register was read, and none of them tells of anybody. Each list is a file of words.
"""

from pathlib import Path

WORDS = Path(__file__).parent / "words"


def _words(name: str) -> frozenset[str]:
    return frozenset((WORDS / f"{name}.txt").read_text(encoding="utf-8").split())


GIVEN_NAMES = _words("given_names")
# Names that are also words: alone they are held for the word.
ORDINARY = _words("ordinary")
# Capitals inside a sentence that are no person, beside the places one hands in.
NO_PERSONS = _words("no_persons")
# What such a word ends with: an authority, a house, a street. A tuple, as `endswith` takes it.
NO_PERSON_ENDS = tuple(sorted(_words("no_person_ends")))
# "Ytterby skola", "Osby kommun": the word before is a place.
PLACE_AFTER = _words("place_after")
