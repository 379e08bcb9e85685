"""The feed: who has the address reads it, signed in or not; nobody else finds anything there."""

import uuid
from datetime import UTC, date, datetime, timedelta

import pytest
import vobject
from django.urls import reverse

from hours.bookings import cancel
from hours.feeds import address_of, renew, turn_on
from hours.models import Booking
from ledsagning.people.models import AccessLog, Representative
from tests.cast import NOW

DAY = timedelta(days=1)


@pytest.fixture
def url(cast, at):
    at(NOW)
    return url_of(turn_on(cast.participant, cast.participant.user, now=NOW))


def url_of(feed):
    return reverse("calendar_feed", args=[address_of(feed)])


def test_without_signing_in_and_with_every_visit(cast, client, url):
    visit = cast.accepted()
    response = client.get(url)
    assert response.status_code == 200
    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    calendar = vobject.readOne(response.text, validate=True)
    assert calendar.x_wr_calname.value == "Ledsagning"
    page = reverse("visit", args=[cast.participant.public_id, visit.public_id])
    assert calendar.vevent.url.value == f"http://testserver{page}"


def test_it_is_in_the_language_of_the_account_whatever_asks(cast, client, url):
    cast.accepted()
    english = {"accept-language": "en"}
    assert "Ledsagning med Elsa" in client.get(url, headers=english).text
    cast.participant.user.language = "en"
    cast.participant.user.save()
    assert "Companion visit with Elsa" in client.get(url).text


def test_who_acts_for_another_sees_for_whom_unless_the_identity_is_protected(cast, client, url):
    gunns = url_of(turn_on(cast.participant, cast.representative.user, now=NOW))
    assert "X-WR-CALNAME:Ledsagning för Berit\r\n" in client.get(gunns).text
    cast.participant.is_protected = True
    cast.participant.save()
    assert "X-WR-CALNAME:Ledsagning\r\n" in client.get(gunns).text


def test_nobody_keeps_it_and_what_is_unchanged_is_not_sent_again(cast, client, url):
    cast.accepted()
    response = client.get(url)
    assert response["Cache-Control"] == "private, no-cache"
    again = client.get(url, headers={"if-none-match": response["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    cancel(Booking.objects.get(), by=cast.participant.user, now=NOW)
    changed = client.get(url, headers={"if-none-match": response["ETag"]})
    assert changed.status_code == 200
    assert changed["ETag"] != response["ETag"]


def test_R23_every_read_is_logged_as_the_accounts_calendar(cast, client, url):
    cast.booking()
    etag = client.get(url)["ETag"]
    row = AccessLog.objects.get()
    assert (row.user, row.participant, row.capacity, row.page) == (
        cast.participant.user,
        cast.participant,
        "calendar",
        "GET calendar_feed",
    )
    client.get(url, headers={"if-none-match": etag})
    assert AccessLog.objects.count() == 1  # nothing was read
    client.head(url)
    assert AccessLog.objects.count() == 2


@pytest.mark.parametrize("address", ["a", "a.b", "0" * 32, "0" * 32 + "." + "A" * 43, "å", "..", "%00"])
def test_a_made_up_address_is_404(client, url, address):
    assert client.get(f"/kalender/{address}.ics").status_code == 404


def test_a_tampered_address_and_a_renewed_one_are_404(cast, client, url):
    assert client.get(url).status_code == 200
    start, _, signature = url.removesuffix(".ics").rpartition(".")
    swapped = signature[:-2] + ("AA" if signature[-2:] != "AA" else "BB")
    assert client.get(f"{start}.{swapped}.ics").status_code == 404
    renew(cast.participant, cast.participant.user, now=NOW)
    assert client.get(url).status_code == 404


def test_signing_in_as_anybody_opens_no_other(cast, signed_in, url):
    """The address is the key, so who is signed in changes nothing, and the log says whose calendar it was."""
    assert signed_in(cast.stranger).get(url).status_code == 200
    assert AccessLog.objects.get().user == cast.participant.user
    assert signed_in(cast.coordinator).get(url.replace("kalender/", "kalender/0")).status_code == 404


def test_R19_the_representatives_address_ends_with_the_mandate(cast, client, at, url):
    theirs = url_of(turn_on(cast.participant, cast.representative.user, now=NOW))
    Representative.objects.update(valid_to=date(2026, 3, 11))
    assert client.get(theirs).status_code == 200
    at(NOW + DAY)
    assert client.get(theirs).status_code == 404
    assert client.get(url).status_code == 200


def test_an_empty_calendar(client, url):
    calendar = vobject.readOne(client.get(url).text)
    assert not hasattr(calendar, "vevent")


def test_500_visits_cost_no_more_queries_than_one(cast, client, url, django_assert_num_queries):
    first = cast.accepted()
    with django_assert_num_queries(4):
        client.get(url)
    copies = [
        Booking(
            pool=cast.pool,
            unit=cast.unit,
            key=uuid.uuid4(),
            starts_at=first.starts_at + number * DAY,
            ends_at=first.ends_at + number * DAY,
            booked_by=cast.participant.user,
            booked_at=NOW,
        )
        for number in range(1, 500)
    ]
    Booking.objects.bulk_create(copies)
    with django_assert_num_queries(4):
        response = client.get(url)
    assert len(vobject.readOne(response.text).vevent_list) == 500


def test_R36_through_the_whole_way_on_the_night_the_clock_goes_back(cast, client, url):
    cast.booking(starts_at=datetime(2026, 10, 24, 23, 30, tzinfo=UTC), hours=3)
    text = client.get(url).text
    assert "DTSTART:20261024T233000Z" in text
    assert "DTEND:20261025T023000Z" in text


def test_wrong_method(client, url):
    assert client.post(url).status_code == 405
