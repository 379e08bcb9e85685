"""The browser fixtures notice what they are there to notice (each line is a page with one fault)."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, Page
from pytest_django.live_server_helper import LiveServer

from tests.browser.chromium import watched_page

SOUND = "<!doctype html><html lang=sv><title>Hej</title><main><h1>Hej</h1>{}</main></html>"


@pytest.mark.parametrize(
    ("fault", "report"),
    [
        ("<img src='http://example.invalid/x.png' alt=''>", "another host: http://example.invalid/x.png"),
        ("<img src='/missing.png' alt=''>", "404: "),
        ("<script>console.error('oj')</script>", "console: oj"),
        ("<script>throw new Error('aj')</script>", "thrown: aj"),
    ],
)
def test_a_fault_on_the_page_fails_its_test(
    browser: Browser, live_server: LiveServer, fault: str, report: str
) -> None:
    with pytest.raises(AssertionError, match=report):
        show(browser, live_server, SOUND.format(fault))


def show(browser: Browser, live_server: LiveServer, html: str) -> None:
    with watched_page(browser, live_server.url, javascript=True) as page:
        page.route("**/faulty", lambda route: route.fulfill(body=html, content_type="text/html"))
        page.goto("/faulty", wait_until="load")
        page.wait_for_timeout(100)


def test_axe_names_the_rule_and_the_element(page: Page, axe: Callable[[Page], None]) -> None:
    page.set_content(SOUND.format("<p>Välkommen</p>"))
    axe(page)
    page.set_content(SOUND.format("<img src='data:,'>"))
    with pytest.raises(AssertionError, match=r"image-alt: .*\n.*<img"):
        axe(page)
