"""Fields with coordinator, members and groups, and which have nothing in common (S54, S56)."""

import pytest
from django.test import Client
from django.urls import reverse

from samverka.delivery.activities.tests.factories import training_day
from samverka.delivery.groups import actions, queries
from samverka.delivery.programmes.models import Field
from tests.people import TODAY, person

from .factories import group, meeting, seat, sits, task

FIVE = (
    "Arbetsmarknad",
    "Hälso- och sjukvård",
    "Flyktingmottagning",
    "Svenska för invandrare",
    "Barn och ungdom",
)


@pytest.fixture
def fields(cast) -> list[Field]:
    return [
        Field.objects.create(
            programme=cast.programme, number=number, name=name, coordinator=cast.kungalv
        )
        for number, name in enumerate(FIVE, start=1)
    ]


@pytest.fixture
def text(cast):
    def get(name: str = "petra") -> str:
        client = Client()
        client.force_login(cast.actor(name).user)
        return client.get(reverse("groups:fields", args=[cast.programme.public_key])).text

    return get


def apart(cast) -> set[tuple[int, int]]:
    pairs = queries.field_pairs(cast.programme)
    return {(pair.one.number, pair.other.number) for pair in pairs if not pair.together}


def test_five_fields_are_listed_with_their_coordinator(cast, fields, text):
    page = text("sara")
    assert all(name in page for name in FIVE)
    assert page.count("Kungälv kommun") >= 5


def test_a_sixth_field_is_there_as_soon_as_it_is_set_up(cast, fields, text):
    Field.objects.create(programme=cast.programme, number=6, name="Bostad")
    assert "Bostad" in text()
    assert len(queries.field_pairs(cast.programme)) == 15


def test_members_and_groups_stand_with_their_field(cast, fields, text):
    network = group(cast, "Sfi-nätverket", kind="network", field=fields[3])
    own = seat(cast, network, cast.kungalv, field=fields[3], function="Lärare")
    sits(cast, own, person("Amanda", cast.kungalv, cast.gr))
    page = text()
    assert "Sfi-nätverket" in page
    assert "Kungälv kommun, Lärare, Amanda Exempel" in page


def test_the_map_tells_the_pairs_with_nothing_in_common(cast, fields, text):
    working = group(cast, "Arbetsgruppen", kind="working")
    meeting(cast, working, fields=fields[:2])
    task(cast, working, fields=[fields[1], fields[2]])
    day = training_day(cast)
    actions.join_fields(activity=day, fields=[fields[0], fields[3]], by=cast.petra)
    together = {(1, 2), (2, 3), (1, 4)}
    every = {(one, other) for one in range(1, 6) for other in range(one + 1, 6)}
    assert apart(cast) == every - together
    page = text()
    assert "7 pairs of fields have nothing in common yet" in page
    assert "Flyktingmottagning – Barn och ungdom" in page
    assert "Arbetsmarknad – Hälso- och sjukvård" not in page


def test_a_cancelled_meeting_joins_nothing(cast, fields):
    made = meeting(cast, group(cast, "Arbetsgruppen", kind="working"), TODAY, fields=fields[:2])
    assert (1, 2) not in apart(cast)
    actions.cancel_meeting(meeting=made, by=cast.petra)
    assert (1, 2) in apart(cast)


def test_the_leader_says_in_the_browser_which_fields_an_activity_joins(cast, fields, text):
    day = training_day(cast)
    client = Client()
    client.force_login(cast.petra.user)
    path = reverse("groups:join", args=[cast.programme.public_key])
    client.post(path, {"activity": day.pk, "joined": [fields[0].pk, fields[4].pk]})
    assert (1, 5) not in apart(cast)
