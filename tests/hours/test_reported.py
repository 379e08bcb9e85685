"""Reports that come twice, late, or beside each other: one holds, and the other is told (R31, R34)."""

import uuid
from datetime import date, timedelta

import pytest

from hours.assignments import assign
from hours.bookings import cancel
from hours.errors import Code, Refused
from hours.models import Booking, PayPeriod, SentReport
from hours.pools import balance
from hours.visits import correct, no_show, report
from tests.cast import NOW, TOMORROW_14, make_escort
from tests.hours.asking import codes
from tests.hours.test_visits import AFTER, HOUR, MINUTE, kinds, tell

FIRST, SECOND, THIRD = (uuid.UUID(int=number) for number in (1, 2, 3))


def refused(action, booking: Booking, cast, **more) -> list[Code]:
    with pytest.raises(Refused) as met:
        tell(action, booking, cast, **more)
    return codes(met)


def used(booking: Booking) -> int:
    booking.refresh_from_db()
    return booking.minutes_used


class TestKey:
    def test_R34_a_report_sent_again_with_its_key_is_one(self, cast):
        booking = cast.accepted()
        for _sending in range(3):
            tell(report, booking, cast, minutes=120, key=FIRST)
        assert (used(booking), kinds(booking)) == (120, ["reported_otherwise"])
        assert SentReport.objects.count() == 1

    def test_R34_a_late_retry_does_not_undo_a_correction(self, cast):
        booking = tell(report, cast.accepted(), cast, minutes=120, key=FIRST)
        tell(correct, booking, cast, minutes=150, key=SECOND, seen_at=booking.reported_at)
        for write in (report, correct):
            tell(write, booking, cast, minutes=120, key=FIRST)
        assert used(booking) == 150
        assert kinds(booking) == ["reported_otherwise", "corrected"]

    def test_R34_without_the_key_it_would(self, cast):
        """The negative control: what the keys are kept for."""
        booking = tell(report, cast.accepted(), cast, minutes=120, key=FIRST)
        tell(correct, booking, cast, minutes=150, key=SECOND)
        SentReport.objects.all().delete()
        tell(correct, booking, cast, minutes=120, key=FIRST)
        assert used(booking) == 120

    @pytest.mark.parametrize("write", [report, correct])
    def test_R34_the_key_with_other_content_is_told(self, cast, write):
        booking = tell(report, cast.accepted(), cast, key=FIRST)
        assert refused(write, booking, cast, minutes=120, key=FIRST) == [Code.REPORT_KEY_REUSED]
        assert refused(write, booking, cast, expenses_ore=100, key=FIRST) == [Code.REPORT_KEY_REUSED]
        assert used(booking) == 180

    def test_R34_the_key_of_another_visit_is_told(self, cast):
        other = cast.accepted(starts_at=TOMORROW_14 - 5 * HOUR)
        tell(report, cast.accepted(), cast, key=FIRST)
        assert refused(report, other, cast, key=FIRST) == [Code.REPORT_KEY_REUSED]

    def test_a_refused_report_has_not_used_its_key(self, cast):
        booking = cast.accepted()
        assert refused(report, booking, cast, minutes=0, key=FIRST) == [Code.ENDS_BEFORE_START]
        tell(report, booking, cast, key=FIRST)
        assert used(booking) == 180

    def test_the_same_from_two_hands_is_one_and_both_keys_are_known(self, cast):
        booking = tell(report, cast.accepted(), cast, key=FIRST)
        tell(report, booking, cast, key=SECOND)
        tell(correct, booking, cast, minutes=60, key=THIRD)
        tell(report, booking, cast, key=SECOND)
        assert (used(booking), kinds(booking)) == (60, ["reported", "corrected"])

    def test_R34_a_late_retry_does_not_undo_a_no_show(self, cast):
        booking = tell(report, cast.accepted(), cast, key=FIRST)
        no_show(booking, by=cast.escort.user, now=AFTER + HOUR, seen_at=AFTER)
        for write in (report, correct):
            tell(write, booking, cast, key=FIRST, now=AFTER + 2 * HOUR)
        assert (used(booking), kinds(booking)) == (0, ["reported", "no_show"])


class TestTwoHands:
    def test_the_second_first_report_is_told_of_the_first(self, cast):
        booking = tell(report, cast.accepted(), cast, minutes=120, key=FIRST)
        assert refused(report, booking, cast, key=SECOND) == [Code.ALREADY_REPORTED]
        assert used(booking) == 120

    def test_the_second_correction_is_told_of_the_first(self, cast):
        booking = tell(report, cast.accepted(), cast)
        seen_at = booking.reported_at
        tell(correct, booking, cast, minutes=120, seen_at=seen_at, now=AFTER + MINUTE)
        assert refused(correct, booking, cast, minutes=60, seen_at=seen_at) == [Code.REPORT_CHANGED]
        assert used(booking) == 120

    def test_a_visit_given_to_another_and_reported_is_not_corrected_by_the_first(self, cast):
        read_before = cast.accepted()
        tor = make_escort(unit=cast.provider, username="tor")
        booking = assign(read_before, tor, by=cast.coordinator, now=NOW, seen_escort_id=cast.escort.pk)
        tell(report, booking, cast)
        assert refused(correct, read_before, cast, minutes=60) == [Code.NOT_YOURS]

    @pytest.mark.parametrize("write", [report, correct])
    def test_a_cancelled_visit_says_when(self, cast, write):
        booking = cast.accepted()
        cancel(booking, by=cast.participant.user, now=NOW + HOUR)
        with pytest.raises(Refused) as met:
            tell(write, booking, cast)
        assert codes(met) == [Code.VISIT_CANCELLED]
        assert met.value.problems[0].values == {"at": NOW + HOUR}


class TestOverlap:
    @pytest.fixture
    def next_visit(self, cast):
        """Elsa's visit at 17–19, just after the one at 14–17."""
        return cast.accepted(starts_at=TOMORROW_14 + 3 * HOUR, hours=2)

    def test_R31_a_report_into_another_reported_visit_is_told(self, cast, next_visit):
        tell(report, cast.accepted(), cast, minutes=200)
        with pytest.raises(Refused) as met:
            report(
                next_visit,
                starts_at=next_visit.starts_at,
                ends_at=next_visit.ends_at,
                by=cast.escort.user,
                now=AFTER,
            )
        (problem,) = met.value.problems
        assert (problem.code, problem.at) == (Code.REPORT_OVERLAPS, "starts")
        assert problem.values["span"].minutes == 200
        assert balance(cast.pool).used == 200

    def test_R31_and_so_is_a_correction(self, cast, next_visit):
        booking = cast.done()
        times = {"starts_at": next_visit.starts_at, "ends_at": next_visit.ends_at}
        report(next_visit, by=cast.escort.user, now=AFTER, **times)
        assert refused(correct, booking, cast, minutes=181) == [Code.REPORT_OVERLAPS]
        tell(correct, booking, cast, minutes=179)

    def test_a_visit_that_is_only_promised_may_be_run_into(self, cast, next_visit):
        booking = tell(report, cast.accepted(), cast, minutes=200)
        assert used(booking) == 200

    def test_nor_is_another_escorts_visit_in_the_way(self, cast):
        tell(report, cast.accepted(), cast)
        tor = make_escort(unit=cast.provider, username="tor")
        together = assign(cast.booking(), tor, by=cast.coordinator, now=NOW)
        tell(report, together, cast)
        assert used(together) == 180


class TestPaid:
    @pytest.fixture
    def month(self, cast):
        return PayPeriod.objects.create(
            provider=cast.provider, month=date(2026, 3, 1), locked_at=NOW, locked_by=cast.coordinator
        )

    def test_what_is_paid_is_not_corrected(self, cast, month):
        booking = cast.done()
        Booking.objects.update(paid_in=month)
        assert refused(correct, booking, cast, minutes=60) == [Code.PERIOD_LOCKED]
        assert used(booking) == 180
        assert tell(correct, booking, cast) == booking  # the same once more changes nothing

    def test_nor_becomes_a_no_show(self, cast, month):
        booking = cast.done()
        Booking.objects.update(paid_in=month)
        with pytest.raises(Refused) as met:
            no_show(booking, by=cast.escort.user, now=AFTER, seen_at=booking.reported_at)
        assert codes(met) == [Code.PERIOD_LOCKED]
        assert used(booking) == 180

    def test_nor_a_no_show_a_visit(self, cast, month):
        booking = no_show(cast.accepted(), by=cast.escort.user, now=AFTER)
        Booking.objects.update(paid_in=month)
        assert refused(report, booking, cast) == [Code.PERIOD_LOCKED]
        assert used(booking) == 0

    def test_a_first_report_is_always_received(self, cast, month):
        booking = tell(report, cast.accepted(), cast, now=AFTER + timedelta(days=50))
        assert used(booking) == 180
