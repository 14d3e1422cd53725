"""Somebody of one sub-region gets no person of another, at any address; sums are the sum (S3).

Three sub-regions as InVäst has: GR owns the programme, Partille takes part through Skaraborg, and
Halmstad through its own. Xantippa works in Partille, and takes part in a day that GR holds.
"""

import re

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse

from samverka.delivery.activities.actions import Mark, record_attendance
from samverka.delivery.activities.tests.factories import place
from samverka.delivery.programmes.models import Participation, SubRegion
from samverka.foundation.accounts.models import Role
from tests.people import LONG_AGO, TODAY, appoint, municipality, person
from tests.test_nothing_told import is_told, urls, ways, xantippa  # noqa: F401


@pytest.fixture
def halmstad(cast, xantippa):  # noqa: F811
    """Three sub-regions, with one, two and three persons at the same day."""
    made = municipality("1380", "Halmstad")
    Participation.objects.create(
        programme=cast.programme, organisation=made, part="participant", valid_from=LONG_AGO
    )
    parts = {"InVäst GR": cast.kungalv, "InVäst Skaraborg": cast.partille, "InVäst Halmstad": made}
    for number, (name, organisation) in enumerate(parts.items()):
        part = SubRegion.objects.create(programme=cast.programme, name=name, lead=cast.gr)
        Participation.objects.filter(organisation=organisation).update(via=part)
        here = [
            place(cast, cast.day, person(f"Amanda {n}", organisation, cast.gr), organisation)
            for n in range(number + 1)
        ]
        marks = [Mark(key=each.public_key, mark="here") for each in here]
        record_attendance(session=cast.session, marks=marks, on=TODAY, by=cast.olga)
    return made


@pytest.mark.sqlite
@pytest.mark.parametrize(
    ("role", "column"), [(Role.SUB_PROJECT_LEADER, "karin"), (Role.ECONOMIST, "erik")]
)
def test_a_user_of_halmstad_gets_no_person_of_skaraborg_at_any_address(
    cast,
    halmstad,
    xantippa,  # noqa: F811
    role,
    column,
):
    hanna = Client()
    hanna.force_login(appoint("hanna", role, halmstad).user)
    told = set()
    for address, url_of_it in urls(cast, xantippa).items():
        if by := ways(address, column):
            with transaction.atomic():
                if is_told(hanna, by, url_of_it()):
                    told.add(address)
                transaction.set_rollback(True)
    assert told == set()


def test_what_the_owner_sees_is_the_sum_of_the_three(cast, halmstad, client):
    client.force_login(cast.petra.user)
    page = client.get(reverse("programme:by_region", args=[cast.programme.public_key]))
    rows = re.findall(r"<tr>(.*?)</tr>", page.content.decode(), re.S)
    persons = {}
    for row in rows:
        cells = [re.sub(r"<[^>]*>", "", cell) for cell in re.findall(r"<t[dh].*?</t[dh]>", row)]
        persons.setdefault(cells[0], cells[2])
    three = [int(persons[f"InVäst {name}"]) for name in ("GR", "Skaraborg", "Halmstad")]
    assert three == [1, 3, 3]
    assert int(persons["All together"]) == sum(three) == 7
