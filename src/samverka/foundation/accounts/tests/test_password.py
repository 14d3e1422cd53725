"""A forgotten password, by letter; and changing it."""

import re

from django.test import Client

from samverka.foundation.accounts.models import User
from tests.people import PASSWORD

FORGOTTEN = "/konto/losenord/glomt/"
ANOTHER = "tolv gröna äpplen i korgen"


def ask(client, email):
    return client.post(FORGOTTEN, {"email": email}, follow=True)


def without_token(response) -> str:
    return re.sub(r'"csrfmiddlewaretoken" value="\w+"', "", response.content.decode())


def link_in(letter) -> str:
    return re.search(r"http://testserver(/konto/losenord/nytt/\S+)", letter.get_content())[1]


def test_a_new_password_is_chosen_by_the_link_in_the_letter(cast, client, letters):
    ask(client, "olga@example.org")
    (letter,) = letters
    assert letter["To"] == "olga@example.org"
    form = client.get(link_in(letter), follow=True)
    # The key is not in the address of the page with the form, where a referrer could carry it.
    assert "set-password" in form.request["PATH_INFO"]
    client.post(form.request["PATH_INFO"], {"password1": ANOTHER, "password2": ANOTHER})
    assert User.objects.get(pk=cast.olga.user.pk).check_password(ANOTHER)


def test_the_link_works_once(cast, client, letters):
    ask(client, "olga@example.org")
    link = link_in(letters[0])
    form = client.get(link, follow=True)
    client.post(form.request["PATH_INFO"], {"password1": ANOTHER, "password2": ANOTHER})
    again = Client().get(link, follow=True)
    assert again.context["token_fail"]


def test_an_address_without_account_is_answered_alike_and_gets_no_letter(cast, client, letters):
    known = ask(client, "olga@example.org")
    unknown = ask(client, "nobody@example.org")
    assert unknown.redirect_chain == known.redirect_chain
    assert without_token(unknown) == without_token(known)
    assert [letter["To"] for letter in letters] == ["olga@example.org"]


def test_a_closed_account_gets_no_letter(cast, client, letters):
    User.objects.filter(pk=cast.olga.user.pk).update(is_active=False)
    ask(client, "olga@example.org")
    assert letters == []


def test_a_password_is_at_least_twelve_characters_and_not_a_common_one(cast, client):
    client.force_login(cast.olga.user)
    for poor in ("kort", "password1234", "olga@example.org"):
        answer = client.post(
            "/konto/losenord/",
            {"oldpassword": PASSWORD, "password1": poor, "password2": poor},
        )
        assert answer.context["form"].errors, poor


def test_changing_it_takes_the_old_one_and_ends_other_sessions(cast, client):
    elsewhere = Client()
    for one in (client, elsewhere):
        one.post("/konto/logga-in/", {"login": "olga@example.org", "password": PASSWORD})
    wrong = {"oldpassword": "inte det rätta", "password1": ANOTHER, "password2": ANOTHER}
    assert client.post("/konto/losenord/", wrong).context["form"].errors
    client.post("/konto/losenord/", wrong | {"oldpassword": PASSWORD})
    assert client.get("/").status_code == 200
    assert elsewhere.get("/").url.startswith("/konto/logga-in/")
