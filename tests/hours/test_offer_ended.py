"""Whoever had an open offer of a visit hears, once, that it is no longer to be had."""

import uuid
from datetime import timedelta

import pytest

from hours.assignments import assign
from hours.bookings import cancel, release_unfilled
from hours.delivery import step
from hours.models import Booking, Message, Offer
from hours.offers import decline_offer, offer
from hours.outbox import is_so, latest
from hours.series import end_series, start_series
from ledsagning.people.models import Channel, Escort, Participant, User
from tests.cast import NOW, TOMORROW_14, make_escort
from tests.hours.test_escort_outbox import DAY, HOUR, changed, news, rows


@pytest.fixture
def told(cast):
    """Elsa by SMS, in English; Berit and Gunn want no messages."""
    User.objects.filter(username="elsa").update(channel="sms", phone="070-174 06 06", language="en")
    cast.escort.refresh_from_db()
    return cast


@pytest.fixture
def tor(cast):
    """Another escort, by e-mail."""
    made = make_escort(unit=cast.provider, username="tor")
    User.objects.filter(username="tor").update(channel="email", email="tor@example.se")
    return Escort.objects.get(pk=made.pk)


class TestOfferEnds:
    """Who had an open offer is told, once, that it is gone; whoever has answered is not."""

    @pytest.fixture
    def offered(self, told, tor):
        """A visit that Elsa, Tor and Ivar may take; Ivar has said no."""
        ivar = make_escort(unit=told.provider, username="ivar")
        User.objects.filter(username="ivar").update(channel="email", email="ivar@example.se")
        ivar = Escort.objects.get(pk=ivar.pk)
        booking = told.booking()
        made = offer(booking, [told.escort, tor, ivar], by=told.coordinator, now=NOW)
        decline_offer(made[2], by=ivar.user, now=NOW)
        return booking

    def ended(self) -> list[tuple[str, str, timedelta]]:
        """Who is told of which start that it is no longer offered, as the time from the first start."""
        rows = Message.objects.filter(kind__in=("offer_ended", "offer_taken")).order_by("pk")
        return [(row.escort.user.username, row.kind, row.about_starts_at - TOMORROW_14) for row in rows]

    BOTH = [("elsa", "offer_ended", timedelta(0)), ("tor", "offer_ended", timedelta(0))]

    @pytest.mark.parametrize(
        "new",
        [
            {"starts_at": TOMORROW_14 + HOUR},
            {"starts_at": TOMORROW_14 + DAY, "ends_at": TOMORROW_14 + DAY + HOUR},
            {"ends_at": TOMORROW_14 + HOUR},
        ],
    )
    def test_moved_or_shortened(self, told, offered, new):
        booking = changed(told, offered, **new)
        assert self.ended() == self.BOTH
        assert news() == ["offer_ended"] * 2
        changed(told, booking, starts_at=booking.starts_at - HOUR / 2)
        cancel(booking, by=told.participant.user, now=NOW + HOUR)
        assert self.ended() == self.BOTH, "once, whatever becomes of it"

    def test_cancelled(self, told, offered):
        cancel(offered, by=told.participant.user, now=NOW + HOUR)
        cancel(offered, by=told.participant.user, now=NOW + 2 * HOUR)
        assert self.ended() == self.BOTH
        assert news() == ["offer_ended"] * 2

    def test_another_is_wished_for(self, told, offered, tor):
        changed(told, offered, wished_escort=tor)
        assert self.ended() == self.BOTH

    def test_given_to_one_of_them_by_the_coordinator(self, told, offered, tor):
        assign(offered, tor, by=told.coordinator, now=NOW + HOUR)
        assert self.ended() == [("elsa", "offer_taken", timedelta(0))]
        assert news() == ["offer_taken", "asked"] or news() == ["asked", "offer_taken"]

    def test_another_place_ends_no_offer(self, told, offered):
        changed(told, offered, meeting_place="Torget")
        assert self.ended() == []

    def test_nobody_is_told_of_what_has_been(self, told, offered):
        assert release_unfilled(offered, now=offered.ends_at)
        assert set(Offer.objects.exclude(answer="declined").values_list("answer", flat=True)) == {"ended"}
        assert self.ended() == []

    @pytest.mark.parametrize("apart", [timedelta(0), HOUR])
    def test_offered_anew_at_the_same_start_says_it_all(self, told, offered, apart):
        booking = changed(told, offered, starts_at=TOMORROW_14 + apart, ends_at=TOMORROW_14 + 2 * HOUR)
        offer(booking, [told.escort], by=told.coordinator, now=NOW + HOUR)
        told_now = [
            (row.escort.user.username, row.kind) for row in latest(Message.objects.all()) if is_so(row)
        ]
        assert ("elsa", "offered") in told_now
        assert (("elsa", "offer_ended") in told_now) is bool(apart)
        assert ("tor", "offer_ended") in told_now

    def test_a_series_that_ends_is_one_message(self, told, tor, post):
        Participant.objects.update(channel=Channel.NONE)
        User.objects.filter(username="gunn").update(channel=Channel.NONE)
        told.pool.refresh_from_db()
        series = start_series(
            told.booking(), key=uuid.uuid4(), frequency="weekly", by=told.participant.user, now=NOW
        ).series
        for visit in Booking.objects.order_by("starts_at")[:3]:
            offer(visit, [told.escort], by=told.coordinator, now=NOW)
        Message.objects.all().delete()
        end_series(series, by=told.participant.user, now=NOW)
        assert rows() == [("elsa", "offer_ended")] * 3
        while step():
            pass
        (sms,) = post.sms.taken
        assert "The visit is no longer offered. You need not do anything." in sms["message"]
        assert "It is about 2 more visits too." in sms["message"]
