"""Forms go out as XLSForm that pyxform accepts, come back as they were, and nothing is silent."""

import copy
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyxform.errors import PyXFormError
from pyxform.xls2xform import convert

from samverka.engine.forms.answering import settle
from samverka.engine.forms.checks import problems
from samverka.engine.forms.definition import (
    Choice,
    FileSort,
    Form,
    Item,
    Kind,
    Language,
    Personal,
    Score,
)
from samverka.engine.forms.xlsform import NoteKind, from_rows, to_rows

TODAY = date(2026, 3, 16)
LANGUAGES = (Language("sv", "svenska"), Language("ar", "العربية", is_rtl=True))


def both(text):
    return {"sv": text, "ar": f"{text} بالعربية"}


YES_NO = (Choice("yes", both("Ja")), Choice("no", both("Nej")))
STEPS = (Choice("0", both("Inte alls")), Choice("1"), Choice("2", both("Helt")))
TOWNS = (
    Choice("sala", both("Sala"), {"region": "a"}),
    Choice("umea", both("Umeå"), {"region": "b"}),
)


def item(name, kind, **more):
    return Item(name, kind, both(name.title()), **more)


# Each kind and each field once.
WHOLE = Form(
    "allt",
    {"sv": "Allt"},
    LANGUAGES,
    (
        item("intro", Kind.NOTE),
        item("who", Kind.TEXT, hint=both("Namn"), required=True, required_message=both("Behövs")),
        item("story", Kind.LONG_TEXT, personal=Personal.SENSITIVE),
        item("has", Kind.SINGLE, choices=YES_NO, list_name="yes_no", default="no"),
        item("knows", Kind.MULTIPLE, choices=YES_NO, list_name="yes_no"),
        item(
            "home",
            Kind.SECTION,
            show_when="${has} = 'yes'",
            items=(
                item(
                    "child",
                    Kind.REPEAT,
                    times="count-selected(${knows})",
                    items=(
                        item("born", Kind.DATE, constraint=". <= today()"),
                        item("height", Kind.NUMBER, required_when="${has} = 'yes'"),
                    ),
                ),
            ),
        ),
        item("tallest", Kind.CALCULATED, calculation="max(${height})"),
        item(
            "number",
            Kind.WHOLE_NUMBER,
            constraint=". > 0 and . < 10",
            constraint_message=both("Mellan 1 och 9"),
            default="3",
            read_only=True,
        ),
        item("region", Kind.SINGLE, choices=(Choice("a", both("A")),), list_name="region"),
        item(
            "town",
            Kind.SINGLE,
            choices=TOWNS,
            list_name="town",
            choice_filter="region = ${region}",
        ),
        item("sure", Kind.SCALE, anchors=STEPS, list_name="steps"),
        item(
            "table",
            Kind.MATRIX,
            choices=(STEPS[0], Choice("2", both("Ganska"))),
            list_name="table_steps",
            rows=(Choice("row_a", both("Rad A")), Choice("row_b", both("Rad B"))),
            required=True,
        ),
        item("photo", Kind.FILE, accepts=FileSort.IMAGE),
        item("paper", Kind.FILE),
    ),
    (Score("mean", both("Medel"), ("sure", "row_a", "row_b"), ("row_b",), 2),),
)


def accepted(form):
    """What pyxform makes of the form, as if it had read it from a file: blank cells are none."""
    sheets = {}
    for name, rows in to_rows(form).sheets.items():
        sheets[name] = [{key: text for key, text in row.items() if text} for row in rows]
        sheets[f"{name}_header"] = [dict.fromkeys(rows[0])] if rows else []
    return convert(sheets, validate=False, form_name="data").xform


def test_a_form_with_everything_is_accepted_and_comes_back_as_it_was():
    assert problems(WHOLE) == []
    assert "<h:title>Allt</h:title>" in accepted(WHOLE)
    again = from_rows(to_rows(WHOLE).sheets)
    assert again.notes == ()
    assert again.form == WHOLE


def test_what_xlsform_has_no_room_for_is_named():
    titled = to_rows(Form("a", both("Titel"), LANGUAGES, WHOLE.items, WHOLE.scores))
    assert [(note.kind, note.name, note.key) for note in titled.notes] == [
        (NoteKind.OWN_COLUMN, "story", "personal"),
        (NoteKind.AS_CALCULATION, "mean", ""),
        (NoteKind.ONE_TITLE, "", "ar"),
    ]


@pytest.mark.parametrize(
    "answers",
    [
        {},
        {"sure": 2},
        {"sure": 2, "table": {"row_a": "0"}},
        {"sure": 1, "table": {"row_a": "2", "row_b": "2"}},
    ],
)
def test_a_score_is_worth_the_same_as_a_calculation_elsewhere(answers):
    rows = to_rows(WHOLE).sheets
    for row in rows["survey"]:
        row["score_of"] = ""
    elsewhere = from_rows(rows).form
    told = settle(elsewhere, answers, TODAY).computed["mean"]
    assert told == settle(WHOLE, answers, TODAY).scores["mean"]


def test_the_same_list_with_other_choices_is_another_list():
    first = item("a", Kind.SINGLE, choices=YES_NO, list_name="l")
    form = Form("f", {"sv": "F"}, LANGUAGES, (first, item("b", Kind.SINGLE, choices=TOWNS)))
    doubled = Form(
        "f", {"sv": "F"}, LANGUAGES, (first, item("b", Kind.SINGLE, choices=TOWNS, list_name="l"))
    )
    for one in (form, doubled):
        back = from_rows(to_rows(one).sheets).form
        assert [i.choices for i in back.items] == [YES_NO, TOWNS]


NAMES = st.text("abcxyz", min_size=1, max_size=4)
TEXTS = st.text(
    st.characters(codec="utf-8", exclude_categories=("C", "Z"), exclude_characters="${}"),
    min_size=1,
    max_size=8,
)
LABELS = st.fixed_dictionaries({"sv": TEXTS}, optional={"ar": TEXTS})
CHOICE = st.builds(Choice, NAMES, LABELS)
CHOICES = st.lists(CHOICE, min_size=1, max_size=3, unique_by=lambda one: one.name)
LISTS = st.one_of(st.just("l"), st.just(""))


KINDS = [Kind.SINGLE, Kind.MULTIPLE, Kind.TEXT, Kind.DATE, Kind.NUMBER]


@st.composite
def forms(draw):
    names = draw(st.lists(NAMES, min_size=2, max_size=6, unique=True))
    made = []
    for name in names:
        kind = draw(st.sampled_from(KINDS))
        chosen = kind in {Kind.SINGLE, Kind.MULTIPLE}
        asked = f"${{{made[-1].name}}} != ''" if made and draw(st.booleans()) else ""
        made.append(
            Item(
                name,
                kind,
                draw(LABELS),
                show_when=asked,
                required=draw(st.booleans()),
                choices=tuple(draw(CHOICES)) if chosen else (),
                list_name=draw(LISTS) if chosen else "",
            )
        )
    cut = draw(st.integers(1, len(made)))
    holder = draw(st.sampled_from([Kind.SECTION, Kind.REPEAT]))
    held = Item("holder", holder, draw(LABELS), items=tuple(made[:cut]))
    return Form("f", {"sv": "F"}, LANGUAGES, (held, *made[cut:]))


@settings(max_examples=15, deadline=None)
@given(forms())
def test_every_good_form_is_accepted_and_comes_back_the_same(form):
    if problems(form):
        return
    assert accepted(form)
    again = from_rows(to_rows(form).sheets).form
    assert to_rows(again).sheets == to_rows(form).sheets
    assert [i.name for i in again.walk()] == [i.name for i in form.walk()]


# --- What we lack, and what is no form ----------------------------------------------------------

SURVEY = "type | name | label::English | appearance | audio | default"
LACKING = {
    "survey": (
        "start | began",
        "geopoint | place | Where | maps",
        "rank yn | order | Order | | a.mp3",
        "range | points | Points",
        "acknowledge | ok | Read",
        "select_one yn or_other | yn | Which | minimal",
        "select_one_from_file t.csv | town | Town",
        "hidden | secret | | | | 7",
        "date | on | On | | | today()",
        "integer | bare",
        "note | | Began ${began}",
    ),
    "choices": ("yn | yes | Yes", "yn | no"),
    "settings": ("Lacking | pages",),
    "entities": ("trees",),
}


def sheet(heads, rows):
    names = heads.split(" | ")
    cells = ([cell.strip() for cell in row.split("|")] for row in rows)
    return [dict(zip(names, row, strict=False)) for row in cells]


def test_what_a_form_uses_that_we_lack_is_named_row_by_row():
    heads = (SURVEY, "list_name | name | label::English", "form_title | style", "dataset")
    told = zip(LACKING, heads, strict=True)
    got = from_rows({name: sheet(head, LACKING[name]) for name, head in told})
    assert got.form is not None, got.refusals
    said = {(note.kind.name, note.row, note.name, note.key) for note in got.notes}
    assert said == {
        ("SETTING", 2, "", "style"),
        ("SHEET", 0, "", "entities"),
        ("META", 2, "began", "start"),
        ("BLANK", 2, "began", "began"),
        ("BECAME_TEXT", 3, "place", "geopoint"),
        ("APPEARANCE", 3, "place", "maps"),
        ("BECAME_MULTIPLE", 4, "order", "rank"),
        ("COLUMN", 4, "order", "audio"),
        ("BECAME_NUMBER", 5, "points", "range"),
        ("BECAME_CHOICE", 6, "ok", "acknowledge"),
        ("OTHER", 7, "yn", "yn_other"),
        ("APPEARANCE", 7, "yn", "minimal"),
        ("CHOICES_ELSEWHERE", 8, "town", "t.csv"),
        ("BECAME_CALCULATED", 9, "secret", "hidden"),
        ("DEFAULT", 10, "on", "today()"),
        ("NAME_AS_TEXT", 11, "bare", "bare"),
        ("MADE_NAME", 12, "", "note_row_12"),
        ("NAME_AS_TEXT", 3, "no", "no"),
    }
    assert all(str(note).endswith(".") for note in got.notes)
    kinds = {i.name: i.kind for i in got.form.walk()}
    assert kinds["yn_other"] == Kind.TEXT
    assert kinds["points"] == Kind.WHOLE_NUMBER
    assert settle(got.form, {"yn": "other"}, TODAY).computed["secret"] == "7"
    assert accepted(got.form)


def test_a_language_without_a_tag_gets_one_and_it_is_said():
    heads = "type | name | label::English | label::Klingon"
    got = from_rows({"survey": sheet(heads, ["text | a | Name | pong"])})
    assert [language.code for language in got.form.languages] == ["en", "und-x-klingon"]
    assert [(note.kind, note.key) for note in got.notes] == [(NoteKind.LANGUAGE, "Klingon")]


def test_curly_quotation_marks_paths_and_old_headings_are_read():
    survey = sheet(
        "type | name | caption | bind:relevant | constraint",
        [
            "select one from yn | a | A",
            "string | b | B | ${a} = ‘yes’",
            "int | c | C | ../a = 'yes' | . < /data/b",
        ],
    )
    choices = sheet("list name | value | label", ["yn | yes | Yes"])
    got = from_rows({"survey": survey, "choices": choices})
    assert got.notes == ()
    assert [i.show_when for i in got.form.items] == ["", "${a} = 'yes'", "${a} = 'yes'"]
    assert got.form.items[2].constraint == ". < ${b}"


@pytest.mark.parametrize(
    ("rows", "kind", "said"),
    [
        ("frobnicate | a | A |", NoteKind.UNKNOWN_TYPE, "frobnicate is not a type"),
        ("select_one gone | a | A |", NoteKind.NO_LIST, "no list of choices named gone"),
        ("text | | A |", NoteKind.NO_NAME, "row 2: there is no name"),
        ("begin group | a | A |", NoteKind.NO_END, "a begins and has no end"),
        ("end group |", NoteKind.END_ALONE, "end group ends what has not begun"),
        ("include | other", NoteKind.INCLUDE, "other stands in another form"),
        ("begin loop over l | a | A |", NoteKind.LOOP, "a loop over l can not be read"),
        ("text | a | A | pulldata('a', 1)", NoteKind.PROBLEM, "pulldata() is not known"),
        ("text | a | A | instance('a')/b[c=1]", NoteKind.PROBLEM, "looks into other data"),
        ("text | a | A | ${b} = 1", NoteKind.PROBLEM, "${b} is asked about, and no item"),
        ("text | a | A | ${a} = 1", NoteKind.PROBLEM, "depends on itself: a → a"),
    ],
)
def test_what_would_mean_something_else_is_refused_with_a_sentence(rows, kind, said):
    got = from_rows({"survey": sheet("type | name | label | relevant", [rows])})
    assert got.form is None
    assert got.refusals[0].kind == kind
    assert said in str(got.refusals[0])


def test_what_is_no_form_is_refused():
    assert [n.kind for n in from_rows({}).refusals] == [NoteKind.NO_SURVEY]
    assert [n.kind for n in from_rows({"survey": [{"a": 1}]}).refusals] == [NoteKind.NO_SURVEY]
    many = [{"type": "text", "name": f"a{n}", "label": "A"} for n in range(5_000)]
    assert str(from_rows({"survey": many}).refusals[0]).startswith("5000 items are more than")
    deep = [{"type": "begin group", "name": f"g{n}"} for n in range(3_000)]
    assert {n.kind for n in from_rows({"survey": deep}).refusals} == {
        NoteKind.TOO_DEEP,
        NoteKind.NO_END,
    }


TYPES = ["text", "select_one l", "begin group", "end group", "begin_repeat", "rank l or_other"]
OTHERS = ["calculate", "range", "l", "a", "b", "yes", "${a} > 1", "likert", "table-list", "1"]
HEADS = ["type", "name", "label", "label::ar", "hint:en", "relevant", "required", "default"]
MORE = ["appearance", "list_name", "calculation", "parameters", "score_of", "read_only"]
CELLS = st.one_of(
    st.none(),
    st.booleans(),
    st.floats(),
    st.dates(),
    st.text(max_size=5),
    st.sampled_from([*TYPES, *OTHERS]),
)
ROWS = st.lists(
    st.dictionaries(
        st.sampled_from([*HEADS, *MORE]),
        CELLS,
    ),
    max_size=6,
)


@settings(max_examples=100, deadline=None)
@given(ROWS, ROWS, ROWS)
def test_no_rows_make_it_fail_and_what_is_taken_in_is_a_good_form(survey, choices, more):
    got = from_rows({"survey": survey, "choices": choices, "settings": more})
    assert (got.form is None) == bool(got.refusals)
    if got.form:
        assert problems(got.form) == []
        settle(got.form, {}, TODAY)


def test_pyxform_says_no_where_it_must():
    """The judge of our exports is awake."""
    with pytest.raises(PyXFormError):
        convert(copy.deepcopy({"survey": [{"type": "text", "label": "A"}]}), validate=False)
