""" "I cannot come": in one press, without a reason; over promised visits it is first shown which."""

from datetime import UTC, datetime, timedelta

import pytest
from django.urls import reverse

from hours.absences import register_absence
from hours.models import Absence, Event, EventKind
from hours.rules import Span
from tests.cast import NOW, TOMORROW_14, Cast, make_escort
from tests.hours.views.conftest import SignedIn

URL = "/uppdrag/franvaro/"


def utc(day: int, hour: int = 0, minute: int = 0) -> datetime:
    """In March."""
    return datetime(2026, 3, day, hour, minute, tzinfo=UTC)


@pytest.mark.parametrize(
    ("typed", "starts_at", "ends_at"),
    [
        ({"quick": "today"}, utc(10, 23), utc(11, 23)),
        ({"quick": "tomorrow", "day": "blåbärsdagen"}, utc(11, 23), utc(12, 23)),
        ({"day": "på fredag"}, utc(12, 23), utc(13, 23)),
        ({"day": "12/3", "last_day": "fredag"}, utc(11, 23), utc(13, 23)),
        ({"day": "16/3", "last_day": "onsdag"}, utc(15, 23), utc(18, 23)),
        ({"day": "i morgon", "last_day": "i övermorgon"}, utc(11, 23), utc(13, 23)),
        ({"day": "i morgon", "times": "8–12"}, utc(12, 7), utc(12, 11)),
        ({"day": "i morgon", "times": "22-06"}, utc(12, 21), utc(13, 5)),
        # The night when the clock goes from 2.00 to 3.00.
        ({"day": "29/3", "times": "2.30-6"}, utc(29, 1), utc(29, 4)),
    ],
)
def test_days_and_times_as_people_write_them(
    cast: Cast, signed_in: SignedIn, typed, starts_at, ends_at
) -> None:
    html = signed_in(cast.escort.user).post(URL, typed, follow=True).content.decode()
    assert "You are registered as away. Nobody asks you to come then." in html
    absence = Absence.objects.get()
    assert Span(absence.starts_at, absence.ends_at) == Span(starts_at, ends_at)
    assert not Event.objects.filter(kind=EventKind.ABSENCE).exists()


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"day": ""}, "Write which day."),
        ({"day": "blåbärsdagen"}, "We do not understand “blåbärsdagen”."),
        ({"day": "10/3/2026"}, "“10/3/2026” has already been."),
        ({"day": "12/3", "last_day": "snart"}, "We do not understand “snart”."),
        ({"day": "12/3", "last_day": "11/3"}, "The last day is before the first."),
        ({"day": "12/3", "last_day": "12/4 2029"}, "That is more than two years."),
        ({"day": "12/3", "times": "kväll"}, "We do not understand “kväll”."),
        ({"day": "12/3", "last_day": "13/3", "times": "8-12"}, "Times go with one day."),
        ({"day": "i dag", "times": "6-7"}, "That time has already been."),
    ],
)
def test_what_cannot_be_read_is_kept_and_said(cast: Cast, signed_in: SignedIn, typed, said) -> None:
    html = signed_in(cast.escort.user).post(URL, typed).content.decode()
    assert "<title>Error: I cannot come" in html
    assert html.count(said) == 2  # in the summary and at the field
    assert all(f'value="{text}"' in html for text in typed.values() if text)
    assert not Absence.objects.exists()


def test_over_promised_visits_it_is_first_shown_which(cast: Cast, signed_in: SignedIn) -> None:
    visit = cast.accepted()
    client = signed_in(cast.escort.user)
    html = client.post(URL, {"quick": "tomorrow"}).content.decode()
    assert "You have promised these visits" in html
    assert "Thursday 12 March, 14:00–17:00, Berit, Simhallen" in html
    assert not Absence.objects.exists()
    agreed = {"day": "2026-03-12", "last_day": "", "times": "", "agreed": "1"}
    assert all(f'name="{name}" value="{text}"' in html for name, text in agreed.items() if name != "agreed")
    for _ in range(2):
        html = client.post(URL, agreed, follow=True).content.decode()
        assert "You are registered as away. The coordinator finds somebody else." in html
    assert Absence.objects.count() == Event.objects.filter(kind=EventKind.ABSENCE).count() == 1
    visit.refresh_from_db()
    assert visit.escort == cast.escort


def test_one_can_come_after_all(cast: Cast, signed_in: SignedIn) -> None:
    absence = register_absence(
        cast.escort, TOMORROW_14, TOMORROW_14 + timedelta(hours=1), by=cast.escort.user, now=NOW
    )
    over = reverse("own_absence_over", args=[absence.public_id])
    client = signed_in(cast.escort.user)
    html = client.post(over, follow=True).content.decode()
    assert "The absence is taken away." in html
    assert "You are not registered as away." in html
    assert client.get(over).status_code == 405
    gun = make_escort(unit=cast.provider, username="gun")
    for user in (gun.user, cast.coordinator, cast.stranger):
        assert signed_in(user).post(over).status_code == 404


def test_strangers_get_404(cast: Cast, signed_in: SignedIn) -> None:
    for user in (cast.stranger, cast.coordinator, cast.participant.user):
        assert signed_in(user).post(URL, {"quick": "today"}).status_code == 404
    assert not Absence.objects.exists()
