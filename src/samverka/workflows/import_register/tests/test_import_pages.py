"""The pages of an import: sent, looked through, decided, written; and what cannot be read."""

import io
import threading
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from python_calamine import CalamineWorkbook

from samverka.register.imports.models import Import
from samverka.register.people.actions import register_person
from samverka.register.people.models import Person
from samverka.toolkit import spreadsheet
from samverka.workflows.import_register import actions
from tests.people import LONG_AGO

from .sending import HEADINGS, looked_through, table

pytestmark = pytest.mark.django_db

AMANDA = ["Amanda", "Påhitt", "", "amanda@example.org", "Kurator"]
WRONG = ["Omid", "Testsson", "19890630-2397", "", "=HYPERLINK(1)"]

OLD_WORKBOOK = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)


@pytest.fixture
def karin(cast) -> Client:
    client = Client()
    client.force_login(cast.karin.user)
    return client


def sent(client: Client, content: bytes, name: str = "personal.xlsx") -> str:
    """The page that answers when the file is sent."""
    page = client.post(
        reverse("import_register:send", args=["persons"]),
        {"file": SimpleUploadedFile(name, content)},
        follow=True,
    )
    return page.content.decode()


def address(batch: Import, name: str = "detail") -> str:
    return reverse(f"import_register:{name}", args=[batch.public_key])


def read() -> Import:
    """What the worker does when a file has been sent."""
    batch = Import.objects.latest("pk")
    actions.read_file.func(batch.pk)
    batch.refresh_from_db()
    return batch


def page(client: Client, batch: Import, query: str = "") -> str:
    return client.get(address(batch) + query).content.decode()


def test_a_file_goes_the_whole_way(karin):
    content = spreadsheet.xlsx("Personal", HEADINGS, [AMANDA])
    assert "The file is being looked through" in sent(karin, content)
    batch = read()
    assert "Every row is right. Nothing is written yet." in page(karin, batch)
    karin.post(address(batch, "confirm"))
    actions.write_rows.func(batch.pk)
    assert "1 row is written." in page(karin, batch)
    assert Person.objects.get().given_name == "Amanda"
    sent(karin, content)
    assert "Everything in the file is in the register already." in page(karin, read())


@pytest.mark.parametrize(
    ("content", "name", "sentence"),
    [
        (b"", "personal.xlsx", "The file is empty."),
        (b"%PDF-1.7", "personal.xlsx", "This is a PDF file."),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600),
            "personal.xls",
            "an old Excel workbook",
        ),
        ("Namn;Ort\nÅsa;Ale".encode() + b"\xe5", "personal.csv", "The letters on line 2"),
    ],
)
def test_what_is_no_table_is_told_at_once_and_nothing_is_kept(karin, content, name, sentence):
    assert sentence in sent(karin, content, name)
    assert not Import.objects.exists()


def test_a_bomb_is_refused_and_nothing_is_kept(karin):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", bytes(20_000_000))
    assert "Unpacked, the file would be larger" in sent(karin, file.getvalue())
    assert not Import.objects.exists()


def test_a_file_that_is_too_large_is_passed_over_and_told(karin, settings):
    settings.FILE_UPLOAD_MAX_MEMORY_SIZE = 1_000
    told = sent(karin, spreadsheet.xlsx("Personal", HEADINGS, [AMANDA]))
    assert "The file is larger than 20 MB, so it was not read." in told
    assert not Import.objects.exists()


def test_other_columns_are_asked_about_and_the_answer_is_used(karin):
    sent(karin, "Vem;Gör vad\nAmanda Påhitt;Kurator\n".encode(), "lista.csv")
    batch = read()
    assert batch.state == Import.State.UNCLEAR
    assert "Choose the columns" in page(karin, batch)
    asked = karin.get(address(batch, "columns")).content.decode()
    assert "A Vem · Amanda Påhitt" in asked
    karin.post(address(batch, "columns"), {"full_name": "0", "title": "1"})
    assert [row.said["name"] for row in read().rows.all()] == ["Amanda Påhitt"]


def test_columns_chosen_wrongly_are_told(karin):
    sent(karin, b"Vem;Vad\nAmanda Exempel;Kurator\n", "lista.csv")
    told = karin.post(address(read(), "columns"), {"full_name": "0"}).content.decode()
    assert "Choose the column where this stands." in told


def test_what_is_wrong_is_shown_by_cell_and_can_be_taken_out_harmless(karin, cast):
    batch = looked_through(table(AMANDA, WRONG), by=cast.karin)
    assert "C3: The check digit does not agree" in page(karin, batch, "?outcome=wrong")
    answer = karin.get(address(batch) + "?outcome=wrong&format=xlsx")
    content = b"".join(answer)
    rows = CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0).to_python()
    assert [row[0] for row in rows[1:]] == [3]
    with zipfile.ZipFile(io.BytesIO(content)) as book:
        assert b"<f>" not in book.read("xl/worksheets/sheet1.xml")


def test_merged_cells_among_the_rows_are_told_by_their_range(karin):
    file = io.BytesIO(spreadsheet.xlsx("Personal", HEADINGS, [AMANDA, AMANDA]))
    merged = io.BytesIO()
    with zipfile.ZipFile(file) as old, zipfile.ZipFile(merged, "w") as new:
        for name in old.namelist():
            part = old.read(name)
            if name.endswith("sheet1.xml"):
                after = b"</sheetData>"
                cells = b'<mergeCells count="1"><mergeCell ref="E2:E3"/></mergeCells>'
                part = part.replace(after, after + cells)
            new.writestr(name, part)
    sent(karin, merged.getvalue())
    assert "E2:E3: The cells are merged." in page(karin, read())


def test_a_likely_double_is_decided_on_its_page(karin, cast):
    known = register_person(
        given_name="Mohamed",
        family_name="Testsson",
        employer=cast.kungalv,
        title="Lärare",
        on=LONG_AGO,
        by=cast.karin,
    )
    row = ["Muhammad", "Testsson", "", "", "Lärare"]
    batch = looked_through(table(row), by=cast.karin)
    asked = karin.get(address(batch, "decide")).content.decode()
    assert "It is Mohamed Testsson (Lärare, Kungälv kommun): the name is alike" in asked
    karin.post(address(batch, "decide"), {"row-2": known.public_key})
    assert [row.outcome for row in read().rows.all()] == ["changed"]


def test_a_file_is_thrown_away_while_it_is_read(karin, cast):
    sent(karin, spreadsheet.xlsx("Personal", HEADINGS, [AMANDA]))
    batch = Import.objects.get()
    karin.post(address(batch, "throw_away"))
    actions.read_file.func(batch.pk)
    assert not Import.objects.exists()


def test_the_page_tells_how_far_it_has_come_and_asks_for_itself_when_it_is_done(karin, cast):
    sent(karin, spreadsheet.xlsx("Personal", HEADINGS, [AMANDA]))
    batch = Import.objects.get()
    assert "Rows looked through" in karin.get(address(batch, "progress")).content.decode()
    read()
    assert karin.get(address(batch, "progress"))["HX-Refresh"] == "true"


def test_an_empty_table_to_fill_is_recognised_when_it_is_filled(karin):
    answer = karin.get(reverse("import_register:template", args=["persons"]))
    book = CalamineWorkbook.from_filelike(io.BytesIO(b"".join(answer)))
    headings = book.get_sheet_by_index(0).to_python()[0]
    row = ["Amanda", "Påhitt", "", "", "", "", "Kurator", "", "", ""]
    sent(karin, spreadsheet.xlsx("Personal", headings, [row]))
    assert [row.outcome for row in read().rows.all()] == ["new"]


def test_the_rows_ask_the_same_few_questions_however_many_they_are(karin, cast):
    few = looked_through(table(AMANDA), by=cast.karin)
    names = [[f"Amanda{n}", "Påhitt", "", f"a{n}@example.org", "Kurator"] for n in range(45)]
    many = looked_through(table(*names), by=cast.karin)
    page(karin, few)
    counted = []
    for batch in (few, many):
        with CaptureQueriesContext(connection) as asked:
            page(karin, batch)
        counted.append(len(asked))
    assert counted[0] == counted[1]
    assert counted[0] <= 10


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_of_two_who_confirm_at_once_one_does(cast):
    batch = looked_through(table(AMANDA), by=cast.karin)
    said = []

    def confirm():
        try:
            actions.confirm(batch=batch, by=cast.karin)
            said.append("confirmed")
        except actions.NotReady:
            said.append("too late")
        finally:
            connection.close()

    both = [threading.Thread(target=confirm) for _ in range(2)]
    for one in both:
        one.start()
    for one in both:
        one.join()
    assert sorted(said) == ["confirmed", "too late"]
