"""A real browser for the journeys: whose page, in which language, light and width."""

import os
import socket
import threading
from collections.abc import Callable, Iterator

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Page,
    expect,
    sync_playwright,
)

from tests.killed.served import until

from .steps import DESK

# Playwright runs a loop of its own; Django would take that for asynchronous code.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
# What is waited for comes at once or not at all; only a machine that is busy needs this long.
PATIENCE = 60_000
expect.set_options(timeout=PATIENCE)


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
def context_of(browser, live_server) -> Iterator[Callable[..., BrowserContext]]:
    """Somebody's own browser, signed in; of the server of the tests, or of another."""
    contexts = []

    def open_context(
        actor, *, url=live_server.url, language="sv", light="light", width=DESK, scripts=True
    ) -> BrowserContext:
        context = browser.new_context(
            base_url=url,
            viewport={"width": width, "height": 800},
            color_scheme=light,
            locale="sv-SE",
            java_script_enabled=scripts,
        )
        contexts.append(context)
        context.set_default_timeout(PATIENCE)
        cookies = {settings.LANGUAGE_COOKIE_NAME: language}
        if actor is not None:
            cookies[settings.SESSION_COOKIE_NAME] = session_of(actor)
        context.add_cookies(
            [{"name": name, "value": value, "url": url} for name, value in cookies.items()]
        )
        return context

    yield open_context
    for context in contexts:
        context.close()
    until_all_is_answered(live_server)


@pytest.fixture
def page_of(context_of) -> Callable[..., Page]:
    """Open a page as somebody: page_of(cast.olga, "/aktiviteter/", language="ar", width=360)."""

    def open_page(actor, address, **how) -> Page:
        page = context_of(actor, **how).new_page()
        page.complaints = []
        page.on("pageerror", lambda error: page.complaints.append(str(error)))
        page.on("console", lambda line: page.complaints.extend(told_by(line)))
        page.goto(address)
        return page

    return open_page


def told_by(line: ConsoleMessage) -> list[str]:
    """A fault; a question that the next one replaces is none, though htmx tells it as one."""
    return [line.text] if line.type == "error" and "AbortError" not in line.text else []


def session_of(actor) -> str:
    """What a cookie says of somebody who has signed in."""
    client = Client()
    client.force_login(actor.user)
    return client.session.session_key


def until_all_is_answered(server) -> None:
    """What a page asked for last would else be written into the tables of the next test."""
    # Connections are taken in the order in which they come: after this one all are.
    with socket.create_connection((server.thread.host, server.thread.port)) as last:
        last.shutdown(socket.SHUT_WR)
        last.recv(1)
    until(lambda: not answering())


def answering() -> list[threading.Thread]:
    """The threads of the server, one for each connection that is open."""
    return [one for one in threading.enumerate() if "process_request_thread" in one.name]
