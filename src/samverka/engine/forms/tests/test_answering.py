"""What answers show, compute and lack; whatever is answered, nothing crashes."""

import time
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from samverka.engine.forms import reading
from samverka.engine.forms.answering import (
    MOST_PLACES,
    MOST_TIMES,
    faults,
    filled,
    settle,
    visible,
)
from samverka.engine.forms.checks import problems
from samverka.engine.forms.definition import Choice, Form, Item, Kind, Language, Score
from samverka.engine.forms.judging import FaultKind

TODAY = date(2026, 3, 16)
YES_NO = (Choice("yes", {"sv": "Ja"}), Choice("no", {"sv": "Nej"}))
STEPS = tuple(Choice(str(step), {"sv": f"steg {step}"}) for step in range(1, 6))
TOWNS = (
    Choice("sala", {"sv": "Sala"}, {"region": "a"}),
    Choice("umea", {"sv": "Umeå"}, {"region": "b"}),
)
REGIONS = (Choice("a", {"sv": "A"}), Choice("b", {"sv": "B"}))


def item(name, kind=Kind.TEXT, **more):
    return Item(name, kind, more.pop("label", {"sv": name.title()}), **more)


def form(*items, **more):
    made = Form("f", {"sv": "Formulär"}, (Language("sv"),), items, **more)
    assert [str(problem) for problem in problems(made)] == []
    return made


FAMILY = form(
    item("name", required=True),
    item("has_children", Kind.SINGLE, choices=YES_NO),
    item(
        "home",
        Kind.SECTION,
        show_when="${has_children} = 'yes'",
        items=(
            item("number", Kind.WHOLE_NUMBER, constraint=". >= 1 and . <= 12"),
            item(
                "child",
                Kind.REPEAT,
                times="${number}",
                items=(
                    item("born", Kind.DATE, constraint=". <= today()", required=True),
                    item("age", Kind.CALCULATED, calculation="int((today()-${born}) div 365.25)"),
                    item("school", required_when="${age} >= 6", show_when="${age} >= 3"),
                    item("before", Kind.NOTE, label={"sv": "Nummer ${which} av ${number}"}),
                    item("which", Kind.CALCULATED, calculation="position(..)"),
                ),
            ),
        ),
    ),
    item("oldest", Kind.CALCULATED, calculation="max(${age})"),
    item("region", Kind.SINGLE, choices=REGIONS),
    item("town", Kind.SINGLE, choices=TOWNS, choice_filter="region = ${region}"),
    item("knows", Kind.MULTIPLE, choices=YES_NO, constraint="count-selected(.) < 2"),
    item("sure", Kind.SCALE, anchors=STEPS),
    item(
        "likes",
        Kind.MATRIX,
        choices=STEPS,
        rows=(Choice("likes_a", {"sv": "A"}), Choice("likes_b", {"sv": "B"})),
    ),
    scores=(Score("mean", {"sv": "M"}, ("sure", "likes_a", "likes_b"), ("likes_b",), 2),),
)
CHILDREN = {
    "name": "Amanda Exempel",
    "has_children": "yes",
    "number": 2,
    "child": [{"born": "2016-01-01", "school": "Skola"}, {"born": "2025-01-01"}],
}


def said(answers, of=FAMILY):
    return [str(fault) for fault in faults(of, answers, TODAY)]


def names(answers, of=FAMILY):
    return [one.item.name for one in visible(of, answers, TODAY)]


def test_what_depends_on_an_answer_is_shown_with_it_in_the_order_of_the_form():
    rest = ["region", "town", "knows", "sure", "likes"]
    assert names({}) == ["name", "has_children", *rest]
    shown = names(CHILDREN)
    assert shown[:4] == ["name", "has_children", "home", "number"]
    assert shown[4:-5] == ["child", "born", "school", "before", "born", "before"]


def test_who_takes_an_answer_back_leaves_nothing_of_what_hung_on_it():
    settled = settle(FAMILY, CHILDREN | {"has_children": "no"}, TODAY)
    assert settled.kept == {"name": "Amanda Exempel", "has_children": "no"}
    assert settled.left_out == ("number", "child")
    assert settled.computed["oldest"] is None


def test_a_repeat_is_computed_each_time_and_over_all_times():
    settled = settle(FAMILY, CHILDREN, TODAY)
    assert settled.computed == {"age": [10, 1], "which": [1, 2], "oldest": 10}
    assert settled.faults == ()
    assert settled.kept == CHILDREN


def test_what_is_no_longer_asked_in_a_repeat_is_named():
    fewer = CHILDREN | {"number": 1}
    assert settle(FAMILY, fewer, TODAY).left_out == ("child[2]",)
    young = CHILDREN | {"child": [{"born": "2025-01-01", "school": "Skola"}]}
    assert settle(FAMILY, young, TODAY).left_out == ("child[1].school",)
    assert said(young) == ["child[2].born: an answer is needed."]


def test_a_text_says_the_answers_it_speaks_of():
    notes = [one for one in visible(FAMILY, CHILDREN, TODAY) if one.item.name == "before"]
    texts = [filled(FAMILY, note, note.item.label, "ar") for note in notes]
    assert texts == [("Nummer 1 av 2", "sv"), ("Nummer 2 av 2", "sv")]
    asked = form(
        item("has", Kind.SINGLE, choices=YES_NO),
        item("why", label={"sv": "Varför ${has}?"}),
    )
    why = visible(asked, {"has": "yes"}, TODAY)[1]
    assert filled(asked, why, why.item.label, "sv") == ("Varför Ja?", "sv")


@pytest.mark.parametrize(
    ("answers", "fault"),
    [
        ({"name": " "}, "name: an answer is needed."),
        ({"has_children": "perhaps"}, "has_children: perhaps is not one of the choices."),
        ({"number": "två"}, "number: två is not a number."),
        ({"number": 1.5}, "number: 1.5 is not a whole number."),
        ({"number": 13}, "number: the answer does not meet what is asked: . >= 1 and . <= 12."),
        ({"child": [{"born": "i går"}]}, "child[1].born: i går is not a day, written as"),
        ({"child": [{"born": "2027-01-01"}]}, "child[1].born: the answer does not meet"),
        ({"child": [{"born": "2016-01-01"}]}, "child[1].school: an answer is needed."),
        ({"child": "two"}, "child: two is not a list."),
        ({"child": [{"colour": "red"}]}, "child[1].colour: the form asks nothing of that name."),
        ({"region": "a", "town": "umea"}, "town: umea is not one of the choices."),
        ({"knows": ["yes", "no"]}, "knows: the answer does not meet what is asked"),
        ({"knows": ["yes", ["no"]]}, "knows: ['no'] is not one of the choices."),
        ({"knows": "yes"}, "knows: yes is not a list."),
        ({"sure": 6}, "sure: 6 is not a step of the scale."),
        ({"likes": {"likes_a": "9"}}, "likes.likes_a: 9 is not one of the choices."),
        ({"likes": {"likes_c": "1"}}, "likes: likes_c is not one of the rows."),
        ({"likes": [1]}, "likes: [1] is not a list."),
        ({"name": "a" * 1_001}, "name: the text has more than 1000 letters."),
        ({"name": 3}, "name: 3 is not a text."),
        ({"old_question": 1}, "old_question: the form asks nothing of that name."),
    ],
)
def test_a_wrong_answer_is_told_by_its_item(answers, fault):
    assert any(one.startswith(fault) for one in said(CHILDREN | answers)), said(answers)


def test_a_needed_matrix_wants_each_of_its_rows():
    matrix = item(
        "m", Kind.MATRIX, choices=YES_NO, rows=(Choice("r", {"sv": "R"}),), required=True
    )
    assert said({}, form(matrix)) == ["m.r: an answer is needed."]


def test_a_scale_is_the_mean_of_what_is_answered_some_of_it_turned():
    def mean(**answers):
        return settle(FAMILY, answers, TODAY).scores["mean"]

    assert mean(sure=5) is None
    assert mean(sure=5, likes={"likes_b": "2"}) == 4.5
    assert mean(sure=5, likes={"likes_a": "3", "likes_b": "5"}) == 3.0


def test_a_repeat_and_a_text_do_not_grow_without_end():
    doubling = [item("a0", Kind.CALCULATED, calculation="'ha'")]
    doubling += [
        item(f"a{n}", Kind.CALCULATED, calculation=f"concat(${{a{n - 1}}}, ${{a{n - 1}}})")
        for n in range(1, 60)
    ]
    many = item("r", Kind.REPEAT, times="10 div 0", items=(item("x"),))
    settled = settle(form(*doubling, many), {}, TODAY)
    assert settled.computed["a59"] is None
    assert len(settled.kept["r"]) == MOST_TIMES
    too_many = settle(form(item("r", Kind.REPEAT, items=(item("x"),))), {"r": [{}] * 201}, TODAY)
    assert [fault.kind for fault in too_many.faults] == [FaultKind.TOO_MANY_TIMES]
    assert too_many.left_out == ("r[201]",)


def test_repeats_within_one_another_do_not_multiply_without_end():
    within = item("x")
    for depth in range(6):
        within = item(f"r{depth}", Kind.REPEAT, times="200", items=(within,))
    shown = settle(form(within), {}, TODAY).shown
    assert sum(one.item.kind == Kind.TEXT for one in shown) <= MOST_PLACES


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text("aå1-", max_size=4),
    lambda held: (
        st.lists(held, max_size=3)
        | st.dictionaries(st.sampled_from(["likes_a", "born", "school", "x"]), held, max_size=3)
    ),
    max_leaves=6,
)
NAMES = [*(item.name for item in FAMILY.walk()), "nobody"]


@settings(max_examples=100, deadline=None)
@given(st.dictionaries(st.sampled_from(NAMES), JSON))
def test_no_answers_make_it_fail_and_what_is_kept_settles_as_before(answers):
    settled = settle(FAMILY, answers | {"has_children": "yes"}, TODAY)
    again = settle(FAMILY, settled.kept, TODAY)
    assert [(one.item.name, one.path) for one in again.shown] == [
        (one.item.name, one.path) for one in settled.shown
    ]
    assert again.computed == settled.computed
    assert again.left_out == ()


def test_a_hundred_items_are_settled_in_milliseconds():
    asked = [item("a0", Kind.SCALE, anchors=STEPS)]
    for number in range(1, 100):
        condition = f"${{a{number - 1}}} > 1 and not(selected(${{a0}}, '9'))"
        asked.append(
            item(f"a{number}", Kind.SCALE, anchors=STEPS, show_when=condition, required=True)
        )
    large = form(*asked)
    answers = {f"a{number}": 3 for number in range(99)}
    assert len(faults(large, answers, TODAY)) == 1
    began = time.process_time()
    for _ in range(5):
        settle(large, answers, TODAY)
    # 5 ms is the aim on a quiet machine.
    assert (time.process_time() - began) / 5 < 0.05


# --- What is typed ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "typed", "answer"),
    [
        (Kind.NUMBER, "12,5", 12.5),
        (Kind.NUMBER, "1 200", 1200),
        (Kind.NUMBER, "١٢٫٥", 12.5),
        (Kind.NUMBER, "\u22123", -3),
        (Kind.NUMBER, "12,5,1", "12,5,1"),
        (Kind.NUMBER, "²", "²"),
        (Kind.WHOLE_NUMBER, "tolv", "tolv"),
        (Kind.WHOLE_NUMBER, "9" * 400, "9" * 400),
        (Kind.SCALE, "3", 3),
        (Kind.DATE, " 2026-03-16 ", "2026-03-16"),
        (Kind.TEXT, " hej ", " hej "),
        (Kind.TEXT, "  ", None),
        (Kind.SINGLE, ["yes"], "yes"),
        (Kind.MULTIPLE, ["yes", "no", "yes"], ["yes", "no"]),
        (Kind.MULTIPLE, None, None),
    ],
)
def test_what_is_typed_is_read_or_kept_as_it_was(kind, typed, answer):
    assert reading.read(Item("a", kind), typed) == answer


def test_a_form_begins_with_its_defaults():
    begun = form(
        item("s", Kind.SECTION, items=(item("b", Kind.WHOLE_NUMBER, default="3"),)),
        item("a", Kind.MULTIPLE, choices=YES_NO, default="yes no"),
        item("c"),
    )
    assert reading.first_answers(begun) == {"b": 3, "a": ["yes", "no"]}
