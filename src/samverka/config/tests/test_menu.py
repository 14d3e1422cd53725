"""The menu marks the place one stands in, also where a page has an address of its own."""

import pytest
from django.urls import reverse

from samverka.delivery.activities.tests.factories import only_session, training_day


def marked(page) -> list[str]:
    return [str(place["label"]) for place in page.context["frame"]["menu"] if place["active"]]


@pytest.mark.parametrize(
    ("name", "of"),
    [
        ("activities:detail", "activity"),
        ("certificates:of_activity", "activity"),
        ("certificates:mine", None),
        ("check_in:arrivals", "session"),
        ("session_material:list", "session"),
        ("calendar:calendar", None),
    ],
)
def test_what_belongs_to_activities_is_marked_as_activities(cast, client, name, of):
    day = training_day(cast)
    keys = {"activity": [day.public_key], "session": [only_session(day).public_key], None: []}
    client.force_login(cast.olga.user)
    assert marked(client.get(reverse(name, args=keys[of]))) == ["Activities"]


def test_an_agreement_stands_with_the_partners_and_what_is_nowhere_marks_nothing(cast, client):
    client.force_login(cast.petra.user)
    assert marked(client.get(reverse("agreements:list"))) == ["Partners"]
    assert marked(client.get("/finns-inte/")) == []
