"""In Chromium: calendar, who comes, whom one acts for, the photo, and booking by phone (R1, R14)."""

import io
import re
from pathlib import Path

import pytest
from django.urls import reverse
from django.utils import timezone
from PIL import Image
from playwright.sync_api import Page, expect

from hours.models import Booking
from ledsagning.demo.photos import drawn_face
from ledsagning.people.models import EscortPhoto, Representative
from tests.cast import LONG_AGO, NOW, TOMORROW_14, Cast, make_cast, make_participant

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def everybody(monkeypatch) -> Cast:
    """Elsa comes to Berit tomorrow, with photo and number; Gunn acts for Berit and Olle."""
    monkeypatch.setattr(timezone, "now", lambda: NOW)
    cast = make_cast()
    cast.escort.phone = "070-174 06 35"
    cast.escort.save()
    EscortPhoto.objects.create(escort=cast.escort, jpeg=drawn_face("elsa"))
    olle = make_participant(unit=cast.unit, username="olle")
    Representative.objects.create(
        participant=olle, user=cast.representative.user, kind="consent", valid_from=LONG_AGO
    )
    return cast


def looked_at(page: Page, axe, *addresses: str) -> None:
    """No violation, and nothing wider than a phone."""
    for address in addresses:
        for width in (1280, 320):
            page.set_viewport_size({"width": width, "height": 900})
            page.goto(address)
            axe(page)
            root = "document.documentElement"
            assert page.evaluate(f"{root}.scrollWidth <= {root}.clientWidth"), (address, width)


def test_the_persons_pages(everybody, page, sign_in, axe):
    cast = everybody
    sign_in(page, cast.participant.user)
    coming, person = cast.accepted(), [cast.participant.public_id]
    asked = cast.assigned(starts_at=TOMORROW_14.replace(day=20))
    looked_at(
        page,
        axe,
        *(reverse("visit", args=[*person, visit.public_id]) for visit in (coming, asked)),
        reverse("own_calendar", args=person),
        reverse("own_representatives", args=person),
    )
    page.goto(reverse("visit", args=[*person, coming.public_id]))
    assert page.locator("img").evaluate("image => image.naturalWidth") == 240
    page.goto(reverse("own_calendar", args=person))
    page.get_by_role("button", name="Sätt på").click()
    address = page.get_by_label("Eller kopiera adressen")
    assert address.get_attribute("readonly") is not None
    axe(page)
    looked_at(page, axe, page.url)
    assert page.request.get(address.input_value()).text().startswith("BEGIN:VCALENDAR")


def test_the_representatives_pages(everybody, page, sign_in, axe):
    sign_in(page, everybody.representative.user)
    page.goto("/")
    assert page.url.endswith("/foretrader/")
    looked_at(page, axe, "/foretrader/")
    page.get_by_role("link", name="Olle").last.click()
    # A click returns when the next page has begun, before it has a title: wait for it.
    expect(page).to_have_title(re.compile("Du företräder Olle"))
    axe(page)
    page.get_by_role("link", name="Byt person").click()
    page.wait_for_url("**/foretrader/")


def test_the_photo_is_put_in_and_taken_away(everybody, page, sign_in, axe, tmp_path: Path):
    EscortPhoto.objects.all().delete()
    file = tmp_path / "jag.png"
    Image.open(io.BytesIO(drawn_face("elsa"))).save(file)
    sign_in(page, everybody.escort.user)
    looked_at(page, axe, "/uppdrag/foto/")
    page.get_by_role("button", name="Spara fotot").click()
    page.wait_for_selector("#error-summary:focus")
    assert page.title().startswith("Fel:")
    axe(page)
    page.get_by_label("Välj en bild på dig själv").set_input_files(file)
    page.get_by_label("Jag vill att de jag ska träffa får se mitt foto").check()
    page.get_by_role("button", name="Spara fotot").click()
    page.wait_for_selector("img[alt='Foto på Elsa']")
    looked_at(page, axe, "/uppdrag/foto/")
    page.get_by_role("button", name="Ta bort fotot").click()
    page.wait_for_selector("[role=status]")
    assert page.locator("img").count() == 0


@pytest.mark.parametrize("fixture", ["page", "page_without_js"])
def test_a_phone_booking_by_keyboard_alone(everybody, request, fixture, sign_in, axe):
    """From the first question to the suggestions without lifting a hand from the keys (R5)."""
    cast, page = everybody, request.getfixturevalue(fixture)
    sign_in(page, cast.coordinator)
    address = reverse("phone_book", args=[cast.participant.public_id])
    if fixture == "page":
        looked_at(page, axe, address)
    page.goto(address)
    assert page.evaluate("document.activeElement.name") == "day"
    for typed in ("imorgon", "14", "", "3", "Torget"):
        page.keyboard.type(typed)
        page.keyboard.press("Tab")
    page.keyboard.press("ArrowDown")  # from anyone to somebody the person knows
    page.keyboard.press("Tab")
    page.keyboard.type("Röd jacka")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_url("**/samordna/*-*/")
    visit = Booking.objects.get()
    assert (visit.starts_at, visit.span.minutes, visit.meeting_place) == (TOMORROW_14, 180, "Torget")
    assert (visit.wishes_known, visit.note, visit.by_phone) == (True, "Röd jacka", True)


def test_R12_a_password_can_be_pasted(everybody, page, axe):
    page.goto("/logga-in/")
    axe(page)
    page.get_by_label("Användarnamn").fill("berit")
    password = page.locator("input[type=password]")
    password.focus()
    page.evaluate(
        """() => {
            const data = new DataTransfer();
            data.setData('text/plain', 'beritberit');
            const event = new ClipboardEvent('paste', {clipboardData: data, bubbles: true, cancelable: true});
            window.letIn = document.activeElement.dispatchEvent(event);
        }"""
    )
    assert page.evaluate("window.letIn"), "the page stops pasting"
    page.keyboard.insert_text("beritberit")  # what the browser then does
    page.keyboard.press("Enter")
    page.wait_for_url("**/p/**")
