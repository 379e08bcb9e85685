"""A proposal while it is worked out: the page follows by itself, and ends with it, also when it is killed."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from hours import proposals
from hours.models.proposals import Proposal
from tests.cast import Cast, make_cast
from tests.hours import improver
from tests.hours.peers import kill

pytestmark = pytest.mark.django_db(transaction=True)
SHARE = "#proposal-share"
# A search is at work for some seconds, and the page asks every other one.
PATIENCE_MS = 40_000


@pytest.fixture
def cast(db: None) -> Cast:
    made = make_cast()
    improver.scarce_days(made, timezone.now())
    return made


def ask(page: Page, cast: Cast, sign_in) -> Proposal:
    """A coordinator asks for the next days, on the page."""
    sign_in(page, cast.coordinator)
    page.goto("/samordna/forslag/")
    last = timezone.localdate() + timedelta(days=5)
    page.fill("#id_first_day", "i dag")
    page.fill("#id_last_day", f"{last.day}/{last.month}")
    page.get_by_role("button", name="Gör ett förslag").click()
    expect(page.locator(SHARE)).to_have_attribute("value", "0")
    return Proposal.objects.get()


def test_the_page_follows_by_itself_and_ends_with_the_proposal(
    page: Page, cast: Cast, sign_in, axe: Callable[[Page], None]
) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.headers.get("hx-request", "")))
    found = ask(page, cast, sign_in)
    axe(page)
    page.evaluate("window.stayed = true")
    worker = improver.start(found, seconds=8)
    try:
        expect(page.locator(SHARE)).not_to_have_attribute("value", "0", timeout=PATIENCE_MS)
        assert page.evaluate("window.stayed")  # followed without leaving the page
        expect(page.locator(SHARE)).to_have_count(0, timeout=PATIENCE_MS)
    finally:
        kill(worker)
    assert "true" in asked
    found.refresh_from_db()
    assert found.state == "ready"
    filled = found.visits.exclude(escort=None).count()
    expect(page.locator("#proposal-progress")).to_contain_text(f"{filled} av {improver.VISITS} besök")
    expect(page.get_by_role("button", name="Godta alla")).to_be_visible()
    axe(page)


def test_a_search_that_is_killed_is_told_and_can_be_taken_up(
    page: Page, cast: Cast, sign_in, axe: Callable[[Page], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    found = ask(page, cast, sign_in)
    worker = improver.start(found, seconds=120)
    try:
        expect(page.locator(SHARE)).not_to_have_attribute("value", "0", timeout=PATIENCE_MS)
    finally:
        kill(worker)
    # Only now: a machine with much to do may be silent for longer than this before it is killed.
    monkeypatch.setattr(proposals, "SILENT", timedelta(seconds=2))
    again = page.get_by_role("button", name="Försök igen")
    expect(again).to_be_visible(timeout=PATIENCE_MS)
    expect(page.locator(SHARE)).to_have_count(0)
    filled = found.visits.exclude(escort=None).count()
    assert filled > 0
    expect(page.locator("#proposal-progress")).to_contain_text(f"{filled} av {improver.VISITS} besök")
    axe(page)
    again.click()
    expect(page.locator(SHARE)).to_be_visible()
