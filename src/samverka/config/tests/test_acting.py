"""One acts in one role at a time, and only in roles one holds today."""

import datetime as dt
from dataclasses import replace

import pytest
from django.urls import reverse

from samverka.delivery.activities.models import Registration
from samverka.delivery.activities.tests.factories import place, training_day
from samverka.delivery.programmes.models import Participation, Programme, ProgrammeRole
from samverka.foundation.accounts.actor import Actor
from samverka.foundation.accounts.models import Role
from samverka.register.agreements.models import Agreement, Party
from samverka.register.agreements.permissions import may_sign
from samverka.register.partners.models import Appointment
from samverka.register.partners.permissions import changed_by, may_add_organisation
from samverka.workflows.import_register.permissions import may_import
from tests.people import LONG_AGO, TODAY, person


@pytest.fixture
def olga_administers(cast) -> Actor:
    """Olga is also GR's administrator."""
    Appointment.objects.create(
        user=cast.olga.user, organisation=cast.gr, role=Role.ADMINISTRATOR, valid_from=LONG_AGO
    )
    return Actor(user=cast.olga.user, role=Role.ADMINISTRATOR, organisation=cast.gr)


def act_as(client, actor):
    return client.post(reverse("act_as"), {"actor": actor.choice})


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


@pytest.fixture
def other_programme(cast) -> Programme:
    """A second programme that both GR and Kungälv take part in."""
    other = Programme.objects.create(
        slug="invast", name="InVäst", owner=cast.gr, starts_on=LONG_AGO, ends_on=TODAY
    )
    for organisation, part in ((cast.gr, "owner"), (cast.kungalv, "participant")):
        Participation.objects.create(
            programme=other, organisation=organisation, part=part, valid_from=LONG_AGO
        )
    return other


@pytest.fixture
def sara_organises(cast) -> Actor:
    """Sara organises for Kungälv, in one programme."""
    ProgrammeRole.objects.create(
        programme=cast.programme,
        user=cast.sara.user,
        organisation=cast.kungalv,
        role=Role.ORGANISER,
        valid_from=LONG_AGO,
    )
    return replace(cast.sara, role=Role.ORGANISER, programme=cast.programme)


def seen(client) -> set[str]:
    page = client.get(reverse("programme:list")).content.decode()
    return {name for name in ("Föräldrastöd för nyanlända", "InVäst") if name in page}


def test_a_role_in_a_programme_is_for_that_programme_alone(
    cast, client, sara_organises, other_programme
):
    client.force_login(cast.sara.user)
    act_as(client, cast.sara)
    assert seen(client) == {"Föräldrastöd för nyanlända", "InVäst"}
    act_as(client, sara_organises)
    assert acting(client) == sara_organises
    assert "Föräldrastöd för nyanlända" in client.get("/").content.decode()
    assert seen(client) == {"Föräldrastöd för nyanlända"}
    other = reverse("programme:detail", args=[other_programme.public_key])
    assert client.get(other).status_code == 404


def test_a_role_in_a_programme_reaches_neither_activities_nor_marks_of_another(
    cast, client, sara_organises, other_programme
):
    here = training_day(cast)
    there = training_day(replace(cast, programme=other_programme), title="Språkcafé")
    colleague = person("Amina", cast.kungalv)
    for activity in (here, there):
        place(cast, activity, colleague)
    client.force_login(cast.sara.user)
    act_as(client, sara_organises)
    pages = [reverse("activities:detail", args=[one.public_key]) for one in (here, there)]
    assert [client.get(page).status_code for page in pages] == [200, 404]
    leads = replace(cast.karin, programme=cast.programme)
    assert {row.activity for row in Registration.objects.visible_to(leads)} == {here}


def test_a_role_in_one_programme_binds_nobody_else(cast):
    """It neither signs for the organisation, nor imports into it, nor changes its units."""
    leads = replace(cast.karin, programme=cast.programme)
    agreement = Agreement(title="Samverkan", kind="regional", keeper=cast.kungalv)
    party = Party(agreement=agreement, organisation=cast.kungalv)
    for actor, may in ((cast.karin, True), (leads, False)):
        assert may_sign(actor, party) is may
        assert may_import(actor, "persons") is may
        assert changed_by(actor).exists() is may
    assert not may_add_organisation(replace(cast.petra, programme=cast.programme))


def test_who_acts_in_all_programmes_need_not_choose_one(cast, client):
    ProgrammeRole.objects.create(
        programme=cast.programme,
        user=cast.karin.user,
        organisation=cast.kungalv,
        role=Role.SUB_PROJECT_LEADER,
        valid_from=LONG_AGO,
    )
    client.force_login(cast.karin.user)
    assert client.get("/konto/tva-steg/").wsgi_request.actors == [cast.karin]


def test_an_organisation_that_takes_part_no_longer_sees_nothing_of_the_programme(cast, client):
    client.force_login(cast.karin.user)
    assert seen(client) == {"Föräldrastöd för nyanlända"}
    taking_part = Participation.objects.filter(organisation=cast.kungalv)
    taking_part.update(valid_to=TODAY + dt.timedelta(days=1))
    assert seen(client) == {"Föräldrastöd för nyanlända"}
    taking_part.update(valid_to=TODAY)
    assert seen(client) == set()


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
        reverse("act_as"), {"actor": cast.olga.choice, "next": "https://example.com/"}
    )
    assert answer.url == "/"
