"""LIX as Björnsson counts it, by hand."""

import pytest

from samverka.engine.readability import Ease, lix


def test_words_a_sentence_and_long_words_in_a_hundred():
    found = lix("Du har rätt till tolk. Handläggaren bokar tolken.")
    assert (found.words, found.sentences, found.long_words) == (8, 2, 1)
    assert found.value == pytest.approx(8 / 2 + 100 * 1 / 8)
    assert found.ease == Ease.VERY_EASY


def test_six_letters_are_short_and_seven_are_long():
    assert lix("tolken").long_words == 0
    assert lix("tolkens").long_words == 1


def test_headings_and_lists_end_without_a_sign_and_a_number_is_no_sentence():
    found = lix("Vad är det\nHjälp till familjer\n\nRing 031-365 00 00, kl. 8.30 till 12.")
    assert found.sentences == 4
    assert lix("Lag 1985:613 gäller.").sentences == 1


def test_officialese_is_very_hard():
    text = (
        "Socialnämndens handläggning av ansökningar avseende biståndsbeslut förutsätter "
        "kompletterande dokumentation beträffande hushållets försörjningssituation."
    )
    assert lix(text).ease == Ease.VERY_HARD


def test_without_a_word_there_is_no_index():
    assert lix("… !") is None
