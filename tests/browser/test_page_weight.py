"""A participant page with all it needs is at most 40 kB in at most 4 requests, and usable on a 3G line.

Weighed as it travels: the browser tells what came over the wire, from a server that compresses as in
production.
"""

import random
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from django.conf import LazySettings
from django.core.management import call_command
from django.test.testcases import LiveServerThread
from playwright.sync_api import Browser, CDPSession, Page, Route
from playwright.sync_api import TimeoutError as TooLate

from tests.browser.chromium import watched_page
from tests.browser.participant_pages import Stop, Walk, walk

__all__ = ["walk"]  # a fixture

MOST_BYTES = 40_000
MOST_REQUESTS = 4
KILOBITS_3G, LATENCY_3G_MS = 400, 400


@pytest.fixture
def home(walk: Walk, settings: LazySettings, tmp_path: Path) -> Iterator[str]:
    """The address of a server with static files as in production: collected, named by content, compressed."""
    settings.STATIC_ROOT = tmp_path / "static"
    settings.WHITENOISE_USE_FINDERS = settings.WHITENOISE_AUTOREFRESH = False
    settings.STORAGES = settings.STORAGES | {
        "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"}
    }
    call_command("collectstatic", interactive=False, verbosity=0)
    # Not pytest-django's: that one serves static files itself, plain, past WhiteNoise.
    server = LiveServerThread("127.0.0.1", static_handler=lambda application: application)
    server.daemon = True
    server.start()
    server.is_ready.wait()
    assert not server.error
    yield f"http://127.0.0.1:{server.port}"
    server.terminate()


class Scales:
    """What travels to a page with an empty cache: bytes by address, headers and all."""

    def __init__(self, page: Page) -> None:
        self.bytes: dict[str, int] = {}
        self.addresses: dict[str, str] = {}
        session = page.context.new_cdp_session(page)
        session.on("Network.requestWillBeSent", self.asked)
        session.on("Network.loadingFinished", self.came)
        session.send("Network.enable")
        session.send("Network.setCacheDisabled", {"cacheDisabled": True})

    def empty(self) -> None:
        """Takes off what lies on them."""
        self.bytes.clear()
        self.addresses.clear()

    def asked(self, event: dict) -> None:
        probe = "HEAD " if event["request"]["method"] == "HEAD" else ""
        self.addresses[event["requestId"]] = probe + urlsplit(event["request"]["url"]).path

    def came(self, event: dict) -> None:
        self.bytes[self.addresses[event["requestId"]]] = int(event["encodedDataLength"])

    @property
    def total(self) -> int:
        return sum(self.bytes.values())

    @property
    def requests(self) -> list[str]:
        """What the page asks for. All bytes count, but two requests are no part of it: the tab's symbol,
        which a browser fetches by itself and keeps, and the look for a connection before a question is sent.
        """
        of_the_page = (each for each in self.addresses.values() if not each.startswith("HEAD "))
        return sorted(address for address in of_the_page if "favicon" not in address)


def weigh(page: Page, scales: Scales, walk: Walk, stop: Stop) -> None:
    """The stop on the scales. What was pressed to come there is not: the page itself was fetched before."""
    scales.empty()
    walk.go(page, replace(stop, press=""), wait_until="networkidle")
    page.wait_for_timeout(100)  # the tab's symbol comes last
    if stop.press:
        scales.empty()
        with page.expect_navigation(wait_until="networkidle"):
            page.locator(stop.press).first.click()


def test_a_page_weighs_at_most_40_kB_in_at_most_4_requests(browser: Browser, home: str, walk: Walk) -> None:
    found = []
    with watched_page(browser, home, javascript=True) as page:
        scales = Scales(page)
        for stop in walk.stops:
            weigh(page, scales, walk, stop)
            print(f"{stop.name}: {scales.total} bytes, {len(scales.requests)} requests")
            if not 10_000 < scales.total <= MOST_BYTES or not 3 <= len(scales.requests) <= MOST_REQUESTS:
                found.append(f"{stop.name}: {scales.total} bytes, {scales.requests}")
    assert not found, "\n".join(found)


def test_everything_travels_compressed(browser: Browser, home: str, walk: Walk) -> None:
    with watched_page(browser, home, javascript=True) as page:
        coded: dict[str, str | None] = {}
        page.on("response", lambda answer: coded.update({answer.url: answer.headers.get("content-encoding")}))
        walk.go(page, walk.stops[0], wait_until="networkidle")
        assert {Path(urlsplit(url).path).suffix for url in coded} >= {"", ".css", ".js"}
        # Files by Brotli, which came with the PDF writer; pages by Django, which knows gzip alone.
        assert set(coded.values()) <= {"gzip", "br"}


def test_what_is_too_heavy_is_noticed(browser: Browser, home: str, walk: Walk) -> None:
    """The scales weigh what travels: noise, which cannot be compressed, whole, and a file as a request."""
    stop = walk.stops[0]

    def with_a_picture(route: Route) -> None:
        answer = route.fetch()
        more = "".join(f"<img src='/static/{n}.png' alt=''>" for n in range(2))
        route.fulfill(response=answer, body=answer.text().replace("<main", f"{more}<main"))

    with watched_page(browser, home, javascript=True) as page:
        page.route(f"**{stop.url}", with_a_picture)
        noise = random.Random(1).randbytes(20_000)
        page.route("**/*.png", lambda route: route.fulfill(body=noise, content_type="image/png"))
        scales = Scales(page)
        weigh(page, scales, walk, stop)
        assert len(scales.requests) == 5
        assert scales.total > MOST_BYTES


def slow_line(page: Page) -> CDPSession:
    """A 3G telephone at the edge of the town."""
    session = page.context.new_cdp_session(page)
    throughput = KILOBITS_3G * 1024 / 8
    session.send("Network.enable")
    session.send("Network.setCacheDisabled", {"cacheDisabled": True})
    session.send(
        "Network.emulateNetworkConditions",
        {
            "offline": False,
            "latency": LATENCY_3G_MS,
            "downloadThroughput": throughput,
            "uploadThroughput": throughput,
        },
    )
    return session


def own(walk: Walk) -> list[Stop]:
    return [stop for stop in walk.stops if not stop.press]


def test_every_page_is_usable_on_a_3G_line(browser: Browser, home: str, walk: Walk) -> None:
    """The time is told and not judged: this machine may be busy. That it needs no script is the next test."""
    with watched_page(browser, home, javascript=True) as page:
        slow_line(page)
        page.set_default_timeout(60_000)
        for stop in own(walk):
            began = time.monotonic()
            walk.go(page, stop, wait_until="commit")
            page.locator(stop.main_button).first.wait_for()
            seen = time.monotonic() - began
            page.locator(stop.main_button).first.click(trial=True)
            print(f"{stop.name}: seen after {seen:.1f} s, usable after {time.monotonic() - began:.1f} s")


def opens_without_its_scripts(page: Page, walk: Walk, stop: Stop) -> None:
    """Raises TooLate when the page cannot be seen and pressed before its scripts have come."""
    page.route("**/*.js", lambda route: None)  # they never come
    walk.go(page, stop, wait_until="commit")
    page.locator(stop.main_button).first.click(timeout=5_000)
    page.wait_for_url(lambda url: urlsplit(url).path != stop.url, wait_until="commit", timeout=5_000)


def test_a_page_is_drawn_and_works_before_its_scripts_have_come(
    browser: Browser, home: str, walk: Walk
) -> None:
    stop = next(stop for stop in walk.stops if stop.name == "home")
    with watched_page(browser, home, javascript=True) as page:
        opens_without_its_scripts(page, walk, stop)


def test_a_page_that_waits_for_a_script_is_noticed(browser: Browser, home: str, walk: Walk) -> None:
    def without_defer(route: Route) -> None:
        answer = route.fetch()
        route.fulfill(response=answer, body=answer.text().replace(" defer", ""))

    stop = next(stop for stop in walk.stops if stop.name == "home")
    with watched_page(browser, home, javascript=True) as page:
        page.route(f"**{stop.url}", without_defer)
        with pytest.raises(TooLate):
            opens_without_its_scripts(page, walk, stop)


def test_every_script_is_deferred(browser: Browser, home: str, walk: Walk) -> None:
    with watched_page(browser, home, javascript=True) as page:
        for stop in walk.stops:
            walk.go(page, stop)
            assert page.locator("script:not([defer])").count() == 0, stop.name
