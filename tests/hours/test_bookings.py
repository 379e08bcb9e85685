"""Book, change, cancel, confirm, release: exact passbooks under every policy. The pool holds 14 400 min."""

import uuid
from datetime import UTC, date, datetime, timedelta

import pytest

from hours.bookings import (
    book,
    cancel,
    change,
    confirm_top_up,
    problems_of,
    release_unfilled,
)
from hours.errors import Code, Refused
from hours.models import Booking, Event, LedgerEntry
from hours.policy import Kind, State
from hours.pools import append, open_pool, register_decision
from hours.rules import Span
from hours.visits import no_show
from ledsagning.people.models import Municipality
from tests.cast import NOW, TOMORROW_14, make_participant, make_pool
from tests.hours.passbook import assert_passbook

HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def codes(refused) -> list[Code]:
    return [problem.code for problem in refused.value.problems]


def kinds(booking: Booking) -> list[str]:
    return list(booking.events.order_by("pk").values_list("kind", flat=True))


@pytest.fixture
def policy(cast):
    """Sets what the municipality does about a short pool."""

    def choose(name: str) -> None:
        Municipality.objects.filter(pk=cast.unit.municipality_id).update(short_pool=name)

    return choose


@pytest.fixture
def short(cast, policy):
    """A pool with 100 minutes left, under a policy."""

    def make(name: str) -> None:
        append(cast.pool, Kind.RESERVE, 14300, by=cast.case_officer, at=NOW)
        policy(name)

    return make


SHORT = """
    grant   14400 14400     0 0
    reserve 14300   100 14300 0
"""


def move(
    booking: Booking, cast, *, by: timedelta = DAY, hours: float = 3, now: datetime = NOW, **more
) -> Booking:
    starts_at = booking.starts_at + by
    asked = {"meeting_place": "Simhallen", "note": "", "wished_escort": None} | more
    return change(
        booking,
        starts_at=starts_at,
        ends_at=starts_at + timedelta(hours=hours),
        by=cast.participant.user,
        now=now,
        **asked,
    )


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


def test_a_booking_is_named_by_a_random_number(cast):
    booking = cast.booking()
    assert str(booking) == f"booking {booking.public_id}"
