"""A version is written question by question, and frozen when it is published."""

from dataclasses import replace

import pytest
from django.db import DatabaseError, transaction
from django.urls import reverse

from samverka.engine.forms.definition import Form, Item, Kind
from samverka.register.instruments import actions, editing
from samverka.register.instruments.models import Instrument, InstrumentVersion
from tests.people import TODAY

from .factories import FORM, LANGUAGES, instrument


@pytest.fixture
def olga(cast, client):
    client.force_login(cast.olga.user)
    return client


@pytest.fixture
def draft(cast) -> InstrumentVersion:
    made = actions.create_instrument(name="Arbete", sphere="staff", form=FORM, by=cast.olga)
    return made.versions.get()


def address(name: str, version: InstrumentVersion, *more) -> str:
    return reverse(
        f"instruments:{name}", args=[version.instrument.public_key, version.number, *more]
    )


def item_of(version: InstrumentVersion, name: str) -> Item | None:
    version.refresh_from_db()
    return editing.item_named(version.form, name)


def test_an_instrument_is_written_in_two_languages_and_published_in_the_browser(cast, olga):
    new = {"name": "Behov", "sphere": "staff", "languages": ["sv", "ar"]}
    assert olga.post(reverse("instruments:create"), new).status_code == 302
    version = Instrument.objects.get(name="Behov").versions.get()
    question = {
        "label_sv": "Har du handlett?",
        "label_ar": "هل أشرفت؟",
        "choices_0_name": "yes",
        "choices_0_sv": "Ja",
        "choices_0_ar": "نعم",
        "choices_1_name": "",
        "choices_1_sv": "Nej",
        "required": "on",
        "personal": "none",
        "name": "guided",
    }
    assert olga.post(address("item_add", version, "single"), question).status_code == 302
    item = item_of(version, "guided")
    assert item
    assert item.required
    assert [choice.name for choice in item.choices] == ["yes", "2"]
    page = olga.get(address("version", version)).content.decode()
    assert 'dir="rtl"' in page
    assert "هل أشرفت؟" in page
    assert page.count("not translated") == 2, "title and one choice fall back, and it is seen"
    assert olga.post(address("publish", version)).status_code == 302
    version.refresh_from_db()
    assert version.published_on == TODAY


def test_items_are_moved_changed_taken_away_and_that_is_taken_back(olga, draft):
    deed = address("item_deed", draft, "hours")
    olga.post(deed, {"deed": "up"})
    draft.refresh_from_db()
    assert [one.name for one in draft.form.items[0].items] == ["hours", "works"]
    olga.post(deed, {"deed": "remove"})
    assert item_of(draft, "hours") is None
    olga.post(address("take_back", draft))
    assert item_of(draft, "hours") is not None


def test_a_question_of_a_section_can_be_moved_to_another(olga, draft):
    hours = {"label_sv": "Timmar", "personal": "none", "name": "hours", "into": "oneself"}
    assert olga.post(address("item", draft, "hours"), hours).status_code == 302
    draft.refresh_from_db()
    assert editing.holder_of(draft.form, "hours") == "oneself"


@pytest.mark.parametrize(
    ("name", "changed", "sentence"),
    [
        ("hours", {"show_when": "${works_not} = 'yes'"}, "no question has that name"),
        ("works", {"show_when": "${hours} > 1"}, "depends on itself"),
        ("hours", {"constraint": ". >= "}, "something should follow"),
        ("hours", {"constraint": "shell(.)"}, "is not known here"),
        ("hours", {"name": "works"}, "has the same name"),
    ],
)
def test_what_does_not_hold_together_is_refused_and_what_was_typed_is_kept(
    olga, draft, name, changed, sentence
):
    there = item_of(draft, name)
    sent = {
        "label_sv": "Skrivet nyss",
        "personal": "none",
        "name": name,
        "show_when": there.show_when,
        "constraint": there.constraint,
        "choices_0_name": "yes",
        "choices_0_sv": "Ja",
        "into": "work",
    } | changed
    response = olga.post(address("item", draft, name), sent)
    assert response.status_code == 422
    page = response.content.decode()
    assert sentence in page
    assert "Skrivet nyss" in page
    assert item_of(draft, name) == there


def test_a_scale_has_steps_whose_ends_say_what_they_mean(olga, draft):
    scale = {"label_sv": "Hur?", "personal": "none", "name": "how", "anchors_0_name": "1"}
    page = olga.post(address("item_add", draft, "scale"), scale)
    assert page.status_code == 422
    assert "at least two steps" in page.content.decode()


def test_what_is_wrong_elsewhere_is_listed_beside_it_and_hinders_publishing(cast, olga, draft):
    olga.post(address("item_deed", draft, "works"), {"deed": "remove"})
    page = olga.get(address("version", draft)).content.decode()
    assert "It asks about works, and no question has that name" in page
    draft.refresh_from_db()
    with pytest.raises(actions.HasProblems):
        actions.publish_version(version=draft, on=TODAY, by=cast.olga)


def test_more_than_a_thousand_items_are_refused(cast):
    items = tuple(Item(f"q{number}", Kind.TEXT, {"sv": "?"}) for number in range(5000))
    form = Form("stor", {"sv": "Stor"}, LANGUAGES, items)
    made = actions.create_instrument(name="Stor", sphere="open", form=form, by=cast.olga)
    with pytest.raises(actions.HasProblems):
        actions.publish_version(version=made.versions.get(), on=TODAY, by=cast.olga)


def test_a_published_version_changes_for_nobody_not_even_past_the_actions(cast):
    version = instrument(cast.olga).versions.get()
    with pytest.raises(actions.Frozen):
        actions.change_definition(version=version, form=FORM, by=cast.olga)
    rows = InstrumentVersion.objects.filter(pk=version.pk)
    for change in ({"definition": {}}, {"published_on": None}, {"what_changed": "Allt"}):
        with pytest.raises(DatabaseError), transaction.atomic():
            rows.update(**change)
    assert rows.get().definition == version.definition


def test_a_new_version_begins_as_a_copy_and_says_what_changed(cast):
    made = instrument(cast.olga)
    second = actions.draft_version(instrument=made, by=cast.olga)
    assert (second.number, second.form) == (2, FORM)
    assert actions.draft_version(instrument=made, by=cast.olga) == second, "one draft at a time"
    with pytest.raises(actions.LacksWhatChanged):
        actions.publish_version(version=second, what_changed=" ", on=TODAY, by=cast.olga)
    actions.publish_version(version=second, what_changed="Ny fråga", on=TODAY, by=cast.olga)


def test_two_who_write_at_once_do_not_undo_one_another(cast, draft):
    stale = InstrumentVersion.objects.get(pk=draft.pk)
    changed = replace(FORM, title={"sv": "Annan"})
    actions.change_definition(version=draft, form=changed, by=cast.olga)
    with pytest.raises(actions.ChangedMeanwhile):
        actions.change_definition(version=stale, form=FORM, by=cast.petra)


def test_a_language_is_added_and_taken_away_with_its_texts(olga, draft):
    more = {"title_sv": "Om arbete", "add": "other", "code": "ku", "own_name": "Kurdî"}
    olga.post(address("languages", draft), more)
    draft.refresh_from_db()
    assert [one.code for one in draft.form.languages] == ["sv", "ar", "ku"]
    olga.post(address("languages", draft), {"title_sv": "Om arbete", "drop_ar": "on"})
    draft.refresh_from_db()
    assert "هل" not in str(draft.definition)


def test_the_preview_shows_what_is_being_written_and_saves_nothing(olga, draft):
    typed = {"preview_name": "hours", "label_sv": "Nyss", "name": "hours", "personal": "none"}
    page = olga.post(address("preview", draft), typed)
    assert "Nyss" in page.content.decode()
    assert item_of(draft, "hours").label["sv"] != "Nyss"
