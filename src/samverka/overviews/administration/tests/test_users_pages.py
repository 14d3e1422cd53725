"""The administrator sees who acts for the organisation and its units, and as what."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from samverka.delivery.programmes.models import ProgrammeRole
from samverka.foundation.accounts.models import User
from samverka.register.partners.models import Appointment, Organisation
from tests.people import LONG_AGO, TODAY, appoint

USERS = "/administration/anvandare/"


@pytest.fixture
def ada(cast, client):
    client.force_login(cast.ada.user)
    return client


def names(client, **asked) -> list[str]:
    page = client.get(USERS, asked or {"sort": "name"}).context["listing"].page
    return [user.name.split()[0] for user in page]


def act_in_programme(cast, actor, organisation):
    ProgrammeRole.objects.create(
        programme=cast.programme,
        user=actor.user,
        organisation=organisation,
        role="organiser",
        valid_from=LONG_AGO,
    )


def test_the_own_organisations_users_are_listed_and_no_others(cast, ada):
    assert names(ada) == ["Ada", "Erik", "Olga", "Petra", "Rut"]


def test_users_of_a_unit_are_listed_too(cast, ada):
    unit = Organisation.objects.create(name="Integration", kind="unit", part_of=cast.gr)
    appoint("ulf", "unit_head", unit)
    assert "Ulf" in names(ada)


def test_who_acts_for_the_organisation_in_a_programme_only_is_listed(cast, ada):
    act_in_programme(cast, cast.eve, cast.gr)
    assert "Eve" in names(ada)


def test_they_are_searched_by_part_of_name_or_address(cast, ada):
    assert names(ada, q="olg") == ["Olga"]
    assert names(ada, q="petra@ex") == ["Petra"]
    assert names(ada, q="karin") == []


def test_accounts_without_a_role_today_are_found(cast, ada):
    Appointment.objects.filter(user=cast.olga.user).update(valid_to=TODAY)
    assert names(ada, state="without_a_role") == ["Olga"]


def test_closed_accounts_are_told_apart(cast, ada):
    User.objects.filter(pk=cast.olga.user.pk).update(is_active=False)
    assert names(ada, state="closed") == ["Olga"]
    assert "Olga" not in names(ada, state="open")


def test_the_overviews_numbers_are_those_of_the_lists_they_open(cast, ada):
    User.objects.filter(pk=cast.olga.user.pk).update(is_active=False)
    Appointment.objects.filter(user=cast.rut.user).update(valid_to=TODAY)
    numbers = ada.get("/administration/").context
    assert numbers["open_accounts"] == len(names(ada, state="open"))
    assert numbers["closed_accounts"] == len(names(ada, state="closed")) == 1
    assert numbers["without_a_role"] == len(names(ada, state="without_a_role")) == 1


def test_a_users_page_shows_roles_held_and_ended_with_their_last_day(cast, ada):
    Appointment.objects.create(
        user=cast.olga.user,
        organisation=cast.gr,
        role="economist",
        valid_from=LONG_AGO,
        valid_to=dt.date(2025, 7, 1),
    )
    page = ada.get(reverse("administration:user", kwargs={"key": cast.olga.user.public_key}))
    assert [role["last_day"] for role in page.context["held"]] == [None]
    assert [role["last_day"] for role in page.context["ended"]] == [dt.date(2025, 6, 30)]


def test_roles_for_other_organisations_are_not_shown(cast, ada):
    Appointment.objects.create(
        user=cast.olga.user, organisation=cast.kungalv, role="economist", valid_from=LONG_AGO
    )
    page = ada.get(reverse("administration:user", kwargs={"key": cast.olga.user.public_key}))
    assert "Kungälv" not in page.content.decode()


def test_a_user_of_another_organisation_is_not_found(cast, ada):
    url = reverse("administration:user", kwargs={"key": cast.karin.user.public_key})
    assert ada.get(url).status_code == 404


def test_the_list_takes_as_many_queries_however_long_it_is(cast, ada):
    ada.get(USERS)
    counts = []
    for number in range(2):
        for each in range(12):
            unit = Organisation.objects.create(
                name=f"Unit {number}.{each}", kind="unit", part_of=cast.gr
            )
            actor = appoint(f"user{number}x{each}", "staff_member", unit)
            act_in_programme(cast, actor, cast.gr)
        with CaptureQueriesContext(connection) as queries:
            ada.get(USERS)
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 10
