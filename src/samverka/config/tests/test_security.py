"""What the frame promises whoever uses it: about forms, headers, cookies and ways out."""

import json
import os
import subprocess
import sys

import pytest
from django.test import Client

from tests.people import PASSWORD


def test_a_form_that_another_site_sends_is_refused(cast):
    client = Client(enforce_csrf_checks=True)
    client.force_login(cast.olga.user)
    assert client.post("/roll/", {"actor": "organiser-1"}).status_code == 403
    assert client.post("/konto/logga-ut/").status_code == 403


def test_choosing_a_language_takes_no_token_so_the_public_pages_need_no_cookie(cast):
    answer = Client(enforce_csrf_checks=True).post("/sprak/", {"language": "en", "next": "/"})
    assert answer.status_code == 302
    assert list(answer.cookies) == ["django_language"]


def test_signing_in_takes_the_forms_own_token(cast):
    client = Client(enforce_csrf_checks=True)
    facts = {"login": "olga@example.org", "password": PASSWORD}
    assert client.post("/konto/logga-in/", facts).status_code == 403
    client.get("/konto/logga-in/")
    facts["csrfmiddlewaretoken"] = client.cookies["csrftoken"].value
    assert client.post("/konto/logga-in/", facts).status_code == 302


@pytest.mark.parametrize(
    "elsewhere",
    ["https://example.com/", "//example.com/", "/\\example.com", "javascript:alert(1)", ""],
)
def test_choosing_a_language_leads_to_no_other_host(client, elsewhere):
    answer = client.post("/sprak/", {"language": "ar", "next": elsewhere})
    assert answer.url == "/"
    assert answer.cookies["django_language"].value == "ar"


def test_choosing_a_language_leads_back_to_where_one_was(client):
    answer = client.post("/sprak/", {"language": "en", "next": "/konto/logga-in/?next=/"})
    assert answer.url == "/konto/logga-in/?next=/"


def test_a_language_we_do_not_have_is_not_kept(client):
    assert "django_language" not in client.post("/sprak/", {"language": "tlh"}).cookies


@pytest.mark.parametrize("address", ["/konto/logga-in/", "/halsa/", "/no-such-page/"])
def test_every_answer_says_that_nothing_comes_from_elsewhere(db, client, address):
    headers = client.get(address).headers
    policy = headers["Content-Security-Policy"]
    assert "default-src 'self'" in policy
    assert "unsafe" not in policy
    assert "frame-ancestors 'none'" in policy
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"


def test_the_session_is_out_of_reach_of_scripts_and_of_other_sites(cast, client):
    client.post("/konto/logga-in/", {"login": "olga@example.org", "password": PASSWORD})
    session = client.cookies["sessionid"]
    assert session["httponly"]
    assert session["samesite"] == "Lax"


def test_another_host_name_is_refused(client):
    assert client.get("/halsa/", headers={"host": "example.com"}).status_code == 400


def test_over_https_cookies_are_secure_and_browsers_are_told_to_stay(tmp_path):
    """As a machine meets it that says so in its environment."""
    asked = (
        "import json, django; django.setup();"
        "from django.conf import settings as s;"
        "print(json.dumps([s.SESSION_COOKIE_SECURE, s.CSRF_COOKIE_SECURE,"
        " s.SECURE_HSTS_SECONDS > 0, s.ALLAUTH_TRUSTED_PROXY_COUNT]))"
    )
    for https, expected in (("1", [True, True, True, 1]), ("", [False, False, False, 0])):
        environment = os.environ | {"SAMVERKA_HTTPS": https}
        answer = subprocess.run(
            [sys.executable, "-c", asked],
            env=environment,
            capture_output=True,
            text=True,
            check=True,
        )
        assert json.loads(answer.stdout) == expected


def test_back_does_not_show_the_next_at_the_same_computer_what_one_saw(cast, client):
    client.force_login(cast.ada.user)
    assert "no-store" in client.get("/").headers["Cache-Control"]
