"""What is found is what a plain look through all that one may see would find, and no more."""

import random
from unicodedata import normalize

import pytest

from samverka.delivery.activities.models import Activity
from samverka.delivery.activities.tests.factories import training_day
from samverka.engine.names import (
    WORD_ALIKE,
    in_latin,
    keys_of_word,
    leaves_vowels_out,
    word_likeness,
    words_of,
)
from samverka.overviews.search import queries
from samverka.register.people import actions as people
from samverka.register.people.models import Person
from samverka.register.people.person_data import forget_person
from samverka.register.people.queries import persons_seen
from tests.people import TODAY, person

READERS = ("petra", "olga", "karin", "ulla", "sara", "eve")
NAMES = (
    "Åsa Malmström",
    "Björn Öberg",
    "Karin Åkesson",
    "Carin Ek",
    "Ann-Marie Lind",
    "محمد احمد",
    "Mohamed Ali",
    "Maxamed Cali",
    "Abd al-Rahman Noor",
    "ÉLISE D'Arc",
    "Łukasz 100%_\\",
)
TITLES = (
    "Språket på jobbet: ÄLDREOMSORG",
    "Ändring av planen",
    "Lokalt samråd, Älvkarleby",
    "Utbildning i svenska – 50 % teori",
    "Re\N{COMBINING ACUTE ACCENT}sume\N{COMBINING ACUTE ACCENT} och_intyg",
    "لقاء في المكتبة",
)
ASKED = (
    "asa",
    "ÅSA",
    "ström",
    "STROM",
    "karin",
    "Akesson",
    "marie",
    "محمد",
    "mohamed",
    "abd al-rahman",
    "abdulrahman",
    "example.org",
    "amanda.n",
    "0701",
    "+46701",
    "ändr",
    "andr",
    "äldreomsorg",
    "lokalt karleby",
    "svenska utbildning",
    "50 %",
    "resume",
    "och_i",
    "100%_",
    "\\",
    "المكتبة",
    "o",
    "ar",
)


def letters(text: str) -> str:
    """In small letters without marks, worked out in another way than the search does."""
    parts = normalize("NFD", normalize("NFC", text))
    return normalize("NFC", "".join(s for s in parts if not "\u0300" <= s <= "\u036f")).lower()


def fit_titles(actor, words: str) -> set[str]:
    seen = Activity.objects.visible_to(actor).values_list("title", flat=True)
    return {
        title for title in seen if all(letters(word) in letters(title) for word in words.split())
    }


def fit_persons(actor, words: str) -> set[str]:
    """Of those the actor sees: by name, address or number, or by a name that sounds so."""
    seen = list(Person.objects.visible_to(actor).filter(forgotten_on=None))
    bare = leaves_vowels_out(words)
    borne = {named for one in seen for named in one.words_of_name.items()}

    def alike(word: str) -> set[str]:
        return {
            other
            for other, is_bare in borne
            if len(word) > 2
            and keys_of_word(word) & keys_of_word(other)
            and word_likeness(word, other, without_vowels=bare or is_bare) >= WORD_ALIKE
        }

    def fits(one: Person, word: str) -> bool:
        texts = (one.given_name, one.family_name, one.email)
        names = set(one.words_of_name)
        plain = in_latin(word).replace("-", "").replace(" ", "")
        digits = word.replace("+46", "0")
        return (
            any(letters(word) in letters(text) for text in texts)
            or (digits.isdecimal() and digits in one.phone)
            or (bool(plain) and any(name.startswith(plain) for name in names))
            or any(alike(part) & names for part in words_of(word))
        )

    whole, written = words_of(words), words.split()
    is_joined = 0 < len(whole) < len(written) and all(map(alike, whole))
    return {
        one.public_key
        for one in seen
        if all(fits(one, word) for word in written)
        or (is_joined and all(alike(word) & set(one.words_of_name) for word in whole))
    }


@pytest.fixture
def region(cast):
    """Persons and activities by chance: some shut, all corrected, one forgotten."""
    chance = random.Random(26)
    places = (cast.gr, cast.kungalv, cast.partille, cast.osby)
    for number, name in enumerate(NAMES * 2):
        given, family = name.rsplit(" ", 1)
        one = person(given, *chance.sample(places, chance.randint(1, 2)))
        Person.objects.filter(pk=one.pk).update(
            is_protected=chance.random() < 0.2, is_child=chance.random() < 0.1
        )
        facts = {"family_name": family, "phone": f"070{number % 3}{number:06}"}
        if number % 3:
            facts["email"] = f"amanda.nr{number}@example.org"
        people.correct_person(person=one, by=cast.petra, **facts)
    forget_person(person=person("Åsa", cast.gr, cast.kungalv), on=TODAY, by=cast.petra)
    for title in TITLES:
        day = training_day(cast, TODAY, title="Utbildning: ännu utan namn")
        day.title = title
        day.save(update_fields=["title"])
    # Whoever asks is in the register too; Sara sees nobody else.
    for name in ("sara", "petra"):
        actor = cast.actor(name)
        mine = person(f"{name.title()} Åkesson", actor.organisation)
        Person.objects.filter(pk=mine.pk).update(user=actor.user)


def test_exactly_what_a_look_through_all_that_one_may_see_finds(cast, region, monkeypatch):
    monkeypatch.setattr(queries, "SHOWN", 100)
    for name in READERS:
        actor = cast.actor(name)
        for words in ASKED:
            asked = (name, words)
            found = {one.public_key for one in queries.find_persons(actor, words, on=TODAY)}
            assert found == fit_persons(actor, words), asked
            # The list of people finds the same.
            listed = persons_seen(actor, words=words, on=TODAY)
            assert {one.public_key for one in listed} == found, asked
            assert titles(queries.find(actor, words)) == fit_titles(actor, words), asked


def titles(found: list[queries.FoundOfAKind]) -> set[str]:
    return {row.title for one in found if one.kind.plain for row in one.rows}
