"""How few presses a booking takes, counted in a real browser; and that no connection loses nothing (R11)."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from admin_costs.models import EffortEntry
from hours.models import Booking
from tests.addresses import asked_now
from tests.cast import NOW, Cast, make_cast

pytestmark = pytest.mark.django_db(transaction=True)

LINE = "på lördag 14–17, simhallen"
NO_CONNECTION = "Det finns ingen kontakt med nätet. Inget har skickats."


class Presses:
    """Keys and clicks, counted. A written line is none of them."""

    def __init__(self, page: Page) -> None:
        self.page, self.count = page, 0

    def key(self, name: str) -> None:
        self.count += 1
        self.page.keyboard.press(name)

    def click(self, role: str, name: str) -> None:
        self.count += 1
        self.page.locator("main").get_by_role(role, name=name).first.click()


@pytest.fixture
def cast(monkeypatch: pytest.MonkeyPatch) -> Cast:
    monkeypatch.setattr(timezone, "now", lambda: NOW)
    return make_cast()


@pytest.fixture(params=["page", "page_without_js"])
def home(request: pytest.FixtureRequest, cast: Cast, sign_in: Callable) -> Page:
    """Berit's home page, with JavaScript and without."""
    page = request.getfixturevalue(request.param)
    sign_in(page, cast.participant.user)
    page.goto(f"/p/{cast.participant.public_id}/")
    return page


@pytest.fixture
def question(page: Page, cast: Cast, sign_in: Callable) -> Page:
    """The first question of a booking."""
    sign_in(page, cast.participant.user)
    page.goto(f"/p/{cast.participant.public_id}/boka/")
    return page


def test_R5_one_line_is_booked_with_six_keys_at_most(home: Page) -> None:
    presses = Presses(home)
    presses.key("Tab")
    presses.key("Enter")  # "Hoppa till innehållet"
    presses.key("Tab")
    presses.key("Tab")
    expect(home.locator("#id_line")).to_be_focused()
    home.keyboard.type(LINE)
    presses.key("Enter")
    home.wait_for_url("**/kolla/")
    expect(home.get_by_role("button", name="Boka besöket")).to_be_focused()
    expect(home.locator("main")).to_contain_text("Lördag 14 mars, kl. 14–17, tre timmar, simhallen.")
    presses.key("Enter")
    home.wait_for_url("**klar=bokad")
    assert presses.count <= 6
    booking = Booking.objects.get()
    assert (booking.meeting_place, booking.span.minutes) == ("simhallen", 180)


def test_the_same_again_is_booked_with_two_presses(home: Page, cast: Cast) -> None:
    cast.done(starts_at=NOW - timedelta(days=7), now=NOW - timedelta(days=9))
    home.reload()
    presses = Presses(home)
    presses.click("link", "Samma igen")
    home.wait_for_url("**/kolla/")
    presses.click("button", "Boka besöket")
    home.wait_for_url("**klar=bokad")
    assert presses.count == 2
    booking = Booking.objects.get(state="requested")
    assert booking.starts_at == NOW + timedelta(days=7)
    assert booking.meeting_place == "Simhallen"


@pytest.mark.parametrize("fixture", ["page", "page_without_js"])
def test_the_usual_is_logged_with_two_presses_from_any_staff_page(
    request: pytest.FixtureRequest, fixture: str, cast: Cast, sign_in: Callable
) -> None:
    page = request.getfixturevalue(fixture)
    sign_in(page, cast.coordinator)
    page.goto("/samordna/")
    presses = Presses(page)
    presses.count += 1
    page.get_by_role("link", name="Logga tid").click()
    presses.click("button", "Frågor från brukare och företrädare, 10")
    expect(page.get_by_role("status")).to_contain_text("Loggat: Frågor från brukare och företrädare, 10")
    assert presses.count == 2
    assert EffortEntry.objects.get().minutes == 10


@pytest.mark.parametrize("fixture", ["page", "page_without_js"])
def test_a_time_studys_question_is_answered_with_one_press_where_one_is(
    request: pytest.FixtureRequest, fixture: str, cast: Cast, sign_in: Callable
) -> None:
    """With JavaScript what is typed on the page stays: only the question is exchanged."""
    page = request.getfixturevalue(fixture)
    moment = asked_now(cast)
    sign_in(page, cast.coordinator)
    page.goto("/samordna/telefon/")
    page.fill("#id_text", "Ber")
    page.get_by_role("button", name="Tillsättning av ledsagare", exact=True).click()
    expect(page.get_by_text("Tack, ditt svar är sparat.")).to_be_visible()
    expect(page.locator("#id_text")).to_have_value("Ber" if fixture == "page" else "")
    moment.refresh_from_db()
    assert moment.activity.slug == "tillsattning"


def test_R11_without_a_connection_nothing_is_sent_and_nothing_lost(question: Page, axe: Callable) -> None:
    question.fill("#id_day", "på lördag")
    question.context.set_offline(True)
    question.keyboard.press("Enter")
    told = question.get_by_role("alert")
    expect(told).to_contain_text(NO_CONNECTION)
    expect(question.locator("#id_day")).to_have_value("på lördag")
    axe(question)
    question.context.set_offline(False)
    question.get_by_role("button", name="Fortsätt").click()
    question.wait_for_url("**/tid/")


def test_R11_sent_again_when_the_connection_is_back_is_one_booking(question: Page) -> None:
    question.goto(question.url.split("/boka/")[0] + "/boka/rad/")
    question.fill("#id_line", LINE)
    question.keyboard.press("Enter")
    question.wait_for_url("**/kolla/")
    question.context.set_offline(True)
    for _ in range(2):
        question.get_by_role("button", name="Boka besöket").click()
        expect(question.get_by_role("alert")).to_contain_text(NO_CONNECTION)
    assert Booking.objects.count() == 0
    question.context.set_offline(False)
    question.get_by_role("button", name="Boka besöket").dblclick()
    # Not wait_for_url: the second press ends the first one's navigation, which that counts as a failure.
    expect(question).to_have_url(re.compile("/besok/"))
    assert Booking.objects.count() == 1


def test_R21_what_is_typed_is_kept_in_no_storage_of_the_browser(question: Page) -> None:
    question.fill("#id_day", "på lördag")
    question.context.set_offline(True)
    question.keyboard.press("Enter")
    expect(question.get_by_role("alert")).to_contain_text(NO_CONNECTION)
    kept = question.evaluate("JSON.stringify([localStorage, sessionStorage])")
    assert "lördag" not in kept  # htmx keeps the path there, which says nothing


def test_the_script_is_small_and_only_where_a_question_is_asked(
    page: Page, cast: Cast, sign_in: Callable
) -> None:
    sign_in(page, cast.participant.user)
    asked: list[int] = []
    page.on("response", lambda answer: "booking.js" in answer.url and asked.append(len(answer.body())))
    page.goto(f"/p/{cast.participant.public_id}/", wait_until="networkidle")
    assert asked == []
    page.goto(f"/p/{cast.participant.public_id}/boka/", wait_until="networkidle")
    assert 0 < asked[0] < 1500


@pytest.mark.parametrize("fixture", ["page", "page_without_js"])
def test_R11_one_press_before_the_sign_in_ends_keeps_one_there(
    request: pytest.FixtureRequest, fixture: str, cast: Cast, sign_in: Callable, axe: Callable, monkeypatch
) -> None:
    page = request.getfixturevalue(fixture)
    sign_in(page, cast.participant.user)
    page.goto(f"/p/{cast.participant.public_id}/boka/")
    monkeypatch.setattr(timezone, "now", lambda: NOW + timedelta(days=6, hours=20))
    page.reload()
    expect(page.locator("header")).to_contain_text("Du loggas ut onsdag 18 mars klockan 09.00.")
    if fixture == "page":
        axe(page)
    page.get_by_role("button", name="Stanna kvar").click()
    expect(page.locator("main")).to_contain_text("Du är inloggad en vecka till.")
    expect(page.locator("#id_day")).to_be_visible()
    expect(page.locator("header")).not_to_contain_text("Du loggas ut")


def test_R1_the_pages_of_lines_favourites_and_drafts(
    page: Page, cast: Cast, sign_in: Callable, axe: Callable
) -> None:
    sign_in(page, cast.participant.user)
    own = f"/p/{cast.participant.public_id}/"
    cast.done(starts_at=NOW - timedelta(days=7), now=NOW - timedelta(days=9))
    for line, leads_to in (
        ("hjälp mig", "**/rad/"),
        ("14-17 simhallen", "**/dag/"),
        ("imorgon 9-12 med Sven", "**/ledsagare/"),
        (LINE, "**/kolla/"),
    ):
        page.goto(own)
        page.fill("#id_line", line)
        page.keyboard.press("Enter")
        page.wait_for_url(leads_to)
        axe(page)
    for path in ("", "favoriter/", "favoriter/ny/", "boka/rad/"):
        page.goto(own + path)
        axe(page)
    page.get_by_role("button", name="Visa").click()
    expect(page.locator("#error-summary")).to_be_focused()
    axe(page)
