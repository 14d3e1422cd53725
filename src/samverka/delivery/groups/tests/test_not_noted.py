"""A meeting where nobody has noted yet who was there says nothing about who stayed away (S64)."""

from django.test import Client
from django.urls import reverse

from samverka.delivery.groups import queries
from tests.people import TODAY

from .factories import group, meeting


def test_a_meeting_where_nobody_is_noted_is_named_and_counts_nobody_as_away(cast):
    network = group(cast, "Flyktingsamordnarna", kind="network", meetings_per_year=4)
    held = meeting(cast, network)
    keys = cast.programme.public_key, network.public_key
    client = Client()
    client.force_login(cast.sara.user)
    text = client.get(reverse("groups:detail", args=keys)).text
    assert "Nobody has noted yet who was at the meeting" in text
    assert held.public_key in text.split("Nobody has noted yet")[1].split("</p>")[0]
    year = queries.attendance_by_municipality(network, held.held_on.year, on=TODAY)
    assert year.not_noted == [held]
    assert {row.held for row in year.rows} == {0}
