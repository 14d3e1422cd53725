import datetime as dt

import pytest

from samverka.foundation.classifications.models import Municipality
from samverka.register.partners import actions
from samverka.register.partners.models import Region
from samverka.register.partners.queries import members_of, region_lines, regions_of
from tests.people import TODAY

NEW_YEAR = dt.date(2026, 1, 1)


def place(code) -> Municipality:
    return Municipality.objects.get(code=code)


@pytest.fixture
def region(cast) -> Region:
    return actions.add_region(
        name="Sjukvårdsregionen",
        kind="health",
        source="a decision",
        municipalities=[place("1482"), place("1402")],
        valid_from=dt.date(2020, 1, 1),
        by=cast.petra,
    )


def names(region, on):
    return [member.municipality.name for member in members_of(region, on=on)]


def test_who_belongs_to_a_region_is_told_for_any_day(cast, region):
    kungalv = region.members.get(municipality="1482")
    actions.end_membership(member=kungalv, on=NEW_YEAR, by=cast.petra)
    actions.add_member(
        region=region, municipality=place("1440"), valid_from=NEW_YEAR, by=cast.petra
    )
    assert names(region, dt.date(2025, 12, 31)) == ["Kungälv", "Partille"]
    assert names(region, NEW_YEAR) == ["Ale", "Partille"]


def test_a_municipality_belongs_to_a_region_once_at_a_time(cast, region):
    add = {"region": region, "municipality": place("1482"), "by": cast.petra}
    with pytest.raises(actions.IsMemberThen, match="Kungälv belongs"):
        actions.add_member(**add, valid_from=NEW_YEAR)
    actions.end_membership(
        member=region.members.get(municipality="1482"), on=NEW_YEAR, by=cast.petra
    )
    with pytest.raises(actions.IsMemberThen):
        actions.add_member(**add, valid_from=dt.date(2025, 6, 1))
    with pytest.raises(actions.IsMemberThen):
        actions.add_member(**add, valid_from=None)
    assert actions.add_member(**add, valid_from=NEW_YEAR).pk


def test_a_membership_cannot_end_before_it_began(cast, region):
    member = region.members.get(municipality="1482")
    with pytest.raises(actions.LeavesBeforeItCame):
        actions.end_membership(member=member, on=dt.date(2020, 1, 1), by=cast.petra)


def test_rates_follow_the_year_of_the_population(cast, region):
    actions.add_unit(organisation=cast.kungalv, name="Sfi", unit_type="sfi", by=cast.petra)
    for year, number in ((2001, 40_000), (2002, 50_000)):
        people = {place("1482"): number, place("1402"): 10_000}
        actions.set_population(
            year=year, inhabitants=people, source="made up", region=region, by=cast.petra
        )
    rates = {}
    for year in (2001, 2002, 2003):
        lines, whole = region_lines(region, on=TODAY, year=year, unit_type="sfi")
        rates[year] = ([line.rate for line in lines], whole.rate)
    assert rates == {
        2001: ([0.25, 0.0], 0.2),
        2002: ([0.2, 0.0], 0.17),
        2003: ([None, None], None),
    }


def test_the_three_of_boras_are_at_home_there_and_not_in_the_gothenburg_region(cast):
    home = regions_of(["1466", "1442", "1463"], on=TODAY)
    assert {code: [one.name for one in found] for code, found in home.items()} == {
        code: ["Västra Götalands län", "Boråsregionen"] for code in ("1466", "1442", "1463")
    }


def test_a_region_of_a_kind_has_a_name_of_its_own(cast, region):
    with pytest.raises(actions.RegionIsThere):
        actions.add_region(name=region.name, kind="health", source="again", by=cast.petra)
