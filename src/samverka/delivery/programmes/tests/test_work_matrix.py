"""Areas of work × sub-regions (S4)."""

import pytest
from django.test import Client
from django.urls import reverse

from samverka.delivery.programmes.models import AreaPart, SubRegion, WorkArea
from samverka.delivery.programmes.queries import work_matrix


@pytest.fixture
def matrix(cast):
    """Three sub-regions, two areas in all of them and one that is common."""
    for name in ("GR", "Skaraborg", "Halmstad"):
        SubRegion.objects.create(programme=cast.programme, name=name, lead=cast.gr)
    for number, is_common in (("1", False), ("2", False), ("3", True)):
        WorkArea.objects.create(
            programme=cast.programme,
            number=number,
            title=f"Område {number}",
            is_common=is_common,
        )


def test_two_areas_in_three_sub_regions_and_a_common_one_are_seven_cells(cast, matrix):
    assert [len(row.cells) for row in work_matrix(cast.programme)] == [3, 3, 1]


def test_an_empty_cell_is_not_planned_until_somebody_writes_what_is_done(cast, matrix):
    client = Client()
    client.force_login(cast.petra.user)
    work = reverse("programmes:work", args=[cast.programme.public_key])
    assert client.get(work).content.decode().count("not planned</td>") == 7
    add = reverse("programmes:add_part", args=[cast.programme.public_key, "ruta"])
    skaraborg = SubRegion.objects.get(name="Skaraborg").public_key
    client.post(add, {"area": "1", "sub_region": skaraborg, "text": "Kurser", "responsible": ""})
    client.post(add, {"area": "3", "text": "Gemensamma dagar"})
    shown = client.get(work).content.decode()
    assert shown.count("not planned</td>") == 5
    assert "Gemensamma dagar" in shown
    assert AreaPart.objects.count() == 2


def test_a_common_area_has_no_cell_of_a_sub_region(cast, matrix):
    client = Client()
    client.force_login(cast.petra.user)
    add = reverse("programmes:add_part", args=[cast.programme.public_key, "ruta"])
    key = SubRegion.objects.get(name="GR").public_key
    refused = client.post(add, {"area": "3", "sub_region": key, "text": "Kurser"})
    assert "This area is common to the whole programme." in refused.content.decode()
    assert "Choose where." in client.post(add, {"area": "1", "text": "Kurser"}).content.decode()
