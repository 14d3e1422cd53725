"""The page that says where a programme's facts come from, and the file one takes from it."""

import pytest
from django.test import Client
from django.urls import reverse

from samverka.delivery.programmes import actions
from samverka.workflows.programme_file.queries import facts_in, facts_of

MOST_QUERIES = 10


def signed_in(actor) -> Client:
    client = Client()
    client.force_login(actor.user)
    client.cookies["django_language"] = "en"
    return client


def get(actor, address, cast):
    return signed_in(actor).get(reverse(address, args=[cast.programme.public_key]))


@pytest.fixture
def noted(cast):
    for number, text in enumerate(("Is planning inside the three years?", "Who pays?"), start=1):
        actions.set_open_point(
            programme=cast.programme, number=number, text=text, rows="S1", by=cast.petra
        )
    notes = {"namn": ("S24", ""), "delmål/1/mått/kurser/måltal": ("S40", "at most")}
    actions.set_source_notes(programme=cast.programme, notes=notes, by=cast.petra)
    return cast


def test_sources_and_open_points_are_told_to_everybody_in_the_programme(noted):
    text = get(noted.sara, "programme_file:sources", noted).content.decode()
    assert "Is planning inside the three years?" in text
    assert "1 › mått › kurser › måltal" in text
    assert "S40: " in text
    assert "Download as programme file" not in text


def test_rows_of_the_sources_are_for_those_who_open_them(noted):
    text = get(noted.petra, "programme_file:sources", noted).content.decode()
    open_points = text[text.index("What the sources leave open") : text.index("<details>")]
    assert "S1" not in open_points
    assert "<li>S1</li>" in text
    background = get(noted.petra, "programmes:background", noted).content.decode()
    assert "Is planning inside the three years?" in background
    assert "S1" not in background


def test_a_programme_without_sources_says_how_they_are_noted(cast):
    text = get(cast.petra, "programme_file:sources", cast).content.decode()
    assert "No sources are noted" in text


def test_the_page_asks_few_questions_however_much_is_noted(noted, django_assert_max_num_queries):
    notes = {f"fält/{number}/om": ("S56", "") for number in range(60)}
    actions.set_source_notes(programme=noted.programme, notes=notes, by=noted.petra)
    client = signed_in(noted.petra)
    address = reverse("programme_file:sources", args=[noted.programme.public_key])
    with django_assert_max_num_queries(MOST_QUERIES):
        client.get(address)


def test_whoever_leads_it_takes_the_programme_as_a_file_that_can_be_loaded(noted):
    response = get(noted.petra, "programme_file:download", noted)
    assert response["Content-Disposition"] == 'attachment; filename="foraldrastod.yaml"'
    assert facts_of(response.content.decode()) == facts_in(noted.programme)
