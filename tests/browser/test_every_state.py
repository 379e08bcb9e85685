"""R1, R2 and R8 in a real browser: every page in every state of tests/browser/states.py, for everybody.

The states are walked once, and what axe found is kept for the tests. Each state in English is looked at in
dark colours too. To look at some only: WALK=book_step python -m pytest tests/browser/test_every_state.py
"""

import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from django.template.loader import render_to_string
from django.test import RequestFactory, TransactionTestCase
from django.utils import timezone, translation
from playwright.sync_api import Browser, Locator, Page
from pytest_django import DjangoDbBlocker
from pytest_django.live_server_helper import LiveServer

from ledsagning.accessibility_record import Unsure, read_record
from tests.addresses import Address, site_addresses
from tests.browser.axe import Finding, findings
from tests.browser.chromium import watched_page
from tests.browser.state import State
from tests.browser.states import NOT_SHOWN, OTHER_PAGES, STATES
from tests.browser.walked import Walked, make_walked
from tests.cast import NOW

RECORD = Path(__file__).resolve().parents[2] / "docs/accessibility.md"
# What kinds of drawings a page has: the beginning of their ids.
DRAWINGS = "each => each.map(svg => svg.getAttribute('aria-labelledby').split('-title')[0])"
KINDS_OF_DRAWINGS = {
    *("chart-hours", "chart-administration", "chart-total_cost", "chart-satisfaction", "chart-margin"),
    *("funnel", "years", "shares", "hours", "timeline"),
}
MATCHES = "([selector, pattern]) => document.querySelector(selector)?.matches(pattern) ?? false"


@dataclass
class Seen:
    """What the walk found: lines to read, one for each element or fault."""

    violations: list[str] = field(default_factory=list)
    unjudged: list[str] = field(default_factory=list)
    badly_refused: list[str] = field(default_factory=list)
    states: int = 0
    drawings: set[str] = field(default_factory=set)


@pytest.fixture(scope="module")
def seen(
    browser: Browser,
    live_server: LiveServer,
    django_db_setup: None,
    django_db_blocker: DjangoDbBlocker,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Seen]:
    """The whole walk, at NOW, in one browser and one world."""
    with django_db_blocker.unblock(), pytest.MonkeyPatch.context() as clock:
        clock.setattr(timezone, "now", lambda: NOW)
        walked = make_walked(tmp_path_factory.mktemp("figures"))
        found = Seen()
        try:
            with watched_page(browser, live_server.url, javascript=True) as page:
                walk(page, walked, live_server.url, found)
            yield found
        finally:
            TransactionTestCase._fixture_teardown(
                None
            )  # as tests/conftest.py has it: back to after `migrate`


def walk(page: Page, walked: Walked, home: str, seen: Seen) -> None:
    judged = read_record(RECORD.read_text("utf-8")).unsure
    for state in STATES:
        if os.environ.get("WALK", "") in state.address:
            show(page, walked, state, home)
            look(page, state, judged, seen)
            if state.name.startswith("refused"):
                seen.badly_refused += [f"{state}: {fault}" for fault in faults_of_refusal(page, state)]
            if state.language == "en":
                page.emulate_media(color_scheme="dark")
                look(page, f"{state} in the dark", judged, seen)
                page.emulate_media(color_scheme="light")
    for template, who in OTHER_PAGES if "WALK" not in os.environ else ():
        show_template(page, template, walked, who, home)
        look(page, template, judged, seen)


def look(page: Page, where: State | str, judged: tuple[Unsure, ...], seen: Seen) -> None:
    """Adds what axe finds on the page as it stands, when every change of colour has come to its end."""
    # What is folded away is nothing to axe.
    page.evaluate("document.querySelectorAll('main details').forEach(each => each.open = true)")
    page.evaluate("Promise.all(document.getAnimations().map(each => each.finished))")
    found = findings(page)
    seen.states += 1
    seen.drawings |= set(page.eval_on_selector_all("svg[role=img]", DRAWINGS))
    seen.violations += [f"{where}: {each.rule}: {each.help}\n    {each.html}" for each in found["violations"]]
    seen.unjudged += [
        f"{where}: {each.rule}: {each.help}\n    {each.html}"
        for each in found["incomplete"]
        if not is_judged(page, each, judged)
    ]


def is_judged(page: Page, finding: Finding, judged: tuple[Unsure, ...]) -> bool:
    """Whether somebody has judged this rule for elements like this one."""
    patterns = [each.selector for each in judged if each.rule == finding.rule]
    return any(page.evaluate(MATCHES, [finding.selector, pattern]) for pattern in patterns)


def show(page: Page, walked: Walked, state: State, home: str) -> None:
    """Leaves the page in the state."""
    page.context.clear_cookies()
    page.context.add_cookies(walked.cookies(state.who, state.language, home))
    page.goto(walked.url(state))
    if state.typed is None:
        return
    page.evaluate("document.querySelectorAll('main details').forEach(each => each.open = true)")
    form = form_of(page, state)
    for name, text in state.typed.items():
        fill_in(form.locator(f"[name={name}]").first, text)
    with page.expect_navigation():
        form.locator(state.press or "button:not([name])").first.click()


def show_template(page: Page, template: str, walked: Walked, who: str, home: str) -> None:
    """A page that has no address of its own, put where an address would be, so that its styles load."""
    request = RequestFactory().get("/shown/")
    request.user = walked.accounts[who] if who else walked.anonymous
    with translation.override("sv"):
        html = render_to_string(template, request=request)
    page.route("**/shown/", lambda route: route.fulfill(body=html, content_type="text/html; charset=utf-8"))
    page.goto(f"{home}/shown/")
    page.unroute("**/shown/")


def form_of(page: Page, state: State) -> Locator:
    """The form with the first field that is typed in; when none is, the first with fields to refuse."""
    forms = page.locator("main form")
    if state.typed:
        return forms.filter(has=page.locator(f"[name={next(iter(state.typed))}]")).first
    question = page.locator("main form[novalidate]")
    return question.first if question.count() else forms.first


def fill_in(control: Locator, text: str) -> None:
    if control.evaluate("each => each.tagName") == "SELECT":
        control.select_option(text)
    elif control.get_attribute("type") in ("radio", "checkbox"):
        control.check()
    else:
        # Not every browser stops at the longest text; what comes through has to be refused well.
        control.evaluate("each => each.removeAttribute('maxlength')")
        control.fill(text)


def faults_of_refusal(page: Page, state: State) -> Iterator[str]:
    """What R8 asks for and the page lacks."""
    if not page.title().startswith(("Fel:", "Error:")):
        yield f"the title is {page.title()!r}"
    if page.locator("#error-summary:focus").count() != 1:
        yield "the focus is not on the error summary"
    for link in page.locator("#error-summary a[href^='#']").all():
        field_of = page.locator(f"[id='{link.get_attribute('href')[1:]}']")
        if field_of.count() != 1:
            yield f"{link.text_content()!r} leads nowhere"
        elif page.locator(".error-message", has_text=link.text_content()).count() == 0:
            yield f"{link.text_content()!r} does not stand at the field"
    for name, text in (state.typed or {}).items():
        kept = page.locator(f"main [name={name}]").first
        if kept.get_attribute("type") not in ("password", "radio") and kept.input_value() != text:
            yield f"{name} was {text!r} and is {kept.input_value()!r}"


def test_R1_every_page_in_every_state_has_no_violation(seen: Seen) -> None:
    assert not seen.violations, "\n".join(seen.violations)
    assert "WALK" in os.environ or seen.states > 100


@pytest.mark.skipif("WALK" in os.environ, reason="only some pages are walked")
def test_R1_every_kind_of_drawing_is_among_them(seen: Seen) -> None:
    """A chart without a name is no violation where it is never drawn."""
    assert KINDS_OF_DRAWINGS - seen.drawings == set()


def test_R2_what_axe_cannot_decide_has_been_judged(seen: Seen) -> None:
    assert not seen.unjudged, f"look at these, and write the judgement in {RECORD.name}:\n" + "\n".join(
        seen.unjudged
    )


def test_R8_every_refused_form_says_so_in_title_focus_and_field(seen: Seen) -> None:
    assert not seen.badly_refused, "\n".join(seen.badly_refused)


def without_a_state(addresses: list[Address]) -> set[str]:
    listed = {state.address for state in STATES} | set(NOT_SHOWN)
    return {address.name for address in addresses} - listed


def test_R1_every_address_has_its_states() -> None:
    there = {address.name for address in site_addresses()}
    assert without_a_state(site_addresses()) == set(), "add its states to tests/browser/states.py"
    assert {state.address for state in STATES} - there == set(), "it is not there any longer"
    assert set(NOT_SHOWN) - there == set(), "it is not there any longer"


def test_R1_an_address_without_a_state_is_found() -> None:
    assert without_a_state([Address("new_page", frozenset()), Address("visit", frozenset())]) == {"new_page"}


SOUND = "<!doctype html><html lang=sv><title>Hej</title><main><h1>Hej</h1>{}</main></html>"
# Text over a picture: axe cannot tell its contrast.
PICTURE = '<p class="{}" style="background: linear-gradient(red, blue); color: white">Hej</p>'
JUDGED = Unsure("color-contrast", ".judged", "a page", "fine", NOW.date(), "us")


def test_R2_an_element_that_nobody_has_judged_is_found(page: Page) -> None:
    seen = Seen()
    page.set_content(SOUND.format(PICTURE.format("judged") + PICTURE.format("new")))
    look(page, "here", (JUDGED,), seen)
    assert len(seen.unjudged) == 1
    assert 'class="new"' in seen.unjudged[0]


def test_R1_a_violation_is_found(page: Page) -> None:
    seen = Seen()
    page.set_content(SOUND.format("<img src='data:,'>"))
    look(page, "here", (), seen)
    assert [line.split(":")[1] for line in seen.violations] == [" image-alt"]


def test_R8_a_bad_refusal_is_found(page: Page) -> None:
    page.set_content(
        "<title>Dag</title><div id=error-summary><a href=#id_day>Oj</a><a href=#nowhere>Aj</a></div>"
        "<main><input id=id_day name=day></main>"
    )
    assert list(faults_of_refusal(page, State("book_step", "refused", "", typed={"day": "igår"}))) == [
        "the title is 'Dag'",
        "the focus is not on the error summary",
        "'Oj' does not stand at the field",
        "'Aj' leads nowhere",
        "day was 'igår' and is ''",
    ]
