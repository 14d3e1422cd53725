"""A month as a spreadsheet and as a tagged PDF."""

import datetime as dt
import io

import pikepdf
import pytest
from django.test import Client
from django.urls import reverse
from python_calamine import CalamineWorkbook

from samverka.foundation.audit.models import Event
from samverka.register.people.models import Person
from tests.people import person

from .factories import MARCH, WHOLE_HOURS, fund_counts, session, was_there


@pytest.fixture
def download(cast):
    def get(name: str, form: str, language: str = "en"):
        client = Client()
        client.force_login(cast.actor(name).user)
        client.cookies["django_language"] = language
        address = reverse("reports:download", args=[cast.programme.public_key, MARCH])
        return client.get(address, {"format": form})

    return get


@pytest.fixture
def month(cast):
    """Amanda was there twice, Bashir once; Cecilia is protected."""
    fund_counts(cast, WHOLE_HOURS)
    amanda, bashir = person("Amanda", cast.kungalv), person("Bashir", cast.partille)
    cecilia = person("Cecilia", cast.partille)
    Person.objects.filter(pk=cecilia.pk).update(is_protected=True)
    first, second = session(cast, MARCH), session(cast, MARCH.replace(day=12))
    was_there(first, amanda, cast.kungalv, 150)
    was_there(second, amanda, cast.kungalv, 45)
    was_there(first, bashir, cast.partille, 420)
    was_there(first, cecilia, cast.partille, 59)
    return amanda, bashir


def sheets_of(response) -> dict[str, list[list]]:
    book = CalamineWorkbook.from_filelike(io.BytesIO(response.content))
    return {name: book.get_sheet_by_name(name).to_python() for name in book.sheet_names}


class TestSpreadsheet:
    def test_the_file_has_a_plain_name(self, download, month):
        response = download("erik", "xlsx")
        assert (
            response["Content-Disposition"] == 'attachment; filename="foraldrastod-2026-03.xlsx"'
        )
        assert response["Cache-Control"] == "no-store"

    def test_every_sheet_comes_to_the_same_sum(self, download, month):
        sheets = sheets_of(download("erik", "xlsx"))
        assert list(sheets) == ["March 2026", "Organisations", "Persons", "Marks"]
        sums = {row[0]: row[1] for row in sheets["March 2026"]}
        assert (sums["Persons"], sums["Minutes"], sums["Hours counted"]) == (3, 674, 10)
        for name in ("Organisations", "Persons"):
            heads, *rows = sheets[name]
            for column in ("Minutes", "Hours counted"):
                assert sum(row[heads.index(column)] for row in rows) == sums[column]

    def test_somebody_protected_is_among_the_others_and_not_named(self, download, month):
        sheets = sheets_of(download("erik", "xlsx"))
        assert sheets["Persons"][-1][1:] == ["1 person", 59, 0.98, 0]
        assert "Cecilia" not in str(sheets)

    def test_the_marks_are_typed_and_those_one_sees(self, download, month):
        _, *marks = sheets_of(download("ulla", "xlsx"))["Marks"]
        assert [row[:3] + row[5:6] for row in marks] == [
            [dt.date(2026, 3, 1), "Att arbeta med tolk", "Amanda Exempel", 150],
            [dt.date(2026, 3, 12), "Att arbeta med tolk", "Amanda Exempel", 45],
        ]

    def test_a_researchers_file_has_no_small_number(self, download, month):
        sheets = sheets_of(download("rut", "xlsx"))
        assert {cell for row in sheets["Organisations"][1:] for cell in row[1:]} == {"not given"}
        assert len(sheets["Marks"]) == 1


class TestPdf:
    @pytest.fixture
    def paper(self, download, month):
        amanda, _ = month
        Person.objects.filter(pk=amanda.pk).update(given_name="أماندا", family_name="نموذج")

        def read(language: str) -> pikepdf.Pdf:
            response = download("erik", "pdf", language)
            assert response["Content-Type"] == "application/pdf"
            return pikepdf.open(io.BytesIO(response.content))

        return read

    @pytest.mark.parametrize("language", ["sv", "en", "ar"])
    def test_it_is_tagged_with_its_language_and_title(self, paper, language):
        with paper(language) as document:
            assert document.Root.MarkInfo.Marked
            assert str(document.Root.Lang) == language
            assert document.Root.ViewerPreferences.DisplayDocTitle
            metadata = document.open_metadata()
            assert metadata["pdfuaid:part"] == "1"
            assert metadata["dc:title"].startswith("Föräldrastöd för nyanlända, ")

    def test_its_tables_have_headings(self, paper):
        with paper("sv") as document:
            tags = tags_of(document.Root.StructTreeRoot)
        assert tags.count("/Table") == 2
        assert tags.count("/TH") == 8
        assert "/H1" in tags

    def test_an_arabic_name_can_be_read_out_of_it(self, paper):
        with paper("sv") as document:
            letters = letters_of(document)
        assert set("أماندانموذج") <= letters
        assert set("Partille") <= letters


def tags_of(node) -> list[str]:
    """The kinds of all parts of the structure, in order."""
    tags = [str(node.S)] if "/S" in node else []
    children = node.get("/K", [])
    for child in children if isinstance(children, pikepdf.Array) else [children]:
        if isinstance(child, pikepdf.Dictionary):
            tags += tags_of(child)
    return tags


def letters_of(document: pikepdf.Pdf) -> set[str]:
    """Every letter that a reader's program can tell from the fonts' own tables."""
    letters = set()
    for page in document.pages:
        for font in page.Resources.Font.values():
            table = font.ToUnicode.read_bytes().decode()
            for line in table.splitlines():
                parts = [part for part in line.replace(">", "> ").split() if part.startswith("<")]
                if len(parts) in {2, 3}:
                    letters |= set(bytes.fromhex(parts[-1].strip("<>")).decode("utf-16-be"))
    return letters


def test_a_download_is_noted_with_whose_rows_were_in_it(cast, download, month):
    download("erik", "pdf")
    event = Event.objects.get(verb="reports.month_downloaded")
    assert (event.user_id, event.fields) == (cast.erik.user_id, ["2026-03", "pdf"])
    read = Event.objects.filter(verb="read").values_list("person_id", flat=True)
    assert set(read) == {someone.pk for someone in month}


def test_an_unknown_form_is_not_found(download, month):
    assert download("erik", "docx").status_code == 404
