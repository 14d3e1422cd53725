"""Signing in with address and password, as somebody at a keyboard meets it."""

import pytest
from django.contrib.auth.hashers import identify_hasher
from django.db import connection, connections
from django.test import Client
from django.urls import reverse

from samverka.foundation.accounts.models import User
from tests.people import PASSWORD

LOGIN = "/konto/logga-in/"


def sign_in(client, email, password=PASSWORD, **more):
    return client.post(LOGIN, {"login": email, "password": password, **more})


def errors(response) -> list[str]:
    return list(response.context["form"].non_field_errors())


def test_the_right_password_opens_and_the_address_may_be_written_in_any_case(cast, client):
    assert sign_in(client, "Olga@Example.ORG").url == reverse("home:home")
    assert client.get("/").status_code == 200


def test_a_wrong_password_and_an_unknown_address_are_told_alike(cast, client):
    wrong = errors(sign_in(client, "olga@example.org", "inte det rätta"))
    assert wrong
    assert errors(sign_in(client, "nobody@example.org", "inte det rätta")) == wrong


def test_only_who_knows_the_password_is_told_that_an_account_is_closed(cast, client):
    User.objects.filter(pk=cast.olga.user.pk).update(is_active=False)
    unknown = errors(sign_in(client, "nobody@example.org"))
    assert errors(sign_in(client, "olga@example.org", "inte det rätta")) == unknown
    assert sign_in(client, "olga@example.org").url == reverse("account_inactive")
    assert client.get("/").url.startswith(LOGIN)


def test_passwords_are_kept_with_argon2(cast):
    assert identify_hasher(cast.olga.user.password).algorithm == "argon2"


def test_the_sixth_wrong_password_for_an_address_is_refused_even_when_right(cast, client):
    for _attempt in range(5):
        first = errors(sign_in(client, "olga@example.org", "inte det rätta"))
    sixth = errors(sign_in(client, "olga@example.org"))
    assert sixth
    assert sixth != first
    assert client.get("/").url.startswith(LOGIN)


@pytest.mark.django_db(transaction=True)
def test_wrong_passwords_are_counted_in_the_database_for_every_process(cast):
    for _attempt in range(5):
        first = errors(sign_in(Client(), "olga@example.org", "inte det rätta"))
        # As another process meets it: a connection of its own, nothing kept in memory.
        connections.close_all()
    assert errors(sign_in(Client(), "olga@example.org")) != first
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM cache")
        assert cursor.fetchone()[0] > 0


def test_others_may_sign_in_while_one_address_is_refused(cast, client):
    for _attempt in range(6):
        sign_in(client, "olga@example.org", "inte det rätta")
    assert sign_in(client, "petra@example.org").status_code == 302


def test_signing_in_gives_a_new_session(cast, client):
    client.get(LOGIN)
    client.cookies["sessionid"] = "chosen-by-somebody-else"
    sign_in(client, "olga@example.org")
    assert client.cookies["sessionid"].value != "chosen-by-somebody-else"


def test_signing_in_again_changes_the_session_that_somebody_may_have_seen(cast, client):
    sign_in(client, "olga@example.org")
    before = client.cookies["sessionid"].value
    client.post("/konto/logga-ut/")
    sign_in(client, "olga@example.org")
    assert client.cookies["sessionid"].value != before


@pytest.mark.parametrize("elsewhere", ["https://example.com/", "//example.com/", "/\\example.com"])
def test_one_is_not_led_to_another_host_after_signing_in(cast, client, elsewhere):
    assert sign_in(client, "olga@example.org", next=elsewhere).url == "/"


def test_one_comes_back_to_where_one_was_going(cast, client):
    assert client.get("/aktiviteter/").url == f"{LOGIN}?next=/aktiviteter/"
    assert sign_in(client, "olga@example.org", next="/aktiviteter/").url == "/aktiviteter/"


def test_nobody_makes_an_account_for_oneself(client):
    assert client.get("/konto/signup/").status_code == 404
    assert client.get("/konto/registrera/").status_code == 404


def test_signing_out_takes_a_form_so_no_link_can_do_it(cast, client):
    client.force_login(cast.olga.user)
    assert client.get("/konto/logga-ut/").status_code == 200
    assert client.get("/").status_code == 200
    client.post("/konto/logga-ut/")
    assert client.get("/").url.startswith(LOGIN)
