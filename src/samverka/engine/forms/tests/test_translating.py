"""A form's texts are listed by place, and put in by place; what has no place is refused."""

import pytest

from samverka.engine.forms.definition import Choice, Form, Item, Kind, Language, Score
from samverka.engine.forms.translating import UnknownPlaces, places, untranslated, with_texts

STEPS = (Choice("0", {"sv": "Inte"}), Choice("1"), Choice("2", {"sv": "Helt"}))
SURE = Item("sure", Kind.SCALE, {"sv": "Säker?"}, {"sv": "Tänk efter"}, anchors=STEPS)
HELD = Item("part", Kind.SECTION, items=(SURE,))
SCORES = (Score("mean", {"sv": "Medel"}, ("sure",)),)
FORM = Form("f", {"sv": "Titel"}, (Language("sv"),), (HELD,), SCORES)
ARABIC = Language("ar", "العربية", is_rtl=True)
PLACES = ["title", "sure.label", "sure.hint", "sure.anchors.0", "sure.anchors.2", "mean.label"]


def test_every_text_has_its_place():
    assert list(places(FORM)) == PLACES


def test_a_translation_is_put_in_where_it_belongs():
    translated = with_texts(FORM, ARABIC, {"sure.label": "متأكد؟", "sure.anchors.2": "تماما"})
    assert translated.languages == (Language("sv"), ARABIC)
    assert places(translated)["sure.label"] == {"sv": "Säker?", "ar": "متأكد؟"}
    assert untranslated(translated, "ar") == ("title", "sure.hint", "sure.anchors.0", "mean.label")
    taken_away = with_texts(translated, ARABIC, {"sure.label": "", "sure.anchors.2": ""})
    assert untranslated(taken_away, "ar") == tuple(PLACES)


def test_a_translation_of_what_is_not_there_is_refused_whole():
    with pytest.raises(UnknownPlaces, match=r"no text at old\.label, sure\.anchors\.9") as fault:
        with_texts(FORM, ARABIC, {"old.label": "x", "sure.label": "y", "sure.anchors.9": "z"})
    assert fault.value.places == ("old.label", "sure.anchors.9")
