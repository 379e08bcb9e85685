"""Addresses of personal calendars: signed, not stored, renewed at will, and ended with the mandate."""

import uuid
from datetime import date, timedelta

import pytest
from django.http import Http404
from django.test import override_settings
from django.utils import timezone

from hours.bookings import cancel
from hours.feeds import SHOWN_BACK, address_of, feed_of, feed_or_404, renew, turn_off, turn_on, visits_of
from hours.models import CalendarFeed
from ledsagning.people.models import Representative, Role, User
from tests.cast import LONG_AGO, NOW, TOMORROW_14, make_participant

DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def at_now(monkeypatch):
    monkeypatch.setattr(timezone, "now", lambda: NOW)


@pytest.fixture
def feed(cast):
    return turn_on(cast.participant, cast.participant.user, now=NOW)


def is_dead(address: str) -> bool:
    try:
        feed_or_404(address)
    except Http404:
        return True
    return False


def test_an_address_leads_to_its_feed(cast, feed):
    assert feed_or_404(address_of(feed)) == feed
    assert feed_of(cast.participant, cast.participant.user) == feed


def test_turning_on_twice_keeps_the_address(cast, feed):
    assert turn_on(cast.participant, cast.participant.user, now=NOW + DAY).nonce == feed.nonce
    assert CalendarFeed.objects.get().made_at == NOW


def test_renewing_kills_the_old_address_at_once(cast, feed):
    old = address_of(feed)
    new = address_of(renew(cast.participant, cast.participant.user, now=NOW + DAY))
    assert is_dead(old)
    assert feed_or_404(new).made_at == NOW + DAY
    assert CalendarFeed.objects.count() == 1


def test_turning_off_kills_the_address_and_on_again_makes_another(cast, feed):
    old = address_of(feed)
    turn_off(cast.participant, cast.participant.user)
    assert is_dead(old)
    assert address_of(turn_on(cast.participant, cast.participant.user, now=NOW)) != old
    assert is_dead(old)


@pytest.mark.parametrize(
    "tamper",
    [
        lambda address: address[:-1] + ("A" if address[-1] != "A" else "B"),
        lambda address: address.partition(".")[0],
        lambda address: address.partition(".")[0] + ".",
        lambda address: uuid.uuid4().hex + "." + address.partition(".")[2],
        lambda address: address.upper(),
        lambda address: f"{address}.",
        lambda address: str(uuid.UUID(address.partition(".")[0])) + "." + address.partition(".")[2],
        lambda address: "",
        lambda address: "å.ä",
    ],
)
def test_a_tampered_address_is_nothing(feed, tamper):
    assert is_dead(tamper(address_of(feed)))


def test_the_signature_is_this_sites(feed):
    with override_settings(SECRET_KEY="another-site" * 5):
        foreign = address_of(feed)
    assert is_dead(foreign)


def test_what_is_stored_is_not_the_address(feed):
    signature = address_of(feed).partition(".")[2]
    assert len(signature) == 43  # 256 bits
    stored = CalendarFeed.objects.values().get()
    assert signature not in str(stored)


class TestR19AFeedEndsWithItsMandate:
    @pytest.fixture
    def gunns(self, cast):
        return address_of(turn_on(cast.participant, cast.representative.user, now=NOW))

    def test_each_account_has_its_own(self, cast, feed, gunns):
        assert address_of(feed) != gunns
        turn_off(cast.participant, cast.representative.user)
        assert is_dead(gunns)
        assert not is_dead(address_of(feed))

    @pytest.mark.parametrize(("last_day", "dead"), [(date(2026, 3, 11), False), (date(2026, 3, 10), True)])
    def test_today_it_works_and_the_day_after_not(self, gunns, last_day, dead):
        Representative.objects.update(valid_to=last_day)
        assert is_dead(gunns) == dead

    def test_an_account_that_is_closed(self, cast, feed):
        User.objects.filter(pk=cast.participant.user_id).update(is_active=False)
        assert is_dead(address_of(feed))

    def test_a_representative_who_becomes_staff_of_the_municipality(self, cast, gunns):
        Role.objects.create(
            user=cast.representative.user, unit=cast.unit, kind="manager", valid_from=LONG_AGO
        )
        assert is_dead(gunns)


class TestVisits:
    def test_those_of_late_and_to_come_the_cancelled_too(self, cast, feed):
        coming = cast.accepted()
        cancelled = cancel(cast.booking(starts_at=TOMORROW_14 + DAY), by=cast.participant.user, now=NOW)
        assert list(visits_of(feed, NOW)) == [coming, cancelled]
        assert list(visits_of(feed, coming.ends_at + SHOWN_BACK)) == [coming, cancelled]
        later = coming.ends_at + SHOWN_BACK + timedelta(seconds=1)
        assert list(visits_of(feed, later)) == [cancelled]

    def test_nobody_elses(self, cast, feed):
        cast.booking()
        olle = make_participant(unit=cast.unit, username="olle")
        assert list(visits_of(turn_on(olle, olle.user, now=NOW), NOW)) == []

    def test_the_sequence_grows_with_what_happens(self, cast, feed):
        cast.booking()
        before = visits_of(feed, NOW)[0]
        assert (before.events_seen, before.changed_at) == (1, NOW)
        cancel(before, by=cast.participant.user, now=NOW + timedelta(minutes=5))
        after = visits_of(feed, NOW)[0]
        assert (after.events_seen, after.changed_at) == (2, NOW + timedelta(minutes=5))
