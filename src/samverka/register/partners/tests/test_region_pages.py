"""A region is its municipalities on a day, and its rates follow the year of the population."""

import pytest
from django.urls import reverse

from samverka.register.partners import actions
from samverka.register.partners.models import Region
from samverka.register.partners.queries import members_of
from tests.people import TODAY


@pytest.fixture
def petra(client, cast):
    client.force_login(cast.petra.user)
    return client


@pytest.fixture
def region(cast) -> Region:
    return Region.objects.get(name="Göteborgsregionen")


def url(name, region, *more):
    return reverse(f"partners:{name}", args=[region.public_key, *more])


def test_the_gothenburg_region_has_13_rows(petra, region):
    page = petra.get(url("region", region))
    assert page.context["listing"].count == 13
    assert "is not written down for any year" in page.content.decode()


def test_the_rates_change_with_the_year_of_the_population(cast, petra, region):
    actions.add_unit(organisation=cast.kungalv, name="Sfi", unit_type="sfi", by=cast.petra)
    members = [member.municipality for member in members_of(region, on=TODAY)]
    for year, number in ((2001, 40_000), (2002, 50_000)):
        facts = {"year": year, "source": "made-up numbers"}
        facts |= {f"in_{one.code}": number for one in members}
        assert petra.post(url("region_population", region), facts).status_code == 302

    def rate(**asked):
        page = petra.get(url("region", region), asked)
        rows = {row.municipality.name: row.rate for row in page.context["listing"].page}
        return rows["Kungälv"], page.context["whole"].inhabitants

    assert rate(year="2001") == (0.25, 13 * 40_000)
    assert rate(year="2002") == (0.2, 13 * 50_000)
    assert "made-up numbers" in petra.get(url("region", region), {"year": "2001"}).content.decode()


def test_a_municipality_belongs_to_regions_of_several_kinds(cast, petra, region):
    page = petra.get(reverse("organisation:detail", args=[cast.kungalv.public_key]))
    assert [one.name for one in page.context["regions"]] == [
        "Västra Götalands län",
        "Göteborgsregionen",
    ]


def test_a_municipality_comes_and_leaves_on_a_day(cast, petra, region):
    petra.post(url("region_add_member", region), {"municipality": "1466", "valid_from": TODAY})
    assert petra.get(url("region", region)).context["listing"].count == 14
    there = petra.post(
        url("region_add_member", region), {"municipality": "1466", "valid_from": TODAY}
    )
    assert "Herrljunga belongs to the region then" in there.content.decode()
    yesterday = "2026-03-15"
    petra.post(url("region_end_member", region, "1482"), {"last_day": yesterday})
    page = petra.get(url("region", region))
    assert page.context["listing"].count == 13
    assert "Have left" in page.content.decode()


def test_a_region_is_written_down_with_its_source(petra):
    facts = {"name": "Norra", "kind": "health", "municipalities": ["1482", "1402"]}
    without = petra.post(reverse("partners:region_create"), facts)
    assert "This field is required" in without.content.decode()
    petra.post(reverse("partners:region_create"), facts | {"source": "a decision"})
    assert Region.objects.get(name="Norra").members.count() == 2


def test_regions_are_found_by_kind(petra):
    page = petra.get(reverse("partners:regions"), {"kind": "county"})
    assert page.context["listing"].count == 21
