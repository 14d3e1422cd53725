"""S125: process leaders of municipalities are named, trained, assigned, and write a log."""

import pytest
from django.urls import reverse

from samverka.delivery.programmes.models import Participation
from samverka.development.cycles import actions as cycles
from samverka.development.cycles.tests.factories import unit
from samverka.development.supply import actions, queries
from samverka.development.supply.models import LeaderLog
from samverka.register.people.models import Person
from tests.people import LONG_AGO, TODAY, municipality, person

from .factories import LINE, line, nominated, was_there


def five(cast) -> list:
    """Five municipalities of the programme: Kungälv, Partille and three more."""
    more = [
        municipality(code, name) for code, name in (("1256", "A"), ("1290", "B"), ("1293", "C"))
    ]
    for place in more:
        Participation.objects.create(
            programme=cast.programme, organisation=place, part="participant", valid_from=LONG_AGO
        )
    return [cast.kungalv, cast.partille, *more]


def of_sara(cast) -> Person:
    sara = person("Sara", cast.kungalv, cast.gr)
    sara.user = cast.sara.user
    sara.save(update_fields=["user"])
    return sara


def test_each_of_five_municipalities_has_a_trained_leader_else_it_is_flagged(cast, client):
    """Three are trained by having been there, one by hand, and one is nominated only."""
    places = five(cast)
    people = [person(f"Lo{number}", place, cast.gr) for number, place in enumerate(places)]
    mark = was_there(cast, *people[:3])
    actions.add_training(
        programme=cast.programme,
        activity=mark.session.activity,
        series=None,
        times=1,
        by=cast.petra,
    )
    for one, place in zip(people, places, strict=True):
        nominated(cast, one, place, trained_on=TODAY if place.name == "B kommun" else None)
    client.cookies["django_language"] = "en"
    client.force_login(cast.petra.user)
    here = reverse("supply:leaders", args=[cast.programme.public_key])
    page = client.get(here).content.decode()
    assert "of 5 municipalities have a trained process leader" in page
    assert f'href="{here}?only=without"' in page
    lacking = client.get(here, {"only": "without"}).content.decode().partition('id="list"')[2]
    assert "C kommun" in lacking
    assert "Nobody trained" in lacking
    assert not any(place.name in lacking for place in places[:4])
    home = client.get("/").content.decode()
    assert "1 municipality lacks a trained process leader" in home
    # The last one goes to the training: no flag is left.
    mark.session.attendances.create(
        person=people[4], organisation=places[4], mark="here", minutes=60
    )
    assert "lacks a trained" not in client.get("/").content.decode()
    rows = queries.leaders_listed(cast.petra, cast.programme, TODAY)
    assert [row.trained for row in rows] == [1] * 5


def test_training_counts_after_so_many_times_from_that_day_on(cast):
    sara = of_sara(cast)
    made = nominated(cast, sara)
    mark = was_there(cast, sara)
    actions.add_training(
        programme=cast.programme,
        activity=mark.session.activity,
        series=None,
        times=2,
        by=cast.petra,
    )
    assert not queries.leader_of(made, TODAY).is_trained
    trained = queries.leader_of(nominated(cast, sara, trained_on=TODAY), TODAY)
    assert trained.trained_on == TODAY
    assert not trained.is_assigned


def test_only_somebody_who_works_there_is_named_and_a_plan_without_leaders_is_not_flagged(
    cast, client
):
    client.cookies["django_language"] = "en"
    client.force_login(cast.petra.user)
    assert "trained process leader" not in client.get("/").content.decode()
    with pytest.raises(actions.NotThere):
        nominated(cast, person("Osbert", cast.osby), cast.kungalv)


def test_a_log_is_written_on_one_s_own_page_and_names_nobody(cast, client):
    made = nominated(cast, of_sara(cast))
    client.cookies["django_language"] = "en"
    client.force_login(cast.sara.user)
    there = reverse("supply:leader", args=[made.public_key])
    said = {"held_on": "2026-03-16", "kind": "support", "minutes": 90, "peer": ""}
    named = client.post(there, said | {"text": "Talade med Ulla Exempel, 19890630-2396"})
    assert named.status_code == 422
    assert "Ulla Exempel" in named.content.decode()  # what was typed is kept
    assert not LeaderLog.objects.exists()
    assert client.post(there, said | {"text": "Stöd till enheten i planen"}).status_code == 302
    page = client.get(there).content.decode()
    assert "Stöd till enheten i planen" in page
    assert "1 h 30 min" in page.replace("\xa0", " ")


def test_peer_support_stands_in_both_logs_and_in_no_third(cast, client):
    sara, bo = of_sara(cast), person("Bo", cast.partille, cast.gr)
    own, other = nominated(cast, sara), nominated(cast, bo, cast.partille)
    third = nominated(cast, person("Cia", cast.partille), cast.partille)
    line(cast, own, kind="peer", peer=other, text="Planerade träffen")
    assert [len(queries.log_of(one)) for one in (own, other, third)] == [1, 1, 0]
    assert queries.minutes_by_kind(other)[2][1:] == (1, 90)


def test_the_home_asks_for_the_month_s_log_until_it_is_written(cast, client):
    made = nominated(cast, of_sara(cast), valid_from=LONG_AGO)
    client.cookies["django_language"] = "en"
    client.force_login(cast.sara.user)
    assert "Write this month" in client.get("/").content.decode()
    actions.write_log(nomination=made, values=LINE, by=cast.sara)
    assert "Write this month" not in client.get("/").content.decode()


def test_the_units_one_supports_are_read_from_their_cycles(cast):
    sara = of_sara(cast)
    made, there = nominated(cast, sara), unit(cast)
    cycles.assign_leader(
        programme=cast.programme, unit=there, user=sara.user, on=LONG_AGO, by=cast.petra
    )
    assert queries.units_supported(made, TODAY) == [there]


def test_a_process_leader_with_protected_identity_is_counted_and_not_named(cast, client):
    hidden = person("Hemlig", cast.kungalv, cast.gr)
    nominated(cast, hidden, trained_on=TODAY)
    Person.objects.filter(pk=hidden.pk).update(is_protected=True)
    client.force_login(cast.petra.user)
    here = reverse("supply:leaders", args=[cast.programme.public_key])
    assert "Hemlig" not in client.get(here).content.decode()
    assert "Hemlig" not in client.get(here, {"format": "csv"}).content.decode("utf-8-sig")
    (row, _partille) = queries.leaders_listed(cast.petra, cast.programme, TODAY)
    assert (row.trained, row.others) == (1, 1)


def test_the_list_asks_as_much_of_many_as_of_few(cast, client, django_assert_max_num_queries):
    for place in five(cast):
        nominated(cast, person("Lo", place, cast.gr), place)
    client.force_login(cast.petra.user)
    here = reverse("supply:leaders", args=[cast.programme.public_key])
    client.get(here)
    with django_assert_max_num_queries(10):
        assert client.get(here).status_code == 200
