"""Texts alike are found, however they are bent; others are not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samverka.engine.likeness import Told, most_alike, trigrams

ASKED = [
    Told("Hur bokar vi tolk över kommungränsen?", "Vi har ingen tolk i somaliska."),
    Told("Vem betalar resan till utbildningsdagen?", ""),
    Told("Hur lång tid har vi på oss att redovisa timmar?", "Gäller månadens timmar."),
    Told("Vilken blankett gäller för närvaro?", ""),
]


def test_the_same_question_is_wholly_alike():
    first, *_ = most_alike("hur bokar vi tolk över kommungränsen", ASKED)
    assert (first.index, round(first.share, 2)) == (0, 1.0)


@pytest.mark.parametrize(
    ("text", "index"),
    [
        ("Hur bokas tolken över kommungränser?", 0),
        ("Vem betalar resor till utbildningsdagar", 1),
        ("Vilken närvaroblankett gäller", 3),
    ],
)
def test_a_question_in_other_words_is_found(text, index):
    first, *_ = most_alike(text, ASKED)
    assert first.index == index


def test_a_question_about_something_else_finds_nothing():
    assert most_alike("När öppnar badhuset i sommar?", ASKED) == []


def test_the_words_of_every_question_do_not_make_two_alike():
    assert most_alike("Hur har vi det?", ASKED) == []


def test_nothing_written_finds_nothing():
    assert most_alike(" ?! ", ASKED) == []
    assert trigrams("") == frozenset()


def test_a_text_without_words_is_like_nothing():
    assert most_alike("tolk", [Told("", "")]) == []


def test_a_share_outside_its_bounds_is_refused():
    with pytest.raises(ValueError, match="between 0 and 1"):
        most_alike("tolk", ASKED, at_least=2)


# Few letters, so that words have something in common.
texts = st.text(alphabet="abå ", max_size=20)


@given(texts, st.lists(st.builds(Told, texts, texts), max_size=4))
def test_shares_lie_between_nothing_and_all_and_fall(text, others):
    shares = [one.share for one in most_alike(text, others, at_least=0)]
    assert all(0 <= share <= 1 + 1e-9 for share in shares)
    assert shares == sorted(shares, reverse=True)
