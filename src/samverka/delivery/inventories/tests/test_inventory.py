"""How municipalities do something, beside one another, and what changes (S73)."""

import csv
import datetime as dt
import io
from dataclasses import replace

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import load_workbook

from samverka.delivery.inventories import actions
from samverka.delivery.inventories.models import Inventory
from samverka.register.instruments import actions as instruments
from tests.people import TODAY

from .factories import FORM, WHOLE, a_round, asked_once, inventory, sends, ten

BEFORE = TODAY - dt.timedelta(days=200)
SAID = WHOLE | {"plan": "rutin", "vad": "Första dagen möter rektor."}


def url(name: str, made: Inventory, *keys: str) -> str:
    where = [made.programme.public_key, made.public_key, *keys]
    return reverse(f"inventories:{name}", args=where)


@pytest.fixture
def petra(cast, client):
    client.force_login(cast.petra.user)
    return client


def two_rounds(cast) -> tuple[Inventory, list]:
    """Ten are asked twice. Then all but Ale answer; now all but Ale and Lerum, Kungälv anew."""
    places = ten(cast)
    made = inventory(cast)
    first = a_round(cast, made, places, name="Hösten 2025", opens_on=BEFORE)
    second = a_round(cast, made, places)
    for place in places:
        name = place.municipality.name
        if name != "Ale":
            sends(first, place, WHOLE)
        if name not in ("Ale", "Lerum"):
            answers = {"hur": WHOLE["hur"]} if name == "Tjörn" else WHOLE
            sends(second, place, SAID if place == cast.kungalv else answers)
    return made, places


def cells(page, key: str) -> dict:
    """Of one question the cell of each municipality, by name."""
    line = next(one for one in page.context["seen"].shown.lines if one.question.key == key)
    return {cell.organisation.municipality.name: cell for cell in line.cells}


def test_ten_municipalities_stand_beside_each_question_with_what_is_missing_and_changed(
    cast, petra
):
    made, _places = two_rounds(cast)
    page = petra.get(url("detail", made))
    found = page.context["seen"]
    assert len(found.shown.organisations) == 10
    asked = [line.question.key for line in found.shown.lines]
    # The matrix is told row by row, and what tells of a person is left out.
    assert asked == ["plan", "vad", "forskola", "grundskola"]
    assert (found.whole.sent, found.whole.asked) == (8, 10)
    # Two have sent nothing of four questions, and Tjörn left one.
    assert found.whole.missing == 2 * 4 + 1
    assert page.context["silent"] == ["Ale", "Lerum"]
    plan = cells(page, "plan")
    assert [plan[name].state for name in ("Ale", "Tjörn", "Partille")] == [
        "not_sent",
        "left",
        "answered",
    ]
    # Kungälv has a routine now and says what it is; Tjörn says no more. Silence is no change.
    assert found.whole.changed == 3
    assert (plan["Kungälv"].change, plan["Kungälv"].before.text) == ("another", "Av vana")
    assert (plan["Tjörn"].change, plan["Lerum"].change) == ("gone", "")
    said = cells(page, "vad")
    assert (said["Kungälv"].change, said["Partille"].state) == ("new", "not_asked")
    text = page.content.decode()
    assert "8 of 10 municipalities have answered" in text
    assert "Nothing sent" in text


def test_what_is_missing_or_changed_is_chosen_and_leaves_as_a_file(cast, petra):
    made, places = two_rounds(cast)
    where = url("detail", made)
    changed = petra.get(where, {"visa": "andrat"}).context["seen"].shown
    assert [line.question.key for line in changed.lines] == ["plan", "vad"]
    kungalv = {"kommun": cast.kungalv.public_key}
    assert not petra.get(where, kungalv | {"visa": "saknas"}).context["seen"].shown.lines
    book = load_workbook(io.BytesIO(petra.get(url("export", made)).content))
    rows = list(book.worksheets[0].values)
    assert len(rows[0]) == 1 + len(places)
    place = rows[0].index("Lerum")
    assert [row[place] for row in rows[1:]] == ["Missing: nothing sent"] * 4
    assert [row[1] for row in list(book.worksheets[1].values)[1:]] == [
        "Kungälv",
        "Tjörn",
        "Kungälv",
    ]
    lines = petra.get(url("export", made), kungalv | {"format": "csv"}).content.decode("utf-8-sig")
    assert list(csv.reader(io.StringIO(lines), delimiter=";"))[1] == [
        "Finns en plan?",
        "Skriftlig rutin",
    ]


def test_a_cell_opens_the_answer_in_the_words_it_was_asked_and_answered_in(cast, petra):
    """Between the rounds the question got other words; each round is read with its own."""
    made = inventory(cast)
    first = a_round(cast, made, [cast.kungalv], name="Förr", opens_on=BEFORE)
    sends(first, cast.kungalv, WHOLE)
    draft = instruments.draft_version(instrument=made.instrument, by=cast.olga)
    plan = replace(FORM.items[0], label={"sv": "Har ni en plan?"})
    anew = replace(FORM, items=(plan, *FORM.items[1:]))
    instruments.change_definition(version=draft, form=anew, by=cast.olga)
    draft.refresh_from_db()
    instruments.publish_version(version=draft, what_changed="Klarare", on=TODAY, by=cast.olga)
    sends(a_round(cast, made, [cast.kungalv]), cast.kungalv, SAID)
    cell = url("answer", made, cast.kungalv.public_key, "plan")
    assert cell in petra.get(url("detail", made)).content.decode()
    page = petra.get(cell)
    told = [(row["asked"].text, row["answer"].text) for row in page.context["rows"]]
    assert told == [("Har ni en plan?", "Skriftlig rutin"), ("Finns en plan?", "Av vana")]
    # Nothing opens what tells of a person.
    assert petra.get(url("answer", made, cast.kungalv.public_key, "vem")).status_code == 404


def test_municipalities_read_one_another_only_where_they_were_told_so(cast, client):
    client.force_login(cast.karin.user)
    made = inventory(cast)
    places = [cast.kungalv, cast.partille]
    own = a_round(cast, made, places, name="Slutet", opens_on=BEFORE, is_shared=False)
    assert client.get(url("detail", made)).status_code == 404
    shared = a_round(cast, made, places)
    assert "one another" in shared.others_see
    page = client.get(url("detail", made))
    found = page.context["seen"]
    assert (found.now, found.before) == (shared, None)
    assert own.name not in page.content.decode()


def test_whoever_leads_asks_those_that_are_ticked_and_gets_a_link_for_each(cast, petra):
    made = inventory(cast)
    facts = {
        "name": "Våren",
        "opens_on": "2026-03-16",
        "closes_on": "2026-04-16",
        "organisations": [cast.kungalv.public_key, cast.partille.public_key],
    }
    assert petra.post(url("ask", made), facts | {"closes_on": "2026-03-01"}).status_code == 422
    answer = petra.post(url("ask", made), facts)
    held = made.rounds.get().round
    assert answer.url == reverse("instruments:round", args=[held.public_key])
    assert {one.organisation for one in held.asked.all()} == {cast.kungalv, cast.partille}
    assert held.others_see == ""


def test_two_inventories_of_a_programme_have_not_the_same_name(cast, petra):
    made = inventory(cast)
    with pytest.raises(actions.NameTaken):
        actions.create_inventory(
            programme=cast.programme, instrument=made.instrument, name=made.name, by=cast.petra
        )
    petra.post(url("edit", made), {"name": "Mottagande i skolan", "purpose": ""})
    made.refresh_from_db()
    assert made.name == "Mottagande i skolan"


def test_a_page_reads_as_often_for_ten_municipalities_as_for_two(cast, petra):
    made = asked_once(cast)
    petra.get(url("detail", made))
    with CaptureQueriesContext(connection) as of_two:
        petra.get(url("detail", made))
    earlier = a_round(cast, made, ten(cast), opens_on=BEFORE, name="Före")
    for one in earlier.asked.all():
        sends(earlier, one.organisation, WHOLE)
    with CaptureQueriesContext(connection) as of_ten:
        petra.get(url("detail", made))
    assert len(of_ten) == len(of_two)
