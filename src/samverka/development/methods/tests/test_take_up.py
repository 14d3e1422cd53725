"""A method is carried to the next programme, and shows where it comes from (S19)."""

import pytest
from django.urls import reverse

from samverka.delivery.programmes.models import Finding, Programme, ProgrammeLink
from samverka.development.methods.models import Method

from .factories import described, stages, tried


@pytest.fixture
def petra(cast, client):
    client.force_login(cast.petra.user)
    return client


def programme(cast, name: str, earlier: Programme | None = None) -> Programme:
    made = Programme.objects.create(slug=name.lower(), name=name, owner=cast.gr)
    made.participations.create(organisation=cast.gr, part="owner")
    if earlier:
        ProgrammeLink.objects.create(earlier=earlier, later=made, kind="builds_on")
    return made


def method_in(made: Programme, name: str = "Språkvän") -> Method:
    return Method.objects.create(
        programme=made, name=name, owner=made.owner, description="Två ses varje vecka"
    )


def page(name, made, *keys) -> str:
    return reverse(name, args=[made.public_key, *keys])


def test_a_method_shows_which_project_it_came_from_also_two_programmes_on(cast, petra):
    """S19: GRINT → InVäst → the next, walked both ways."""
    grint = programme(cast, "GRINT")
    invast = programme(cast, "InVast", earlier=grint)
    latest = programme(cast, "Senare", earlier=invast)
    source = method_in(grint)
    for made in (invast, latest):
        offered = petra.get(page("methods:take_up", made)).content.decode()
        assert "Språkvän" in offered
        [nearest] = Method.objects.exclude(programme=made).order_by("-pk")[:1]
        sent = {"method": nearest.public_key}
        shown = petra.post(page("methods:take_up", made), sent, follow=True).content.decode()
        assert "GRINT" in shown
        assert "Två ses varje vecka" in shown
    last = Method.objects.get(programme=latest)
    assert last.taken_from.taken_from == source
    shown = petra.get(page("methods:detail", latest, last.public_key)).content.decode()
    made_in = shown[shown.index("Made in") :]
    assert made_in.index("GRINT") < made_in.index("InVast") < made_in.index("Senare")
    there = petra.get(page("methods:detail", grint, source.public_key)).content.decode()
    assert "Goes on in" in there
    assert page("methods:detail", invast, last.taken_from.public_key) in there


def test_the_lineage_carries_results_methods_and_lessons_both_ways(cast, petra):
    grint = programme(cast, "GRINT")
    invast = programme(cast, "InVast", earlier=grint)
    source = method_in(grint)
    petra.post(page("methods:take_up", invast), {"method": source.public_key})
    for number, kind in enumerate(("finding", "lesson"), start=1):
        Finding.objects.create(programme=grint, number=number, kind=kind, text=f"{kind} av GRINT")
    found = {"findings": [row.pk for row in Finding.objects.all()]}
    petra.post(page("programmes:carry_over", invast), found)
    later = petra.get(page("programme:about", invast)).content.decode()
    for told in ("GRINT", "Språkvän", "finding av GRINT", "lesson av GRINT", "from GRINT"):
        assert told in later
    earlier = petra.get(page("programme:about", grint)).content.decode()
    assert "InVast" in earlier[earlier.index('id="lineage"') :]
    carried = Method.objects.get(programme=invast)
    assert page("methods:detail", invast, carried.public_key) in earlier


def test_a_method_is_taken_up_once_and_its_trials_stay_where_they_were(cast, petra):
    method = described(cast)
    tried(method, cast.karin, stages(cast)[0])
    later = programme(cast, "Senare", earlier=cast.programme)
    sent = {"method": method.public_key}
    petra.post(page("methods:take_up", later), sent)
    taken = Method.objects.get(programme=later)
    assert (taken.owner, taken.recommended_on) == (None, None)
    assert not taken.versions.get().trials.exists()
    assert petra.post(page("methods:take_up", later), sent).status_code == 422
    assert "Nothing to take up" in petra.get(page("methods:take_up", later)).content.decode()


def test_a_method_of_a_programme_that_is_not_before_is_not_taken_up(cast, petra):
    other = method_in(programme(cast, "Annat"))
    sent = {"method": other.public_key}
    assert petra.post(page("methods:take_up", cast.programme), sent).status_code == 422
    assert not Method.objects.filter(programme=cast.programme).exists()
