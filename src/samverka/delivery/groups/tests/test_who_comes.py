"""A seat whose holder is named before the first day: a project's members begin with it."""

import datetime as dt

from django.urls import reverse

from samverka.delivery.groups.tests.factories import group, seat, sits
from tests.people import TODAY, person


def test_a_seat_tells_who_is_to_hold_it_and_from_when(cast, client):
    steering = group(cast)
    since = TODAY + dt.timedelta(days=16)
    sits(cast, seat(cast, steering, cast.kungalv), person("Amanda", cast.kungalv), since=since)
    seat(cast, steering, cast.partille)
    client.force_login(cast.petra.user)
    keys = [cast.programme.public_key, steering.public_key]
    page = client.get(reverse("groups:detail", args=keys)).text
    assert page.count("Vacant") == 1
    assert "from Wed\u00a01\u00a0Apr" in page
    assert "2 vacant" in page, "nobody holds either yet"
