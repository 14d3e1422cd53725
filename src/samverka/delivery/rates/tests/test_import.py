"""A fund's categories and amounts are taken in from a table: shown first, all rows or none."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from samverka.delivery.rates import sheet
from samverka.delivery.rates.models import Category, Rate
from samverka.delivery.rates.tests.factories import category, esf
from samverka.foundation.audit.models import Event
from samverka.toolkit.money import kronor
from samverka.toolkit.spreadsheet import xlsx

HEADING = ["Kod", "Kategori", "År", "Del av landet", "Kronor per timme", "Källa"]
ROWS = [
    ["1", "Chefer", 2022, "Övriga landet", 250.5, "Beslut 2022"],
    ["1", "Chefer", 2022, "Stockholms län", "295,25", "Beslut 2022"],
    ["2", "Yrken med krav på högskola", "", "", "", "Beslut 2022"],
]


def page(name, cast):
    return reverse(f"rates:{name}", args=[cast.programme.public_key, "esf"])


@pytest.fixture
def petra(cast, client):
    esf(cast)
    client.force_login(cast.petra.user)
    return client


def send(cast, client, rows=ROWS, heading=HEADING):
    body = xlsx("Timvärden", heading, rows)
    return client.post(page("send", cast), {"file": SimpleUploadedFile("t.xlsx", body)})


def write(cast, client, answer):
    return client.post(page("carry_out", cast), {"rows": answer.context["kept"]}, follow=True)


def test_each_row_is_shown_with_what_it_would_do_before_anything_is_written(cast, petra):
    category(cast, "1")
    answer = send(cast, petra)
    outcomes = [row.outcome for row in answer.context["judged"]]
    assert outcomes == ["new", "new", "new"]
    assert kronor(25_050) in answer.content.decode()
    assert not Rate.objects.exists()


def test_the_rows_that_were_shown_are_written_all_at_once(cast, petra):
    text = write(cast, petra, send(cast, petra)).content.decode()
    assert "3 rows are written" in text
    amounts = Rate.objects.values_list("category__code", "year", "region", "amount")
    assert sorted(amounts) == [("1", 2022, "rest", 25_050), ("1", 2022, "stockholm", 29_525)]
    assert set(Category.objects.values_list("code", flat=True)) == {"1", "2"}


def test_the_same_file_twice_changes_nothing(cast, petra):
    write(cast, petra, send(cast, petra))
    noted = Event.objects.filter(verb="rates.imported").count()
    answer = send(cast, petra)
    assert {row.outcome for row in answer.context["judged"]} == {"same"}
    assert "Nothing would change" in answer.content.decode()
    write(cast, petra, answer)
    assert Event.objects.filter(verb="rates.imported").count() == noted == 1
    assert Rate.objects.count() == 2


def test_another_amount_is_told_beside_the_one_that_stands(cast, petra):
    write(cast, petra, send(cast, petra))
    other = [[*ROWS[0][:4], 260, "Beslut 2023"]]
    answer = send(cast, petra, other)
    assert [(row.outcome, row.before) for row in answer.context["judged"]] == [("changed", 25_050)]
    write(cast, petra, answer)
    assert Rate.objects.get(region="rest").amount == 26_000


@pytest.mark.parametrize(
    ("row", "said"),
    [
        (["", "Chefer", 2022, "Övriga landet", 250, "Beslut"], "Code is empty"),
        (["3", "Chefer", 1822, "Övriga landet", 250, "Beslut"], "The year is not one"),
        (["3", "Chefer", 2022, "Skåne", 250, "Beslut"], "The part of the country is not one of"),
        (["3", "Chefer", 2022, "Hela landet", "mycket", "Beslut"], "The amount is not one"),
        (["3", "Chefer", 2022, "Hela landet", 250, ""], "Source is empty"),
        (ROWS[0], "stands in a row above"),
    ],
)
def test_one_row_that_is_wrong_is_told_and_none_is_written(cast, petra, row, said):
    answer = send(cast, petra, [*ROWS, row])
    assert said in answer.content.decode()
    text = write(cast, petra, answer).content.decode()
    assert "Nothing was changed" in text
    assert not Category.objects.exists()


def test_all_that_is_wrong_with_a_row_is_told_at_once(cast, petra):
    row = ["3", "", 1822, "Skåne", "mycket", ""]
    text = send(cast, petra, [row]).content.decode()
    for said in ("Category is empty", "Source is empty", "The year is", "The part", "The amount"):
        assert said in text


def test_a_table_without_our_columns_is_refused_with_the_ones_that_lack(cast, petra):
    text = send(cast, petra, [["x", "y"]], ["Kod", "Pris"]).content.decode()
    assert "The column Category, Source is not found" in text


def test_rows_that_were_changed_on_the_way_are_not_written(cast, petra):
    kept = send(cast, petra).context["kept"]
    text = petra.post(page("carry_out", cast), {"rows": "x" + kept}, follow=True).content.decode()
    assert "The rows are no longer kept" in text
    assert not Rate.objects.exists()


def test_csv_is_taken_as_well(cast, petra):
    body = "Kod;Kategori;Källa\n7;Praktik;Beslut 2021\n".encode()
    answer = petra.post(page("send", cast), {"file": SimpleUploadedFile("t.csv", body)})
    write(cast, petra, answer)
    assert Category.objects.get().name == "Praktik"


def test_the_table_to_fill_is_known_again_when_it_comes_back(cast, petra):
    answer = petra.get(page("to_fill", cast))
    assert answer.content.startswith(b"PK")
    headings = [str(column.label) for column in sheet.COLUMNS]
    body = xlsx("T", headings, [["9", "Nio", 2022, "The whole country", "200", "Beslut"]])
    answer = petra.post(page("send", cast), {"file": SimpleUploadedFile("t.xlsx", body)})
    assert [row.outcome for row in answer.context["judged"]] == ["new"]


def test_a_row_without_a_name_is_of_the_category_that_is_known_and_next_year_is_seen(cast, petra):
    write(cast, petra, send(cast, petra))
    answer = send(cast, petra, [["1", "", 2023, "Övriga landet", 261, "Beslut 2023"]])
    assert [(row.outcome, row.told.name) for row in answer.context["judged"]] == [
        ("new", "Chefer")
    ]
    text = write(cast, petra, answer).content.decode()
    assert "2023" in text
    assert kronor(26_100) in text
    unknown = send(cast, petra, [["9", "", 2023, "Övriga landet", 261, "Beslut 2023"]])
    assert "Category is empty." in unknown.content.decode()
    assert Category.objects.count() == 2
