"""Which language a page is shown in."""

import pytest
from django.urls import reverse

from samverka.config import settings as written

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def as_in_use(settings):
    """The tests read English; in use it is what settings.py says."""
    settings.LANGUAGE_CODE = written.LANGUAGE_CODE


def test_it_is_swedish_whatever_the_browser_asks_for(client):
    response = client.get(reverse("account_login"), headers={"accept-language": "en"})
    assert response["Content-Language"] == "sv"


def test_it_is_the_one_that_was_chosen(client):
    client.post(reverse("language"), {"language": "ar"})
    response = client.get(reverse("account_login"))
    assert response["Content-Language"] == "ar"
    assert 'dir="rtl"' in response.content.decode()


def test_a_language_there_is_not_changes_nothing(client):
    client.post(reverse("language"), {"language": "xx"})
    assert client.get(reverse("account_login"))["Content-Language"] == "sv"
