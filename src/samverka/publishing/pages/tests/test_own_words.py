"""A programme's own words in the reader's language, and who stands behind them (S129)."""

import re

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from samverka.delivery.programmes.actions import set_goal
from samverka.delivery.programmes.models import Programme


@pytest.fixture
def shown(cast):
    Programme.objects.update(is_public=True, summary="Stöd till föräldrar")
    set_goal(
        programme=cast.programme,
        number="1",
        title="Trygga föräldrar",
        owner=cast.gr,
        parent=None,
        by=cast.petra,
    )
    cast.programme.refresh_from_db()
    return cast


def page(cast, language: str) -> str:
    client = Client()
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = language
    return client.get(reverse("pages:programme", args=[cast.programme.slug])).content.decode()


def write(cast, language: str, **typed):
    client = Client()
    client.force_login(cast.petra.user)
    address = reverse("programmes:wording", args=[cast.programme.public_key, language])
    return client.post(address, {"written_on": "2026-03-01", **typed})


ARABIC = {
    "text-0": "دعم الوالدين",
    "text-1": "دعم للوالدين الجدد",
    "text-2": "والدان مطمئنان",
    "written_by": "Kommunikatör",
}


def test_the_page_is_in_the_language_it_was_written_in_and_says_by_whom(shown):
    assert write(shown, "ar", **ARABIC).status_code == 302
    text = page(shown, "ar")
    assert '<h1 lang="ar" dir="rtl">دعم الوالدين</h1>' in text
    assert "دعم للوالدين الجدد" in text
    assert '<span lang="ar" dir="rtl">والدان مطمئنان</span>' in text
    assert "Kommunikatör" in text
    assert "Stöd till föräldrar" not in text
    assert "Stöd till föräldrar" in page(shown, "sv")


def test_what_is_not_written_is_in_swedish_and_said_to_be(shown):
    text = page(shown, "en")
    assert re.search(r'<h1 lang="sv" dir="ltr">', text)
    assert "has not written all of its own texts in English yet" in text
    write(shown, "en", **{"text-0": "Parents", "written_by": "Communicator"})
    text = page(shown, "en")
    assert '<h1 lang="en" dir="ltr">Parents</h1>' in text
    assert '<p class="intro" lang="sv" dir="ltr">Stöd till föräldrar</p>' in text
    assert "has not written all of its own texts in English yet" in text
    assert "Nobody who speaks the language has reviewed it." in text
    assert "has not written all" not in page(shown, "sv")


def test_a_review_is_by_somebody_on_a_day(shown):
    typed = {"text-0": "Parents", "text-1": "Support", "written_by": "Communicator"}
    refused = write(shown, "en", **typed, reviewed_by="English teacher")
    assert refused.status_code == 422
    assert "Say both who reviewed it and on which day." in refused.content.decode()
    assert "English teacher" in refused.content.decode()
    write(shown, "en", **typed, reviewed_by="English teacher", reviewed_on="2026-03-10")
    text = page(shown, "en")
    assert "Reviewed by English teacher" in text
    assert "Nobody who speaks the language" not in text
    assert "has not written all" not in text
