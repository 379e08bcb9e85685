"""A series made shorter and longer, and its days off: taken, and taken back. Days as in test_series.py."""

from datetime import date

import pytest

from hours.bookings import cancel
from hours.errors import Code, Refused
from hours.models import DayOff
from hours.policy import State
from hours.pools import balance
from hours.series import end_series, extend_series, set_last_day, take_back, take_days_off
from tests.cast import NOW
from tests.hours.asking import codes, move
from tests.hours.test_series import ASCENSION, DAY, THURSDAYS, days_of, start


class TestLastDay:
    def test_shorter_cancels_and_longer_books_again(self, cast):
        series = start(cast).series
        by = cast.participant.user
        set_last_day(series, date(2026, 3, 26), by=by, now=NOW)
        assert days_of(series) == THURSDAYS[:3]
        assert balance(cast.pool).reserved == 3 * 180
        outcome = set_last_day(series, None, by=by, now=NOW)
        assert [visit.series_day for visit in outcome.booked] == THURSDAYS[3:]
        assert days_of(series) == THURSDAYS

    def test_what_was_cancelled_on_its_own_stays_so(self, cast):
        outcome = start(cast, last_day=date(2026, 3, 26))
        cancel(outcome.booked[0], by=cast.participant.user, now=NOW)
        set_last_day(outcome.series, date(2026, 4, 2), by=cast.participant.user, now=NOW)
        assert days_of(outcome.series) == [THURSDAYS[0], *THURSDAYS[2:4]]

    def test_an_ended_one_stays_ended(self, cast):
        series = start(cast).series
        end_series(series, by=cast.participant.user, now=NOW)
        with pytest.raises(Refused) as refused:
            set_last_day(series, None, by=cast.participant.user, now=NOW)
        assert codes(refused) == [Code.SERIES_ENDED]

    def test_an_end_before_it_comes_back(self, cast):
        with pytest.raises(Refused) as refused:
            set_last_day(start(cast).series, date(2026, 3, 13), by=cast.participant.user, now=NOW)
        assert codes(refused) == [Code.SERIES_ONLY_ONCE]


class TestDaysOff:
    def test_a_day_off_cancels_its_visit_and_is_not_booked(self, cast):
        series = start(cast).series
        (cancelled,) = take_days_off(series, [ASCENSION], by=cast.participant.user, now=NOW)
        assert (cancelled.state, days_of(series)) == (
            State.CANCELLED,
            [d for d in THURSDAYS if d != ASCENSION],
        )
        assert extend_series(series, now=NOW).booked == []

    def test_taken_back_it_is_booked_again(self, cast):
        series = start(cast, days_off=[ASCENSION]).series
        (visit,) = take_back(series, ASCENSION, by=cast.participant.user, now=NOW).booked
        assert visit.series_day == ASCENSION
        assert days_of(series) == THURSDAYS
        assert take_back(series, ASCENSION, by=cast.participant.user, now=NOW).booked == []

    def test_off_and_back_again_is_as_before(self, cast):
        series = start(cast).series
        take_days_off(series, [ASCENSION], by=cast.participant.user, now=NOW)
        take_back(series, ASCENSION, by=cast.participant.user, now=NOW)
        assert days_of(series) == THURSDAYS
        assert balance(cast.pool).reserved == 12 * 180

    def test_twice_is_once(self, cast):
        series = start(cast).series
        for _ in range(2):
            take_days_off(series, [ASCENSION], by=cast.participant.user, now=NOW)
        assert DayOff.objects.count() == 1

    def test_a_later_one_than_the_horizon_is_remembered(self, cast):
        series = start(cast).series
        take_days_off(series, [date(2026, 6, 4)], by=cast.participant.user, now=NOW)
        assert extend_series(series, now=NOW + DAY).booked == []

    def test_a_visit_moved_from_that_day_stays(self, cast):
        series = start(cast).series
        moved = move(series.bookings.get(series_day=ASCENSION), cast)
        assert take_days_off(series, [ASCENSION], by=cast.participant.user, now=NOW) == []
        moved.refresh_from_db()
        assert moved.state == State.REQUESTED

    @pytest.mark.parametrize("day", [date(2026, 3, 12), date(2026, 5, 15)])
    def test_a_day_that_the_series_does_not_have(self, cast, day):
        with pytest.raises(Refused) as refused:
            take_days_off(start(cast).series, [day], by=cast.participant.user, now=NOW)
        assert codes(refused) == [Code.DAY_NOT_IN_SERIES]
        assert not DayOff.objects.exists()
