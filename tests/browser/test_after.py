"""R1, R5, R14 for what comes after a visit: the answer, the remark, the history, the log and the texts."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page

from hours.models import Booking, Rating, Remark
from tests.cast import Cast, make_cast

pytestmark = pytest.mark.django_db(transaction=True)
PUBLIC = ("/sa-fungerar-det/", "/dina-rattigheter/", "/personuppgifter/")


@pytest.fixture
def cast(transactional_db: None) -> Cast:
    """Berit, with a visit that ended yesterday in the browser's own time."""
    made = make_cast()
    starts_at = timezone.now().replace(minute=0, second=0, microsecond=0) - timedelta(days=1)
    made.done(starts_at=starts_at, now=starts_at - timedelta(days=1))
    return made


def home_of(cast: Cast) -> str:
    return f"/p/{cast.participant.public_id}/"


def rate_url(cast: Cast) -> str:
    return f"{home_of(cast)}besok/{Booking.objects.get().public_id}/betyg/"


def tab_to(page: Page, words: str) -> None:
    """Presses Tab until the focus stands on the control with these words, or this id or value."""
    for _ in range(60):
        page.keyboard.press("Tab")
        focus = page.locator(":focus")
        if focus.count() == 0:  # round by way of the browser's own controls
            continue
        said = (focus.get_attribute("id"), focus.get_attribute("value"), focus.text_content().strip())
        if words in said:
            return
    raise AssertionError(f"Tab never came to {words!r}")


@pytest.mark.parametrize("fixture", ["page", "page_without_js"])
def test_R5_one_press_on_the_home_page_answers_and_it_is_not_asked_again(
    request: pytest.FixtureRequest, fixture: str, cast: Cast, sign_in: Callable
) -> None:
    page = request.getfixturevalue(fixture)
    sign_in(page, cast.participant.user)
    page.goto(home_of(cast))
    assert page.get_by_text("Hur var").count() == 1
    tab_to(page, "Okej")
    page.keyboard.press("Enter")
    page.get_by_text("Tack för ditt svar!").wait_for()
    assert Rating.objects.get().score == 2
    page.goto(home_of(cast))
    assert page.get_by_text("Hur var").count() == 0


@pytest.mark.parametrize("fixture", ["page", "page_without_js"])
def test_R5_more_is_said_with_pictures_and_sent_by_keyboard(
    request: pytest.FixtureRequest, fixture: str, cast: Cast, sign_in: Callable
) -> None:
    page = request.getfixturevalue(fixture)
    sign_in(page, cast.participant.user)
    page.goto(rate_url(cast))
    tab_to(page, "Säg mer först, om du vill")
    page.keyboard.press("Enter")
    tab_to(page, "late")
    page.keyboard.press("Space")
    # Enter in a checkbox presses the form's first button: nothing is answered by chance, and all is kept.
    page.keyboard.press("Enter")
    page.wait_for_selector("#error-summary:focus")
    assert not Rating.objects.exists()
    assert page.get_by_label("Ledsagaren kom sent").is_checked()
    tab_to(page, "id_to_unit")
    page.keyboard.press("Space")
    tab_to(page, "Dåligt")
    page.keyboard.press("Enter")
    page.get_by_text("är skickat till enheten").wait_for()
    assert (Rating.objects.get().score, Remark.objects.get().text) == (1, "Ledsagaren kom sent.")


def test_R5_the_question_is_skipped_in_one_press(page: Page, cast: Cast, sign_in: Callable) -> None:
    sign_in(page, cast.participant.user)
    page.goto(home_of(cast))
    tab_to(page, "Hoppa över frågan")
    page.keyboard.press("Enter")
    page.get_by_text("Vi frågar inte om det besöket igen.").wait_for()
    assert Booking.objects.get().rating_let_be_at is not None


@pytest.mark.parametrize("width", [1280, 320])
def test_R1_R14_each_page_in_each_state(
    page: Page, cast: Cast, sign_in: Callable, axe: Callable, width: int
) -> None:
    page.set_viewport_size({"width": width, "height": 900})

    def look(url: str | None = None) -> None:
        if url:
            page.goto(url)
        axe(page)
        wider = "document.documentElement.scrollWidth > document.documentElement.clientWidth"
        assert not page.evaluate(wider), page.url

    for url in PUBLIC:
        look(url)
    sign_in(page, cast.participant.user)
    home = home_of(cast)
    look(home)
    look(rate_url(cast))
    page.locator("summary").click()
    look()
    look(f"{home}synpunkt/")
    page.get_by_role("button", name="Skicka").click()  # nothing is written: an error
    page.wait_for_selector("#error-summary:focus")
    look()
    assert page.title().startswith("Fel:")
    page.locator("#id_text").fill("Elsa kom sent.")
    page.locator("#id_is_complaint").check()
    page.get_by_role("button", name="Skicka").click()
    page.wait_for_selector("text=Ditt klagomål är skickat")
    look()
    look(f"{home}synpunkt/")
    look(f"{home}historik/")
    look(f"{home}vem-har-last/")
    look(f"{home}vem-har-last/?who=others")
    page.context.clear_cookies()
    sign_in(page, cast.manager)
    look("/samordna/synpunkter/")
    page.get_by_role("button", name="Jag har läst").click()
    page.wait_for_selector("text=ser nu att du har läst det")
    look()


@pytest.mark.parametrize("colours", [{"color_scheme": "dark"}, {"forced_colors": "active"}])
def test_R14_faces_and_bars_are_there_in_dark_and_in_forced_colours(
    page: Page, cast: Cast, sign_in: Callable, axe: Callable, colours: dict
) -> None:
    page.emulate_media(**colours)
    sign_in(page, cast.participant.user)
    for url in (rate_url(cast), f"{home_of(cast)}historik/"):
        page.goto(url)
        axe(page)
    paint = "e => [getComputedStyle(e).fill, getComputedStyle(document.body).backgroundColor]"
    bar, paper = page.locator(".hours-bar").last.evaluate(paint)
    assert bar != paper
