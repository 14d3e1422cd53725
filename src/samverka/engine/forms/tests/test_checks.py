"""A form's faults are found where they are, all at once, and said in a sentence."""

import time
from dataclasses import replace

import pytest

from samverka.engine.forms.checks import MOST_ITEMS, ProblemKind, problems
from samverka.engine.forms.definition import Choice, Form, Item, Kind, Language, Score

SWEDISH = (Language("sv", "svenska"),)
YES_NO = (Choice("yes", {"sv": "Ja"}), Choice("no", {"sv": "Nej"}))
STEPS = (Choice("0", {"sv": "Inte alls"}), Choice("1"), Choice("2", {"sv": "Helt"}))


def item(name, kind=Kind.TEXT, **more):
    return Item(name, kind, {"sv": name.title()}, **more)


def form(*items, **more):
    return Form("f", {"sv": "Formulär"}, SWEDISH, items, **more)


def found(*items, **more):
    return [(p.where, p.kind, p.key) for p in problems(form(*items, **more))]


GOOD = form(
    item("children", Kind.SINGLE, choices=YES_NO, default="no"),
    item(
        "each",
        Kind.REPEAT,
        show_when="${children} = 'yes'",
        items=(item("age", Kind.WHOLE_NUMBER, constraint=". < 18"),),
    ),
    item("oldest", Kind.CALCULATED, calculation="max(${age})"),
    item("sure", Kind.SCALE, anchors=STEPS),
    item("likes", Kind.MATRIX, choices=STEPS, rows=(Choice("likes_a", {"sv": "A"}),)),
    scores=(Score("mean", {"sv": "Medel"}, ("sure", "likes_a"), ("likes_a",), 1),),
)


def test_a_good_form_has_no_problems_but_a_middle_without_text_in_a_matrix_of_steps():
    kinds = [(p.where, p.kind) for p in problems(GOOD)]
    assert kinds == [("likes.choices.1", ProblemKind.NO_TEXT)]


def test_a_missing_item_is_named_where_it_is_asked_about():
    assert found(item("a", show_when="${b} = 1")) == [
        ("a.show_when", ProblemKind.UNKNOWN_ITEM, "b")
    ]
    assert found(item("a"), Item("b", Kind.NOTE, {"sv": "Hej ${c}"})) == [
        ("b.label", ProblemKind.UNKNOWN_ITEM, "c")
    ]


def test_a_circle_is_printed_as_it_runs():
    circle = problems(
        form(
            item("a", show_when="${c} = 1"),
            item("b", Kind.CALCULATED, calculation="${a} + 1"),
            item("s", Kind.SECTION, items=(item("c"),), show_when="${b} > 2"),
        )
    )
    assert [str(p) for p in circle] == ["a: it depends on itself: a → c → s → b → a."]


def test_a_section_may_not_be_shown_by_what_stands_in_it():
    held = item("s", Kind.SECTION, items=(item("a"),), show_when="${a} = 1")
    assert found(held) == [("s", ProblemKind.CIRCLE, "s → a → s")]


@pytest.mark.parametrize(
    ("faulty", "where", "kind", "key"),
    [
        (item("a", Kind.SCALE), "a", ProblemKind.NO_ANCHORS, ""),
        (item("a", Kind.SCALE, anchors=STEPS[::-1]), "a", ProblemKind.STEP_ORDER, "1"),
        (
            item("a", Kind.SCALE, anchors=(*STEPS, Choice("3"))),
            "a",
            ProblemKind.END_WITHOUT_TEXT,
            "3",
        ),
        (item("a", Kind.SINGLE), "a", ProblemKind.NO_CHOICES, ""),
        (
            item("a", Kind.SINGLE, choices=YES_NO + YES_NO[:1]),
            "a",
            ProblemKind.CHOICE_TWICE,
            "yes",
        ),
        (
            item("a", Kind.MULTIPLE, choices=(Choice("a b", {"sv": "x"}),)),
            "a",
            ProblemKind.CHOICE_NAME,
            "a b",
        ),
        (item("a", Kind.SINGLE, choices=YES_NO, default="maybe"), "a.default", "DEFAULT", "maybe"),
        (item("a", Kind.SECTION), "a", ProblemKind.HOLDS_NOTHING, ""),
        (item("a", Kind.CALCULATED), "a", ProblemKind.NO_CALCULATION, ""),
        (item("a", calculation="1"), "a", ProblemKind.NOT_USED, "calculation"),
        (item("a", show_when=". = 1"), "a.show_when", ProblemKind.OWN, ""),
        (item("a", constraint="a = 1"), "a.constraint", ProblemKind.FACT, "a"),
        (item("a", constraint="pull(1)"), "a.constraint", "UNKNOWN_FUNCTION", "pull"),
        (item("a", constraint="if(1)"), "a.constraint", ProblemKind.WRONG_COUNT, "if"),
        (item("a", constraint="1 +"), "a.constraint", ProblemKind.EXPECTED, "+"),
        (item("a", constraint="regex(., '(')"), "a.constraint", "PATTERN", "( without )"),
        (
            item("a", Kind.SINGLE, choices=YES_NO, choice_filter="region = 1"),
            "a.choice_filter",
            ProblemKind.UNKNOWN_FACT,
            "region",
        ),
        (Item("a", Kind.TEXT, {"sv": "A", "so": "B"}), "a.label", "UNKNOWN_LANGUAGE", "so"),
        (Item("a", Kind.TEXT, {"sv": " "}), "a.label", ProblemKind.NO_TEXT, ""),
        (item("a b"), "a b", ProblemKind.NAME, ""),
    ],
)
def test_a_fault_is_found_where_it_is(faulty, where, kind, key):
    kind = ProblemKind[kind] if kind in ProblemKind.__members__ else kind
    rest = item("z")
    if faulty.kind == Kind.SECTION:
        assert found(faulty, rest) == [(where, kind, key)]
    else:
        assert (where, kind, key) in found(faulty)
        assert len(found(faulty)) == 1 or kind == ProblemKind.STEP_ORDER


def test_names_are_one_each_also_of_rows_and_scores():
    row = (Choice("a", {"sv": "A"}),)
    doubled = found(item("a"), item("m", Kind.MATRIX, choices=YES_NO, rows=row))
    assert doubled == [("a", ProblemKind.TWICE, "")]


def test_a_score_is_of_what_has_a_mean():
    score = Score("s", {"sv": "S"}, ("a", "gone"), ("a",), 3)
    assert {kind for _, kind, _ in found(item("a"), scores=(score,))} == {
        ProblemKind.NOT_A_NUMBER,
        ProblemKind.UNKNOWN_ITEM,
        ProblemKind.TOO_MANY_NEEDED,
    }


def test_a_score_takes_nothing_from_a_repeat_where_there_may_be_many():
    often = item("r", Kind.REPEAT, items=(item("a", Kind.NUMBER),))
    score = Score("s", {"sv": "S"}, ("a",))
    assert found(often, scores=(score,)) == [("s", ProblemKind.NOT_A_NUMBER, "a")]


def test_a_form_without_questions_or_languages_says_so():
    empty = problems(Form("f"))
    assert {p.kind for p in empty} == {
        ProblemKind.EMPTY,
        ProblemKind.NO_LANGUAGE,
        ProblemKind.NO_TEXT,
    }
    twice = replace(GOOD, languages=(*SWEDISH, *SWEDISH, Language("Svenska")))
    said = [str(p) for p in problems(twice) if p.where == "languages"]
    assert said == [
        "languages: Svenska is no language tag.",
        "languages: the language sv is there twice.",
    ]


def test_five_thousand_items_are_refused_at_once():
    large = form(*(item(f"a{number}", show_when=f"${{a{number}}}") for number in range(5_000)))
    began = time.process_time()
    [only] = problems(large)
    assert time.process_time() - began < 0.5
    assert str(only) == f"5000 items are more than the {MOST_ITEMS} that a form may have."


def test_a_long_chain_of_conditions_is_looked_through():
    chained = [item("a0"), *(item(f"a{n}", show_when=f"${{a{n - 1}}}") for n in range(1, 900))]
    assert found(*reversed(chained)) == []
