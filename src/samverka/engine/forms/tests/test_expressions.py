"""Expressions are read as XPath is, printed as they were read, and worth what ODK says."""

import math
import re
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from samverka.engine.forms import expressions as ex
from samverka.engine.forms.evaluating import Setting, worth
from samverka.engine.forms.functions import FUNCTIONS, bounds
from samverka.engine.forms.values import as_text

MONDAY = date(2026, 3, 16)
ANSWERS = {
    "age": 42.0,
    "blank": "",
    "name": "Amanda Exempel",
    "services": "water power",
    "born": date(2000, 2, 29),
    "ages": (34.0, "", 19.0, 7.0),
    "names": ("Ana", "Bia", "Caio"),
    "none": (),
}


def value(text, **more):
    here = Setting(lambda name: ANSWERS.get(name, ""), MONDAY, **more)
    return worth(ex.read(text), here)


# What JavaRosa 5.1, the evaluator of ODK Collect, answers.
AS_ODK_ANSWERS = [
    ("7 div 2", 3.5),
    ("-7 mod 3", -1.0),
    ("1 div 0", math.inf),
    ("-1 div 0", -math.inf),
    ("2 + 3 * 4 - 1", 13.0),
    ("2 * (3 + 4)", 14.0),
    ("sum(${ages})", 60.0),
    ("sum(${none})", 0.0),
    ("min(${ages})", 7.0),
    ("max(3, 1, 2)", 3.0),
    ("count(${ages})", 4.0),
    ("count-non-empty(${ages})", 3.0),
    ("join(', ', ${names})", "Ana, Bia, Caio"),
    ("concat(${names})", "AnaBiaCaio"),
    ("round(1.5)", 2.0),
    ("round(2.5)", 3.0),
    ("round(-1.5)", -1.0),
    ("round(1.2345, 2)", 1.23),
    ("round(1235.5, -2)", 1200.0),
    ("int(-1.9)", -1.0),
    ("pow(2, 10)", 1024.0),
    ("boolean('0')", True),
    ("boolean(${blank})", False),
    ("boolean-from-string('TRUE')", True),
    ("boolean-from-string('no')", False),
    ("${age} = '42'", True),
    ("${blank} = ''", True),
    ("${blank} != 0", True),
    ("${blank} = 0", False),
    ("number('abc') = number('abc')", False),
    ("'a' < 'b'", False),
    ("true() = 'no'", True),
    ("false() = ''", True),
    ("true() = 2", True),
    ("selected(${services}, 'water')", True),
    ("selected(${services}, 'wat')", False),
    ("selected-at(${services}, 1)", "power"),
    ("selected-at(${services}, 5)", ""),
    ("count-selected(${services})", 2.0),
    ("coalesce(${blank}, 'fallback')", "fallback"),
    ("coalesce(${age}, 'fallback')", 42.0),
    ("if(${blank} != '', 1 div 0, -1)", -1.0),
    ("substr('hello', 2, 3)", "l"),
    ("substr('hello', -2)", "lo"),
    ("substring-before(${name}, ' ')", "Amanda"),
    ("substring-after(${name}, ' ')", "Exempel"),
    ("translate('bar', 'abc', 'ABC')", "BAr"),
    ("regex('12345678901', '^[0-9]{11}$')", True),
    ("regex('a12345678901b', '[0-9]{11}')", False),
    ("format-date('2026-01-09', '%e/%n/%y')", "9/1/26"),
    ("string-length(${blank})", 0.0),
    ("normalize-space('  a  b ')", "a b"),
]


@pytest.mark.parametrize(("text", "expected"), AS_ODK_ANSWERS)
def test_an_expression_is_worth_what_odk_says(text, expected):
    assert value(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("${blank} > 5", False),
        ("${blank} < 5", False),
        ("not(${blank} > 5)", True),
        ("as", ""),
        ("string(${blank} + 1)", ""),
        ("coalesce(${blank} + 1, 7)", 7.0),
        ("string(0 div 0)", ""),
        ("min(${none})", math.nan),
        ("sqrt(-1)", math.nan),
        ("selected(${blank}, 'a')", False),
        ("if(${blank}, 'some', 'none')", "none"),
    ],
)
def test_what_is_blank_makes_conditions_false_and_calculations_blank(text, expected):
    assert as_text(value(text)) == as_text(expected)


def test_days_are_compared_and_counted():
    assert value("${born} < today()")
    assert value("${born} = '2000-02-29'")
    assert value("int((today() - ${born}) div 365.25)") == 26.0
    assert value("today() + 1 = date('2026-03-17')")
    assert value("date(today() - 1)") == date(2026, 3, 15)
    assert value("date('2026-02-30')") == ""
    assert value("decimal-date-time('1970-01-02')") == 1.0
    assert value(". >= today()", own=date(2026, 3, 16))


def test_a_filter_asks_about_the_facts_of_a_choice():
    assert value("region = 'south' and ${age} > 1", facts={"region": "south"})
    assert not value("region = 'south'")


def test_where_in_a_repeat_one_is_and_what_was_answered_another_time():
    assert value("position(..)", position=3) == 3.0
    ages = {"age": (7.0, 9.0)}
    here = {"position": 2, "all_of": lambda name: ages[name]}
    assert value("indexed-repeat(${age}, ${child}, position(..) - 1)", **here) == 7.0
    assert value("indexed-repeat(${age}, ${child}, 3)", **here) == ""


@pytest.mark.parametrize(
    ("text", "kind", "at"),
    [
        ("", ex.Unreadable.EXPECTED, 0),
        ("1 +", ex.Unreadable.EXPECTED, 3),
        ("(1", ex.Unreadable.EXPECTED, 2),
        ("if(1, 2,)", ex.Unreadable.EXPECTED, 8),
        ("1 2", ex.Unreadable.EXPECTED_END, 2),
        ("1 = = 2", ex.Unreadable.EXPECTED, 4),
        ("${a} # 1", ex.Unreadable.LETTER, 5),
        ("${a", ex.Unreadable.LETTER, 0),
        ("'abc", ex.Unreadable.UNCLOSED, 0),
        ("instance('x')/data/item[name = 1]", ex.Unreadable.PATH, 23),
        ("because pyxform does", ex.Unreadable.EXPECTED_END, 8),
        ("__import__('os').system('true')", ex.Unreadable.EXPECTED_END, 16),
        ("(" * 5_000, ex.Unreadable.TOO_DEEP, 40),
        ("-" * 5_000 + "1", ex.Unreadable.TOO_DEEP, 40),
        ("1" * 5_000, ex.Unreadable.NUMBER, 0),
        ("1+" * 6_000 + "1", ex.Unreadable.TOO_LONG, 10_000),
    ],
)
def test_what_is_no_expression_is_refused_with_the_place(text, kind, at):
    with pytest.raises(ex.UnreadableExpression) as fault:
        ex.read(text)
    assert (fault.value.kind, fault.value.at) == (kind, at)


def test_a_long_sum_is_read_and_worth_its_sum():
    assert value("1" + "+1" * 4_000) == 4_001.0


def test_the_how_to_writes_what_can_be_read_and_its_example_holds():
    page = (Path(__file__).parents[5] / "docs/how-to/a-forms-expressions.md").read_text()
    wishes = re.findall(r"^\| [^|`]+ \| `([^`]+)`", page, re.M)
    assert len(wishes) > 10
    for wish in wishes:
        assert all(bounds(call.function) for call in ex.calls_in(ex.read(wish)))
    [example] = re.findall(r"```python\n(.*?)```", page, re.S)
    exec(example, {})


def test_a_path_means_the_item_at_its_end():
    assert ex.read("../age = /data/person/age") == ex.read("${age} = ${age}")
    assert ex.names_in(ex.read("sum(${a}) + -${b} * (../c)")) == {"a", "b", "c"}


# --- Properties ---------------------------------------------------------------------------------

NAMES = st.from_regex(r"[a-z_][a-z0-9_]{0,5}(-[a-z]+)?", fullmatch=True).filter(
    lambda name: name not in ex.BINDS
)
LEAVES = st.one_of(
    st.floats(0, allow_infinity=False, allow_nan=False).map(abs).map(ex.Number),
    st.text("ab 'å\n", max_size=5).map(ex.Text),
    st.text('ab "', max_size=5).map(ex.Text),
    NAMES.map(ex.Answer),
    NAMES.map(ex.Fact),
    st.just(ex.Own()),
)


def chains(trees):
    levels = [[op for op, binds in ex.BINDS.items() if binds == level] for level in range(1, 7)]
    return st.sampled_from(levels).flatmap(
        lambda level: st.builds(
            ex.Chain,
            trees,
            st.lists(st.tuples(st.sampled_from(level), trees), min_size=1, max_size=3).map(tuple),
        )
    )


TREES = st.recursive(
    LEAVES,
    lambda trees: st.one_of(
        chains(trees),
        trees.map(ex.Minus),
        st.builds(ex.Call, NAMES, st.lists(trees, max_size=3).map(tuple)),
    ),
    max_leaves=12,
)


@settings(max_examples=150, deadline=None)
@given(TREES)
def test_a_printed_tree_is_read_as_the_same_tree(tree):
    assert ex.read(ex.printed(tree)) == tree


TEXTS = ["''", "'a'", "'3'", "'2026-03-16'", "${blank}", "${services}", "${names}", "${nobody}"]
OTHERS = ["0", "1", "-2.5", "0 div 0", "1 div 0", "true()", "false()", "${age}", "${born}"]
VALUES = st.sampled_from([*TEXTS, *OTHERS, "today()"])


@settings(max_examples=100, deadline=None)
@given(VALUES, VALUES, VALUES)
def test_truth_keeps_the_laws_of_truth(a, b, c):
    def same(one, other):
        assert value(f"boolean({one})") == value(f"boolean({other})")

    same(f"not(not({a}))", a)
    same(f"not({a} and {b})", f"not({a}) or not({b})")
    same(f"not({a} or {b})", f"not({a}) and not({b})")
    same(f"{a} and {b}", f"{b} and {a}")
    same(f"{a} and ({b} or {c})", f"({a} and {b}) or ({a} and {c})")
    same(f"({a}) = ({b})", f"({b}) = ({a})")
    same(f"({a}) != ({b})", f"not(({a}) = ({b}))")
    same(f"({a}) < ({b})", f"({b}) > ({a})")
    same(f"if({a}, {b}, {c})", f"(boolean({a}) and {b}) or (not({a}) and {c})")


@settings(max_examples=200, deadline=None)
@given(st.sampled_from(sorted(FUNCTIONS)), st.lists(VALUES, max_size=6))
def test_no_function_fails_whatever_it_is_given(name, given_values):
    known = FUNCTIONS[name]
    if known.least <= len(given_values) <= known.most:
        assert isinstance(as_text(value(f"{name}({', '.join(given_values)})")), str)
