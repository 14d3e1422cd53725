"""Organisations and units are written down, corrected, moved and closed."""

import pytest
from django.urls import reverse

from samverka.register.partners import actions
from samverka.register.partners.models import Organisation
from tests.people import TODAY

CREATE = reverse("partners:create")
NUMBER = "222000-9993"


@pytest.fixture
def petra(client, cast):
    client.force_login(cast.petra.user)
    return client


def url(name, organisation):
    return reverse(f"partners:{name}", args=[organisation.public_key])


@pytest.fixture
def unit(cast):
    return actions.add_unit(organisation=cast.kungalv, name="Sfi", unit_type="sfi", by=cast.petra)


def test_an_organisation_is_added_and_its_page_opened(petra):
    facts = {"name": "Stiftelsen Exempel", "kind": "association", "org_number": "2220009993"}
    answer = petra.post(CREATE, facts)
    made = Organisation.objects.get(name="Stiftelsen Exempel")
    assert made.org_number == NUMBER
    assert answer["Location"] == reverse("organisation:detail", args=[made.public_key])


def test_one_is_asked_whether_it_is_one_that_is_here(cast, petra):
    facts = {"name": "Kungälvs kommun", "kind": "municipality"}
    asked = petra.post(CREATE, facts)
    assert asked.context["may_be"] == [cast.kungalv]
    assert 'type="checkbox" name="is_another"' in asked.content.decode()
    assert petra.post(CREATE, facts | {"is_another": "on"}).status_code == 302


@pytest.mark.parametrize(
    ("number", "said"),
    [
        ("12", "Write ten digits"),
        ("222000-9994", "A digit is wrong"),
        ("811218-9876", "This is no organisation number"),
    ],
)
def test_a_wrong_number_is_told_with_its_reason(petra, number, said):
    page = petra.post(CREATE, {"name": "Exempel", "kind": "other", "org_number": number})
    assert said in page.content.decode()
    assert not Organisation.objects.filter(name="Exempel").exists()


def test_a_name_that_is_taken_keeps_what_was_typed(cast, petra):
    facts = {"name": "Partille kommun", "kind": "municipality"}
    page = petra.post(url("edit", cast.kungalv), facts)
    assert page.status_code == 422
    assert "Use that one" in page.content.decode()
    assert 'value="Partille kommun"' in page.content.decode()


def test_those_of_kungalv_keep_their_own_units_and_no_others(cast, client):
    client.force_login(cast.karin.user)
    answer = client.post(url("add_unit", cast.kungalv), {"name": "Sfi", "unit_type": "sfi"})
    assert answer.status_code == 302
    assert Organisation.objects.get(name="Sfi").municipality_id == "1482"
    assert client.get(url("add_unit", cast.partille)).status_code == 403


def test_a_unit_is_not_moved_to_an_organisation_one_does_not_keep(cast, client, unit):
    client.force_login(cast.karin.user)
    page = client.post(url("move", unit), {"to": cast.partille.public_key, "on": TODAY})
    assert "You may not give this organisation units" in page.content.decode()
    unit.refresh_from_db()
    assert unit.part_of == cast.kungalv


def test_a_unit_moves_and_its_page_tells_where_it_was(cast, petra, unit):
    petra.post(url("move", unit), {"to": cast.partille.public_key, "on": TODAY})
    page = petra.get(reverse("organisation:detail", args=[unit.public_key])).content.decode()
    assert "part of Kungälv kommun" in page


def test_closing_is_undone_with_one_press(petra, unit):
    page = petra.post(url("close", unit), {"last_day": TODAY}, follow=True)
    undo = url("reopen", unit)
    assert f'action="{undo}"' in page.content.decode()
    petra.post(undo)
    unit.refresh_from_db()
    assert unit.valid_to is None


def test_what_has_open_units_says_so(cast, petra, unit):
    page = petra.post(url("close", cast.kungalv), {"last_day": TODAY})
    assert "1 unit of Kungälv kommun is open" in page.content.decode()
