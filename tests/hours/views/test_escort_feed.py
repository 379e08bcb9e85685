"""An escort's own calendar: the page about it, and what a calendar reads, by a second library (vobject)."""

from datetime import UTC, date, datetime, timedelta

import pytest
import vobject
from django.urls import reverse

from hours import feeds
from hours.assignments import assign
from hours.bookings import cancel
from hours.escort_feeds import address_of, renew, turn_on
from hours.models import Booking, EscortFeed
from hours.staffing import name_staff
from hours.visits import no_show
from ledsagning.people.models import AccessLog, Escort, Participant, User
from tests.cast import NOW, TOMORROW_14, make_escort

DAY = timedelta(days=1)
PAGE = "/uppdrag/kalender/"


@pytest.fixture
def url(cast, at):
    at(NOW)
    User.objects.filter(username="elsa").update(language="en")
    return reverse("escort_feed", args=[address_of(turn_on(cast.escort, now=NOW))])


def entries(client, url) -> list:
    calendar = vobject.readOne(client.get(url).text, validate=True)
    return list(getattr(calendar, "vevent_list", []))


class TestFeed:
    def test_when_and_where_but_not_whose(self, cast, client, url):
        visit = cast.accepted(note="Röd jacka")
        (entry,) = entries(client, url)
        assert entry.uid.value == str(visit.public_id)
        assert (entry.dtstart.value, entry.dtend.value) == (visit.starts_at, visit.ends_at)
        assert (entry.summary.value, entry.location.value) == ("Companion visit", "Simhallen")
        assert entry.description.value == entry.url.value == "http://testserver/uppdrag/"
        text = client.get(url).text
        assert not {"Berit", "Röd", "BE", "B."} & set(text.replace("\r\n", " ").split())
        assert "Berit" not in text

    def test_tentative_until_the_escort_has_said_yes(self, cast, client, url):
        cast.assigned()
        (entry,) = entries(client, url)
        assert (entry.status.value, entry.summary.value) == ("TENTATIVE", "Visit: can you come?")
        Booking.objects.update(accepted_at=NOW)
        (entry,) = entries(client, url)
        assert (entry.status.value, entry.summary.value) == ("CONFIRMED", "Companion visit")

    def test_what_is_cancelled_or_given_away_goes_and_nobody_elses_come(self, cast, client, url):
        tor = make_escort(unit=cast.provider, username="tor")
        cancel(cast.accepted(), by=cast.participant.user, now=NOW)
        given = cast.accepted(starts_at=TOMORROW_14 + DAY)
        assign(given, tor, by=cast.coordinator, now=NOW, seen_escort_id=cast.escort.pk)
        cast.booking(starts_at=TOMORROW_14 + 2 * DAY)
        assert entries(client, url) == []

    def test_nobody_came_and_long_ago(self, cast, client, url, at):
        visit = no_show(cast.accepted(), by=cast.escort.user, now=TOMORROW_14 + timedelta(hours=3))
        (entry,) = entries(client, url)
        assert (entry.status.value, entry.summary.value) == ("CANCELLED", "Visit: nobody came")
        at(visit.ends_at + timedelta(days=31, seconds=1))
        assert entries(client, url) == []

    def test_R25_of_a_protected_identity_no_place(self, cast, client, url):
        Participant.objects.update(is_protected=True)
        name_staff(cast.participant, cast.escort.user, by=cast.coordinator, now=NOW)
        cast.accepted()
        assert "Simhallen" not in client.get(url).text
        assert not AccessLog.objects.exists()

    def test_R36_the_night_the_clock_goes_back(self, cast, client, url):
        cast.accepted(starts_at=datetime(2026, 10, 24, 23, 30, tzinfo=UTC), hours=3)
        text = client.get(url).text
        assert "DTSTART:20261024T233000Z" in text
        assert "DTEND:20261025T023000Z" in text

    def test_R23_each_whose_place_is_read_is_logged_and_304_reads_nothing(self, cast, client, url):
        cast.accepted()
        etag = client.get(url)["ETag"]
        row = AccessLog.objects.get()
        assert (row.user, row.participant) == (cast.escort.user, cast.participant)
        assert (row.capacity, row.page) == ("calendar", "GET escort_feed")
        assert client.get(url, headers={"if-none-match": etag}).status_code == 304
        assert AccessLog.objects.count() == 1

    def test_R19_it_ends_with_the_employment_and_with_the_account(self, cast, client, url, at):
        assert client.get(url).status_code == 200
        Escort.objects.update(valid_to=date(2026, 3, 11))
        assert client.get(url).status_code == 200
        at(NOW + DAY)
        assert client.get(url).status_code == 404
        Escort.objects.update(valid_to=None)
        User.objects.filter(username="elsa").update(is_active=False)
        assert client.get(url).status_code == 404

    def test_made_up_renewed_or_a_persons_address_is_404(self, cast, client, url):
        persons = feeds.address_of(feeds.turn_on(cast.participant, cast.participant.user, now=NOW))
        for address in ("a", "a.b", persons, url.split("/")[-1].removesuffix(".ics")[:-2] + "AA"):
            assert client.get(f"{PAGE}{address}.ics").status_code == 404, address
        renew(cast.escort, now=NOW)
        assert client.get(url).status_code == 404

    def test_wrong_method(self, client, url):
        assert client.post(url).status_code == 405


class TestPage:
    def test_on_renewed_and_off(self, cast, signed_in):
        client = signed_in(cast.escort.user)
        assert "Turn it on" in client.get(PAGE).text
        client.post(PAGE, {"do": "on"})
        first = address_of(EscortFeed.objects.get())
        assert f"{PAGE}{first}.ics" in client.get(PAGE).text
        client.post(PAGE, {"do": "renew"})
        page = client.get(PAGE)
        assert first not in page.text
        assert address_of(EscortFeed.objects.get()) in page.text
        client.post(PAGE, {"do": "off"})
        assert not EscortFeed.objects.exists()

    def test_an_unknown_button_does_nothing(self, cast, signed_in):
        assert signed_in(cast.escort.user).post(PAGE, {"do": "?"}).status_code == 302
        assert not EscortFeed.objects.exists()

    def test_strangers_get_404(self, cast, signed_in):
        for user in (cast.stranger, cast.coordinator, cast.participant.user):
            assert signed_in(user).get(PAGE).status_code == 404

    def test_wrong_method(self, cast, signed_in):
        assert signed_in(cast.escort.user).put(PAGE).status_code == 405
