"""A text in plain letters is the same for all ways of writing it."""

import pytest

from samverka.toolkit.plain import lines, plain


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("ÄLDREOMSORG", "aldreomsorg"),
        ("Å\N{NO-BREAK SPACE}Ö  é", "a o e"),
        ("Re\N{COMBINING ACUTE ACCENT}sume\N{COMBINING ACUTE ACCENT}", "resume"),
        ("İzmir", "izmir"),
        ("محمد", "محمد"),
        ("Łukasz", "łukasz"),
    ],
)
def test_letters_are_small_and_without_marks(written, kept):
    assert plain(written) == kept


def test_each_text_is_a_line_each_word_has_a_space_before_it_and_of_nothing_nothing_is_left():
    assert lines("Anna  Karin", "Åström", "") == " anna karin\n astrom\n "
    assert lines("", "") == ""
