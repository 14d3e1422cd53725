"""What led to a programme and what came of it, and programmes about the same (S19, S20, S107)."""

import pytest
from django.urls import reverse

from samverka.delivery.programmes.models import Programme, ProgrammeLink, Theme


@pytest.fixture
def chain(cast):
    """GRINT → InVäst → the programme, all seen by GR; Plug In beside them."""
    made = {}
    for name in ("GRINT", "InVäst", "Plug In 2.0"):
        made[name] = Programme.objects.create(slug=name.lower()[:4], name=name, owner=cast.gr)
        made[name].participations.create(organisation=cast.gr, part="owner")
    link = {"kind": ProgrammeLink.Kind.BUILDS_ON}
    ProgrammeLink.objects.create(earlier=made["GRINT"], later=made["InVäst"], **link)
    ProgrammeLink.objects.create(earlier=made["InVäst"], later=cast.programme, **link)
    return made


def about(client, programme) -> str:
    return client.get(reverse("programme:about", args=[programme.public_key])).content.decode()


def test_the_chain_is_walked_both_ways_without_a_break(client, cast, chain):
    client.force_login(cast.petra.user)
    for programme in (chain["GRINT"], chain["InVäst"], cast.programme):
        shown = about(client, programme)
        lineage = shown[shown.index('id="lineage"') :]
        places = [lineage.index(name) for name in ("GRINT", "InVäst", cast.programme.name)]
        assert places == sorted(places)


def test_a_programme_one_does_not_see_is_named_without_a_link(client, cast, chain):
    client.force_login(cast.karin.user)
    shown = about(client, cast.programme)
    assert "GRINT" in shown
    assert chain["GRINT"].public_key not in shown


def test_a_chain_that_comes_back_to_itself_is_walked_once(client, cast, chain):
    ProgrammeLink.objects.create(earlier=cast.programme, later=chain["GRINT"], kind="continues")
    client.force_login(cast.petra.user)
    shown = about(client, cast.programme)
    assert shown[shown.index('id="lineage"') :].count("<li") == 3


def test_programmes_about_a_theme_are_found_together(client, cast, chain):
    school = Theme.objects.create(slug="gymnasieskolan", name="Nyanlända i gymnasieskolan")
    for name in ("InVäst", "Plug In 2.0"):
        chain[name].themes.add(school)
    client.force_login(cast.petra.user)
    shown = client.get(reverse("programme:list"), {"theme": "gymnasieskolan"}).content.decode()
    assert "InVäst" in shown
    assert "Plug In 2.0" in shown
    assert "GRINT" not in shown
    assert cast.programme.name not in shown
