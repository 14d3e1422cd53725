"""S11: a municipality whose member has left lacks one, and whoever runs the network sees it."""

import datetime as dt

from django.test import Client
from django.urls import reverse

from samverka.delivery.groups import queries
from samverka.register.people.actions import add_position, end_position
from tests.people import TODAY, person

from .factories import group, meeting, seat, sits

YESTERDAY = TODAY - dt.timedelta(days=1)


def without(network):
    return [each.name for each in queries.municipalities_without_member(network, on=TODAY)]


def test_when_the_member_leaves_the_municipality_the_network_lacks_one(cast):
    network = group(cast, "Samordnare", "network", member_function="Samordnare")
    amanda, bashir = person("Amanda", cast.kungalv), person("Bashir", cast.partille)
    for who, home in ((amanda, cast.kungalv), (bashir, cast.partille)):
        sits(cast, seat(cast, network, home, function="Samordnare"), who)
    assert without(network) == []
    end_position(position=amanda.positions.get(), on=YESTERDAY, by=cast.ulla)
    assert without(network) == ["Kungälv kommun"]
    client = Client()
    client.force_login(cast.petra.user)
    keys = [cast.programme.public_key]
    page = client.get(reverse("groups:detail", args=[*keys, network.public_key])).text
    assert page.count("Works there no more") == 1
    assert "1 of 2 municipalities has no member." in page
    listed = client.get(reverse("groups:list", args=keys)).text
    assert "1 of 2" in listed


def test_whoever_has_left_is_called_to_no_meeting(cast):
    network = group(cast, "Samordnare", "network")
    amanda, bashir = person("Amanda", cast.kungalv), person("Bashir", cast.partille)
    for who, home in ((amanda, cast.kungalv), (bashir, cast.partille)):
        sits(cast, seat(cast, network, home), who)
    end_position(position=amanda.positions.get(), on=YESTERDAY, by=cast.ulla)
    times = {"starts": dt.time(9), "ends": dt.time(12), "counts_hours": True}
    called = meeting(cast, network, held_on=TODAY + dt.timedelta(days=9), **times)
    places = called.session.activity.registrations.values_list("person__given_name", flat=True)
    assert list(places) == ["Bashir"]


def test_whoever_only_changes_function_there_stays_a_member(cast):
    network = group(cast, "Samordnare", "network", member_function="Samordnare")
    amanda = person("Amanda", cast.kungalv)
    sits(cast, seat(cast, network, cast.kungalv), amanda)
    end_position(position=amanda.positions.get(), on=YESTERDAY, by=cast.ulla)
    add_position(
        person=amanda, organisation=cast.kungalv, title="Chef", on=YESTERDAY, by=cast.ulla
    )
    assert "Kungälv kommun" not in without(network)
