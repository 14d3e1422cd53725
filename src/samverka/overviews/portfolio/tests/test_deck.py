"""Slides of the register: their numbers are the register's own."""

import datetime as dt
import re

import pytest
from django.urls import reverse

from samverka.delivery.groups.models import Group
from samverka.delivery.programmes.models import (
    Contact,
    Field,
    Participation,
    Programme,
    ProgrammeLink,
)
from samverka.overviews.portfolio.deck import LINES_A_SLIDE, deck_of
from tests.people import LONG_AGO, TODAY

FIELDS = ("Arbetsmarknad", "Hälso- och sjukvård", "Flyktingmottagning", "Sfi", "Barn och ungdom")
PROJECTS = ("Frivilligkraft", "Verner", "LANDA", "Öppna Dörrar")


@pytest.fixture
def gavleborg(cast) -> Programme:
    """A partnership with five fields, a network, and projects that build on it (S98)."""
    for number, name in enumerate(FIELDS, start=1):
        Field.objects.create(
            programme=cast.programme, number=number, name=name, coordinator=cast.gr
        )
    Group.objects.create(
        programme=cast.programme,
        name="Nätverk för mottagning",
        kind=Group.Kind.NETWORK,
        field=Field.objects.get(name="Flyktingmottagning"),
        convener=cast.gr,
        meetings_per_year=4,
    )
    for name in PROJECTS:
        project = Programme.objects.create(slug=name.lower()[:8], name=name, owner=cast.gr)
        Participation.objects.create(
            programme=project, organisation=cast.gr, part="owner", valid_from=LONG_AGO
        )
        ProgrammeLink.objects.create(
            earlier=cast.programme, later=project, kind=ProgrammeLink.Kind.BUILDS_ON
        )
    return cast.programme


@pytest.fixture
def petra(cast, client):
    client.force_login(cast.petra.user)
    return client


def page_of(programme):
    return reverse("portfolio:deck", args=[programme.public_key])


def test_the_deck_has_every_field_and_every_project_and_the_registers_numbers(
    cast, gavleborg, petra
):
    text = petra.get(page_of(gavleborg)).content.decode()
    for name in (*FIELDS, *PROJECTS, "Nätverk för mottagning"):
        assert name in text
    (numbers,) = [slide for slide in deck_of(gavleborg, cast.petra, on=TODAY) if slide.figures]
    assert {label: number for number, label in numbers.figures} == {
        "organisations": Participation.objects.filter(programme=gavleborg).count(),
        "fields": 5,
        "group or network": 1,
        "projects": 4,
    }


def test_a_function_that_has_ended_is_on_no_slide(cast, gavleborg, petra):
    Contact.objects.create(
        programme=gavleborg, organisation=cast.gr, function="Samordnare", valid_from=LONG_AGO
    )
    assert "Samordnare" in petra.get(page_of(gavleborg)).content.decode()
    Contact.objects.update(valid_to=TODAY)
    assert "Samordnare" not in petra.get(page_of(gavleborg)).content.decode()


def test_a_project_one_may_not_see_is_on_no_slide(cast, gavleborg, client):
    client.force_login(cast.karin.user)
    text = client.get(page_of(gavleborg)).content.decode()
    assert "Arbetsmarknad" in text
    assert "Verner" not in text


def test_long_lists_are_divided_so_that_they_can_be_read(cast, gavleborg):
    for number in range(LINES_A_SLIDE + 1):
        gavleborg.goals.create(number=str(number), title="Mål", owner=cast.gr)
    titles = [slide.title for slide in deck_of(gavleborg, cast.petra, on=TODAY)]
    assert [title for title in titles if title.startswith("Goals")] == [
        "Goals (1/2)",
        "Goals (2/2)",
    ]


def test_every_slide_has_its_heading_and_one_is_the_first(cast, gavleborg, petra):
    text = petra.get(page_of(gavleborg)).content.decode()
    assert text.count("<h1 ") == 1
    labels = re.findall(r'aria-labelledby="(slide-\d+)"', text)
    assert labels
    assert all(f'id="{label}"' in text for label in labels)


def test_the_deck_leaves_as_a_tagged_pdf(cast, gavleborg, petra):
    answer = petra.get(page_of(gavleborg), {"format": "pdf"})
    assert answer.headers["Content-Type"] == "application/pdf"
    assert answer.content.startswith(b"%PDF")
    assert b"StructTreeRoot" in answer.content


def test_the_deck_of_all_has_a_slide_for_each_programme(cast, gavleborg, petra):
    text = petra.get(reverse("portfolio:deck_for_all")).content.decode()
    for name in (*PROJECTS, gavleborg.name):
        assert name in text


def test_a_period_is_told_as_exactly_as_the_source_tells_it(cast, gavleborg, petra):
    Programme.objects.filter(name="Verner").update(
        starts_on=dt.date(2007, 1, 1),
        starts_precision="year",
        ends_on=dt.date(2008, 6, 30),
        ends_precision="month",
    )
    assert "2007 – June 2008" in petra.get(page_of(gavleborg)).content.decode()
