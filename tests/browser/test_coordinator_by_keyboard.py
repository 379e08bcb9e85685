"""A coordinator's whole day by keyboard alone, and a board that changes while somebody stands on it."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from hours.assignments import assign
from hours.models import Assignment, Booking
from hours.times import local_date
from tests.addresses import message_to_tell
from tests.browser.test_booking_by_keyboard import press, tab_to, write
from tests.cast import Cast, make_cast, make_escort

pytestmark = pytest.mark.django_db(transaction=True)
DAY = timedelta(days=1)


def at_ten(days: int) -> datetime:
    """Ten o'clock, so many days from now."""
    local = timezone.localtime().replace(hour=10, minute=0, second=0, microsecond=0)
    return local + days * DAY


def visits(cast: Cast) -> tuple[Booking, Booking]:
    """Two that nobody has been asked for, tomorrow and the day after."""
    now = timezone.now()
    return cast.booking(starts_at=at_ten(1), now=now), cast.booking(starts_at=at_ten(2), now=now)


def focused(page: Page, visit: Booking) -> None:
    """The focus stands on a visit's link."""
    expect(page.locator(f"#visit-{visit.public_id}")).to_be_focused()


def test_a_coordinators_day_by_keyboard(page: Page, axe: Callable) -> None:
    cast = make_cast()
    first, second = visits(cast)
    message_to_tell(second)
    sign_in_by_keyboard(page)
    the_keys_are_told_and_turned_off(page, axe)
    somebody_is_asked(page, first, second)
    a_visit_is_booked_by_phone_and_cancelled(page)
    the_week_is_looked_at(page, first)
    a_message_is_told(page)


def sign_in_by_keyboard(page: Page) -> None:
    page.goto("/logga-in/")
    write(page, "id_username", "karin")
    write(page, "id_password", "karinkarin")
    page.keyboard.press("Enter")
    page.wait_for_url("**/samordna/")


def the_keys_are_told_and_turned_off(page: Page, axe: Callable) -> None:
    """2.1.4: a button turns the keys off, and in a field they are letters."""
    page.keyboard.press("?")
    help_ = page.get_by_role("dialog", name="Kortkommandon")
    expect(help_).to_be_visible()
    axe(page)
    page.keyboard.press("Escape")
    expect(help_).to_be_hidden()
    press(page, "Stäng av kortkommandon")
    page.keyboard.press("j")
    expect(page.locator("#keys-switch")).to_be_focused()
    page.reload()
    press(page, "Slå på kortkommandon")
    write(page, "id_day", "jak?")
    expect(page.locator("#id_day")).to_have_value("jak?")
    page.goto("/samordna/")


def somebody_is_asked(page: Page, first: Booking, second: Booking) -> None:
    page.keyboard.press("j")
    focused(page, first)
    page.keyboard.press("j")
    focused(page, second)
    page.keyboard.press("j")  # there is no further
    focused(page, second)
    page.keyboard.press("k")
    focused(page, first)
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/samordna/{first.public_id}/")
    press(page, "Tillbaka")
    page.wait_for_url("**/samordna/")
    page.keyboard.press("j")
    page.keyboard.press("a")
    page.wait_for_url(f"**/samordna/{first.public_id}/#best")
    expect(page.locator("#best")).to_be_focused()
    page.keyboard.press("Enter")
    page.wait_for_url("**/samordna/")
    expect(page.get_by_text("Elsa är tillfrågad")).to_be_visible()
    assert Assignment.objects.get().booking == first


def a_visit_is_booked_by_phone_and_cancelled(page: Page) -> None:
    press(page, "Boka per telefon")
    page.wait_for_url("**/telefon/")
    write(page, "id_text", "Berit")
    page.keyboard.press("Enter")
    expect(page.get_by_role("link", name="Berit")).to_be_visible()
    press(page, "Berit")
    page.wait_for_url("**/telefon/*/")
    write(page, "id_starts", "9")
    write(page, "id_ends", "11")
    tab_to(page, "id_day")
    page.keyboard.type("om en vecka")
    page.keyboard.press("Enter")
    page.wait_for_url("**/samordna/*-*/")
    booked = Booking.objects.latest("pk")
    assert local_date(booked.starts_at) == local_date(timezone.now()) + 7 * DAY
    press(page, "Avboka")
    page.wait_for_url("**/avboka/")
    press(page, "Ja, avboka")
    page.wait_for_url("**/samordna/")
    booked.refresh_from_db()
    assert booked.state == "cancelled"


def the_week_is_looked_at(page: Page, first: Booking) -> None:
    press(page, "Dag")
    page.wait_for_url("**/dag/")
    press(page, "Dagen efter")
    page.wait_for_url("**/dag/?dag=*")
    page.keyboard.press("j")
    expect(page.locator(f"#visit-{first.public_id}-0")).to_be_focused()
    press(page, "Vecka")
    page.wait_for_url("**/vecka/")


def a_message_is_told(page: Page) -> None:
    press(page, "Meddelanden att ringa")
    page.wait_for_url("**/meddelanden/")
    press(page, "Meddelat")
    expect(page.get_by_text("Meddelat: Berit.")).to_be_visible()


def test_a_board_that_changes_keeps_the_focus_and_says_what_is_new(page: Page, sign_in: Callable) -> None:
    """Somebody else asks for the visit one stands on, and somebody books: both are told, nothing is taken."""
    cast = make_cast()
    first, second = visits(cast)
    per = make_escort(unit=cast.provider, username="per")
    sign_in(page, cast.coordinator)
    page.clock.install()
    page.goto("/samordna/")
    page.keyboard.press("j")
    page.keyboard.press("j")
    focused(page, second)
    with page.expect_response("**/samordna/") as unchanged:
        page.clock.fast_forward(26_000)
    assert (unchanged.value.status, unchanged.value.request.headers["hx-request"]) == (204, "true")
    assign(second, per, by=cast.coordinator, now=timezone.now())
    cast.booking(starts_at=at_ten(3), now=timezone.now())
    with page.expect_response("**/samordna/") as changed:
        page.clock.fast_forward(26_000)
    assert changed.value.status == 200
    expect(page.locator(f"#row-{second.public_id}")).to_contain_text("Ändrat nyss")
    expect(page.locator(f"#row-{first.public_id} .tag")).to_have_count(0)
    expect(page.locator("#table-region .tag", has_text="Nytt")).to_have_count(1)
    expect(page.locator("#news")).to_have_text("1 nya, 1 ändrade.")
    focused(page, second)
