"""Patterns fit what others' matchers say they fit, and never hold the machine."""

import re
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from samverka.engine.forms.patterns import UnreadablePattern, check, fits

SINGLE = st.sampled_from(["a", "b", ".", "[ab]", "[^a]", "[a-c]", r"\d", r"\.", "^", "$"])


def larger(parts):
    many = st.lists(parts, min_size=1, max_size=3).map("".join)
    return st.one_of(
        many,
        st.tuples(parts, parts).map(lambda p: f"(?:{p[0]}|{p[1]})"),
        st.tuples(many, st.sampled_from(["*", "+", "?", "{2}", "{1,2}", "{1,}", "*?"])).map(
            lambda p: f"({p[0]}){p[1]}"
        ),
    )


@settings(max_examples=200, deadline=None)
@given(st.recursive(SINGLE, larger, max_leaves=6), st.text("abc1.", max_size=6))
def test_a_text_fits_where_python_says_so(pattern, text):
    assert fits(pattern, text) == bool(re.fullmatch(pattern, text, re.ASCII))


def test_a_pattern_that_would_hold_a_backtracking_matcher_is_soon_answered():
    began = time.process_time()
    assert not fits("(a+)+b", "a" * 2_000)
    assert not fits("(a|a)*b", "a" * 2_000)
    assert fits("((){9999}){9999}" * 100, "")
    assert time.process_time() - began < 2


def test_a_telephone_number_and_a_mail_address_as_example_forms_ask_for_them():
    telephone = r"^(([0-9]{1})*[- .(]*([0-9]{3})[- .)]*[0-9]{3}[- .]*[0-9]{4})+$"
    assert fits(telephone, "(021) 555-0100".replace("021", "555"))
    assert not fits(telephone, "ring mig")
    assert fits(r"[A-Za-z0-9._%+-]+@[A-Za-z0-9.-]+\.[A-Za-z]{2,4}", "a.b@example.org")


@pytest.mark.parametrize(
    "pattern", ["(", ")", "a{2,1}", "*", "[a", "[z-a]", r"\1", "(?=a)", "a{9999}{9999}", "{", "\\"]
)
def test_what_can_not_be_read_is_refused(pattern):
    with pytest.raises(UnreadablePattern):
        check(pattern)


def test_groups_do_not_stand_in_one_another_without_end():
    with pytest.raises(UnreadablePattern, match="too many groups"):
        check("(" * 10_000 + ")" * 10_000)
