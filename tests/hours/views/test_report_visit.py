"""The escort's report: prefilled, as booked in one press, corrected later on the same page."""

import re
import uuid
from datetime import UTC, datetime, timedelta

import pytest
from django.contrib.sessions.models import Session
from django.urls import reverse

from hours.assignments import assign
from hours.bookings import cancel
from hours.models import Booking, Event, EventKind
from hours.policy import State
from hours.pools import balance
from hours.visits import no_show
from ledsagning.people.tags import account_tag
from tests.cast import NOW, TOMORROW_14, Cast, make_escort
from tests.hours.views.conftest import Clock, SignedIn
from tests.hours.views.flow import bare, text_of

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
    assert "240" not in bare(html)


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
        (
            {"day": "2026-03-13"},
            "The visit has not ended yet: here it ends on Friday 13 March, 17:00. Report it afterwards",
        ),
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


def test_one_press_in_the_list_and_a_link_to_correct_it(cast: Cast, evening: SignedIn) -> None:
    visit = cast.accepted()
    client = evening(cast.escort.user)
    html = client.get(reverse("escort_list")).text
    key = re.search(r'name="key" value="([^"]+)"', html)[1]
    page = client.post(url_of(visit), {"as_booked": "1", "key": key}, follow=True).text
    assert f'Thank you! The visit is reported. <a href="{url_of(visit)}">Correct the report</a>' in page
    visit.refresh_from_db()
    assert (visit.state, visit.minutes_used) == (State.DONE, 180)
    # The Back button, and the same press again.
    client.post(url_of(visit), {"as_booked": "1", "key": key})
    assert Event.objects.filter(kind=EventKind.REPORTED).count() == 1


def hidden(html: str) -> dict[str, str]:
    """What the page itself sends back."""
    return dict(re.findall(r'<input type="hidden" name="(key|seen)"(?: value="([^"]*)")?', html))


def test_R34_the_form_sent_twice_and_then_with_other_times(cast: Cast, evening: SignedIn) -> None:
    visit = cast.accepted()
    client = evening(cast.escort.user)
    typed = AS_BOOKED | hidden(client.get(url_of(visit)).text) | {"ends": "16"}
    for _time in range(2):
        assert client.post(url_of(visit), typed).status_code == 302
    page = client.post(url_of(visit), typed | {"ends": "15"}).text
    assert "This page has already sent a report with other times" in page
    visit.refresh_from_db()
    assert visit.minutes_used == 120
    # The page now shows the report as it stands: sent again, it corrects it.
    assert client.post(url_of(visit), typed | hidden(page) | {"ends": "15"}).status_code == 302
    visit.refresh_from_db()
    assert visit.minutes_used == 60


def test_two_hands_at_once_the_second_is_told(cast: Cast, evening: SignedIn, at: Clock) -> None:
    visit = cast.accepted()
    elsa, karin = evening(cast.escort.user), evening(cast.coordinator)
    at(EVENING)
    for_escort = reverse("report_for_escort", args=[visit.public_id])
    written_by_karin = AS_BOOKED | hidden(karin.get(for_escort).text) | {"ends": "16", "expenses": "50"}
    elsa.post(url_of(visit), AS_BOOKED | hidden(elsa.get(url_of(visit)).text))
    page = karin.post(for_escort, written_by_karin).text
    assert "The visit is already reported: Thursday 12 March, 14:00–17:00. That report holds." in page
    assert "<title>Error: " in page
    assert 'value="50"' in page
    visit.refresh_from_db()
    assert (visit.minutes_used, visit.expenses_ore) == (180, 0)


def test_two_corrections_at_once_the_second_is_told(cast: Cast, evening: SignedIn, at: Clock) -> None:
    visit = cast.done()
    at(EVENING)
    client = evening(cast.escort.user)
    first, second = (AS_BOOKED | hidden(client.get(url_of(visit)).text) for _window in range(2))
    at(EVENING + timedelta(minutes=5))
    client.post(url_of(visit), first | {"ends": "16"})
    page = client.post(url_of(visit), second | {"ends": "15"}).text
    assert (
        "Somebody else has changed the report while you wrote. It now says Thursday 12 March, 14:00" in page
    )
    visit.refresh_from_db()
    assert visit.minutes_used == 120


def test_an_overlapping_report_says_with_what_and_not_with_whom(cast: Cast, evening: SignedIn) -> None:
    cast.done(starts_at=TOMORROW_14 - timedelta(hours=3))
    visit = cast.accepted()
    page = evening(cast.escort.user).post(url_of(visit), AS_BOOKED | {"starts": "13.30"}).text
    said = re.search(r"The times run into another visit[^<]*", page)[0]
    assert "Thursday 12 March, 11:00–14:00" in said
    assert "Berit" not in said
    assert 'value="13.30"' in page
    visit.refresh_from_db()
    assert visit.state == State.ASSIGNED


class TestTakenAway:
    """A report for a visit that was cancelled, or given to somebody else, while the escort wrote."""

    def test_cancelled_says_when_and_shows_what_was_typed(self, cast: Cast, evening: SignedIn) -> None:
        visit = cast.accepted()
        cancel(visit, by=cast.participant.user, now=TOMORROW_14 - timedelta(hours=5))
        client = evening(cast.escort.user)
        response = client.post(url_of(visit), AS_BOOKED | {"expenses": "95"})
        assert response.status_code == 409
        text = text_of(response)
        assert "The person cancelled the visit on Thursday 12 March, 09:00, so it cannot be reported." in text
        assert "Call the coordinator." in text
        assert "14.00–17.00" in text
        assert "95" in text
        assert "Berit" not in text
        assert "<title>Error: " in response.text
        assert client.get(url_of(visit)).status_code == 409
        as_booked = client.post(url_of(visit), {"as_booked": "1"})
        assert "You wrote as booked" in text_of(as_booked)

    def test_given_to_another(self, cast: Cast, evening: SignedIn) -> None:
        visit = cast.accepted()
        gun = make_escort(unit=cast.provider, username="gun")
        assign(visit, gun, by=cast.coordinator, now=NOW, seen_escort_id=cast.escort.pk)
        response = evening(cast.escort.user).post(url_of(visit), AS_BOOKED)
        assert (response.status_code, "This visit is not yours any longer." in response.text) == (409, True)

    def test_not_for_ever(self, cast: Cast, signed_in: SignedIn, at: Clock) -> None:
        visit = cast.accepted()
        cancel(visit, by=cast.participant.user, now=NOW)
        client = signed_in(cast.escort.user)
        Session.objects.update(expire_date=TOMORROW_14 + timedelta(days=60))
        at(TOMORROW_14 + timedelta(days=32))
        assert client.get(url_of(visit)).status_code == 404


class TestFromTheTelephone:
    """What reports.js is answered when it sends what has waited."""

    @pytest.fixture
    def send(self, cast: Cast, evening: SignedIn):
        client = evening(cast.escort.user)

        def post(visit: Booking, tag: str = account_tag(cast.escort.user), **typed: str) -> dict:
            response = client.post(url_of(visit), AS_BOOKED | typed, headers={"X-Report": tag})
            assert response.status_code == (200 if "next" in response.json() else 409)
            return response.json()

        return post

    def test_received(self, cast: Cast, send) -> None:
        visit = cast.accepted()
        for _time in range(2):
            assert send(visit, key=str(uuid.UUID(int=1))) == {"next": "/uppdrag/"}
        assert Event.objects.filter(kind=EventKind.REPORTED).count() == 1

    def test_refused_in_the_words_of_the_page(self, cast: Cast, send) -> None:
        answer = send(cast.accepted(), starts="tidigt", expenses="tio")
        assert answer["said"] == "refused"
        assert [words[:29] for words in answer["problems"]] == [
            "We do not understand “tidigt”",
            "We do not understand “tio”. W",
        ]

    def test_cancelled(self, cast: Cast, send) -> None:
        visit = cast.accepted()
        cancel(visit, by=cast.participant.user, now=NOW)
        assert send(visit)["problems"][0].startswith("The person cancelled the visit on Wednesday 11 March")

    def test_another_account_than_the_one_that_wrote_it(self, cast: Cast, send) -> None:
        visit = cast.accepted()
        assert send(visit, tag=account_tag(cast.stranger)) == {"said": "signed-out"}
        visit.refresh_from_db()
        assert visit.state == State.ASSIGNED

    def test_the_tag_says_nothing_and_differs(self, cast: Cast) -> None:
        users = (cast.escort.user, cast.coordinator, cast.stranger)
        tags = {account_tag(user) for user in users}
        assert {len(tag) for tag in tags} == {32}
        assert len(tags) == 3
        assert account_tag(cast.escort.user) in tags


def test_strangers_get_404(cast: Cast, evening: SignedIn) -> None:
    visit = cast.accepted()
    gun = make_escort(unit=cast.provider, username="gun")
    for user in (cast.stranger, gun.user, cast.coordinator, cast.participant.user):
        assert evening(user).get(url_of(visit)).status_code == 404
        assert evening(user).post(url_of(visit), AS_BOOKED).status_code == 404


def test_wrong_method(cast: Cast, evening: SignedIn) -> None:
    assert evening(cast.escort.user).put(url_of(cast.accepted())).status_code == 405
