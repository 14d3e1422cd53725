"""The organisations, where they are at home, and what they take part in."""

import pytest
from django.urls import reverse

from samverka.delivery.programmes.models import Participation, SubRegion
from samverka.overviews.organisation import views
from samverka.register.agreements.models import Agreement
from samverka.register.partners import actions
from samverka.register.partners.models import Organisation, Region
from tests.people import LONG_AGO, TODAY, municipality, person

LIST = reverse("organisation:list")
OF_BORAS = {"1466": "Herrljunga", "1442": "Vårgårda", "1463": "Mark"}


@pytest.fixture
def petra(client, cast):
    client.force_login(cast.petra.user)
    return client


def names(response) -> list[str]:
    return [one.name for one in response.context["listing"].page]


def page_of(organisation) -> str:
    return reverse("organisation:detail", args=[organisation.public_key])


def key_of(region: str) -> str:
    return Region.objects.get(name=region).public_key


@pytest.fixture
def gr(cast) -> SubRegion:
    """What the three of Borås take part through, though they are not at home there."""
    through = SubRegion.objects.create(programme=cast.programme, name="GR", lead=cast.gr)
    of_boras = [municipality(code, name) for code, name in OF_BORAS.items()]
    for organisation in [*of_boras, cast.kungalv]:
        Participation.objects.update_or_create(
            programme=cast.programme,
            organisation=organisation,
            part="participant",
            defaults={"via": through, "valid_from": LONG_AGO},
        )
    return through


def test_three_are_at_home_in_boras_take_part_through_gr_and_are_counted_once(cast, gr, petra):
    theirs = ["Herrljunga kommun", "Mark kommun", "Vårgårda kommun"]
    assert names(petra.get(LIST, {"region": key_of("Boråsregionen")})) == theirs
    through = petra.get(LIST, {"via": gr.public_key})
    assert names(through) == ["Herrljunga kommun", "Kungälv kommun", *theirs[1:]]
    assert "Boråsregionen" in through.content.decode()
    assert "Föräldrastöd för nyanlända (GR)" in through.content.decode()
    assert names(petra.get(LIST, {"region": key_of("Göteborgsregionen")})) == [
        "Kungälv kommun",
        "Partille kommun",
    ]
    everybody = petra.get(LIST, {"programme": cast.programme.public_key})
    assert everybody.context["listing"].count == len(set(names(everybody))) == 6


def test_what_others_take_part_in_is_not_told_to_those_outside(cast, gr, client):
    client.force_login(cast.eve.user)
    page = client.get(LIST).content.decode()
    assert "Kungälv kommun" in page
    assert cast.programme.name not in page
    assert cast.programme.name not in client.get(page_of(cast.kungalv)).content.decode()


def test_the_list_asks_as_many_questions_for_many_as_for_few(
    cast, petra, django_assert_max_num_queries
):
    petra.get(LIST)
    with django_assert_max_num_queries(10) as few:
        petra.get(LIST)
    for code, name in OF_BORAS.items():
        Participation.objects.create(
            programme=cast.programme, organisation=municipality(code, name), part="participant"
        )
    with django_assert_max_num_queries(10) as many:
        petra.get(LIST)
    assert len(few) == len(many)


def test_the_page_of_an_organisation_shows_its_units_people_and_regions(cast, petra):
    school = actions.add_unit(
        organisation=cast.kungalv, name="Vuxenutbildningen", unit_type="sfi", by=cast.petra
    )
    person("Amanda", school, cast.gr)
    person("Bashir", cast.kungalv)
    page = petra.get(page_of(cast.kungalv)).content.decode()
    for shown in ("Vuxenutbildningen", "Amanda Exempel", "Göteborgsregionen", "1482"):
        assert shown in page
    assert "Bashir Exempel" not in page  # whom the region does not know


def test_the_page_of_an_organisation_or_unit_asks_at_most_ten_questions(
    cast, petra, gr, django_assert_max_num_queries
):
    unit = actions.add_unit(organisation=cast.kungalv, name="Sfi", unit_type="sfi", by=cast.petra)
    agreement = Agreement.objects.create(title="Om tolk", kind="local", keeper=cast.kungalv)
    agreement.parties.create(organisation=cast.kungalv, valid_from=LONG_AGO)
    for employer in (cast.kungalv, unit):
        person("Amanda", employer, cast.gr)
        with django_assert_max_num_queries(10):
            petra.get(page_of(employer))


def test_so_many_people_are_shown_and_noted_and_the_rest_stand_in_the_list(
    cast, petra, monkeypatch
):
    monkeypatch.setattr(views, "PEOPLE_SHOWN", 2)
    people = f"{reverse('people:list')}?organisation={cast.kungalv.public_key}"
    for number, name in enumerate(("Amanda", "Bashir", "Cecilia"), 1):
        person(name, cast.kungalv, cast.gr)
        page = petra.get(page_of(cast.kungalv)).content.decode()
        assert (people in page) == (number > 2)
    assert "Cecilia" not in page
    assert "Cecilia" in petra.get(people).content.decode()


def test_who_was_seen_on_the_page_is_noted(cast, petra):
    from samverka.foundation.audit.models import Event

    amanda = person("Amanda", cast.kungalv, cast.gr)
    petra.get(page_of(cast.kungalv))
    assert Event.objects.filter(verb="read", person_id=amanda.pk).exists()


def test_a_closed_organisation_leaves_the_list_and_keeps_its_page(cast, petra):
    osby = Organisation.objects.get(name="Osby kommun")
    actions.close_organisation(organisation=osby, on=TODAY, by=cast.petra)
    assert "Osby kommun" not in names(petra.get(LIST))
    assert names(petra.get(LIST, {"state": "closed"})) == ["Osby kommun"]
    assert "What was done here is kept" in petra.get(page_of(osby)).content.decode()
