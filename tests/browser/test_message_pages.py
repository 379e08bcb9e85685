"""R1 on the pages about messages, in every state: empty, filled, refused; at 320 px nothing is lost (R14)."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from hours.models import Message
from ledsagning.people.models import Municipality, Participant
from tests.cast import NOW, Cast, make_cast

pytestmark = pytest.mark.django_db(transaction=True)
NARROW = {"width": 320, "height": 640}


@pytest.fixture
def look(page: Page, axe: Callable) -> Callable[[], None]:
    """Axe, and that nothing is wider than the window, at both widths."""

    def at_both_widths() -> None:
        axe(page)
        wide = page.viewport_size
        page.set_viewport_size(NARROW)
        assert page.evaluate("document.documentElement.scrollWidth") <= NARROW["width"], page.url
        axe(page)
        page.set_viewport_size(wide)

    return at_both_widths


def test_a_persons_choice(page: Page, sign_in: Callable, look: Callable) -> None:
    cast = make_cast()
    sign_in(page, cast.participant.user)
    page.goto(f"/p/{cast.participant.public_id}/meddelanden/")
    look()
    page.get_by_label("Sms", exact=False).check()
    page.get_by_role("button", name="Spara").click()
    expect(page.locator("#error-summary")).to_be_focused()
    expect(page).to_have_title("Fel: Meddelanden – Ledsagning")
    look()
    page.locator("#id_phone").fill("070-174 06 05")
    page.get_by_role("button", name="Spara").click()
    expect(page.locator(".messages")).to_contain_text("Sparat.")
    assert Participant.objects.get(pk=cast.participant.pk).channel == "sms"


def test_ones_own_page(page: Page, sign_in: Callable, look: Callable) -> None:
    cast = make_cast()
    for user in (cast.representative.user, cast.participant.user, cast.stranger):
        sign_in(page, user)
        page.goto("/mina-uppgifter/")
        look()


def told(cast: Cast) -> None:
    """A letter to write, and an e-mail in English that nobody knows about."""
    Municipality.objects.filter(pk="1381").update(phone="0430-00 00 00")
    Participant.objects.update(channel="letter", home_address="Ängsvägen 3", phone="070-174 06 19")
    cast.pool.refresh_from_db()
    cast.accepted()
    cast.booking(starts_at=cast.pool.bookings.get().starts_at.replace(day=20))
    last = Message.objects.order_by("-pk")[:1].values("pk")
    Message.objects.filter(pk__in=list(last.values_list("pk", flat=True))).update(
        state="failed", channel="email", language="en", error="uncertain smtp no answer"
    )


def test_the_coordinators_list_and_letter(
    page: Page, sign_in: Callable, look: Callable, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW)
    cast = make_cast()
    sign_in(page, cast.coordinator)
    page.goto("/samordna/meddelanden/")
    look()
    told(cast)
    page.goto("/samordna/")
    page.get_by_role("link", name="2 meddelanden att ringa eller skicka").click()
    look()
    page.get_by_role("link", name="Brev att skriva ut").first.click()
    look()
    page.get_by_role("link", name="Tillbaka").click()
    page.get_by_role("button", name="Meddelat").first.click()
    expect(page.locator(".messages")).to_contain_text("Meddelat: Berit.")
    expect(page.locator(".to-tell")).to_have_count(1)
