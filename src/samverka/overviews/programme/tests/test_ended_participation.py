"""An organisation that takes part no longer sees the programme no longer."""

import datetime as dt

import pytest
from django.test import Client
from django.urls import reverse

from samverka.delivery.activities.tests.factories import training_day
from samverka.delivery.programmes.models import Participation, Programme, keys_led_by
from tests.people import TODAY

PAGES = ("programme:detail", "programme:about", "plans:overview", "groups:list", "measures:list")


@pytest.fixture
def karin(cast):
    client = Client()
    client.force_login(cast.karin.user)
    return client


def answers(client, programme) -> set[int]:
    return {client.get(reverse(name, args=[programme.public_key])).status_code for name in PAGES}


def test_nothing_of_it_is_found_from_the_day_it_has_ended(cast, karin):
    activity = training_day(cast)
    assert answers(karin, cast.programme) == {200}
    Participation.objects.filter(organisation=cast.kungalv).update(valid_to=TODAY)
    assert answers(karin, cast.programme) == {404}
    assert cast.programme.name not in karin.get(reverse("programme:list")).content.decode()
    listed = karin.get(reverse("activities:list")).content.decode()
    assert activity.title not in listed


def test_until_that_day_everything_is(cast, karin):
    Participation.objects.filter(organisation=cast.kungalv).update(
        valid_to=TODAY + dt.timedelta(days=1)
    )
    assert answers(karin, cast.programme) == {200}


def test_who_led_it_leads_it_no_longer(cast):
    assert Programme.objects.filter(pk__in=keys_led_by(cast.petra)).exists()
    Participation.objects.filter(organisation=cast.gr).update(valid_to=TODAY)
    assert not Programme.objects.filter(pk__in=keys_led_by(cast.petra)).exists()
