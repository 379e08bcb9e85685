"""R34 on a telephone of 360 pixels: the line is cut in the middle of a report, and it is sent once.

On SQLite, as all of what a browser shows; the races of reports are in tests/hours/test_races.py on both.
"""

import io
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from PIL import Image
from playwright.sync_api import Page, Route, expect

from hours.bookings import cancel
from hours.models import Booking, Event, Receipt, SentReport
from hours.policy import State
from hours.visits import correct, report
from tests.cast import Cast, make_cast, make_escort

pytestmark = pytest.mark.django_db(transaction=True)
WAITS = "Sparat i telefonen. Skickas när nätet är tillbaka."
RECEIVED = "Skickat och mottaget."
THANKS = "Tack! Besöket är rapporterat."


@pytest.fixture
def cast(transactional_db: None) -> Cast:
    return make_cast()


@pytest.fixture
def visit(cast: Cast) -> Booking:
    """A visit of three hours that ended yesterday, in the browser's own time."""
    starts_at = timezone.now().replace(minute=0, second=0, microsecond=0) - timedelta(days=1, hours=3)
    return cast.accepted(starts_at=starts_at, now=starts_at - timedelta(days=1))


@pytest.fixture
def phone(page: Page, cast: Cast, visit: Booking, sign_in: Callable) -> Page:
    """Elsa's telephone."""
    page.set_viewport_size({"width": 360, "height": 740})
    sign_in(page, cast.escort.user)
    return page


def form_of(visit: Booking) -> str:
    return reverse("report_visit", args=[visit.public_id])


def an_hour_longer(phone: Page, visit: Booking) -> None:
    """Opens the form, and writes that the visit ended an hour later and cost 120 kronor."""
    phone.goto(form_of(visit))
    later = timezone.localtime(visit.ends_at) + timedelta(hours=1)
    phone.get_by_label("När slutade det?").fill(f"{later:%H.%M}")
    phone.get_by_label("Utlägg i kronor").fill("120")


def press_send(phone: Page) -> None:
    phone.get_by_role("button", name="Skicka rapporten").click()


def waiting(phone: Page):
    return phone.locator("#waiting-reports li")


def assert_one_report(visit: Booking, minutes: int = 240) -> None:
    visit.refresh_from_db()
    assert (visit.state, visit.minutes_used) == (State.DONE, minutes)
    assert SentReport.objects.count() == 1
    assert Event.objects.filter(kind__startswith="report").count() == 1


def test_R34_the_line_is_cut_before_the_report_is_sent(phone: Page, visit: Booking, axe: Callable) -> None:
    an_hour_longer(phone, visit)
    phone.context.set_offline(True)
    press_send(phone)
    expect(waiting(phone)).to_contain_text(WAITS)
    expect(waiting(phone)).to_contain_text(", 120 kr")
    expect(phone.locator("#waiting-reports")).to_be_focused()
    axe(phone)
    assert not SentReport.objects.exists()
    assert phone.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
    phone.context.set_offline(False)
    phone.wait_for_url("**/uppdrag/")
    expect(phone.get_by_text(THANKS)).to_be_visible()
    expect(phone.locator("#waiting-reports")).to_be_hidden()
    assert_one_report(visit)
    assert visit.expenses_ore == 12_000


def test_R34_as_booked_without_a_line_and_the_telephone_is_put_away(phone: Page, visit: Booking) -> None:
    phone.goto(reverse("escort_list"))
    phone.context.set_offline(True)
    phone.get_by_role("button", name="Som bokat").click()
    expect(waiting(phone)).to_contain_text("som bokat. " + WAITS)
    phone.goto("about:blank")
    phone.context.set_offline(False)
    phone.goto(reverse("own_photo"))  # whichever page of hers is opened next sends it
    expect(waiting(phone)).to_contain_text(RECEIVED)
    assert_one_report(visit, minutes=180)
    phone.goto(reverse("escort_list"))
    expect(phone.get_by_role("button", name="Som bokat")).to_have_count(0)


def test_R34_the_report_arrives_and_the_answer_is_lost(phone: Page, visit: Booking) -> None:
    def cut(route: Route) -> None:
        route.fetch()
        route.abort()

    an_hour_longer(phone, visit)
    phone.route("**/rapport/", cut, times=1)
    press_send(phone)
    expect(waiting(phone)).to_contain_text(WAITS)
    assert_one_report(visit)
    phone.evaluate("dispatchEvent(new Event('online'))")
    phone.wait_for_url("**/uppdrag/")
    expect(phone.get_by_text(THANKS)).to_be_visible()
    assert_one_report(visit)


def test_R34_a_late_retry_does_not_undo_what_was_corrected_since(
    phone: Page, visit: Booking, cast: Cast
) -> None:
    an_hour_longer(phone, visit)
    phone.route("**/rapport/", lambda route: (route.fetch(), route.abort()), times=1)
    press_send(phone)
    expect(waiting(phone)).to_contain_text(WAITS)
    visit.refresh_from_db()
    times = {"starts_at": visit.actual_starts_at, "ends_at": visit.actual_ends_at - timedelta(minutes=30)}
    correct(visit, by=cast.coordinator, now=timezone.now(), **times)
    phone.evaluate("dispatchEvent(new Event('online'))")
    expect(phone.get_by_text("Rättelsen gäller.")).to_be_visible()
    visit.refresh_from_db()
    assert visit.minutes_used == 210


def test_what_the_server_refuses_stays_with_its_reason_and_what_was_typed(
    phone: Page, visit: Booking, cast: Cast
) -> None:
    an_hour_longer(phone, visit)
    phone.context.set_offline(True)
    press_send(phone)
    expect(waiting(phone)).to_contain_text(WAITS)
    # Meanwhile the coordinator has reported another visit of hers, at 17–18 if this one was at 14–17.
    other = cast.accepted(starts_at=visit.ends_at, hours=1, now=visit.starts_at - timedelta(days=1))
    phone.goto("about:blank")
    times = {"starts_at": other.starts_at, "ends_at": other.ends_at}
    report(other, by=cast.coordinator, now=timezone.now(), **times)
    phone.context.set_offline(False)
    phone.goto(reverse("escort_list"))
    expect(waiting(phone)).to_contain_text("Tiderna går in i ett annat besök")
    phone.get_by_role("link", name="Öppna").click()
    expect(phone.get_by_label("Utlägg i kronor")).to_have_value("120")
    phone.get_by_role("button", name="Tiderna blev som bokat").click()
    phone.wait_for_url("**/uppdrag/")
    expect(phone.locator("#waiting-reports")).to_be_hidden()
    visit.refresh_from_db()
    assert (visit.minutes_used, visit.expenses_ore) == (180, 12_000)


def test_refused_with_a_line_it_is_the_ordinary_page(phone: Page, visit: Booking) -> None:
    phone.goto(form_of(visit))
    phone.get_by_label("När slutade det?").fill("sent")
    press_send(phone)
    expect(phone.locator("#error-summary")).to_be_focused()
    expect(phone).to_have_title("Fel: Rapportera besöket – Ledsagning")
    expect(phone.get_by_label("När slutade det?")).to_have_value("sent")
    expect(phone.locator("#waiting-reports")).to_be_hidden()


def test_a_receipt_waits_with_the_report(phone: Page, visit: Booking) -> None:
    out = io.BytesIO()
    Image.new("RGB", (600, 900), "white").save(out, "JPEG")
    an_hour_longer(phone, visit)
    photo = {"name": "kvitto.jpg", "mimeType": "image/jpeg", "buffer": out.getvalue()}
    phone.get_by_label("Foton av kvitton").set_input_files(photo)
    phone.context.set_offline(True)
    press_send(phone)
    expect(waiting(phone)).to_contain_text(WAITS)
    phone.goto("about:blank")
    phone.context.set_offline(False)
    phone.goto(reverse("escort_list"))
    expect(waiting(phone)).to_contain_text(RECEIVED)
    assert_one_report(visit)
    assert Image.open(io.BytesIO(bytes(Receipt.objects.get().jpeg))).size == (600, 900)


def test_a_visit_cancelled_by_another_hand_is_told_and_may_be_taken_away(
    phone: Page, cast: Cast, visit: Booking
) -> None:
    coming = cast.accepted(starts_at=timezone.now() + timedelta(hours=2), now=timezone.now())
    phone.goto(form_of(coming))
    phone.context.set_offline(True)
    press_send(phone)
    expect(waiting(phone)).to_contain_text(WAITS)
    phone.goto("about:blank")
    cancel(coming, by=cast.participant.user, now=timezone.now())
    phone.context.set_offline(False)
    phone.goto(reverse("escort_list"))
    expect(waiting(phone)).to_contain_text("Personen avbokade besöket")
    phone.get_by_role("button", name="Ta bort").click()
    expect(phone.locator("#waiting-reports")).to_be_hidden()


def test_another_account_on_the_telephone_never_sends_it(
    phone: Page, cast: Cast, visit: Booking, sign_in: Callable
) -> None:
    phone.goto(reverse("escort_list"))
    phone.context.set_offline(True)
    phone.get_by_role("button", name="Som bokat").click()
    expect(waiting(phone)).to_contain_text(WAITS)
    # Somebody else signs in; the page that stands open is still Elsa's.
    sign_in(phone, make_escort(unit=cast.provider, username="tor").user)
    phone.context.set_offline(False)
    expect(waiting(phone)).to_contain_text("Logga in, så skickas den.")
    phone.goto(reverse("escort_list"))
    expect(phone.get_by_text("Inget just nu")).to_be_visible()
    expect(phone.locator("#waiting-reports")).to_be_hidden()
    assert not SentReport.objects.exists()
    sign_in(phone, cast.escort.user)
    phone.goto(reverse("escort_list"))
    expect(waiting(phone)).to_contain_text(RECEIVED)
    assert_one_report(visit, minutes=180)


def test_who_signs_out_is_told_first_and_then_nothing_is_left(
    phone: Page, visit: Booking, cast: Cast, sign_in: Callable
) -> None:
    phone.goto(reverse("escort_list"))
    phone.context.set_offline(True)
    phone.get_by_role("button", name="Som bokat").click()
    expect(waiting(phone)).to_contain_text(WAITS)
    sign_out = phone.get_by_role("button", name="Logga ut")
    sign_out.click()
    expect(waiting(phone).last).to_contain_text("Den tas bort om du loggar ut.")
    sign_out.click()
    expect(waiting(phone).last).to_contain_text("du är fortfarande inloggad")
    # A line so bad that only signing out gets through.
    phone.route("**/rapport/", lambda route: route.abort())
    phone.context.set_offline(False)
    sign_out.click()
    phone.wait_for_url("**/logga-in/**")
    phone.unroute("**/rapport/")
    sign_in(phone, cast.escort.user)
    phone.goto(reverse("escort_list"))
    expect(phone.get_by_role("button", name="Som bokat")).to_be_visible()
    expect(phone.locator("#waiting-reports")).to_be_hidden()
    assert not SentReport.objects.exists()
