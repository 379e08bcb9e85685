"""Change, cancel, confirm, release: exact passbooks under every policy. The pool holds 14 400 min."""

from datetime import timedelta

import pytest

from hours.bookings import (
    cancel,
    confirm_top_up,
    problems_of,
    release_unfilled,
)
from hours.errors import Code, Refused
from hours.models import Event, LedgerEntry
from hours.policy import Kind, State
from hours.pools import append
from hours.rules import Span
from hours.visits import no_show
from ledsagning.people.models import Municipality
from tests.cast import NOW, TOMORROW_14
from tests.hours.asking import SHORT, codes, kinds, move
from tests.hours.passbook import assert_passbook

HOUR, DAY = timedelta(hours=1), timedelta(days=1)


class TestChange:
    def test_to_a_longer_time(self, cast):
        booking = move(cast.booking(), cast, hours=5)
        assert_passbook(
            cast.pool,
            """grant   14400 14400   0 0
               reserve   180 14220 180 0
               release   180 14400   0 0
               reserve   300 14100 300 0""",
        )
        assert (booking.minutes_reserved, booking.starts_at) == (300, TOMORROW_14 + DAY)
        assert kinds(booking) == ["booked", "changed"]

    def test_to_a_shorter_time(self, cast):
        move(cast.booking(), cast, hours=1)
        assert_passbook(
            cast.pool,
            """grant   14400 14400   0 0
               reserve   180 14220 180 0
               release   180 14400   0 0
               reserve    60 14340  60 0""",
        )

    def test_of_the_place_alone_moves_no_minutes(self, cast):
        booking = move(
            cast.booking(),
            cast,
            by=timedelta(0),
            meeting_place="Hemma",
            note="Ring.",
            wished_escort=cast.escort,
        )
        assert_passbook(
            cast.pool,
            """grant   14400 14400   0 0
               reserve   180 14220 180 0""",
        )
        booking.refresh_from_db()
        assert (booking.meeting_place, booking.note, booking.wished_escort) == ("Hemma", "Ring.", cast.escort)

    def test_R34_the_same_change_twice_is_once(self, cast):
        booking = move(cast.booking(), cast, hours=5)
        again = move(booking, cast, by=timedelta(0), hours=5)
        assert again.minutes_reserved == 300
        assert kinds(booking) == ["booked", "changed"]
        assert LedgerEntry.objects.filter(booking=booking).count() == 3

    def test_of_the_place_alone_keeps_the_escort(self, cast):
        booking = move(cast.accepted(), cast, by=timedelta(0), meeting_place="Hemma")
        assert (booking.state, booking.escort, booking.accepted_at) == (State.ASSIGNED, cast.escort, NOW)

    def test_of_the_time_asks_an_escort_anew(self, cast):
        booking = move(cast.accepted(), cast)
        booking.refresh_from_db()
        assert (booking.state, booking.escort, booking.accepted_at) == (State.REQUESTED, None, None)
        assert [asked.answer for asked in booking.assignments.all()] == ["ended"]

    def test_what_the_booking_holds_counts_when_it_is_moved(self, cast, short):
        booking = cast.booking(hours=2)
        append(cast.pool, Kind.RESERVE, 14280, by=cast.case_officer, at=NOW)
        Municipality.objects.filter(pk="1381").update(short_pool="refuse")
        move(booking, cast, hours=2)
        with pytest.raises(Refused) as refused:
            move(booking, cast, by=2 * DAY, hours=3)
        assert codes(refused) == [Code.POOL_TOO_SMALL]
        assert refused.value.problems[0].values == {"minutes": 180, "minutes_available": 120}

    def test_P5_ask_waits_when_the_longer_time_does_not_fit(self, cast, short):
        short("ask")
        booking = move(cast.booking(hours=1), cast, hours=3)
        assert_passbook(
            cast.pool,
            SHORT
            + """reserve 60  40 14360 0
                 release 60 100 14300 0""",
        )
        assert (booking.awaits_top_up, booking.minutes_reserved) == (True, 0)

    def test_P5_ask_waits_no_longer_when_the_shorter_time_fits(self, cast, short):
        short("ask")
        booking = move(cast.booking(hours=3), cast, hours=1)
        assert_passbook(cast.pool, SHORT + "reserve 60 40 14360 0")
        assert (booking.awaits_top_up, booking.minutes_reserved) == (False, 60)

    @pytest.mark.parametrize(
        ("by", "expected"),
        [(-2 * DAY, [Code.STARTS_IN_PAST]), (3650 * DAY, [Code.TOO_FAR_AHEAD, Code.AFTER_DECISION])],
    )
    def test_what_is_refused_leaves_the_booking_as_it_was(self, cast, by, expected):
        booking = cast.booking()
        with pytest.raises(Refused) as refused:
            move(booking, cast, by=by)
        assert codes(refused) == expected
        booking.refresh_from_db()
        assert (booking.starts_at, booking.minutes_reserved) == (TOMORROW_14, 180)

    def test_its_own_old_time_is_not_another_visit(self, cast):
        booking = cast.booking()
        wanted = Span(TOMORROW_14 + HOUR, TOMORROW_14 + 4 * HOUR)
        assert problems_of(cast.pool, wanted, now=NOW, booking=booking) == []
        assert [found.code for found in problems_of(cast.pool, wanted, now=NOW)] == [Code.OVERLAPS_OWN]

    def test_a_visit_that_has_begun_is_not_changed(self, cast):
        with pytest.raises(Refused) as refused:
            move(cast.booking(), cast, now=TOMORROW_14)
        assert codes(refused) == [Code.ALREADY_STARTED]

    @pytest.mark.parametrize("end", ["done", "cancelled"])
    def test_a_closed_visit_is_not_changed(self, cast, end):
        booking = cast.done() if end == "done" else cancel(cast.booking(), by=cast.coordinator, now=NOW)
        with pytest.raises(Refused) as refused:
            move(booking, cast)
        assert codes(refused) == [Code.NOT_OPEN]


class TestCancel:
    def test_every_minute_goes_back(self, cast):
        booking = cancel(cast.booking(), by=cast.participant.user, now=NOW)
        assert_passbook(
            cast.pool,
            """grant   14400 14400   0 0
               reserve   180 14220 180 0
               release   180 14400   0 0""",
        )
        booking.refresh_from_db()
        assert (booking.state, booking.minutes_reserved) == (State.CANCELLED, 0)
        assert kinds(booking) == ["booked", "cancelled"]

    def test_the_escort_is_asked_no_longer(self, cast):
        booking = cancel(cast.accepted(), by=cast.participant.user, now=NOW)
        booking.refresh_from_db()
        assert (booking.escort, booking.accepted_at) == (None, None)
        assert [asked.answer for asked in booking.assignments.all()] == ["ended"]

    def test_P4_a_minute_before_it_begins(self, cast):
        booking = cast.accepted()
        assert (
            cancel(booking, by=cast.coordinator, now=TOMORROW_14 - timedelta(minutes=1)).state == "cancelled"
        )

    def test_R34_twice_is_once(self, cast):
        booking = cast.booking()
        cancel(booking, by=cast.participant.user, now=NOW)
        cancel(booking, by=cast.participant.user, now=NOW + HOUR)
        assert kinds(booking) == ["booked", "cancelled"]
        assert LedgerEntry.objects.filter(booking=booking).count() == 2

    def test_P5_a_booking_that_waits_for_a_top_up_has_nothing_to_give_back(self, cast, short):
        short("ask")
        booking = cancel(cast.booking(), by=cast.participant.user, now=NOW)
        assert_passbook(cast.pool, SHORT)
        assert booking.awaits_top_up is False

    def test_a_visit_that_has_begun_is_reported_instead(self, cast):
        with pytest.raises(Refused) as refused:
            cancel(cast.accepted(), by=cast.participant.user, now=TOMORROW_14)
        assert codes(refused) == [Code.ALREADY_STARTED]

    @pytest.mark.parametrize("end", ["done", "no_show"])
    def test_a_visit_that_has_been_reported_is_not_cancelled(self, cast, end):
        booking = (
            cast.done() if end == "done" else no_show(cast.accepted(), by=cast.coordinator, now=TOMORROW_14)
        )
        with pytest.raises(Refused) as refused:
            cancel(booking, by=cast.participant.user, now=NOW)
        assert codes(refused) == [Code.NOT_OPEN]


class TestConfirmTopUp:
    def test_P5_the_missing_minutes_come_in_without_a_reason(self, cast, short):
        short("ask")
        booking = confirm_top_up(cast.booking(), by=cast.coordinator, now=NOW)
        assert_passbook(
            cast.pool,
            SHORT
            + """top_up   80 180 14300 0
                 reserve 180   0 14480 0""",
        )
        booking.refresh_from_db()
        assert (booking.awaits_top_up, booking.minutes_reserved) == (False, 180)
        assert kinds(booking) == ["booked", "top_up_confirmed"]

    def test_when_hours_came_back_meanwhile_nothing_is_topped_up(self, cast, short):
        short("ask")
        booking = cast.booking()
        append(cast.pool, Kind.RELEASE, 1000, by=cast.case_officer, at=NOW)
        confirm_top_up(booking, by=cast.coordinator, now=NOW)
        assert_passbook(
            cast.pool,
            SHORT
            + """release 1000 1100 13300 0
                 reserve  180  920 13480 0""",
        )

    def test_twice_is_told(self, cast, short):
        short("ask")
        booking = confirm_top_up(cast.booking(), by=cast.coordinator, now=NOW)
        with pytest.raises(Refused) as refused:
            confirm_top_up(booking, by=cast.coordinator, now=NOW)
        assert codes(refused) == [Code.NOTHING_TO_CONFIRM]

    def test_a_cancelled_booking_needs_none(self, cast, short):
        short("ask")
        booking = cancel(cast.booking(), by=cast.participant.user, now=NOW)
        with pytest.raises(Refused) as refused:
            confirm_top_up(booking, by=cast.coordinator, now=NOW)
        assert codes(refused) == [Code.NOTHING_TO_CONFIRM]


class TestReleaseUnfilled:
    END = TOMORROW_14 + 3 * HOUR

    def test_the_minutes_go_back_when_the_time_has_passed(self, cast):
        booking = cast.booking()
        assert release_unfilled(booking, now=self.END) is True
        assert_passbook(
            cast.pool,
            """grant   14400 14400   0 0
               reserve   180 14220 180 0
               release   180 14400   0 0""",
        )
        booking.refresh_from_db()
        assert booking.state == State.CANCELLED
        assert kinds(booking) == ["booked", "unfilled"]
        assert LedgerEntry.objects.filter(booking=booking).last().by is None

    def test_not_before_and_not_twice(self, cast):
        booking = cast.booking()
        assert release_unfilled(booking, now=self.END - timedelta(minutes=1)) is False
        assert release_unfilled(booking, now=self.END) is True
        assert release_unfilled(booking, now=self.END) is False
        assert Event.objects.filter(kind="unfilled").count() == 1

    def test_a_visit_that_somebody_holds_is_left_alone(self, cast):
        assert release_unfilled(cast.assigned(), now=self.END) is False
