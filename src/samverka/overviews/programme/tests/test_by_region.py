"""Sums as organisations take part and as they belong at home (S3, S8, S127)."""

import re

import pytest
from django.urls import reverse

from samverka.delivery.programmes.models import Participation, SubRegion
from samverka.foundation.accounts.models import Role
from samverka.register.partners.models import Region, RegionMember
from tests.people import TODAY, appoint, municipality

from .factories import came, day, goal


@pytest.fixture
def parts(cast):
    """Kungälv takes part via GR, Mark via GR although it is of Borås, Partille via Halmstad."""
    mark = municipality("1463", "Mark")
    regions = {}
    for name in ("GR", "Skaraborg", "Halmstad"):
        regions[name] = SubRegion.objects.create(programme=cast.programme, name=name, lead=cast.gr)
    cast.programme.participations.create(organisation=mark, part="participant")
    for organisation, name in (
        (cast.gr, "GR"),
        (cast.kungalv, "GR"),
        (mark, "GR"),
        (cast.partille, "Halmstad"),
    ):
        Participation.objects.filter(organisation=organisation).update(via=regions[name])
    boras = Region.objects.create(
        kind=Region.Kind.FEDERATION, name="Boråsregionen", source="påhittad"
    )
    RegionMember.objects.create(region=boras, municipality=mark.municipality)
    session = day(cast, goal(cast), TODAY)
    came(session, cast.kungalv, "Amanda", "Bo")
    came(session, mark, "Cilla")
    came(session, cast.partille, "Disa", "Emil", "Farid", minutes=60)
    return mark


def rows(client, cast, name):
    client.force_login(cast.actor(name).user)
    page = client.get(reverse("programme:by_region", args=[cast.programme.public_key]))
    text = page.content.decode()
    found = {}
    for row in re.findall(r"<tr>(.*?)</tr>", text, re.S):
        cells = [re.sub(r"<[^>]*>", "", cell) for cell in re.findall(r"<t[dh].*?</t[dh]>", row)]
        found.setdefault(cells[0], cells[1:])
    return found


def test_what_takes_part_via_gr_is_counted_there_and_once(client, cast, parts):
    shown = rows(client, cast, "petra")
    assert shown["GR"][0] == "Göteborgsregionen, Kungälv kommun, Mark kommun"
    assert shown["GR"][1:] == ["3", "9\xa0h"]
    assert shown["Halmstad"][1:] == ["3", "3\xa0h"]
    assert shown["All together"][1:] == ["6", "12\xa0h"]


def test_at_home_mark_is_of_boras(client, cast, parts):
    assert rows(client, cast, "petra")["Boråsregionen"] == ["Mark kommun", "1", "3\xa0h"]


def test_an_owner_that_also_takes_part_is_counted_once(client, cast, parts):
    cast.programme.participations.create(organisation=cast.gr, part="participant")
    came(day(cast, goal(cast, "2"), TODAY), cast.gr, "Gun")
    shown = rows(client, cast, "petra")
    assert shown["GR"][0].count("Göteborgsregionen") == 1
    assert shown["All together"][1] == "7"


def test_who_does_not_answer_for_the_programme_sees_no_sums(client, cast, parts):
    assert rows(client, cast, "karin")["GR"] == ["Göteborgsregionen, Kungälv kommun, Mark kommun"]


def test_somebody_of_one_sub_region_gets_no_person_of_another(client, cast, parts):
    lena = appoint("lena", Role.SUB_PROJECT_LEADER, parts)
    client.force_login(lena.user)
    people = client.get(reverse("people:list")).content.decode()
    assert "Cilla" in people
    for name in ("Amanda", "Disa", "Emil", "Farid"):
        assert name not in people
