"""R5 in a real browser: sign in, book, change and cancel by keyboard alone, with JavaScript and without.

Every other page is met by keyboard in test_hands.py, and every refusal (R8) in test_every_state.py.
"""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from hours.models import Booking
from tests.browser.hands import wrong_by_keyboard
from tests.cast import Cast, make_cast

pytestmark = pytest.mark.django_db(transaction=True)


def tab_to(page: Page, words: str) -> None:
    """Presses Tab until the focus stands on the control with these words (or this id)."""
    for _ in range(60):
        page.keyboard.press("Tab")
        focus = page.locator(":focus")
        if focus.count() == 0:  # round by way of the browser's own controls
            continue
        if focus.get_attribute("id") == words or focus.text_content().strip().startswith(words):
            return
    raise AssertionError(f"Tab never came to {words!r}")


def press(page: Page, words: str, key: str = "Enter") -> None:
    tab_to(page, words)
    page.keyboard.press(key)
    page.wait_for_load_state()


def write(page: Page, field: str, text: str) -> None:
    tab_to(page, field)
    page.keyboard.type(text)


@pytest.mark.parametrize("fixture", ["page", "page_without_js"])
def test_R5_a_visit_is_booked_changed_and_cancelled_by_keyboard(
    request: pytest.FixtureRequest, fixture: str, axe: Callable
) -> None:
    page, cast = request.getfixturevalue(fixture), make_cast()
    look = seen_and_open(axe) if fixture == "page" else lambda page: None  # axe itself is a script
    signed_in_by_keyboard(page)
    page.goto(f"/p/{cast.participant.public_id}/")
    look(page)
    press(page, "Boka")
    page.wait_for_url("**/dag/")
    a_refused_day_takes_the_focus(page)
    look(page)
    write(page, "id_day", "i morgon")
    page.keyboard.press("Enter")
    page.wait_for_url("**/tid/")
    look(page)
    write(page, "id_starts", "halv tre")
    write(page, "id_length", "3")
    page.keyboard.press("Enter")
    page.wait_for_url("**/plats/")
    look(page)
    write(page, "id_place", "Simhallen")
    page.keyboard.press("Enter")
    page.wait_for_url("**/ledsagare/")
    look(page)
    press(page, "Fortsätt")
    page.wait_for_url("**/kolla/")
    look(page)
    the_place_is_changed_and_nothing_asked_again(page)
    press(page, "Boka")
    page.wait_for_url("**klar=bokad")
    look(page)
    assert Booking.objects.get().meeting_place == "Biblioteket"
    assert Booking.objects.get().span.minutes == 180
    the_visit_is_cancelled(page, cast)


def seen_and_open(axe: Callable[[Page], None]) -> Callable[[Page], None]:
    """On each page on the way: no violation, and Tab goes from first to last control, seen, and out."""

    def look(page: Page) -> None:
        axe(page)
        assert list(wrong_by_keyboard(page)) == []
        page.goto(page.url)  # as it was met, with the focus where the page puts it

    return look


def signed_in_by_keyboard(page: Page) -> None:
    page.goto("/logga-in/")
    write(page, "id_username", "berit")
    write(page, "id_password", "beritberit")
    page.keyboard.press("Enter")
    page.wait_for_url("**/p/*/")


def a_refused_day_takes_the_focus(page: Page) -> None:
    """R8: title, focus on the summary, its link to the field, and what was typed is there."""
    write(page, "id_day", "blåbärsdagen")
    page.keyboard.press("Enter")
    page.wait_for_selector("#error-summary:focus")
    assert page.title().startswith("Fel:")
    press(page, "Vi förstår inte ”blåbärsdagen”")
    assert page.locator("#id_day").input_value() == "blåbärsdagen"
    page.goto(page.url.split("#")[0])


def the_place_is_changed_and_nothing_asked_again(page: Page) -> None:
    press(page, "Ändra mötesplatsen")
    page.wait_for_url("**/plats/")
    tab_to(page, "id_place")
    page.keyboard.press("Control+A")
    page.keyboard.type("Biblioteket")
    page.keyboard.press("Enter")
    page.wait_for_url("**/kolla/")


def the_visit_is_cancelled(page: Page, cast: Cast) -> None:
    press(page, "Avboka")
    page.wait_for_url("**/avboka/")
    press(page, "Ja, avboka")
    page.wait_for_url(f"**/p/{cast.participant.public_id}/")
    assert Booking.objects.get().state == "cancelled"
