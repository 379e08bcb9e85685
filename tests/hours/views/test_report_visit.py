"""The escort's report: prefilled, as booked in one press, corrected later on the same page."""

from datetime import UTC, datetime, timedelta

import pytest
from django.urls import reverse

from hours.models import Booking, Event, EventKind
from hours.policy import State
from hours.pools import balance
from hours.visits import no_show
from tests.cast import TOMORROW_14, Cast, make_escort
from tests.hours.views.conftest import Clock, SignedIn

EVENING = TOMORROW_14 + timedelta(hours=6)
AS_BOOKED = {"day": "2026-03-12", "starts": "14.00", "ends": "17.00", "expenses": "0"}


def url_of(visit: Booking) -> str:
    return reverse("report_visit", args=[visit.public_id])


@pytest.fixture
def evening(signed_in: SignedIn, at: Clock) -> SignedIn:
    """Signed in, the evening after the visit."""
    at(EVENING)
    return signed_in


def test_prefilled_with_what_was_booked(cast: Cast, evening: SignedIn) -> None:
    html = evening(cast.escort.user).get(url_of(cast.accepted())).content.decode()
    for piece in (
        'value="14.00"',
        'value="17.00"',
        'value="2026-03-12" selected',
        "Thursday 12 March",
    ):
        assert piece in html
    assert "240" not in html


def test_as_booked_in_one_press(cast: Cast, evening: SignedIn) -> None:
    visit = cast.accepted()
    client = evening(cast.escort.user)
    # What stands in the fields does not matter, except the expenses.
    press = {"as_booked": "1", "starts": "??", "expenses": "125,50"}
    html = client.post(url_of(visit), press, follow=True).content.decode()
    assert "Thank you! The visit is reported." in html
    visit.refresh_from_db()
    assert (visit.state, visit.minutes_used, visit.expenses_ore) == (State.DONE, 180, 12_550)
    assert balance(cast.pool).used == 180
    assert client.post(url_of(visit), press).status_code == 302
    assert Event.objects.filter(kind=EventKind.REPORTED).count() == 1
    assert not Event.objects.filter(kind=EventKind.CORRECTED).exists()


def test_other_times_past_midnight(cast: Cast, evening: SignedIn, at: Clock) -> None:
    visit = cast.accepted()
    at(EVENING + timedelta(days=1))
    evening(cast.escort.user).post(url_of(visit), AS_BOOKED | {"starts": "22", "ends": "1"})
    visit.refresh_from_db()
    assert visit.actual_starts_at == datetime(2026, 3, 12, 21, tzinfo=UTC)
    assert visit.actual_ends_at == datetime(2026, 3, 13, 0, tzinfo=UTC)


def test_corrected_on_the_same_page(cast: Cast, evening: SignedIn) -> None:
    visit = cast.accepted()
    client = evening(cast.escort.user)
    client.post(url_of(visit), AS_BOOKED)
    html = client.get(url_of(visit)).content.decode()
    assert "Correct the report" in html
    client.post(url_of(visit), AS_BOOKED | {"ends": "16", "expenses": "80"})
    visit.refresh_from_db()
    assert (visit.minutes_used, visit.expenses_ore) == (120, 8_000)
    assert balance(cast.pool).available == 14_400 - 120
    assert 'value="16.00"' in client.get(url_of(visit)).content.decode()
    assert Event.objects.filter(kind=EventKind.CORRECTED).count() == 1


@pytest.mark.parametrize(("which", "minutes"), [("first", 120), ("second", 60)])
def test_the_doubled_hour_is_asked_about(
    cast: Cast, signed_in: SignedIn, at: Clock, which: str, minutes: int
) -> None:
    # Booked 02.30 (summer time) to 03.30 (winter time) on the night of 25 October 2026: two hours.
    visit = cast.accepted(starts_at=datetime(2026, 10, 25, 0, 30, tzinfo=UTC), hours=2)
    at(datetime(2026, 10, 25, 12, tzinfo=UTC))
    client = signed_in(cast.escort.user)
    report = {"day": "2026-10-25", "starts": "02.30", "ends": "03.30"}
    assert (
        "02.30 comes twice that night. Choose before or after"
        in client.post(url_of(visit), report).content.decode()
    )
    client.post(url_of(visit), report | {"starts_which": which})
    visit.refresh_from_db()
    assert visit.minutes_used == minutes


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"starts": "tidigt"}, "We do not understand “tidigt”."),
        ({"ends": ""}, "Write when it ends or how long it is."),
        ({"day": "2026-03-20"}, "Select a valid choice."),
        ({"day": ""}, "This field is required."),
        ({"day": "2026-03-13"}, "The visit has not ended yet."),
        ({"expenses": "-5"}, "We do not understand “-5”."),
        ({"expenses": "1000000"}, "That is more than 100,000 kronor."),
        ({"as_booked": "1", "expenses": "tio"}, "We do not understand “tio”."),
    ],
)
def test_bad_input_is_kept(cast: Cast, evening: SignedIn, wrong: dict[str, str], says: str) -> None:
    visit = cast.accepted()
    html = evening(cast.escort.user).post(url_of(visit), AS_BOOKED | wrong).content.decode()
    assert "<title>Error: " in html
    assert says in html
    for name, value in wrong.items():
        assert f'value="{value}"' in html or name in ("day", "as_booked") or not value
    visit.refresh_from_db()
    assert visit.state == State.ASSIGNED


def test_a_no_show_noted_by_mistake_is_reported(cast: Cast, evening: SignedIn) -> None:
    visit = no_show(cast.accepted(), by=cast.escort.user, now=EVENING)
    client = evening(cast.escort.user)
    assert "Correct the report" in client.get(url_of(visit)).content.decode()
    client.post(url_of(visit), AS_BOOKED)
    visit.refresh_from_db()
    assert (visit.state, visit.minutes_used) == (State.DONE, 180)


def test_strangers_get_404(cast: Cast, evening: SignedIn) -> None:
    visit = cast.accepted()
    gun = make_escort(unit=cast.provider, username="gun")
    for user in (cast.stranger, gun.user, cast.coordinator, cast.participant.user):
        assert evening(user).get(url_of(visit)).status_code == 404
        assert evening(user).post(url_of(visit), AS_BOOKED).status_code == 404


def test_wrong_method(cast: Cast, evening: SignedIn) -> None:
    assert evening(cast.escort.user).put(url_of(cast.accepted())).status_code == 405
