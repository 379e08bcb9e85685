"""Chromium through Playwright, as fixtures.

A plugin (see tests/conftest.py) and not a conftest.py, so that tests outside this folder have it too.
"""

import contextlib
import shutil
from collections.abc import Callable, Iterator
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.test import Client
from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Page,
    Request,
    Response,
    sync_playwright,
)
from pytest_django.live_server_helper import LiveServer

from tests.browser.axe import assert_accessible
from tests.plugin import IN_CI

FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
PATIENCE_MS = 10_000


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    program = shutil.which("chromium") or shutil.which("chromium-browser")
    if not program:
        (pytest.fail if IN_CI else pytest.skip)("Chromium is not installed: apt-get install chromium")
    with pytest.MonkeyPatch.context() as patch, sync_playwright() as playwright:
        # Playwright's event loop runs in this thread, where tests also use the database: Django would refuse.
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
        running = playwright.chromium.launch(executable_path=program, args=FLAGS)
        yield running
        running.close()


@pytest.fixture
def page(browser: Browser, live_server: LiveServer) -> Iterator[Page]:
    """An empty page; relative addresses are on the live server.

    The test fails when the page logs an error, throws, misses a file, or asks any other host for anything.
    """
    with watched_page(browser, live_server.url, javascript=True) as page:
        yield page


@pytest.fixture
def page_without_js(browser: Browser, live_server: LiveServer) -> Iterator[Page]:
    """As `page`, with JavaScript switched off."""
    with watched_page(browser, live_server.url, javascript=False) as page:
        yield page


@pytest.fixture
def axe() -> Callable[[Page], None]:
    """Call with a page: fails on any violation (R1)."""
    return assert_accessible


@pytest.fixture
def sign_in(live_server: LiveServer) -> Callable[[Page, AbstractBaseUser], None]:
    """Call with a page and a user: the page is then that user's, without the sign-in form."""

    def sign_in_page(page: Page, user: AbstractBaseUser) -> None:
        client = Client()
        client.force_login(user)
        cookie = client.cookies[settings.SESSION_COOKIE_NAME]
        page.context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": live_server.url}])

    return sign_in_page


@contextlib.contextmanager
def watched_page(browser: Browser, home: str, *, javascript: bool) -> Iterator[Page]:
    """A page in a browser context of its own; AssertionError at the end when something went wrong on it."""
    context = browser.new_context(
        base_url=home,
        java_script_enabled=javascript,
        locale="sv-SE",
        timezone_id="Europe/Stockholm",
    )
    context.set_default_timeout(PATIENCE_MS)
    page = context.new_page()
    problems = _watch(context, urlsplit(home).netloc)
    yield page
    context.close()
    assert not problems, "\n".join(problems)


def _watch(context: BrowserContext, home: str) -> list[str]:
    """A list that fills with what goes wrong on the page."""
    problems: list[str] = []

    def on_console(message: ConsoleMessage) -> None:
        # A missing file is reported below, with its address; a refused page (404, 403) is not a fault.
        if message.type == "error" and not message.text.startswith("Failed to load resource"):
            problems.append(f"console: {message.text}")

    def on_request(request: Request) -> None:
        address = urlsplit(request.url)
        if address.scheme not in ("data", "blob", "about") and address.netloc != home:
            problems.append(f"another host: {request.url}")

    def on_response(response: Response) -> None:
        may_refuse = response.request.resource_type in ("document", "xhr", "fetch")
        if response.status >= (500 if may_refuse else 400):
            problems.append(f"{response.status}: {response.url}")

    context.on("console", on_console)
    context.on("request", on_request)
    context.on("response", on_response)
    context.on("weberror", lambda error: problems.append(f"thrown: {error.error}"))
    return problems
