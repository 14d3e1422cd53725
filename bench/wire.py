"""What a first visit costs over the wire: everything a browser with an empty cache fetches."""

import os
from pathlib import Path

from django.conf import settings
from playwright.sync_api import Browser, sync_playwright

from . import pages, region
from .measure import Row, Server

MOST = 200.0
LANGUAGES = ("sv", "ar", "ti")


def rows(folder: Path, at: str = "") -> list[Row]:
    cookies = {page.reader: pages.cookie_of(page.reader) for page in pages.measured()}
    measured = pages.measured()
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with region.served() as server, sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=os.environ["CHROMIUM"], args=["--no-sandbox"]
        )
        found = []
        for language in LANGUAGES:
            weights = {
                page.name: _kilobytes(browser, server, page.path, language, cookies[page.reader])
                for page in measured
            }
            heaviest = max(weights, key=lambda name: weights[name])
            title = f"first load{at}, {language}: {heaviest}, the heaviest of {len(weights)}"
            found.append(Row(title, weights[heaviest], MOST, "kB"))
        browser.close()
    return found


def _kilobytes(browser: Browser, server: Server, path: str, language: str, session: str) -> float:
    """Bytes received for one page in a new browser profile, headers and fonts with it."""
    site = f"http://127.0.0.1:{server.port}"
    context = browser.new_context()
    wanted = {settings.LANGUAGE_COOKIE_NAME: language, settings.SESSION_COOKIE_NAME: session}
    context.add_cookies(
        [{"name": name, "value": value, "url": site} for name, value in wanted.items()]
    )
    page = context.new_page()
    received: list[float] = []
    protocol = context.new_cdp_session(page)
    protocol.send("Network.enable")
    protocol.on(
        "Network.loadingFinished", lambda event: received.append(event["encodedDataLength"])
    )
    page.goto(site + path)
    page.wait_for_function("document.fonts.status === 'loaded'")
    page.wait_for_load_state("networkidle")
    context.close()
    return sum(received) / 1000
