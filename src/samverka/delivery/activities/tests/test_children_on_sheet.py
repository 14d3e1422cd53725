"""S78: on a sheet a child has a letter, but to those with the role, and is ticked by anybody."""

from django.test import Client
from django.urls import reverse

from samverka.delivery.participants.actions import set_children_rule
from samverka.delivery.participants.tests.factories import participant
from samverka.register.people.actions import give_children_role
from tests.people import TODAY, person

from .factories import only_session, place, training_day


def test_on_a_sheet_a_child_has_a_letter_and_is_counted(cast):
    child = participant(cast, person("Amanda", cast.kungalv, cast.gr)).person
    set_children_rule(programme=cast.programme, holds=True, on=TODAY, by=cast.petra)
    day = training_day(cast)
    place(cast, day, child)
    sheet = reverse("activities:sheet", args=[only_session(day).public_key])
    olga = Client()
    olga.force_login(cast.olga.user)
    page = olga.get(sheet).text
    assert "Amanda" not in page
    assert "Protected participant A" in page
    give_children_role(
        user=cast.olga.user, organisation=cast.gr, reason="Arrangör", on=TODAY, by=cast.ada
    )
    assert "Amanda" in olga.get(sheet).text
