"""What the trail tells of signing in, to the administrator of each organisation one acts for."""

import pytest
from django.test import Client

from samverka.foundation.audit.models import Event
from tests.people import PASSWORD

LOGIN = "/konto/logga-in/"

pytestmark = pytest.mark.django_db


def noted(actor) -> list[tuple]:
    found = Event.objects.visible_to(actor).filter(verb__startswith="accounts.").order_by("pk")
    return list(found.values_list("verb", "user_id", "about_id"))


def test_signing_in_and_a_wrong_password_are_noted(cast):
    olga = cast.olga.user
    client = Client()
    client.post(LOGIN, {"login": "OLGA@example.org", "password": "inte det rätta"})
    client.post(LOGIN, {"login": olga.email, "password": PASSWORD})
    assert noted(cast.ada) == [
        ("accounts.sign_in_failed", None, str(olga.pk)),
        ("accounts.signed_in", olga.pk, str(olga.pk)),
    ]


def test_an_address_without_account_is_not_noted(cast):
    Client().post(LOGIN, {"login": "nobody@example.org", "password": PASSWORD})
    assert not Event.objects.exists()


def test_another_password_is_noted_and_never_which(cast):
    client = Client()
    client.force_login(cast.olga.user)
    chosen = "sju bäckar under bron"
    facts = {"oldpassword": PASSWORD, "password1": chosen, "password2": chosen}
    client.post("/konto/losenord/", facts)
    assert ("accounts.password_chosen", cast.olga.user.pk, str(cast.olga.user.pk)) in noted(
        cast.ada
    )
    assert chosen not in str(list(Event.objects.values()))
