"""The pages are read with as many questions however much there is on them."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from samverka.development.competence.models import Competence

from .factories import answered, competences, mapping, staff

NAMES = tuple(f"Kompetens {n}" for n in range(6))


def asked(client, url: str) -> int:
    with CaptureQueriesContext(
        connection,
    ) as told:
        assert client.get(url).status_code == 200
    return len(told)


@pytest.mark.parametrize("name", ["overview", "mapping"])
def test_as_many_questions_for_any_number(cast, client, name: str):
    competences(cast, "Först")
    people = staff(cast, "Amanda", "Berit")
    made = mapping(cast)
    answered(made, people[0], all=1)
    client.force_login(cast.petra.user)
    keys = [cast.programme.public_key]
    url = reverse(
        f"competence:{name}", args=keys + ([made.public_key] if name != "overview" else [])
    )
    client.get(url)
    before = asked(client, url)
    competences(cast, *NAMES)
    for one in staff(cast, *(f"Person{n}" for n in range(4))):
        mapping(cast, f"Runda {one.given_name}")
        answered(made, people[1], all=2) if one.given_name == "Person0" else None
    assert asked(client, url) == before


def test_a_leader_writes_a_competence_and_takes_it_away_with_undo(cast, client):
    competences(cast, "Samtal med tolk")
    client.force_login(cast.petra.user)
    keys = [cast.programme.public_key]
    area = Competence.objects.get().area
    data = {"area": area.public_key, "name": "Klarspråk", "importance": "3"}
    assert client.post(reverse("competence:add", args=keys), data).status_code == 302
    made = Competence.objects.get(name="Klarspråk")
    told = client.post(reverse("competence:remove", args=[*keys, made.public_key]), follow=True)
    back = reverse("competence:bring_back", args=[*keys, made.public_key])
    assert back in told.content.decode()
    client.post(back)
    made.refresh_from_db()
    assert made.removed_on is None


def test_a_mapping_is_made_on_the_page(cast, client):
    competences(cast, "Samtal med tolk")
    staff(cast, "Amanda")
    client.force_login(cast.petra.user)
    url = reverse("competence:new_mapping", args=[cast.programme.public_key])
    data = {
        "name": "Våren",
        "opens_on": "2026-03-16",
        "closes_on": "2026-04-16",
        "organisations": [cast.kungalv.public_key],
        "others_see": "Bara du.",
    }
    page = client.post(url, data, follow=True)
    assert "0 of 1" in page.content.decode()
    assert client.post(url, data).status_code == 422
