import pytest

from samverka.register.partners.models import Region, RegionMember

pytestmark = pytest.mark.django_db


def names(region: str) -> set[str]:
    members = RegionMember.objects.filter(region__name=region)
    return set(members.values_list("municipality__name", flat=True))


def test_the_gothenburg_region_is_its_13_municipalities():
    assert names("Göteborgsregionen") == {
        "Ale", "Alingsås", "Göteborg", "Härryda", "Kungsbacka", "Kungälv", "Lerum",
        "Lilla Edet", "Mölndal", "Partille", "Stenungsund", "Tjörn", "Öckerö",
    }  # fmt: skip


def test_a_municipality_belongs_to_regions_of_several_kinds():
    of_kungsbacka = Region.objects.filter(members__municipality="1384")
    assert {(one.kind, one.name) for one in of_kungsbacka} == {
        ("federation", "Göteborgsregionen"),
        ("county", "Hallands län"),
    }


def test_every_municipality_is_in_one_county():
    assert Region.objects.filter(kind="county").count() == 21
    assert RegionMember.objects.filter(region__kind="county").count() == 290
