"""A form is kept as JSON, comes back as it was, and nothing in it is passed over."""

import json

import pytest

from samverka.engine.forms.as_json import DEEPEST, FaultKind, FaultyForm, from_dict, to_dict
from samverka.engine.forms.definition import (
    Choice,
    Form,
    Item,
    Kind,
    Language,
    Personal,
    Score,
)

YES_NO = (Choice("yes", {"sv": "Ja", "ar": "نعم"}), Choice("no", {"sv": "Nej"}, {"region": "a"}))
STEPS = (Choice("0", {"sv": "Inte alls"}), Choice("1"), Choice("2", {"sv": "Helt"}))
CHILD = Item("age", Kind.WHOLE_NUMBER, {"sv": "Ålder"}, constraint=". < 18", required=True)
FORM = Form(
    "bakgrund",
    {"sv": "Bakgrund", "ar": "خلفية"},
    (Language("sv", "svenska"), Language("ar", "العربية", is_rtl=True)),
    (
        Item("children", Kind.SINGLE, {"sv": "Har du barn?"}, choices=YES_NO),
        Item("each", Kind.REPEAT, show_when="${children} = 'yes'", items=(CHILD,)),
        Item("sure", Kind.SCALE, {"sv": "Hur säker?"}, anchors=STEPS, personal=Personal.SENSITIVE),
    ),
    (Score("mean", {"sv": "Medel"}, ("sure",), at_least=1),),
)


def test_a_form_comes_back_from_json_as_it_was():
    told = json.loads(json.dumps(to_dict(FORM)))
    assert from_dict(told) == FORM
    assert told["schema"] == 1
    assert "hint" not in told["items"][0]


def spoilt(change):
    told = to_dict(FORM)
    change(told)
    with pytest.raises(FaultyForm) as fault:
        from_dict(told)
    return fault.value.kind, fault.value.where, fault.value.key


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda f: f.update(colour="red"), (FaultKind.UNKNOWN_KEY, "", "colour")),
        (lambda f: f.update(schema=2), (FaultKind.OTHER_SCHEMA, "schema", "2")),
        (lambda f: f.update(schema=True), (FaultKind.OTHER_SCHEMA, "schema", "True")),
        (lambda f: f.pop("key"), (FaultKind.MISSING_KEY, "", "key")),
        (
            lambda f: f["items"][1]["items"][0].update(requird=True),
            (FaultKind.UNKNOWN_KEY, "items[1].items[0]", "requird"),
        ),
        (
            lambda f: f["items"][0].update(kind="singel"),
            (FaultKind.UNKNOWN_WORD, "items[0].kind", "singel"),
        ),
        (lambda f: f["items"][0].update(kind=3), (FaultKind.NOT_A_TEXT, "items[0].kind", "")),
        (
            lambda f: f["items"][0]["choices"][0]["label"].update(sv=None),
            (FaultKind.NOT_A_TEXT, "items[0].choices[0].label.sv", ""),
        ),
        (
            lambda f: f["items"][0].update(required="yes"),
            (FaultKind.NOT_TRUE_OR_FALSE, "items[0].required", ""),
        ),
        (lambda f: f.update(items="many"), (FaultKind.NOT_A_LIST, "items", "")),
        (lambda f: f.update(languages=["sv"]), (FaultKind.NOT_A_MAPPING, "languages[0]", "")),
        (
            lambda f: f["scores"][0].update(at_least=True),
            (FaultKind.NOT_WHOLE, "scores[0].at_least", ""),
        ),
    ],
)
def test_what_is_not_known_is_refused_with_the_path_to_it(change, said):
    assert spoilt(change) == said


def test_sections_do_not_stand_in_one_another_without_end():
    def nest(told):
        for _ in range(500):
            told["items"] = [{"name": "s", "kind": "section", "items": told["items"]}]

    kind, where, _ = spoilt(nest)
    assert kind == FaultKind.TOO_DEEP
    assert where.count("items") == DEEPEST + 1


def test_a_list_is_no_form():
    with pytest.raises(FaultyForm, match="the form: names with values were expected"):
        from_dict([])


def test_a_missing_translation_falls_back_and_says_in_which_language_it_is():
    no = YES_NO[1]
    assert FORM.text(YES_NO[0].label, "ar") == ("نعم", "ar")
    assert FORM.text(no.label, "ar") == ("Nej", "sv")
    assert FORM.text({"so": "Haa"}, "ar") == ("Haa", "so")
    assert FORM.text({}, "ar") == ("", "ar")
