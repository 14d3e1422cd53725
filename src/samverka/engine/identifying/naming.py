"""Names in a text: those one knows, however they are spelled, and what is written as a name.

Two ways, since neither is enough. A register knows how names are spelled and misses whom it does
not hold. The look of a word needs no register, so it tells nothing of who is in one; but a capital
at the beginning of a sentence says nothing, and scripts without capitals have no look.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from samverka.engine.names import (
    WORD_ALIKE,
    keys_of_word,
    leaves_vowels_out,
    word_likeness,
    words_of,
)

from .plain import Plain
from .word_lists import (
    GIVEN_NAMES,
    NO_PERSON_ENDS,
    NO_PERSONS,
    ORDINARY,
    PLACE_AFTER,
)

Found = tuple[str, int, int]

_WORD = re.compile(r"[^\W\d_](?:[\w'’`]|-(?=\w))*")
_BEGINS = re.compile(r"(?:^|[.!?:\n\r•*–\"”»(]|\n\s*-|\n\s*\d+\.)\s*$")
_BETWEEN = re.compile(r" {1,2}|, |\. ?")
_CALLED = re.compile(
    r"\b(?:heter|hette|kallad|kallas|namnet|döpt till|named|called|herr|fru|fröken|mrs?|dr)"
    r"\.?\s+$",
    re.IGNORECASE,
)
# Alone a name must be spelled nearly as the one that is known.
_ALONE_ALIKE = 0.9
_SHORTEST_ALONE = 3
_LONGEST_TITLE = 3


@dataclass(frozen=True)
class KnownName:
    """Given and family names of one person, as they are written in any script."""

    given: str
    family: str


@dataclass(frozen=True)
class Known:
    """What is known before a text is read.

    names: of persons; they are looked for in all spellings.
    places: words that are in names of places and organisations, in any case.
    """

    names: Sequence[KnownName] = ()
    places: frozenset[str] = frozenset()

    @cached_property
    def sounds(self) -> "_Sounds":
        return _Sounds(self.names)

    @cached_property
    def no_persons(self) -> frozenset[str]:
        return NO_PERSONS | {word.casefold() for word in self.places}


@dataclass
class _Token:
    """A word of a text: where it stands, and how it looks."""

    text: str
    start: int
    end: int
    begins: bool
    # The persons it may name, by any word and by a given name spelled nearly so.
    persons: set[int] = field(default_factory=set)
    exactly: set[int] = field(default_factory=set)

    @property
    def plain(self) -> str:
        return self.text.casefold()

    @property
    def is_capital(self) -> bool:
        """A capital, and small letters after it in the same part: "SO-kurs" is no name."""
        first = self.text.partition("-")[0]
        return first[0].isupper() and any(sign.islower() for sign in first[1:])

    @property
    def has_no_case(self) -> bool:
        return self.text[0].lower() == self.text[0].upper()

    @property
    def bare(self) -> str:
        """Without the s that says whose something is."""
        return re.sub(r"['’]?s$", "", self.plain)


def words_to_look_up(text: str) -> set[str]:
    """The words of a text, as a register of names keys them: what could name somebody.

    Arguments:
        text: as it was written, in any script.

    Returns:
        Words as `samverka.engine.names.words_of` gives them, with and without a last s.
    """
    found: set[str] = set()
    for match in _WORD.finditer(text):
        for written in {match[0].casefold(), re.sub(r"['’]?s$", "", match[0].casefold())}:
            found.update(word for word in words_of(written) if len(word) >= _SHORTEST_ALONE)
    return found


def names_in(where: Plain, known: Known, *, apart: Sequence[tuple[int, int]]) -> list[Found]:
    """The kind "name", start and end of each name in a plain text; neighbours are one.

    Arguments:
        apart: starts and ends of what is something else already, as an address.
    """
    tokens = [token for token in _tokens(where.text) if _stands_free(token, apart)]
    for token in tokens:
        known.sounds.lay_on(token)
    named = {place for place, token in enumerate(tokens) if _names(tokens, place, where, known)}
    named |= set(_known_pairs(tokens, where.text))
    return list(_joined(tokens, named, where.text))


def _tokens(text: str) -> Iterator[_Token]:
    for match in _WORD.finditer(text):
        before = text[max(match.start() - 8, 0) : match.start()]
        begins = bool(_BEGINS.search(before)) and not _after_initial(text, match.start())
        yield _Token(match[0], match.start(), match.end(), begins)


def _after_initial(text: str, start: int) -> bool:
    """The full stop before belongs to an initial: "A. Exempel"."""
    return bool(re.search(r"(?:^|[\s.])[A-ZÅÄÖ]\. ?$", text[max(start - 4, 0) : start]))


def _stands_free(token: _Token, apart: Iterable[tuple[int, int]]) -> bool:
    return all(token.end <= start or token.start >= end for start, end in apart)


def _names(tokens: list[_Token], place: int, where: Plain, known: Known) -> bool:
    token = tokens[place]
    if _is_no_person(tokens, place, known, where.text):
        return False
    if token.exactly and _alone(token):
        return True
    called = bool(_CALLED.search(where.text[max(token.start - 12, 0) : token.start]))
    if token.bare in GIVEN_NAMES or token.plain in GIVEN_NAMES:
        is_word = token.plain in ORDINARY or token.bare in ORDINARY
        return called or not is_word or (token.is_capital and not token.begins)
    if not token.is_capital:
        return False
    if not token.begins:
        return len(token.text) >= _LONGEST_TITLE or called
    # At the beginning a capital says something only together with the next.
    follower = tokens[place + 1] if place + 1 < len(tokens) else None
    return (
        follower is not None
        and follower.is_capital
        and where.text[token.end : follower.start] == " "
        and (follower.bare in GIVEN_NAMES or token.bare in GIVEN_NAMES or bool(token.persons))
    )


def _alone(token: _Token) -> bool:
    if token.plain in ORDINARY or token.bare in ORDINARY or len(token.bare) < _SHORTEST_ALONE:
        return token.is_capital and not token.begins
    return token.is_capital or token.has_no_case or token.text.isupper()


def _is_no_person(tokens: list[_Token], place: int, known: Known, text: str) -> bool:
    token = tokens[place]
    words = {token.plain, token.bare, *re.split("-", token.plain)}
    if words & known.no_persons or token.bare.endswith(NO_PERSON_ENDS):
        return True
    follower = tokens[place + 1] if place + 1 < len(tokens) else None
    is_next = follower is not None and text[token.end : follower.start] == " "
    return is_next and follower is not None and follower.plain in PLACE_AFTER


def _known_pairs(tokens: list[_Token], text: str) -> Iterator[int]:
    """Words beside each other, or with one between, that are two words of one person."""
    for place, token in enumerate(tokens):
        for other in range(place + 1, min(place + 3, len(tokens))):
            between = text[token.end : tokens[other].start]
            if "\n" in between or re.search(r"[.!?;:]\s", between):
                break
            both = token.persons & tokens[other].persons
            if both and token.bare != tokens[other].bare:
                yield from range(place, other + 1)


def _joined(tokens: list[_Token], named: set[int], text: str) -> Iterator[Found]:
    """Each name once, with initials before and after it."""
    start = end = None
    for place in sorted(named):
        token = tokens[place]
        if end is not None and _BETWEEN.fullmatch(text[end : token.start]):
            end = token.end
            continue
        if start is not None and end is not None:
            yield "name", start, end
        start, end = token.start, token.end
    if start is not None and end is not None:
        yield "name", start, end


class _Sounds:
    """The words of the names that are known, found by how they sound."""

    def __init__(self, names: Sequence[KnownName]):
        self.by_key: dict[str, set[tuple[str, bool, int, bool]]] = {}
        for person, name in enumerate(names):
            for written, is_given in ((name.given, True), (name.family, False)):
                for word in words_of(written):
                    known = (word, leaves_vowels_out(written), person, is_given)
                    for key in keys_of_word(word):
                        self.by_key.setdefault(key, set()).add(known)

    def lay_on(self, token: _Token) -> None:
        """Say which persons a word may name."""
        if not self.by_key:
            return
        bare_script = leaves_vowels_out(token.text)
        for written in {token.plain, token.bare}:
            for word in words_of(written):
                self._lay(word, bare_script, token)

    def _lay(self, word: str, bare_script: bool, token: _Token) -> None:
        heard = set().union(*(self.by_key.get(key, set()) for key in keys_of_word(word)))
        for other, is_bare, person, is_given in heard:
            without = bare_script != is_bare
            likeness = word_likeness(word, other, without_vowels=without)
            if likeness >= WORD_ALIKE:
                token.persons.add(person)
            # A family name that begins a sentence is as often a word.
            if likeness >= _ALONE_ALIKE and (is_given or not token.begins):
                token.exactly.add(person)
