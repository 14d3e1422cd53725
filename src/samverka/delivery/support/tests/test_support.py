"""Support to single municipalities: asked for, given, closed with a result (S75)."""

import pytest
from django.db import IntegrityError
from django.urls import reverse

from samverka.delivery.support import actions
from samverka.delivery.support.models import SupportRequest
from samverka.delivery.support.queries import hours_table
from tests.people import TODAY

from .factories import asked, helped


def address(name, cast, *keys):
    return reverse(f"support:{name}", args=[cast.programme.public_key, *keys])


def test_hours_are_summed_by_municipality_and_theme_and_the_sums_agree(cast, client):
    helped(cast, asked(cast), 90)
    helped(cast, asked(cast), 30)
    helped(cast, asked(cast, theme="Skola"), 60)
    helped(cast, asked(cast, cast.partille), 45)
    table = hours_table(cast.petra, cast.programme)
    assert table.themes == ["Barn och unga", "Skola"]
    assert {row.organisation.name: row.cells for row in table.rows} == {
        "Kungälv kommun": [120, 60],
        "Partille kommun": [45, 0],
    }
    assert (table.sums, table.total) == ([165, 60], 225)
    client.force_login(cast.petra.user)
    shown = client.get(address("hours", cast)).content.decode().replace("\u00a0", " ")
    assert "3 h 45 min" in shown


def test_a_municipality_sees_its_own_hours_only(cast):
    helped(cast, asked(cast), 90)
    helped(cast, asked(cast, cast.partille), 45)
    assert hours_table(cast.karin, cast.programme).total == 90
    assert hours_table(cast.eve, cast.programme).total == 0


def test_closing_asks_for_a_result(cast, client):
    request = asked(cast)
    client.force_login(cast.petra.user)
    answer = client.post(address("close", cast, request.public_key), {"result": " "})
    assert answer.status_code == 422
    assert "What came of it" in answer.content.decode()
    with pytest.raises(actions.HasNoResult, match="Write what came of it"):
        actions.close_request(request=request, result=" ", on=TODAY, by=cast.petra)
    client.post(address("close", cast, request.public_key), {"result": "En ny grupp"})
    request.refresh_from_db()
    assert (request.closed_on, request.result) == (TODAY, "En ny grupp")


def test_the_database_keeps_nothing_closed_without_a_result(cast):
    request = asked(cast)
    with pytest.raises(IntegrityError):
        SupportRequest.objects.filter(pk=request.pk).update(closed_on=TODAY)


def test_a_closed_request_takes_no_more_help_until_it_is_opened(cast):
    request = asked(cast)
    actions.close_request(request=request, result="Klart", on=TODAY, by=cast.petra)
    with pytest.raises(actions.IsClosed, match="Open it again"):
        helped(cast, request, 30)
    actions.open_request(request=request, by=cast.petra)
    assert helped(cast, request, 30).minutes == 30


def test_help_is_noted_in_hours_on_the_page(cast, client):
    request = asked(cast)
    client.force_login(cast.petra.user)
    sent = {"given_on": TODAY.isoformat(), "hours": "1.5", "text": "Besök"}
    client.post(address("help", cast, request.public_key), sent)
    given = request.given.get()
    assert given.minutes == 90
    client.post(address("help_remove", cast, request.public_key, given.public_key))
    assert not request.given.exists()


def test_a_municipality_asks_for_itself_and_can_name_a_theme_of_its_own(cast, client):
    client.force_login(cast.karin.user)
    sent = {
        "organisation": cast.kungalv.public_key,
        "new_theme": "Tolk",
        "text": "Vem betalar?",
        "asked_on": TODAY.isoformat(),
    }
    client.post(address("create", cast), sent)
    request = SupportRequest.objects.get()
    assert (request.organisation, str(request.theme)) == (cast.kungalv, "Tolk")
    for_another = {**sent, "organisation": cast.partille.public_key}
    assert client.post(address("create", cast), for_another).status_code == 422


def test_a_request_without_a_theme_is_told_to_choose_one(cast, client):
    client.force_login(cast.karin.user)
    sent = {"organisation": cast.kungalv.public_key, "text": "?", "asked_on": "2026-03-01"}
    shown = client.post(address("create", cast), sent).content.decode()
    assert "Choose what the support is about" in shown


def test_the_list_is_narrowed_and_asks_the_same_few_questions_for_any_number(
    cast, client, django_assert_max_num_queries
):
    for _number in range(12):
        helped(cast, asked(cast), 30)
    actions.close_request(request=asked(cast), result="Klart", on=TODAY, by=cast.petra)
    client.force_login(cast.petra.user)
    client.get(address("list", cast), {"state": "open"})  # what one narrowed is remembered once
    with django_assert_max_num_queries(10):
        shown = client.get(address("list", cast), {"state": "open"}).content.decode()
    assert "12 rows" in shown
