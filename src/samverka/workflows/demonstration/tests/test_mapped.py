"""The mapping of the demonstration shows what its source tells: four areas (S121)."""

import random

from django.urls import reverse

from samverka.development.competence import queries
from samverka.development.competence.models import AgreedLevel
from samverka.foundation.accounts.models import Role
from samverka.workflows.demonstration.mapped import agree_with_some, map_competence
from samverka.workflows.demonstration.staff import names_to_give
from tests.people import appoint


def test_seven_of_ten_answers_are_in_and_they_give_the_four_areas(cast, client):
    appoint("alva", Role.STAFF_MEMBER, cast.kungalv)
    chance = random.Random(20260316)
    places = [cast.kungalv, cast.partille, cast.osby, cast.gr]
    made = map_competence(cast.programme, places, cast.petra, names_to_give(chance), chance=chance)
    found = queries.result(made)
    sorted_right = sum(
        row.competence.area.name == area.name for area in found.areas for row in area.rows
    )
    names = {area.name for area in found.areas}
    assert len(found.areas) == len(names) == 4
    assert names >= {"Kulturförståelse", "Samtalsmetoder och kommunikation"}
    assert sorted_right >= 22
    assert 0.6 < found.share / 100 < 0.85
    agree_with_some(made, cast.ulla, chance=chance)
    assert AgreedLevel.objects.count() == 7 * 24
    client.force_login(cast.petra.user)
    url = reverse("competence:mapping", args=[cast.programme.public_key, made.public_key])
    page = client.get(url).content.decode()
    assert all(f"<h3><bdi>{name}</bdi></h3>" in page for name in names)
