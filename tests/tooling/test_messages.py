"""Texts are found wherever they are marked, and a catalogue that would break a page is noticed."""

import gettext
from pathlib import Path

import allauth
import django.conf
import pytest
from babel.messages import pofile
from babel.messages.catalog import Catalog, Message

from tools import messages


def found_in(file: Path, text: str) -> list:
    file.write_text(text, encoding="utf-8")
    return [(words, context) for words, context, _ in messages._texts_of(file)]


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        ('{% translate "Home" %}', [("Home", None)]),
        ('<p title="it\'s">\n   {% trans "Places" as places %}', [("Places", None)]),
        ('{% trans "May" context "month" %}', [("May", "month")]),
        ('{% include "x.html" with title=_("People") %}', [("People", None)]),
        ('{% blocktranslate trimmed %}\n  100% of\n  {{ n }}\n{% endblocktranslate %}',
         [("100%% of %(n)s", None)]),
        ("{% blocktranslate count n=n %}{{ n }} mark{% plural %}{{ n }} marks"
         "{% endblocktranslate %}", [(("%(n)s mark", "%(n)s marks"), None)]),
    ],
)  # fmt: skip
def test_a_text_of_a_template_is_found(tmp_path, marked, expected):
    assert found_in(tmp_path / "page.html", marked) == expected


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        ('title = _("Home")', [("Home", None)]),
        ('text = gettext(\n    "one "\n    "line"\n)', [("one line", None)]),
        ('ngettext("%(n)s day", "%(n)s days", n)', [(("%(n)s day", "%(n)s days"), None)]),
        ('pgettext("month", "May")', [("May", "month")]),
        ("gettext(name)", []),
    ],
)
def test_a_text_of_the_code_is_found(tmp_path, marked, expected):
    assert found_in(tmp_path / "code.py", marked) == expected


def problems(text, translation, language="sv", **more) -> list[str]:
    return list(messages._problems_of(language, Message(text, translation, **more)))


def test_a_translation_with_the_same_placeholders_is_right():
    assert problems("%(count)s of {total}", "%(count)s av {total}") == []


@pytest.mark.parametrize("translation", ["%(antal)s rader", "rader", "%(count)s rader {x}"])
def test_a_translation_that_loses_or_invents_a_placeholder_is_wrong(translation):
    assert "placeholders differ" in problems("%(count)s rows", translation)[0]


def test_the_form_for_one_may_leave_the_number_out():
    words = ("%(count)s row", "%(count)s rows")
    assert problems(words, ("en rad", "%(count)s rader")) == []


def test_a_text_without_swedish_is_noticed():
    assert "without translation" in problems("Home", "")[0]


def test_english_may_be_as_it_is_written_in_the_code():
    assert problems("Home", "", language="en") == []


def test_a_guess_is_no_translation():
    assert "uncertain" in problems("Home", "Hem", flags=["fuzzy"])[0]


def test_what_was_translated_stays_when_texts_are_collected_anew():
    old, found = Catalog(), Catalog()
    old.add("Home", "Hem")
    old.add("Gone", "Borta")
    found.add("Home")
    found.add("New")

    merged = messages._merged(found, old)

    assert {message.id: message.string for message in merged if message.id} == {
        "Home": "Hem",
        "New": None,
    }


def test_a_language_keeps_all_its_forms_of_a_number(tmp_path, monkeypatch):
    monkeypatch.setattr(messages, "LOCALE", tmp_path)
    forms = ("لا أيام", "يوم", "يومان", "%(n)s أيام", "%(n)s يومًا", "%(n)s يوم")
    catalog = Catalog()
    catalog.add(("%(n)s day", "%(n)s days"), forms)

    messages._write("ar", catalog)

    assert messages._read("ar").get("%(n)s day").string == forms


def test_a_number_without_translation_falls_back_instead_of_being_english(tmp_path, monkeypatch):
    monkeypatch.setattr(messages, "LOCALE", tmp_path)
    draft = Catalog()
    draft.add("Home", "መበገሲ")
    draft.add(("%(n)s day", "%(n)s days"))
    messages._write("ti", draft)

    messages.compile_all()

    compiled = gettext.translation("django", tmp_path, ["ti"])
    assert compiled.gettext("Home") == "መበገሲ"
    compiled.add_fallback(Swedish())
    assert compiled.ngettext("%(n)s day", "%(n)s days", 2) == "%(n)s dagar"


class Swedish(gettext.NullTranslations):
    def ngettext(self, msgid1, msgid2, n):
        return "%(n)s dag" if n == 1 else "%(n)s dagar"


def test_the_texts_a_draft_brings_along_are_texts_of_django_and_allauth():
    """A text they have changed would never be looked up, and no page would show ours."""
    theirs = set()
    for module in (allauth, django.conf):
        catalogue = Path(module.__file__).parent / "locale/sv/LC_MESSAGES/django.po"
        with catalogue.open("rb") as file:
            theirs |= messages._texts(pofile.read_po(file)).keys()
    ours = messages._texts(messages.with_borrowed(Catalog(), "ar")).keys()
    assert ours <= theirs
