"""The list of units: counted by municipality and sort, and closed several at a time."""

import pytest
from django.urls import reverse

from samverka.register.partners import actions
from samverka.register.partners.models import Organisation, Region
from tests.people import TODAY, municipality

LIST = reverse("partners:units")
CLOSE = reverse("partners:units_close")
# What the sources say of InVäst: 18 units in five municipalities.
OF_INVAST = {"1489": 2, "1480": 7, "1482": 3, "1481": 3, "1402": 3}


@pytest.fixture
def petra(client, cast):
    client.force_login(cast.petra.user)
    return client


def units(cast, organisation, count, unit_type="sfi"):
    return [
        actions.add_unit(
            organisation=organisation, name=f"Enhet {n}", unit_type=unit_type, by=cast.petra
        )
        for n in range(1, count + 1)
    ]


def count(response):
    return response.context["listing"].count


def keys(made):
    return [one.public_key for one in made]


def test_the_units_of_five_municipalities_are_18_by_their_codes(cast, petra):
    there = {"1482": cast.kungalv, "1402": cast.partille}
    names = {"1489": "Alingsås", "1480": "Göteborg", "1481": "Mölndal"}
    there |= {code: municipality(code, name) for code, name in names.items()}
    for code, number in OF_INVAST.items():
        units(cast, there[code], number)
    units(cast, cast.osby, 1)
    region = Region.objects.get(name="Göteborgsregionen").public_key
    assert count(petra.get(LIST, {"unit_type": "sfi", "region": region})) == 18
    by_code = {
        code: count(petra.get(LIST, {"unit_type": "sfi", "municipality": code}))
        for code in OF_INVAST
    }
    assert by_code == OF_INVAST


def test_a_unit_of_a_department_lies_where_the_organisation_lies(cast, petra):
    (department,) = units(cast, cast.kungalv, 1, "department")
    units(cast, department, 2)
    page = petra.get(LIST, {"municipality": "1482"})
    assert count(page) == 3
    assert {one.home for one in page.context["listing"].page} == {"Kungälv kommun"}


def test_several_are_closed_at_once_and_opened_again(cast, petra):
    made = units(cast, cast.kungalv, 3)
    page = petra.post(CLOSE, {"row": keys(made[:2])}, follow=True)
    assert "2 units are closed." in page.content.decode()
    assert count(petra.get(LIST)) == 1
    undo = next(message.extra_tags for message in page.context["messages"])
    petra.post(undo)
    assert count(petra.get(LIST)) == 3
    petra.post(undo)  # once is enough
    assert count(petra.get(LIST)) == 3


def test_undo_opens_no_unit_that_was_closed_before(cast, petra):
    made = units(cast, cast.kungalv, 2)
    earlier = TODAY.replace(day=1)
    actions.close_organisation(organisation=made[0], on=earlier, by=cast.petra)
    page = petra.post(CLOSE, {"row": keys(made), "asked": "state=all"}, follow=True)
    petra.post(next(message.extra_tags for message in page.context["messages"]))
    made[0].refresh_from_db()
    made[1].refresh_from_db()
    assert (made[0].valid_to, made[1].valid_to) == (earlier, None)


def test_all_that_match_are_those_of_the_filters_and_no_others(cast, petra):
    units(cast, cast.kungalv, 3)
    units(cast, cast.partille, 2)
    petra.post(CLOSE, {"all": "1", "asked": "municipality=1482"})
    left = Organisation.objects.exclude(part_of=None).filter(valid_to=None)
    assert {one.part_of for one in left} == {cast.partille}


def test_only_ones_own_are_closed_whatever_is_posted(cast, client):
    ours, theirs = units(cast, cast.kungalv, 1), units(cast, cast.partille, 1)
    client.force_login(cast.karin.user)
    page = client.post(CLOSE, {"row": keys(ours + theirs)}, follow=True)
    assert "you may not change it: Enhet 1" in page.content.decode()
    assert set(Organisation.objects.filter(valid_to=TODAY)) == {*ours}


def test_nothing_ticked_closes_nothing_and_says_so(cast, petra):
    units(cast, cast.kungalv, 1)
    assert "Nothing was ticked" in petra.post(CLOSE, follow=True).content.decode()
    assert count(petra.get(LIST)) == 1


def test_one_comes_back_to_the_list_as_it_was_narrowed(cast, petra):
    made = units(cast, cast.kungalv, 2)
    petra.get(LIST, {"municipality": "1482"})
    assert petra.post(CLOSE, {"row": keys(made)})["Location"] == f"{LIST}?municipality=1482"


def test_boxes_are_for_those_who_may_close_something(cast, client, petra):
    units(cast, cast.kungalv, 1)
    assert 'name="row"' in petra.get(LIST).content.decode()
    client.force_login(cast.erik.user)
    assert 'name="row"' not in client.get(LIST).content.decode()


def test_the_list_asks_as_many_questions_for_many_as_for_few(
    cast, petra, django_assert_max_num_queries
):
    units(cast, cast.kungalv, 1)
    petra.get(LIST)
    with django_assert_max_num_queries(10) as few:
        petra.get(LIST)
    units(cast, cast.partille, 20)
    with django_assert_max_num_queries(10) as many:
        petra.get(LIST)
    assert len(few) == len(many)
