"""What tells whom a text is about: how much is found, and in which forms of numbers.

Personal numbers here have the birth numbers 238, 239 and 92x, as those that the Swedish Tax Agency
reserves for tests; telephone numbers are those set aside for fiction.
"""

import datetime as dt
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samverka.engine.check_digit import passes_luhn
from samverka.engine.identifying import CHECKED, Known, KnownName, identifying
from samverka.engine.identifying.trial import read_list, tried

KNOWN, SENTENCES = read_list(Path(__file__).parent / "identifying.tsv")
born = st.dates(dt.date(1910, 1, 1), dt.date(2025, 12, 31))
birth_numbers = st.sampled_from(["238", "239", "921", "929"])


def number(day: dt.date, birth_number: str, *, added: int) -> str:
    """Twelve digits with their check digit, found by trying all ten."""
    nine = f"{day:%y%m}{day.day + added:02}{birth_number}"
    return f"{day:%Y}"[:2] + next(
        nine + str(last) for last in range(10) if passes_luhn(f"{nine}{last}")
    )


def kinds(text: str, known: Known | None = None) -> list[str]:
    return [finding.kind for finding in identifying(text, known)]


# The rules were made looking at the tuned half only.
@pytest.mark.parametrize(
    ("part", "recall", "precision"), [("tuned", 0.97, 0.95), ("held", 0.95, 0.92)]
)
def test_what_was_planted_is_found_and_harmless_sentences_are_left_alone(part, recall, precision):
    figures = tried((one for one in SENTENCES if one.part == part), KNOWN)
    assert figures.recall >= recall, figures.missed
    assert figures.precision >= precision, figures.mistaken
    assert figures.left_alone >= 0.94 * figures.harmless, figures.mistaken


def test_the_list_has_two_hundred_planted_and_as_many_harmless_sentences():
    assert sum(len(sentence.planted) for sentence in SENTENCES) >= 200
    assert sum(not sentence.planted for sentence in SENTENCES) >= 200


@given(
    born,
    birth_numbers,
    st.sampled_from([0, 60]),
    st.sampled_from(["", "-", " ", " - ", "–", "‑", "\u00ad-"]),
    st.sampled_from(["", " ", "-", "/", "."]),
    st.booleans(),
    st.sampled_from(["0123456789", "٠١٢٣٤٥٦٧٨٩", "۰۱۲۳۴۵۶۷۸۹"]),
)
def test_a_number_is_found_however_it_is_written(
    day, birth_number, added, mark, sep, is_short, digits
):
    whole = number(day, birth_number, added=added)
    year = whole[2:4] if is_short else whole[:4]
    written = f"{year}{sep}{whole[4:6]}{sep}{whole[6:8]}{mark}{whole[8:]}"
    written = written.translate(str.maketrans("0123456789", digits))
    (finding,) = identifying(f"Vi talade om {written}, som flyttat.")
    assert finding.kind == ("coordination_number" if added else "personal_number")
    assert finding.kind in CHECKED
    assert (finding.start, finding.end) == (13, 13 + len(written))


@given(born, birth_numbers)
def test_the_plus_of_somebody_over_a_hundred_is_read(day, birth_number):
    whole = number(day, birth_number, added=0)
    assert kinds(f"{whole[2:8]}+{whole[8:]}") == ["personal_number"]


@given(born, birth_numbers, st.integers(1, 9))
def test_a_mistyped_digit_does_not_hide_a_number(day, birth_number, step):
    whole = number(day, birth_number, added=0)
    wrong = f"{whole[:8]}-{whole[8:11]}{(int(whole[11]) + step) % 10}"
    assert kinds(wrong) == ["like_personal_number"]


@given(st.from_regex(r"[0-9]{2}-[0-9]{5,6}(/[0-9]{1,2})?", fullmatch=True))
def test_an_lma_number_is_found(written):
    assert kinds(f"Kortet {written}.") == ["lma_number"]
    assert kinds(f"LMA-nummer {written}.") == ["lma_number"]


@given(st.text(max_size=200))
def test_whatever_is_written_gets_an_answer_within_the_text_and_nothing_twice(text):
    last = 0
    for finding in identifying(text, KNOWN):
        assert last <= finding.start < finding.end <= len(text)
        last = finding.end


def test_a_known_name_is_found_in_any_spelling_and_script_but_its_word_is_left():
    known = Known([KnownName("Björn", "Provberg"), KnownName("Hodan", "Tusaale")])
    assert kinds("Vi såg en björn på provberget.", known) == []
    assert kinds("Vi mötte björn provberg.", known) == ["name"]
    assert kinds("I går kom Hoodan Tusale.", known) == ["name"]


def test_an_organisation_number_a_date_and_a_sum_are_no_person():
    for harmless in ("212000-1355", "2019-10-22", "0830-1600", "1 250 000 kr", "KS 2019/00123"):
        assert kinds(f"Det står {harmless} i beslutet.") == []


def test_a_long_text_is_read_at_once():
    """Nothing in a pattern grows with the square of what is written."""
    for piece in ("1 ", "Ab ", "0701 ", "a.b-", "bor på "):
        identifying(piece * 4000, KNOWN)
