"""The personal numbers below are reserved for tests by the Swedish Tax Agency."""

import contextlib
import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samverka.register.people import identity
from samverka.register.people.identity import Kind

TODAY = dt.date(2026, 3, 16)
BORN_1989 = "19890630-2396"
BORN_1926 = "19260306-9234"
CO_ORDINATION = "19701063-2391"

days = st.dates(dt.date(1910, 1, 1), TODAY).map("{:%Y%m%d}".format)
replacements = st.builds("{}-{}".format, days, st.from_regex(r"T[F0-9][0-9]{2}", fullmatch=True))
lma_numbers = st.from_regex(r"[0-9]{2}-[0-9]{5,6}", fullmatch=True)
numbers = (
    st.sampled_from([BORN_1989, BORN_1926, CO_ORDINATION, "19750107-9292"])
    | replacements
    | lma_numbers
)


def read(text):
    return identity.read(text, on=TODAY)


@pytest.mark.parametrize(
    ("written", "kind", "number"),
    [
        ("8906302396", Kind.PERSONNUMMER, BORN_1989),
        ("890630-2396", Kind.PERSONNUMMER, BORN_1989),
        ("19890630-2396", Kind.PERSONNUMMER, BORN_1989),
        (" 1989 0630 2396 ", Kind.PERSONNUMMER, BORN_1989),
        ("260306+9234", Kind.PERSONNUMMER, BORN_1926),
        ("192603069234", Kind.PERSONNUMMER, BORN_1926),
        ("701063-2391", Kind.SAMORDNINGSNUMMER, CO_ORDINATION),
        ("19850412-tf12", Kind.REPLACEMENT, "19850412-TF12"),
        ("19850412T123", Kind.REPLACEMENT, "19850412-T123"),
        ("12345678", Kind.LMA, "12-345678"),
        ("12-34567", Kind.LMA, "12-34567"),
        ("12-345678/2", Kind.LMA, "12-345678"),
    ],
)
def test_a_number_is_read_as_people_write_it(written, kind, number):
    assert read(written) == identity.IdentityNumber(kind, number)


@pytest.mark.parametrize(
    ("written", "sentence"),
    [
        ("19890630-2397", "check digit"),
        ("19890631-2396", "does not begin with a date"),
        ("260401-9238", "lies ahead"),
        ("20260401-9238", "lies ahead"),
        ("850412-TF12", "year of a replacement id with four digits"),
        ("19850440-TF12", "does not begin with a date"),
        ("123", "has 3 digits"),
        ("123456789", "has 9 digits"),
        ("hej", "Only digits"),
        ("", "has 0 digits"),
    ],
)
def test_a_wrong_number_is_refused_with_what_is_wrong(written, sentence):
    with pytest.raises(identity.NotANumber, match=sentence):
        read(written)


@given(numbers)
def test_what_was_read_reads_as_itself(number):
    assert read(number).number == number


@given(numbers)
def test_a_sealed_number_opens_as_it_was(number):
    read_number = read(number)
    assert identity.opened(read_number.sealed) == read_number
    assert number not in read_number.sealed


@given(numbers)
def test_a_masked_number_shows_two_characters_and_keeps_its_length(number):
    masked = read(number).masked
    assert sum(character not in "•-" for character in masked) == 2
    assert len(masked) == len(number)


@given(numbers, st.sampled_from(["", "-"]), st.booleans(), st.integers(0, 8))
def test_equal_numbers_written_differently_have_equal_hashes(number, mark, small, gap):
    written = number.replace("-", mark)
    written = written[:gap] + " " + written[gap:]
    assert read(written.lower() if small else written).hash == read(number).hash


@given(numbers, numbers)
def test_only_equal_numbers_have_equal_hashes(one, other):
    assert (read(one).hash == read(other).hash) is (one == other)


@given(st.text(max_size=20))
def test_whatever_is_written_is_read_or_refused(text):
    with contextlib.suppress(identity.NotANumber):
        assert read(read(text).number).number == read(text).number


def test_digits_of_another_script_are_the_same_number():
    assert read("١٩٨٩٠٦٣٠-٢٣٩٦").number == BORN_1989
