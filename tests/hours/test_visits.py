"""What happened: report, correct, no-show, rate. Each passbook is exact, also beyond what was left."""

from datetime import timedelta

import pytest

from hours.assignments import assign
from hours.errors import Code, Refused
from hours.models import Booking, LedgerEntry, Rating
from hours.policy import Kind, State
from hours.pools import append
from hours.visits import correct, let_be, may_be_asked, no_show, rate, report
from ledsagning.people.models import Municipality
from tests.cast import NOW, TOMORROW_14, make_escort, make_participant, make_pool
from tests.hours.asking import codes
from tests.hours.passbook import assert_passbook

HOUR, MINUTE = timedelta(hours=1), timedelta(minutes=1)
AFTER = TOMORROW_14 + timedelta(days=1)


def kinds(booking: Booking) -> list[str]:
    events = booking.events.exclude(kind__in=("booked", "assigned", "accepted"))
    return list(events.order_by("pk").values_list("kind", flat=True))


def tell(action, booking: Booking, cast, *, minutes: int = 180, now=AFTER, **more) -> Booking:
    """Reports or corrects a visit that began at 14 and lasted this long."""
    ends_at = TOMORROW_14 + minutes * MINUTE
    return action(booking, starts_at=TOMORROW_14, ends_at=ends_at, by=cast.escort.user, now=now, **more)


BOOKED = """
    grant   14400 14400   0 0
    reserve   180 14220 180 0
"""
DONE = BOOKED + "use 180 14220 0 180\n"


class TestReport:
    def test_as_booked(self, cast):
        booking = tell(report, cast.accepted(), cast, expenses_ore=12_050)
        assert_passbook(cast.pool, DONE)
        booking.refresh_from_db()
        assert (booking.state, booking.minutes_reserved, booking.minutes_used) == (State.DONE, 0, 180)
        assert (booking.actual_starts_at, booking.actual_ends_at) == (TOMORROW_14, TOMORROW_14 + 3 * HOUR)
        assert (booking.expenses_ore, booking.reported_at) == (12_050, AFTER)
        assert kinds(booking) == ["reported"]

    def test_shorter_than_booked_gives_the_rest_back(self, cast):
        booking = tell(report, cast.accepted(), cast, minutes=100)
        assert_passbook(
            cast.pool,
            BOOKED
            + """use     100 14220 80 100
                 release  80 14300  0 100""",
        )
        assert (booking.minutes_reserved, booking.minutes_used) == (0, 100)
        assert kinds(booking) == ["reported_otherwise"]

    def test_longer_than_booked_takes_from_what_is_left(self, cast):
        tell(report, cast.accepted(), cast, minutes=200)
        assert_passbook(
            cast.pool,
            BOOKED
            + """reserve 20 14200 200   0
                 use    200 14200   0 200""",
        )

    def test_equally_long_at_another_time_is_reported_otherwise(self, cast):
        booking = cast.accepted()
        report(
            booking,
            starts_at=TOMORROW_14 + HOUR,
            ends_at=TOMORROW_14 + 4 * HOUR,
            by=cast.escort.user,
            now=AFTER,
        )
        assert_passbook(cast.pool, DONE)
        assert kinds(booking) == ["reported_otherwise"]

    @pytest.mark.parametrize("policy", ["top_up", "ask", "refuse"])
    def test_P5_longer_than_the_pool_is_always_recorded(self, cast, policy):
        booking = cast.accepted()
        append(cast.pool, Kind.RESERVE, 14210, by=cast.coordinator, at=NOW)
        Municipality.objects.filter(pk="1381").update(short_pool=policy)
        tell(report, booking, cast, minutes=240)
        assert_passbook(
            cast.pool,
            BOOKED
            + """reserve 14210 10 14390   0
                 top_up     50 60 14390   0
                 reserve    60  0 14450   0
                 use       240  0 14210 240""",
        )

    def test_P5_longer_than_booked_under_an_uncapped_decision_is_granted(self, cast):
        cast.pool = make_pool(
            participant=make_participant(unit=cast.unit, username="olle"), by=cast.case_officer, uncapped=True
        )
        tell(report, cast.accepted(), cast, minutes=240)
        assert_passbook(
            cast.pool,
            """grant   180 180   0   0
               reserve 180   0 180   0
               grant    60  60 180   0
               reserve  60   0 240   0
               use     240   0   0 240""",
        )

    def test_P5_a_visit_that_still_waited_for_its_top_up_is_recorded(self, cast):
        append(cast.pool, Kind.RESERVE, 14300, by=cast.coordinator, at=NOW)
        Municipality.objects.filter(pk="1381").update(short_pool="ask")
        booking = tell(report, cast.accepted(), cast)
        assert_passbook(
            cast.pool,
            """grant   14400 14400     0   0
               reserve 14300   100 14300   0
               top_up     80   180 14300   0
               reserve   180     0 14480   0
               use       180     0 14300 180""",
        )
        assert booking.awaits_top_up is False

    def test_R34_the_same_report_twice_is_one(self, cast):
        booking = cast.accepted()
        tell(report, booking, cast, expenses_ore=500)
        tell(report, booking, cast, expenses_ore=500, now=AFTER + HOUR)
        assert_passbook(cast.pool, DONE)
        assert kinds(booking) == ["reported"]

    def test_another_report_afterwards_is_a_correction(self, cast):
        booking = tell(report, cast.accepted(), cast)
        with pytest.raises(Refused) as refused:
            tell(report, booking, cast, minutes=60)
        assert codes(refused) == [Code.ALREADY_REPORTED]

    def test_a_report_says_yes_for_an_escort_who_had_not_answered(self, cast):
        booking = tell(report, cast.assigned(), cast)
        assert booking.accepted_at == AFTER

    def test_not_before_the_visit_has_ended(self, cast):
        booking = cast.accepted()
        with pytest.raises(Refused) as refused:
            tell(report, booking, cast, now=TOMORROW_14 + 3 * HOUR - MINUTE)
        assert codes(refused) == [Code.NOT_ENDED]
        assert_passbook(cast.pool, BOOKED)

    def test_not_without_an_escort(self, cast):
        with pytest.raises(Refused) as refused:
            tell(report, cast.booking(), cast)
        assert codes(refused) == [Code.NOT_OPEN]

    @pytest.mark.parametrize(("minutes", "code"), [(0, "ends_before_start"), (1441, "too_long")])
    def test_not_with_impossible_times(self, cast, minutes, code):
        with pytest.raises(Refused) as refused:
            tell(report, cast.accepted(), cast, minutes=minutes, now=AFTER + timedelta(days=2))
        assert codes(refused) == [code]


class TestCorrect:
    def test_downwards_refunds_what_was_too_much(self, cast):
        booking = tell(correct, cast.done(), cast, minutes=120)
        assert_passbook(cast.pool, DONE + "refund 60 14280 0 120")
        booking.refresh_from_db()
        assert (booking.minutes_used, booking.actual_ends_at) == (120, TOMORROW_14 + 2 * HOUR)
        assert kinds(booking) == ["reported", "corrected"]

    def test_upwards_uses_more(self, cast):
        booking = tell(correct, cast.done(), cast, minutes=240)
        assert_passbook(
            cast.pool,
            DONE
            + """reserve 60 14160 60 180
                 use     60 14160  0 240""",
        )
        assert (booking.minutes_reserved, booking.minutes_used) == (0, 240)

    def test_P5_upwards_beyond_the_pool_is_recorded(self, cast):
        booking = cast.done()
        append(cast.pool, Kind.RESERVE, 14210, by=cast.coordinator, at=NOW)
        tell(correct, booking, cast, minutes=240)
        assert_passbook(
            cast.pool,
            DONE
            + """reserve 14210 10 14210 180
                 top_up     50 60 14210 180
                 reserve    60  0 14270 180
                 use        60  0 14210 240""",
        )

    def test_of_expenses_alone_moves_no_minutes(self, cast):
        booking = tell(correct, cast.done(), cast, expenses_ore=4_500)
        assert_passbook(cast.pool, DONE)
        assert booking.expenses_ore == 4_500
        assert kinds(booking) == ["reported", "corrected"]

    def test_R34_the_same_correction_twice_is_one(self, cast):
        booking = cast.done()
        tell(correct, booking, cast, minutes=120)
        tell(correct, booking, cast, minutes=120)
        assert_passbook(cast.pool, DONE + "refund 60 14280 0 120")
        assert kinds(booking) == ["reported", "corrected"]

    def test_up_and_down_again_and_again(self, cast):
        booking = cast.done()
        for minutes in (240, 60, 180):
            tell(correct, booking, cast, minutes=minutes)
        assert_passbook(
            cast.pool,
            DONE
            + """reserve  60 14160  60 180
                 use      60 14160   0 240
                 refund  180 14340   0  60
                 reserve 120 14220 120  60
                 use     120 14220   0 180""",
        )

    def test_of_what_was_never_reported_is_told(self, cast):
        with pytest.raises(Refused) as refused:
            tell(correct, cast.accepted(), cast)
        assert codes(refused) == [Code.NOT_REPORTED]

    def test_to_a_time_that_has_not_been_is_told(self, cast):
        booking = cast.done()
        with pytest.raises(Refused) as refused:
            tell(correct, booking, cast, minutes=240, now=TOMORROW_14 + 3 * HOUR + MINUTE)
        assert codes(refused) == [Code.NOT_ENDED]


class TestNoShow:
    def test_every_minute_goes_back(self, cast):
        booking = no_show(cast.accepted(), by=cast.escort.user, now=TOMORROW_14)
        assert_passbook(cast.pool, BOOKED + "release 180 14400 0 0")
        booking.refresh_from_db()
        assert (booking.state, booking.minutes_used, booking.reported_at) == (State.NO_SHOW, 0, TOMORROW_14)
        assert kinds(booking) == ["no_show"]

    def test_R34_twice_is_once(self, cast):
        booking = no_show(cast.accepted(), by=cast.escort.user, now=TOMORROW_14)
        no_show(booking, by=cast.escort.user, now=AFTER)
        assert kinds(booking) == ["no_show"]
        assert LedgerEntry.objects.filter(booking=booking).count() == 2

    def test_noted_by_mistake_it_is_reported_all_the_same(self, cast):
        booking = no_show(cast.accepted(), by=cast.escort.user, now=TOMORROW_14)
        tell(report, booking, cast)
        assert_passbook(
            cast.pool,
            BOOKED
            + """release 180 14400   0   0
                 reserve 180 14220 180   0
                 use     180 14220   0 180""",
        )
        assert kinds(booking) == ["no_show", "reported"]

    @pytest.mark.parametrize("write", [report, no_show])
    def test_not_of_a_visit_that_has_gone_to_another_escort(self, cast, write):
        read_before = cast.accepted()
        other = make_escort(unit=cast.provider, username="olof")
        assign(read_before, other, by=cast.coordinator, now=NOW, seen_escort_id=cast.escort.pk)
        more = {} if write is no_show else {"starts_at": TOMORROW_14, "ends_at": TOMORROW_14 + 3 * HOUR}
        with pytest.raises(Refused) as refused:
            write(read_before, by=cast.escort.user, now=AFTER, **more)
        assert codes(refused) == [Code.NOT_YOURS]

    def test_not_before_the_visit_was_to_begin(self, cast):
        with pytest.raises(Refused) as refused:
            no_show(cast.accepted(), by=cast.escort.user, now=TOMORROW_14 - MINUTE)
        assert codes(refused) == [Code.NOT_ENDED]

    def test_a_report_that_was_a_mistake_is_refunded(self, cast):
        booking = tell(report, cast.accepted(), cast, minutes=200, expenses_ore=4_500)
        no_show(booking, by=cast.escort.user, now=AFTER + HOUR, seen_at=AFTER)
        assert_passbook(
            cast.pool,
            BOOKED
            + """reserve  20 14200 200   0
                 use     200 14200   0 200
                 refund  200 14400   0   0""",
        )
        booking.refresh_from_db()
        assert (booking.state, booking.minutes_used, booking.minutes_reserved) == (State.NO_SHOW, 0, 0)
        assert (booking.actual_starts_at, booking.actual_ends_at, booking.told) == (None, None, booking.span)
        assert (booking.expenses_ore, booking.reported_at) == (4_500, AFTER + HOUR)
        # What was attested by itself, being as booked, is so no longer.
        assert booking.attested_at is None
        assert kinds(booking) == ["reported_otherwise", "no_show"]

    def test_to_and_fro_within_the_month(self, cast):
        booking = cast.done()
        no_show(booking, by=cast.escort.user, now=AFTER, seen_at=booking.reported_at)
        tell(report, booking, cast, minutes=120, now=AFTER + HOUR, seen_at=AFTER)
        no_show(booking, by=cast.escort.user, now=AFTER + 2 * HOUR, seen_at=AFTER + HOUR)
        assert_passbook(
            cast.pool,
            DONE
            + """refund  180 14400   0   0
                 reserve 120 14280 120   0
                 use     120 14280   0 120
                 refund  120 14400   0   0""",
        )
        assert kinds(booking) == ["reported", "no_show", "reported_otherwise", "no_show"]

    @pytest.mark.parametrize("seen_at", [None, AFTER - MINUTE])
    def test_not_of_a_report_that_was_not_seen(self, cast, seen_at):
        booking = tell(report, cast.accepted(), cast)
        with pytest.raises(Refused) as refused:
            no_show(booking, by=cast.escort.user, now=AFTER + HOUR, seen_at=seen_at)
        assert codes(refused) == [Code.REPORTED_MEANWHILE]
        assert_passbook(cast.pool, DONE)

    def test_nor_is_a_no_show_reported_that_was_not_seen(self, cast):
        booking = tell(report, cast.accepted(), cast)
        no_show(booking, by=cast.escort.user, now=AFTER + HOUR, seen_at=AFTER)
        with pytest.raises(Refused) as refused:
            tell(report, booking, cast, minutes=60, seen_at=AFTER, now=AFTER + 2 * HOUR)
        assert codes(refused) == [Code.NO_SHOW_MEANWHILE]
        assert_passbook(cast.pool, DONE + "refund 180 14400 0 0")


class TestRate:
    def test_one_press(self, cast):
        booking = cast.done()
        rating = rate(booking, score=3, comment="Trevligt!", by=cast.participant.user, now=AFTER)
        assert (rating.booking, rating.score, rating.comment, rating.at) == (booking, 3, "Trevligt!", AFTER)
        assert str(rating) == "3"
        assert kinds(booking) == ["reported", "rated"]

    def test_a_visit_that_was_missed_can_be_rated(self, cast):
        booking = no_show(cast.accepted(), by=cast.escort.user, now=TOMORROW_14)
        assert rate(booking, score=1, by=cast.participant.user, now=AFTER).score == 1

    def test_R34_once(self, cast):
        booking = cast.done()
        rate(booking, score=3, by=cast.participant.user, now=AFTER)
        with pytest.raises(Refused) as refused:
            rate(booking, score=1, by=cast.participant.user, now=AFTER)
        assert codes(refused) == [Code.ALREADY_RATED]
        assert list(Rating.objects.values_list("score", flat=True)) == [3]

    def test_not_before_the_visit(self, cast):
        with pytest.raises(Refused) as refused:
            rate(cast.accepted(), score=3, by=cast.participant.user, now=NOW)
        assert codes(refused) == [Code.NOT_REPORTED]


class TestLetBe:
    def test_it_is_never_asked_again(self, cast):
        booking = cast.done()
        assert may_be_asked(booking)
        assert not may_be_asked(let_be(booking, now=AFTER))

    def test_not_before_the_visit(self, cast):
        booking = cast.accepted()
        assert not may_be_asked(booking)
        with pytest.raises(Refused) as refused:
            let_be(booking, now=NOW)
        assert codes(refused) == [Code.NOT_REPORTED]

    def test_one_that_was_missed_is_not_asked_about(self, cast):
        assert not may_be_asked(no_show(cast.accepted(), by=cast.escort.user, now=TOMORROW_14))
