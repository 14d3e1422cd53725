import datetime as dt

import pytest
from django.test import Client
from django.urls import reverse

from samverka.foundation.accounts.actor import SYSTEM
from samverka.register.people import actions
from samverka.register.people.models import Person
from samverka.workflows.forget_person.actions import forget_person
from tests.people import TODAY, person

pytestmark = pytest.mark.django_db


def test_whoever_is_erased_is_found_by_nobody(cast):
    amanda = person("Amanda", cast.kungalv, cast.gr)
    client = Client()
    client.force_login(cast.karin.user)
    client.post(reverse("forget_person:forget", args=[amanda.public_key]))
    for actor in (cast.karin, cast.olga, cast.petra):
        assert not Person.objects.visible_to(actor).filter(pk=amanda.pk).exists()


def test_the_account_of_somebody_erased_signs_in_no_more(cast):
    sara = person("Sara", cast.kungalv)
    actions.link_user(person=sara, user=cast.sara.user, by=cast.ada)
    sara.refresh_from_db()
    client = Client()
    client.force_login(cast.sara.user)
    assert client.get("/").status_code == 200
    forget_person(person=sara, on=TODAY, by=cast.karin)
    assert client.get("/").status_code == 302


def test_nobody_erases_themselves(cast):
    karin = person("Karin", cast.kungalv)
    actions.link_user(person=karin, user=cast.karin.user, by=cast.ada)
    client = Client()
    client.force_login(cast.karin.user)
    url = reverse("forget_person:forget", args=[karin.public_key])
    assert client.post(url).status_code == 403


def test_one_of_two_employers_does_not_erase_somebody_for_the_other(cast):
    amanda = person("Amanda", cast.kungalv)
    actions.add_position(
        person=amanda, organisation=cast.partille, title="Kurator", on=TODAY, by=cast.karin
    )
    client = Client()
    client.force_login(cast.karin.user)
    url = reverse("forget_person:forget", args=[amanda.public_key])
    assert client.post(url).status_code == 403
    elsewhere = amanda.positions.get(organisation=cast.partille)
    elsewhere.valid_from = TODAY - dt.timedelta(days=1)
    elsewhere.save()
    actions.end_position(position=elsewhere, on=TODAY, by=cast.karin)
    actions.forget_former_employers(on=TODAY, by=SYSTEM)
    assert client.post(url).status_code == 302
