"""A real browser for the journeys: whose page, in which language, light and width."""

import os
from collections.abc import Callable, Iterator

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import Browser, Page, expect, sync_playwright

# Playwright runs a loop of its own; Django would take that for asynchronous code.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
# What is waited for comes at once or not at all; only a machine that is busy needs this long.
expect.set_options(timeout=20_000)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(
            executable_path=os.environ.get("CHROMIUM", "/usr/bin/chromium"),
            args=["--no-sandbox"],  # the tests may run as root in a container
        )
        yield chromium
        chromium.close()


@pytest.fixture
def page_of(browser, live_server) -> Iterator[Callable[..., Page]]:
    """Open a page as somebody: page_of(cast.olga, "/aktiviteter/", language="ar", width=360)."""
    contexts = []

    def open_page(actor, address, *, language="sv", light="light", width=1280) -> Page:
        context = browser.new_context(
            viewport={"width": width, "height": 800}, color_scheme=light, locale="sv-SE"
        )
        contexts.append(context)
        cookies = {settings.LANGUAGE_COOKIE_NAME: language}
        if actor is not None:
            client = Client()
            client.force_login(actor.user)
            cookies[settings.SESSION_COOKIE_NAME] = client.session.session_key
        context.add_cookies(
            [
                {"name": name, "value": value, "url": live_server.url}
                for name, value in cookies.items()
            ]
        )
        page = context.new_page()
        page.complaints = []
        page.on("pageerror", lambda error: page.complaints.append(str(error)))
        page.on(
            "console",
            lambda line: page.complaints.append(line.text) if line.type == "error" else None,
        )
        page.goto(live_server.url + address)
        return page

    yield open_page
    for context in contexts:
        context.close()
