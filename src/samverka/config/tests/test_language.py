"""Which language a page is shown in."""

import pytest
from django.urls import reverse
from django.utils.translation.trans_real import DjangoTranslation

from samverka.config import settings as written

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def as_in_use(settings):
    """The tests read English; in use it is what settings.py says."""
    settings.LANGUAGE_CODE = written.LANGUAGE_CODE


def test_it_is_swedish_whatever_the_browser_asks_for(client):
    response = client.get(reverse("account_login"), headers={"accept-language": "en"})
    assert response["Content-Language"] == "sv"


@pytest.mark.parametrize(
    ("code", "direction"), [("ar", "rtl"), ("prs", "rtl"), ("ti", "ltr"), ("uk", "ltr")]
)
def test_it_is_the_one_that_was_chosen(client, code, direction):
    client.post(reverse("language"), {"language": code})
    response = client.get(reverse("account_login"))
    assert response["Content-Language"] == code
    assert f'<html lang="{code}" dir="{direction}"' in response.content.decode()


def test_what_a_draft_lacks_is_in_swedish():
    lacking = "Enter a whole number."  # Django's own; neither it nor we have it in Tigrinya
    assert DjangoTranslation("ti").gettext(lacking) == "Fyll i ett heltal."


def test_a_language_there_is_not_changes_nothing(client):
    client.post(reverse("language"), {"language": "xx"})
    assert client.get(reverse("account_login"))["Content-Language"] == "sv"
