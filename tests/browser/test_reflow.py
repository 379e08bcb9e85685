"""R14 on every participant page: 320 px, 200 % text, forced colours, dark, still, printed: nothing is lost.

And what goes with it: focus that is always seen (WCAG 2.4.11, 2.4.13) and targets of 48 px. Each check is
shown a broken page too (the last tests), or it would prove nothing.
"""

import shutil
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.test import TransactionTestCase
from django.utils import timezone
from playwright.sync_api import Browser, Page
from pytest_django import DjangoDbBlocker
from pytest_django.live_server_helper import LiveServer

from tests.browser import looking
from tests.browser.axe import assert_accessible, findings
from tests.browser.chromium import FLAGS, watched_page
from tests.browser.participant_pages import Stop, Walk, every_stop, make_walk, walk
from tests.cast import NOW, make_cast
from tests.matrix import MATRIX, PUBLIC, SELF

__all__ = ["walk"]  # a fixture

# Addresses of the participant's that show no page of their own, or not one of theirs.
NO_PAGE = {
    *("book_start", "book_remove", "stay_signed_in", "start", "sign_out", "set_language"),
    *("calendar_feed", "escort_feed", "escort_photo"),  # files and a picture
    "answer_link",  # an escort's
}


def test_every_participant_page_is_walked(walk: Walk) -> None:
    own = {name for name, who in MATRIX.items() if who >= SELF} | PUBLIC
    assert own - NO_PAGE - {stop.of for stop in walk.stops} == set(), "add it to participant_pages.py"


Check = Callable[[Page], list[str]]
AS_IT_IS = {"color_scheme": "light", "forced_colors": "none", "reduced_motion": "no-preference"}
NARROW, PHONE, DESK = (
    {"width": width, "height": height} for width, height in ((320, 640), (320, 800), (1280, 800))
)


def is_dark_and_accessible(page: Page) -> list[str]:
    ground = page.evaluate("getComputedStyle(document.body).backgroundColor")
    found = [] if ground == "rgb(27, 24, 21)" else [f"the ground is {ground}"]
    return found + [f"{each.rule}: {each.html}" for each in findings(page)["violations"]]


# What each test asks of every page: the window, what the reader has asked the browser for, and the checks.
ASKED: dict[str, tuple[dict[str, int], dict[str, Any], list[Check]]] = {
    "reflow": (NARROW, {}, [looking.reflows]),
    "targets, narrow": (PHONE, {}, [looking.targets]),
    "targets, wide": (DESK, {}, [looking.targets]),
    "dark": (DESK, {"color_scheme": "dark"}, [is_dark_and_accessible]),
    "reduced motion": (DESK, {"reduced_motion": "reduce"}, [looking.movements]),
    "print": (DESK, {}, [looking.on_paper]),
    # Last, for they leave the focus where it came.
    "forced colours": (DESK, {"forced_colors": "active"}, [looking.drawn_without_grounds, looking.focus]),
    "focus": (NARROW, {}, [looking.focus]),
}


@pytest.fixture(scope="module")
def seen(
    browser: Browser, live_server: LiveServer, django_db_setup: None, django_db_blocker: DjangoDbBlocker
) -> dict[str, list[str]]:
    """What is wrong on any page, by what was asked. Each page is opened once, for all that is asked of it."""
    found: dict[str, list[str]] = {asked: [] for asked in ASKED}
    with django_db_blocker.unblock(), pytest.MonkeyPatch.context() as clock:
        clock.setattr(timezone, "now", lambda: NOW)
        try:
            walk = make_walk(make_cast())
            with watched_page(browser, live_server.url, javascript=True) as page:
                for stop in walk.stops:
                    walk.go(page, stop)
                    for asked, faults in found.items():
                        faults += [f"{stop.name}: {fault}" for fault in faults_of(page, asked)]
        finally:
            TransactionTestCase._fixture_teardown(None)  # as tests/conftest.py has it
    return found


def faults_of(page: Page, asked: str) -> list[str]:
    """What is wrong on the page that is open; it is left as it was met."""
    window, wishes, checks = ASKED[asked]
    page.set_viewport_size(window)
    page.emulate_media(**AS_IT_IS | wishes)
    page.evaluate("Promise.all(document.getAnimations().map(each => each.finished))")
    found = [fault for check in checks for fault in check(page)]
    page.emulate_media(**AS_IT_IS)
    return found


@pytest.mark.parametrize("asked", sorted(ASKED))
def test_R14_nothing_is_lost_on_any_page(seen: dict[str, list[str]], asked: str) -> None:
    assert not seen[asked], "\n".join(seen[asked])


@pytest.fixture
def page_in_large_text(browser: Browser, live_server: LiveServer) -> Iterator[Page]:
    """A page of somebody who has asked the browser for text of double size."""
    program = shutil.which("chromium") or shutil.which("chromium-browser")
    flags = [*FLAGS, "--blink-settings=defaultFontSize=32"]
    large = browser.browser_type.launch(executable_path=program, args=flags)
    with watched_page(large, live_server.url, javascript=True) as page:
        yield page
    large.close()


@pytest.mark.parametrize("width", [1280, 640])
def test_R14_text_at_200_percent(page_in_large_text: Page, walk: Walk, width: int) -> None:
    page = page_in_large_text
    page.set_viewport_size({"width": width, "height": 900})
    every_stop(walk, page, lambda page: looking.reflows(page) + looking.targets(page))
    assert page.evaluate("getComputedStyle(document.documentElement).fontSize") == "40px"


def test_R14_the_week_on_the_fridge_says_who_when_and_where(page: Page, walk: Walk) -> None:
    walk.go(page, stop_named(walk, "home"))
    page.emulate_media(media="print")
    printed = looking.flat(page.locator("body").inner_text())
    for words in (
        "Torsdag 12 mars",
        "kl. 14–17",
        "Simhallen",
        "Elsa kommer",
        "Boka per telefon: 0430-150 00",
    ):
        assert words in printed
    for words in ("Logga ut", "Hur var", "Önskemål", "Svenska"):
        assert words not in printed


@pytest.mark.parametrize(
    ("name", "colours"), [("home, for another", "light"), ("wishes, refused", "dark"), ("check", "forced")]
)
def test_focus_is_seen_in_the_picture_itself(page: Page, walk: Walk, name: str, colours: str) -> None:
    """WCAG 2.4.13: a line of 2 px around the control changes colour by 3:1, told by the pixels."""
    if colours == "forced":
        page.emulate_media(forced_colors="active")
    else:
        page.emulate_media(color_scheme=colours)
    walk.go(page, stop_named(walk, name))
    assert looking.pictured_focus(page) == []


def stop_named(walk: Walk, name: str) -> Stop:
    return next(stop for stop in walk.stops if stop.name == name)


# --- the checks find what they are there to find

BROKEN = {
    "scrolls sideways": (looking.reflows, "h2 { width: 500px }"),
    "outside the page": (looking.reflows, "h1 { margin-left: -50px }"),
    "cut": (looking.reflows, ".button { height: 12px; min-height: 0; padding: 0 }"),
    "overlap": (looking.reflows, "main .button { margin-top: -60px }"),
    "smaller than 48 px": (looking.targets, "main .button { min-height: 30px; padding: 0 }"),
    "without a border": (looking.drawn_without_grounds, ".button { border: 0 !important }"),
    "a symbol cannot be seen": (looking.drawn_without_grounds, "main .icon { stroke: Canvas !important }"),
    "moves": (looking.movements, ".button { transition: color 1s !important }"),
    "not on paper": (looking.on_paper, "@media print { .visit { display: none } }"),
    "on paper: <header": (looking.on_paper, "@media print { .site-header { display: block !important } }"),
    "not black on paper": (looking.on_paper, "@media print { h1 { color: #777 } }"),
    "no ring": (looking.focus, ":focus-visible { outline: none !important }"),
    "the ring is cut": (looking.focus, ".actions { overflow: hidden }"),
    "hidden under": (looking.focus, "footer { position: fixed; inset: 0; background: red }"),
}


@pytest.mark.parametrize("fault", sorted(BROKEN))
def test_what_is_broken_is_noticed(page: Page, walk: Walk, fault: str) -> None:
    check, style = BROKEN[fault]
    page.set_viewport_size({"width": 320, "height": 640})
    colours = "active" if check is looking.drawn_without_grounds else "none"
    page.emulate_media(forced_colors=colours, reduced_motion="reduce")
    walk.go(page, stop_named(walk, "home"))
    assert check(page) == []
    put_on(page, style)
    assert any(found.startswith(fault) for found in check(page))


def put_on(page: Page, style: str) -> None:
    """One more style sheet, past the page's own policy (which refuses a <style>)."""
    page.evaluate(
        """text => {
          const sheet = new CSSStyleSheet();
          sheet.replaceSync(text);
          document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
        }""",
        style,
    )


def test_focus_too_faint_for_an_eye_is_noticed(page: Page, walk: Walk) -> None:
    walk.go(page, stop_named(walk, "check"))
    put_on(page, ":focus-visible { outline-color: #ddd; box-shadow: none }")
    assert looking.focus(page) == []
    assert any(found.startswith("too faint") for found in looking.pictured_focus(page))


def test_what_tab_does_not_reach_is_noticed(page: Page, walk: Walk) -> None:
    walk.go(page, stop_named(walk, "home"))
    page.evaluate("document.querySelector('main .button').tabIndex = -1")
    assert any(found.startswith("Tab reaches") for found in looking.focus(page))


def test_dark_that_cannot_be_read_is_noticed(page: Page, walk: Walk) -> None:
    page.emulate_media(color_scheme="dark")
    walk.go(page, stop_named(walk, "home"))
    put_on(page, "main p { color: #444 }")
    with pytest.raises(AssertionError, match="color-contrast"):
        assert_accessible(page)


def test_motion_is_there_for_those_who_want_it(page: Page, walk: Walk) -> None:
    page.emulate_media(reduced_motion="no-preference")
    walk.go(page, stop_named(walk, "home"))
    assert looking.movements(page) != []
