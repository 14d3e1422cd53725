"""One acts in one role at a time, and only in roles one holds today."""

import datetime as dt

import pytest
from django.urls import reverse

from samverka.config.middleware import actor_id
from samverka.delivery.programmes.models import ProgrammeRole
from samverka.foundation.accounts.actor import Actor
from samverka.foundation.accounts.models import Role
from samverka.register.partners.models import Appointment
from tests.people import LONG_AGO, TODAY


@pytest.fixture
def olga_administers(cast) -> Actor:
    """Olga is also GR's administrator."""
    Appointment.objects.create(
        user=cast.olga.user, organisation=cast.gr, role=Role.ADMINISTRATOR, valid_from=LONG_AGO
    )
    return Actor(user=cast.olga.user, role=Role.ADMINISTRATOR, organisation=cast.gr)


def act_as(client, actor):
    return client.post(reverse("act_as"), {"actor": actor_id(actor)})


def acting(client) -> Actor | None:
    return client.get("/konto/tva-steg/").wsgi_request.actor


def test_who_has_one_role_acts_in_it(cast, client):
    client.force_login(cast.karin.user)
    assert acting(client) == cast.karin


def test_changing_role_changes_what_one_may_see(cast, client, olga_administers):
    client.force_login(cast.olga.user)
    act_as(client, cast.olga)
    assert client.get("/administration/").status_code == 403
    act_as(client, olga_administers)
    assert client.get("/administration/").status_code == 200


def test_nobody_acts_as_what_they_are_not(cast, client):
    client.force_login(cast.olga.user)
    for other in (cast.ada, cast.petra, cast.karin, cast.eve):
        assert act_as(client, other).status_code == 403
    assert acting(client) == cast.olga


def test_a_role_that_ended_yesterday_is_gone_today(cast, client, olga_administers):
    client.force_login(cast.olga.user)
    act_as(client, olga_administers)
    Appointment.objects.filter(role=Role.ADMINISTRATOR).update(valid_to=TODAY)
    assert acting(client) == cast.olga
    assert client.get("/administration/").status_code == 403
    assert act_as(client, olga_administers).status_code == 403


def test_a_role_is_held_on_its_last_day(cast, client):
    Appointment.objects.filter(user=cast.olga.user).update(valid_to=TODAY + dt.timedelta(days=1))
    client.force_login(cast.olga.user)
    assert acting(client) == cast.olga


def test_a_role_that_begins_tomorrow_is_not_held_today(cast, client):
    Appointment.objects.filter(user=cast.olga.user).update(valid_from=TODAY + dt.timedelta(days=1))
    client.force_login(cast.olga.user)
    assert acting(client) is None


def test_a_role_in_a_programme_is_acted_in_like_one_at_an_organisation(cast, client):
    ProgrammeRole.objects.create(
        programme=cast.programme,
        user=cast.sara.user,
        organisation=cast.kungalv,
        role=Role.ORGANISER,
        valid_from=LONG_AGO,
    )
    organiser = Actor(user=cast.sara.user, role=Role.ORGANISER, organisation=cast.kungalv)
    client.force_login(cast.sara.user)
    act_as(client, organiser)
    assert acting(client) == organiser


def test_who_has_no_role_may_sign_in_and_sees_nothing_of_others(cast, client):
    Appointment.objects.filter(user=cast.petra.user).delete()
    client.force_login(cast.petra.user)
    assert client.get("/").status_code == 200
    for closed in ("/administration/", "/personer/", "/manader/"):
        assert client.get(closed).status_code in {403, 404}, closed


def test_after_changing_role_one_lands_at_home(cast, client):
    """The page one stood on may not be open to the new role."""
    client.force_login(cast.olga.user)
    answer = client.post(
        reverse("act_as"), {"actor": actor_id(cast.olga), "next": "https://example.com/"}
    )
    assert answer.url == "/"
