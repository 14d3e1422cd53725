"""Amounts are read as people write them, kept in öre, and shown as people read them."""

import pytest
from django import forms
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from samverka.toolkit.money import KronorField, kronor, read_kronor


@pytest.mark.parametrize(
    ("text", "ore"),
    [
        ("7 247 750", 724775000),
        ("1 811 937,50 kr", 181193750),
        ("1.811.937,5", 181193750),
        ("12.50", 1250),
        ("0,05", 5),
        ("100 SEK", 10000),
    ],
)
def test_an_amount_is_read_however_it_is_written(text, ore):
    assert read_kronor(text) == ore


@pytest.mark.parametrize("text", ["", "tolv", "-5", "1,234", "1 23", "12 345 67", "9" * 20])
def test_what_is_no_amount_is_not_guessed_at(text):
    assert read_kronor(text) is None


@given(st.integers(min_value=0, max_value=10**12))
def test_what_is_shown_can_be_written_back(ore):
    with translation.override("sv"):
        assert read_kronor(kronor(ore)) == ore


def test_a_form_keeps_what_was_typed_and_says_how_to_write_it():
    class Form(forms.Form):
        amount = KronorField()

    with translation.override("en"):
        form = Form({"amount": "mycket"})
        assert form.errors["amount"] == [
            "'mycket' is not an amount. Write it as 1 250 or 1 250,50."
        ]
        assert 'value="mycket"' in str(form["amount"])
        assert Form({"amount": "12,50"}).is_valid()
