"""What the map says of a municipality opens a page that says it, with the months it is made of."""

import datetime as dt

import pytest
from django.urls import reverse

from tests.people import TODAY, municipality

from .factories import came, day, goal

JANUARY, FEBRUARY = dt.date(2026, 1, 14), dt.date(2026, 2, 11)


@pytest.fixture
def eight_of_kungalv(cast) -> None:
    """Two of them in January and six in February."""
    under = goal(cast)
    came(day(cast, under, JANUARY), cast.kungalv, "A", "B", minutes=90)
    came(day(cast, under, FEBRUARY), cast.kungalv, *"CDEFGH", minutes=60)


def opened(client, cast, name: str, organisation) -> str:
    client.force_login(cast.actor(name).user)
    keys = [cast.programme.public_key, organisation.public_key]
    return " ".join(client.get(reverse("programme:taken_part", args=keys)).text.split())


def on_the_map(client, cast, name: str) -> str:
    client.force_login(cast.actor(name).user)
    return client.get(reverse("programme:detail", args=[cast.programme.public_key])).text


def test_a_figure_of_the_map_opens_it_with_its_months(client, cast, eight_of_kungalv):
    keys = [cast.programme.public_key, cast.kungalv.public_key]
    shown = on_the_map(client, cast, "petra")
    assert reverse("programme:taken_part", args=keys) in shown
    assert "8 persons, 9\u00a0h" in shown
    page = opened(client, cast, "petra", cast.kungalv)
    assert "<dd><bdi>8</bdi></dd>" in page
    assert "<dd><bdi>9 h</bdi></dd>" in page.replace("\u00a0", " ")
    for month in (JANUARY, FEBRUARY):
        there = reverse("reports:month", args=[keys[0], month.replace(day=1)])
        assert f"{there}?organisation={cast.kungalv.public_key}#rows" in page
    assert "3 h" in page.replace("\u00a0", " ")


def test_whoever_does_not_see_all_sums_is_told_persons_and_no_hours(
    client, cast, eight_of_kungalv
):
    page = opened(client, cast, "rut", cast.kungalv)
    assert "<dd><bdi>8</bdi></dd>" in page
    assert "Sums are shown to those who answer for the whole programme." in page
    assert "Hours" not in page
    assert "reports" not in page


def test_few_persons_are_held_back_there_too(client, cast, eight_of_kungalv):
    came(day(cast, goal(cast, "2"), TODAY), cast.partille, "Rana", "Omar", minutes=60)
    page = opened(client, cast, "rut", cast.partille)
    assert "Groups under five people are not shown" in page
    assert "<dl" not in page
    assert "<dd><bdi>2</bdi></dd>" in opened(client, cast, "petra", cast.partille)


def test_one_that_takes_no_part_has_no_such_page(client, cast):
    client.force_login(cast.petra.user)
    keys = [cast.programme.public_key, municipality("1440", "Ale").public_key]
    assert client.get(reverse("programme:taken_part", args=keys)).status_code == 404
