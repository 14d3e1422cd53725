"""What a household opens by its link, as a strict reader takes it."""

import pytest

from tests.strict_html import hold_together

from .test_one_case import Told, anybody


@pytest.mark.parametrize("language", ["sv", "ar"])
def test_the_households_page_holds_together(cast, settings, language):
    """Open, after a letter that is refused, after a no, and when the link is gone."""
    settings.DEMONSTRATION = True
    told = Told(cast)
    url = f"{told.shown()}?sprak={language}"
    browser = anybody()
    hold_together(browser.get(url).content.decode())
    refused = browser.post(url.replace("?", "fel/?"), {"text": ""})
    assert refused.status_code == 422
    hold_together(refused.content.decode())
    browser.post(url.replace("?", "fel/?"), {"text": "Vi är fem"})
    browser.post(url, {"says": "no"})
    hold_together(browser.get(url).content.decode())
    told.proposal().links.all().delete()
    hold_together(browser.get(url).content.decode())
