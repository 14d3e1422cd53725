"""A form comes in from other programs and goes out to them and to paper; each loss is named."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from samverka.engine.forms.definition import Kind
from samverka.engine.forms.xlsform import to_rows
from samverka.register.instruments import actions
from samverka.register.instruments.exchange import read_xlsform
from samverka.register.instruments.models import Instrument, Response
from samverka.toolkit.pdf_inside import look_inside
from samverka.toolkit.spreadsheet import Sheet, workbook
from samverka.toolkit.tables import open_book

from .factories import FORM, a_round

SURVEY = ("type", "name", "label::Svenska (sv)", "label::العربية (ar)", "relevant", "bind::odk:x")


@pytest.fixture
def olga(cast):
    client = Client()
    client.force_login(cast.olga.user)
    return client


def sent(olga, rows, choices=()):
    sheets = [
        Sheet("survey", SURVEY, rows),
        Sheet("choices", ("list_name", "name", "label::Svenska (sv)"), choices),
    ]
    file = SimpleUploadedFile("form.xlsx", workbook(sheets))
    data = {"name": "Hämtad", "sphere": "open", "file": file}
    return olga.post(reverse("instruments:take_in"), data)


def test_a_workbook_becomes_a_draft_and_what_is_not_used_is_named_row_by_row(olga):
    rows = [
        ("select_one yes_no", "works", "Arbetar du?", "هل تعمل؟", "", ""),
        ("image", "photo", "Bild", "", "", ""),
        ("text", "where", "Var?", "", "${works} = 'yes'", "5"),
        ("begin_repeat", "child", "Barn", "", "", ""),
        ("file", "proof", "Intyg", "", "", ""),
        ("end_repeat", "", "", "", "", ""),
    ]
    page = sent(olga, rows, [("yes_no", "yes", "Ja"), ("yes_no", "no", "Nej")]).content.decode()
    assert "A file cannot be asked for several times" in page
    assert "odk:x" in page
    form = Instrument.objects.get(name="Hämtad").versions.get().form
    # The file has no title, so whoever answers reads its name here.
    assert form.title == {"sv": "Hämtad"}
    assert [item.name for item in form.items] == ["works", "photo", "where", "child"]
    kinds = {item.name: item.kind for item in form.walk()}
    assert (kinds["photo"], kinds["proof"]) == (Kind.FILE, Kind.NOTE)
    assert form.items[0].label["ar"] == "هل تعمل؟"
    assert form.items[2].show_when == "${works} = 'yes'"


def test_what_cannot_be_read_is_refused_with_its_row_and_nothing_is_made(olga):
    response = sent(olga, [("text", "a", "A", "", "", ""), ("teleport", "b", "B", "", "", "")])
    page = response.content.decode()
    assert response.status_code == 422
    assert "row 3" in page
    assert "teleport is not a type that is known here" in page
    assert "Hämtad" in page, "what was typed is kept"
    assert not Instrument.objects.exists()


def test_what_is_no_workbook_is_told_at_once(olga):
    file = SimpleUploadedFile("form.pdf", b"%PDF-1.7 ...")
    data = {"name": "Hämtad", "sphere": "open", "file": file}
    response = olga.post(reverse("instruments:take_in"), data)
    assert response.status_code == 422
    assert "a PDF file" in response.content.decode()


def test_what_goes_out_comes_back_as_it_was(cast, olga):
    made = actions.create_instrument(name="Arbete", sphere="staff", form=FORM, by=cast.olga)
    file = olga.get(reverse("instruments:give_out", args=[made.public_key, 1]))
    form, _notes, is_refused = read_xlsform(open_book(io.BytesIO(file.content)))
    assert not is_refused
    assert to_rows(form).sheets["survey"] == to_rows(FORM).sheets["survey"]


@pytest.mark.parametrize("language", ["sv", "ar"])
def test_a_version_on_paper_can_be_read_aloud_in_each_language(cast, olga, language):
    made = actions.create_instrument(name="Arbete", sphere="staff", form=FORM, by=cast.olga)
    file = olga.get(reverse("instruments:paper", args=[made.public_key, 1, language]))
    assert file["Content-Type"] == "application/pdf"
    inside = look_inside(file.content)
    assert inside.is_tagged
    assert inside.has_text


def test_an_answer_from_paper_is_written_in_at_once(cast, olga):
    held = a_round(cast.olga, way="link")
    page = olga.post(reverse("instruments:round_enter", args=[held.public_key]))["Location"]
    assert olga.post(page, {"a.works": "no", "a.sure": "3"}).status_code == 302
    assert Response.objects.get().state == Response.State.DONE
