"""What every list does, shown on the list of the page that shows every part of the look."""

import io

import pytest
from django.test import Client
from django.urls import reverse
from python_calamine import CalamineWorkbook

PAGE = reverse("components")


@pytest.fixture
def ada(client, cast):
    client.force_login(cast.ada.user)
    return client


def names(response) -> list[str]:
    return [row["name"].split()[0] for row in response.context["listing"].page]


def test_a_list_is_narrowed_by_its_address(ada):
    assert names(ada.get(PAGE, {"q": "dawit"})) == ["Dawit"]
    assert names(ada.get(PAGE, {"place": "Partille"})) == ["Bashir"]


def test_what_cannot_be_read_narrows_nothing(ada):
    assert len(names(ada.get(PAGE, {"place": "nonsense", "page": "x", "sort": "nonsense"}))) == 4


def test_a_list_comes_back_as_one_left_it_until_it_is_cleared(ada):
    ada.get(PAGE, {"q": "", "place": "Partille", "sort": "name"})
    assert ada.get(PAGE)["Location"] == f"{PAGE}?place=Partille&sort=name"
    cleared = ada.get(PAGE, {"clear": "1"})
    assert cleared["Location"] == PAGE
    assert ada.get(PAGE).status_code == 200


def test_emptied_filters_are_not_brought_back(ada):
    ada.get(PAGE, {"q": "dawit"})
    ada.get(PAGE, {"q": "", "place": ""})
    assert ada.get(PAGE).status_code == 200


def test_what_is_remembered_is_gone_when_one_signs_out(ada, cast):
    ada.get(PAGE, {"q": "dawit"})
    ada.logout()
    ada.force_login(cast.ada.user)
    assert ada.get(PAGE).status_code == 200


def test_rows_are_ordered_both_ways_by_the_headings(ada):
    assert names(ada.get(PAGE, {"sort": "minutes"}))[-1] == "Amanda"
    assert names(ada.get(PAGE, {"sort": "-name"}))[0] == "Eyerusalem"
    page = ada.get(PAGE, {"sort": "name"}).content.decode()
    assert 'aria-sort="ascending"' in page
    assert f'href="{PAGE}?sort=-name">Name</a>' in page


def test_the_next_page_keeps_what_was_asked(ada):
    first = ada.get(PAGE, {"sort": "-name"})
    assert first.context["listing"].further == f"{PAGE}?sort=-name&page=2"
    assert names(ada.get(PAGE, {"sort": "-name", "page": "2"})) == ["Amanda"]


def test_a_page_that_is_not_there_is_the_last_one(ada):
    assert names(ada.get(PAGE, {"page": "99"})) == ["Eyerusalem"]


def test_chosen_columns_stay_and_the_name_is_always_one(ada):
    answer = ada.get(PAGE, {"columns": ["", "minutes"], "sort": "name"})
    assert answer["Location"] == f"{PAGE}?sort=name"
    shown = ada.get(answer["Location"]).context["listing"]
    assert [column.key for column in shown.columns] == ["name", "minutes"]


def test_chosen_columns_are_there_the_next_time_one_signs_in(ada, cast):
    ada.get(PAGE, {"columns": ["minutes"]})
    another_device = Client()
    another_device.force_login(cast.ada.user)
    shown = another_device.get(PAGE).context["listing"]
    assert [column.key for column in shown.columns] == ["name", "minutes"]


def test_somebody_who_wants_no_column_but_the_name_gets_that(ada):
    ada.get(PAGE, {"columns": ["first"]})
    assert [column.key for column in ada.get(PAGE).context["listing"].columns] == ["name"]


def test_the_file_holds_what_is_seen(ada):
    ada.get(PAGE, {"columns": ["minutes"]})
    file = ada.get(PAGE, {"sort": "-name", "format": "xlsx"}).content
    heading, first, *others = (
        CalamineWorkbook.from_filelike(io.BytesIO(file)).get_sheet_by_index(0).to_python()
    )
    assert (heading, first) == (["Name", "Hours"], ["Eyerusalem Exempel", 1234])
    assert len(others) == 4  # every page of it
    csv = ada.get(PAGE, {"q": "amanda", "format": "csv"}).content.decode("utf-8-sig")
    assert csv.splitlines() == ["Name;Hours", "Amanda Exempel;7,0"]


def test_only_the_rows_are_sent_when_the_page_asks_for_them(ada):
    answer = ada.get(
        PAGE,
        {"q": "dawit", "place": ""},
        headers={"HX-Request": "true", "HX-Request-Type": "partial"},
    )
    assert "<html" not in answer.content.decode()
    assert "Dawit" in answer.content.decode()
    assert answer["HX-Replace-Url"] == f"{PAGE}?q=dawit"


def test_where_nothing_matches_one_is_told_how_to_see_all(ada):
    page = ada.get(PAGE, {"q": "nobody"}).content.decode()
    assert "Nothing matches" in page
    assert f'href="{PAGE}?clear=1"' in page


def test_every_row_has_a_box_with_its_name(ada):
    assert 'value="Amanda Exempel" aria-label="Tick Amanda Exempel"' in (
        ada.get(PAGE).content.decode()
    )
