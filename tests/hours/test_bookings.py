"""Booking: exact passbooks under every policy. The pool holds 14 400 min."""

import uuid
from datetime import UTC, date, datetime, timedelta

import pytest

from hours.bookings import (
    book,
    problems_of,
)
from hours.errors import Code, Refused
from hours.models import Booking, LedgerEntry
from hours.policy import State
from hours.pools import open_pool, register_decision
from hours.rules import Span
from tests.cast import NOW, TOMORROW_14, make_participant, make_pool
from tests.hours.asking import SHORT, codes, kinds, move
from tests.hours.passbook import assert_passbook

HOUR, DAY = timedelta(hours=1), timedelta(days=1)


class TestBook:
    def test_a_booking_sets_its_minutes_aside(self, cast):
        booking = cast.booking()
        assert_passbook(
            cast.pool,
            """grant   14400 14400   0 0
               reserve   180 14220 180 0""",
        )
        booking.refresh_from_db()
        assert (booking.state, booking.minutes_reserved, booking.minutes_used) == (State.REQUESTED, 180, 0)
        assert (booking.awaits_top_up, booking.by_phone, booking.escort) == (False, False, None)
        assert booking.span == Span(TOMORROW_14, TOMORROW_14 + 3 * HOUR)
        assert (booking.pool, booking.unit, booking.booked_by, booking.booked_at) == (
            cast.pool,
            cast.unit,
            cast.participant.user,
            NOW,
        )
        assert kinds(booking) == ["booked"]

    def test_the_line_knows_its_booking_and_who_booked(self, cast):
        booking = cast.booking()
        line = LedgerEntry.objects.get(booking=booking)
        assert (line.kind, line.minutes, line.by, line.at) == ("reserve", 180, cast.participant.user, NOW)

    def test_what_the_person_asked_for_is_kept(self, cast):
        booking = cast.booking(note="Jag har ledarhund.", wished_escort=cast.escort, by_phone=True)
        booking.refresh_from_db()
        assert (booking.meeting_place, booking.note) == ("Simhallen", "Jag har ledarhund.")
        assert (booking.wished_escort, booking.by_phone) == (cast.escort, True)
        assert kinds(booking) == ["phone_booked"]

    def test_P4_this_minute_and_in_a_year(self, cast):
        cast.booking(starts_at=NOW)
        cast.booking(starts_at=NOW + 365 * DAY)
        assert Booking.objects.count() == 2

    def test_R36_three_true_hours_in_autumns_night(self, cast):
        cast.booking(starts_at=datetime(2026, 10, 24, 23, 30, tzinfo=UTC), hours=3)
        assert_passbook(
            cast.pool,
            """grant   14400 14400   0 0
               reserve   180 14220 180 0""",
        )

    def test_the_whole_pool_can_be_booked(self, cast, policy):
        policy("refuse")
        for day in range(10):
            cast.booking(starts_at=TOMORROW_14 + day * DAY, hours=24)
        assert LedgerEntry.objects.filter(pool=cast.pool).last().available == 0
        with pytest.raises(Refused):
            cast.booking(starts_at=TOMORROW_14 + 10 * DAY, hours=1 / 60)

    def test_a_visit_at_the_same_time_as_another_is_allowed(self, cast):
        cast.booking()
        cast.booking()
        assert Booking.objects.count() == 2

    def test_P1_a_visit_after_the_decision_uses_the_hours_that_are_left(self, cast, policy):
        policy("refuse")
        cast.booking(starts_at=datetime(2027, 6, 1, 12, tzinfo=UTC))
        assert_passbook(
            cast.pool,
            """grant   14400 14400   0 0
               reserve   180 14220 180 0""",
        )

    @pytest.mark.parametrize(
        ("changes", "expected"),
        [
            ({"starts_at": NOW - timedelta(minutes=1)}, [Code.STARTS_IN_PAST]),
            ({"hours": 0}, [Code.ENDS_BEFORE_START]),
            ({"hours": -1}, [Code.ENDS_BEFORE_START]),
            ({"hours": 1 / 120}, [Code.ENDS_BEFORE_START]),
            ({"hours": 25}, [Code.TOO_LONG]),
            ({"starts_at": datetime(2032, 1, 1, tzinfo=UTC)}, [Code.TOO_FAR_AHEAD, Code.AFTER_DECISION]),
        ],
    )
    def test_what_is_refused_leaves_nothing_behind(self, cast, changes, expected):
        with pytest.raises(Refused) as refused:
            cast.booking(**changes)
        assert codes(refused) == expected
        assert Booking.objects.count() == 0
        assert_passbook(cast.pool, "grant 14400 14400 0 0")

    def test_without_a_decision_there_is_nothing_to_book_from(self, cast):
        pool = open_pool(make_participant(unit=cast.unit, username="olle"))
        with pytest.raises(Refused) as refused:
            book(
                pool,
                key=uuid.uuid4(),
                starts_at=TOMORROW_14,
                ends_at=TOMORROW_14 + HOUR,
                by=cast.coordinator,
                now=NOW,
            )
        assert codes(refused) == [Code.NO_POOL]


class TestKey:
    KEY = uuid.UUID("00000000-0000-4000-8000-000000000001")

    def send(self, cast, pool=None, **changes):
        given = {
            "key": self.KEY,
            "starts_at": TOMORROW_14,
            "ends_at": TOMORROW_14 + HOUR,
            "by": cast.participant.user,
            "now": NOW,
            "meeting_place": "Simhallen",
        }
        return book(pool or cast.pool, **given | changes)

    def test_R34_the_same_key_twice_is_one_booking(self, cast):
        first = self.send(cast)
        again = self.send(cast, now=NOW + HOUR)
        assert first.pk == again.pk
        assert_passbook(
            cast.pool,
            """grant   14400 14400  0 0
               reserve    60 14340 60 0""",
        )
        assert kinds(first) == ["booked"]

    def test_R34_a_retry_after_the_visit_has_begun_still_finds_its_booking(self, cast):
        assert self.send(cast).pk == self.send(cast, now=TOMORROW_14 + DAY).pk

    @pytest.mark.parametrize(
        "changes",
        [
            {"starts_at": TOMORROW_14 - HOUR},
            {"ends_at": TOMORROW_14 + 2 * HOUR},
            {"meeting_place": "Biblioteket"},
            {"note": "Ring på."},
        ],
    )
    def test_R34_the_same_key_with_other_content_is_told(self, cast, changes):
        self.send(cast)
        with pytest.raises(Refused) as refused:
            self.send(cast, **changes)
        assert codes(refused) == [Code.KEY_REUSED]
        assert Booking.objects.count() == 1

    def test_R34_the_same_key_with_another_escort_is_told(self, cast):
        self.send(cast)
        with pytest.raises(Refused):
            self.send(cast, wished_escort=cast.escort)

    def test_R18_anothers_key_gives_nothing_of_anothers_booking(self, cast):
        self.send(cast)
        stranger = make_pool(
            participant=make_participant(unit=cast.unit, username="olle"), by=cast.case_officer
        )
        with pytest.raises(Refused) as refused:
            self.send(cast, pool=stranger)
        assert codes(refused) == [Code.KEY_REUSED]


class TestShortPool:
    """P5: 180 minutes are wanted where 100 are left."""

    def test_P5_top_up_brings_in_what_is_missing(self, cast, short):
        short("top_up")
        booking = cast.booking()
        assert_passbook(
            cast.pool,
            SHORT
            + """top_up   80 180 14300 0
                 reserve 180   0 14480 0""",
        )
        assert (booking.minutes_reserved, booking.awaits_top_up) == (180, False)

    def test_P5_ask_books_and_waits_for_a_coordinator(self, cast, short):
        short("ask")
        booking = cast.booking()
        assert_passbook(cast.pool, SHORT)
        assert (booking.state, booking.minutes_reserved, booking.awaits_top_up) == (State.REQUESTED, 0, True)

    def test_P5_refuse_says_how_much_there_is_and_does_nothing(self, cast, short):
        short("refuse")
        with pytest.raises(Refused) as refused:
            cast.booking()
        (problem,) = refused.value.problems
        assert (problem.code, problem.at) == (Code.POOL_TOO_SMALL, "ends")
        assert problem.values == {"minutes": 180, "minutes_available": 100}
        assert_passbook(cast.pool, SHORT)

    @pytest.mark.parametrize("name", ["top_up", "ask", "refuse"])
    def test_P5_what_is_enough_is_only_reserved_whatever_the_policy(self, cast, short, name):
        short(name)
        cast.booking(hours=100 / 60)
        assert_passbook(cast.pool, SHORT + "reserve 100 0 14400 0")

    @pytest.mark.parametrize("name", ["top_up", "ask", "refuse"])
    def test_P5_an_uncapped_decision_grants_what_each_booking_needs(self, cast, policy, name):
        policy(name)
        pool = make_pool(
            participant=make_participant(unit=cast.unit, username="olle"), by=cast.case_officer, uncapped=True
        )
        cast.pool = pool
        cast.booking()
        cast.booking(hours=1)
        assert_passbook(
            pool,
            """grant   180 180   0 0
               reserve 180   0 180 0
               grant    60  60 180 0
               reserve  60   0 240 0""",
        )


class TestHoursDue:
    """Hours that an anniversary has given count at once, also before anybody wrote them down."""

    AFTER = datetime(2027, 3, 2, 8, tzinfo=UTC)

    @pytest.fixture
    def yearly(self, cast, policy):
        """One hour a month until further notice from 1 March 2026, all of it booked: 12 h."""
        policy("refuse")
        cast.pool = register_decision(
            make_participant(unit=cast.unit, username="olle"),
            legal_basis="lss",
            minutes_per_month=60,
            starts_on=date(2026, 3, 1),
            ends_on=None,
            uncapped=False,
            decided_on=date(2026, 2, 1),
            by=cast.case_officer,
            now=NOW,
        ).pool
        return cast.booking(starts_at=self.AFTER + DAY, hours=12)

    FIRST_YEAR = """
        grant   720    720   0 0
        reserve 720      0 720 0
    """

    def test_before_the_anniversary_nothing_is_left(self, cast, yearly):
        with pytest.raises(Refused):
            cast.booking(hours=1)

    def test_after_it_a_booking_writes_the_grant_first(self, cast, yearly):
        cast.booking(starts_at=self.AFTER + 2 * DAY, hours=1, now=self.AFTER)
        assert_passbook(
            cast.pool,
            self.FIRST_YEAR
            + """grant   720 720 720 0
                 reserve  60 660 780 0""",
        )

    def test_looking_at_what_a_booking_would_meet_counts_them_and_writes_nothing(self, cast, yearly):
        wanted = Span(self.AFTER + 2 * DAY, self.AFTER + 2 * DAY + HOUR)
        assert problems_of(cast.pool, wanted, now=self.AFTER) == []
        assert_passbook(cast.pool, self.FIRST_YEAR)

    def test_a_longer_visit_uses_them(self, cast, yearly):
        move(yearly, cast, hours=13, now=self.AFTER)
        assert_passbook(
            cast.pool,
            self.FIRST_YEAR
            + """release 720  720   0 0
                 grant   720 1440   0 0
                 reserve 780  660 780 0""",
        )


def test_a_booking_is_named_by_a_random_number(cast):
    booking = cast.booking()
    assert str(booking) == f"booking {booking.public_id}"
