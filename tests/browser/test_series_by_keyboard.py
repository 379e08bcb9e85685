"""R5 in a real browser: a series is made, changed and ended by keyboard alone. R1 on each page of it."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from hours.models import Booking, DayOff, Series
from tests.browser.test_booking_by_keyboard import press, tab_to, write
from tests.cast import make_cast

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(params=["page", "page_without_js"])
def berit(request: pytest.FixtureRequest, sign_in: Callable, axe: Callable) -> tuple[Page, Callable, str]:
    """Her page, how it is looked at (axe itself is a script), and her home address."""
    page, cast = request.getfixturevalue(request.param), make_cast()
    sign_in(page, cast.participant.user)
    home = f"/p/{cast.participant.public_id}/"
    look = (lambda: axe(page)) if request.param == "page" else (lambda: None)
    return page, look, home


def choose(page: Page, value: str) -> None:
    """Comes to the group by Tab, and to the choice by the arrows."""
    tab_to(page, "id_often_0" if page.locator("#id_often_0").count() else "id_which_0")
    for _ in range(5):
        if page.locator(":focus").get_attribute("value") == value and page.locator(":focus").is_checked():
            return
        page.keyboard.press("Space" if not page.locator(":checked").count() else "ArrowDown")
    raise AssertionError(value)


def test_R5_a_series_is_made_changed_and_ended_by_keyboard(berit: tuple[Page, Callable, str]) -> None:
    page, look, home = berit
    a_visit_is_booked_and_sent_on(page, home)
    look()
    press(page, "Fortsätt")
    page.wait_for_selector("#error-summary:focus")
    assert page.title().startswith("Fel:")
    look()
    choose(page, "weekly")
    press(page, "Fortsätt")
    page.wait_for_url("**/hur-lange/**")
    look()
    press(page, "Tills vidare")
    days_off_are_chosen_if_there_are_any(page, look)
    page.wait_for_url("**/kolla/**")
    look()
    assert Series.objects.count() == 0
    press(page, "Boka de här besöken")
    page.wait_for_url("**/serier/**klar=ny")
    look()
    assert Booking.objects.count() >= 11
    its_pages_are_looked_at(page, look, home)
    this_and_later_begin_at_another_time(page, look)
    all_are_cancelled(page, look)


def a_visit_is_booked_and_sent_on(page: Page, home: str) -> None:
    page.goto(f"{home}boka/")
    write(page, "id_day", "om en vecka")
    page.keyboard.press("Enter")
    page.wait_for_url("**/tid/")
    write(page, "id_starts", "halv tre")
    write(page, "id_length", "2")
    page.keyboard.press("Enter")
    page.wait_for_url("**/plats/")
    page.keyboard.press("Tab")
    press(page, "Fortsätt")
    page.wait_for_url("**/ledsagare/")
    press(page, "Fortsätt")
    page.wait_for_url("**/kolla/")
    press(page, "Boka, och låt det komma tillbaka")
    page.wait_for_url("**/kom-tillbaka/")


def days_off_are_chosen_if_there_are_any(page: Page, look: Callable) -> None:
    """Which weekday it is today decides whether a holiday is on the way."""
    page.wait_for_url(re.compile("/lediga-dagar/|/kolla/"))
    if "lediga-dagar" not in page.url:
        return
    look()
    tab_to(page, "id_off_0")
    page.keyboard.press("Space")
    press(page, "Fortsätt")


def its_pages_are_looked_at(page: Page, look: Callable, home: str) -> None:
    series = Series.objects.get()
    for more in ("", f"{series.public_id}/lediga-dagar/", f"{series.public_id}/hur-lange/"):
        page.goto(f"{home}serier/{more}")
        look()
    page.goto(f"{home}serier/{series.public_id}/avsluta/")
    look()
    page.goto(f"{home}serier/{series.public_id}/lediga-dagar/")
    before = DayOff.objects.count()
    coming = series.bookings.order_by("starts_at")[2]
    write(page, "id_day", coming.series_day.isoformat())
    page.keyboard.press("Enter")
    page.wait_for_selector(".messages")
    look()
    assert DayOff.objects.count() == before + 1


def this_and_later_begin_at_another_time(page: Page, look: Callable) -> None:
    visit = Series.objects.get().bookings.filter(state="requested").order_by("starts_at")[3]
    page.goto(f"/p/{visit.pool.participant.public_id}/besok/{visit.public_id}/")
    look()
    press(page, "Ändra")
    page.wait_for_url("**/serie/andra/")
    look()
    choose(page, "senare")
    press(page, "Fortsätt")
    page.wait_for_url("**/andra/senare/")
    look()
    press(page, "Ändra tiden")
    page.wait_for_url("**/tid/")
    look()
    tab_to(page, "id_starts")
    page.keyboard.press("Control+A")
    page.keyboard.type("16")
    tab_to(page, "id_ends")
    page.keyboard.press("Control+A")
    page.keyboard.type("18")
    page.keyboard.press("Enter")
    page.wait_for_url("**/andra/senare/")
    press(page, "Spara ändringen")
    page.wait_for_url("**klar=andrad")
    look()
    assert Series.objects.count() == 2


def all_are_cancelled(page: Page, look: Callable) -> None:
    later = Series.objects.latest("pk")
    visit = later.bookings.filter(state="requested").earliest("starts_at")
    page.goto(f"/p/{visit.pool.participant.public_id}/besok/{visit.public_id}/")
    press(page, "Avboka")
    page.wait_for_url("**/serie/avboka/")
    look()
    choose(page, "alla")
    press(page, "Fortsätt")
    page.wait_for_url("**/avboka/alla/")
    look()
    press(page, "Ja, avboka")
    page.wait_for_url("**/serier/**")
    look()
    assert not later.bookings.filter(state="requested").exists()
