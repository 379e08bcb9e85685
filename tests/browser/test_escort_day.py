"""An escort's day on a phone of 360 px, held in one hand: asked, yes, today, and a no taken back."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Page, expect

from hours.answer_links import token_of
from hours.models import Booking
from tests.browser.hands import TOO_WIDE
from tests.cast import NOW, Cast, make_cast

pytestmark = pytest.mark.django_db(transaction=True)

PHONE = {"width": 360, "height": 740}
TODAY_14 = NOW + timedelta(hours=5)
THUMB_PX = 48


@pytest.fixture
def cast(monkeypatch: pytest.MonkeyPatch) -> Cast:
    monkeypatch.setattr(timezone, "now", lambda: NOW)
    return make_cast()


def fits(page: Page, axe: Callable[[Page], None]) -> None:
    """Nothing sideways, every button as large as a thumb, and no violation."""
    assert page.evaluate(TOO_WIDE) == []
    boxes = [button.bounding_box() for button in page.locator("main button").all()]
    assert [box for box in boxes if box and box["height"] < THUMB_PX] == []
    axe(page)


def part(page: Page, name: str):
    return page.get_by_role("region", name=name)


def test_the_day_asked_yes_today_and_a_no_taken_back(page: Page, cast: Cast, sign_in, axe) -> None:
    cast.assigned(starts_at=TODAY_14)
    cast.assigned(starts_at=TODAY_14 + timedelta(days=2))
    sign_in(page, cast.escort.user)
    page.set_viewport_size(PHONE)
    page.goto("/uppdrag/")
    asked = part(page, "Kan du komma?")
    expect(asked.get_by_role("article")).to_have_count(2)
    fits(page, axe)
    asked.get_by_role("button", name="Ja").first.click()
    expect(part(page, "I dag")).to_contain_text("Simhallen")
    expect(asked.get_by_role("article")).to_have_count(1)
    asked.get_by_role("button", name="Nej").click()
    expect(part(page, "Du sa nyss nej")).to_be_visible()
    expect(asked).to_have_count(0)
    fits(page, axe)
    page.get_by_role("button", name="Ångra").click()
    expect(part(page, "Nästa")).to_contain_text("Simhallen")
    assert Booking.objects.exclude(accepted_at=None).count() == 2
    page.get_by_role("link", name="Dina timmar den här månaden").click()
    expect(page.locator("main")).to_contain_text("Du har lovat 2 besök, 6 tim.")
    fits(page, axe)


@pytest.mark.parametrize("of", ["page", "page_without_js"])
def test_yes_from_the_link_of_a_message_then_the_link_is_used_up(
    request: pytest.FixtureRequest, of: str, cast: Cast, axe
) -> None:
    question = cast.assigned(starts_at=TODAY_14).assignments.get()
    page: Page = request.getfixturevalue(of)
    page.set_viewport_size(PHONE)
    link = reverse("answer_link", args=[token_of(question)])
    page.goto(link)
    expect(page.get_by_role("heading", name="Kan du komma?")).to_be_visible()
    if of == "page":
        fits(page, axe)
    page.get_by_role("button", name="Ja, jag kan").click()
    expect(page.get_by_role("heading", name="Du har sagt ja")).to_be_visible()
    page.goto(link)
    expect(page.get_by_role("heading", name="Du har sagt ja")).to_be_visible()
    expect(page.locator("main button")).to_have_count(0)
    assert Booking.objects.get().accepted_at == NOW
