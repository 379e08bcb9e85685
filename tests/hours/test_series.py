"""Series: made from a visit, booked to the horizon, extended once, ended, with days off. Exact days.

Berit's visit is Thursday 12 March 2026, 14–17; the horizon at NOW is Wednesday 3 June.
"""

import uuid
from datetime import UTC, date, datetime, time, timedelta

import pytest

from hours import series as series_module
from hours.bookings import cancel
from hours.errors import Code, Refused
from hours.ledger import first_wrong_line
from hours.models import Booking, DayOff, Event, Series
from hours.policy import Frequency, State
from hours.pools import balance, lines
from hours.series import (
    coming,
    end_series,
    extend_series,
    foreseen,
    lacking,
    not_booked,
    start_series,
)
from hours.series_rules import LAST, occurrence
from tests.cast import NOW, TOMORROW_14
from tests.hours.asking import codes, move

DAY = timedelta(days=1)
THURSDAYS = [date(2026, 3, 12) + 7 * n * DAY for n in range(12)]  # 12 March to 28 May
ASCENSION = date(2026, 5, 14)


def start(cast, booking=None, **more):
    asked = {"key": uuid.uuid4(), "frequency": Frequency.WEEKLY, "by": cast.participant.user, "now": NOW}
    return start_series(booking or cast.booking(), **(asked | more))


def days_of(series, **filters) -> list[date]:
    found = Booking.objects.filter(series=series, state="requested", **filters).order_by("starts_at")
    return list(found.values_list("series_day", flat=True))


class TestStart:
    def test_every_week_to_the_horizon_each_with_its_own_line(self, cast):
        outcome = start(cast)
        assert days_of(outcome.series) == THURSDAYS
        assert len(outcome.booked) == 11
        assert outcome.left_out == []
        assert balance(cast.pool).reserved == 12 * 180
        reserves = [line for line in lines(cast.pool) if line.kind == "reserve"]
        assert [line.minutes for line in reserves] == [180] * 12
        assert first_wrong_line(lines(cast.pool)) is None

    def test_each_visit_is_like_the_first_on_the_clock_of_its_day(self, cast):
        first = cast.booking(note="Jag har ledarhund.", wished_escort=cast.escort, wishes_known=True)
        for visit in start(cast, first).booked:
            assert (visit.meeting_place, visit.note) == ("Simhallen", "Jag har ledarhund.")
            assert (visit.wished_escort, visit.wishes_known) == (cast.escort, True)
            assert (visit.span.minutes, visit.booked_by) == (180, cast.participant.user)
        starts = list(Booking.objects.values_list("starts_at", flat=True))
        assert starts[2] == datetime(2026, 3, 26, 13, 0, tzinfo=UTC)  # winter time
        assert starts[3] == datetime(2026, 4, 2, 12, 0, tzinfo=UTC)  # summer time

    def test_what_is_kept_of_the_series(self, cast):
        series = start(cast, last_day=date(2026, 12, 31)).series
        series.refresh_from_db()
        assert (series.first_day, series.last_day) == (date(2026, 3, 12), date(2026, 12, 31))
        assert (series.starts, series.minutes) == (time(14, 0), 180)
        assert series.booked_through == date(2026, 6, 3)
        assert (series.frequency, series.week_of_month, series.by_phone) == ("weekly", None, False)

    @pytest.mark.parametrize(
        ("more", "expected"),
        [
            ({"frequency": Frequency.BIWEEKLY}, THURSDAYS[::2]),
            (
                {"frequency": Frequency.MONTHLY},
                [date(2026, 3, 12), date(2026, 4, 9), date(2026, 5, 14)],
            ),
            ({"last_day": date(2026, 3, 26)}, THURSDAYS[:3]),
            ({"days_off": [ASCENSION]}, [day for day in THURSDAYS if day != ASCENSION]),
        ],
    )
    def test_the_days(self, cast, more, expected):
        assert days_of(start(cast, **more).series) == expected

    @pytest.mark.parametrize(
        ("week", "second_month"),
        [(4, date(2026, 4, 23)), (LAST, date(2026, 4, 30)), (None, date(2026, 4, 30))],
    )
    def test_the_fourth_that_is_the_last_may_be_said_to_be_either(self, cast, week, second_month):
        now = datetime(2026, 2, 10, tzinfo=UTC)
        first = cast.booking(starts_at=datetime(2026, 2, 26, 13, tzinfo=UTC), now=now)
        series = start(cast, first, frequency=Frequency.MONTHLY, week=week, now=now).series
        assert series.week_of_month == (week or LAST)
        assert days_of(series) == [date(2026, 2, 26), date(2026, 3, 26), second_month]

    def test_a_first_visit_beyond_the_horizon_waits_for_time_to_pass(self, cast):
        first = cast.booking(starts_at=datetime(2026, 9, 3, 12, tzinfo=UTC))
        series = start(cast, first).series
        assert days_of(series) == [date(2026, 9, 3)]
        assert extend_series(series, now=datetime(2026, 6, 18, tzinfo=UTC)).booked[0].series_day == date(
            2026, 9, 10
        )

    def test_the_phone_call_is_counted_once(self, cast):
        first = cast.booking(by_phone=True)
        series = start(cast, first, by=cast.coordinator, by_phone=True).series
        assert series.by_phone
        assert Event.objects.filter(kind="phone_booked").count() == 1
        assert Event.objects.filter(kind="booked").count() == 11

    def test_R34_the_same_key_again_is_the_same_series(self, cast):
        booking, key = cast.booking(), uuid.uuid4()
        first, second = start(cast, booking, key=key), start(cast, booking, key=key)
        assert first.series == second.series
        assert Booking.objects.count() == 12
        assert len(second.booked) == 12

    def test_R34_the_same_key_with_other_content(self, cast):
        booking, key = cast.booking(), uuid.uuid4()
        start(cast, booking, key=key)
        with pytest.raises(Refused) as refused:
            start(cast, booking, key=key, frequency=Frequency.BIWEEKLY)
        assert codes(refused) == [Code.KEY_REUSED]

    def test_a_visit_is_in_one_series(self, cast):
        booking = cast.booking()
        start(cast, booking)
        with pytest.raises(Refused) as refused:
            start(cast, booking)
        assert codes(refused) == [Code.ALREADY_IN_SERIES]

    def test_a_cancelled_visit_does_not_come_back(self, cast):
        booking = cancel(cast.booking(), by=cast.participant.user, now=NOW)
        with pytest.raises(Refused) as refused:
            start(cast, booking)
        assert codes(refused) == [Code.NOT_OPEN]
        assert not Series.objects.exists()

    def test_nor_one_that_has_begun(self, cast):
        with pytest.raises(Refused) as refused:
            start(cast, now=TOMORROW_14)
        assert codes(refused) == [Code.ALREADY_STARTED]

    def test_all_problems_are_told_and_nothing_is_stored(self, cast):
        with pytest.raises(Refused) as refused:
            start(cast, last_day=date(2026, 3, 13), days_off=[date(2026, 3, 14)])
        assert codes(refused) == [Code.SERIES_ONLY_ONCE, Code.DAY_NOT_IN_SERIES]
        assert (Series.objects.count(), DayOff.objects.count(), Booking.objects.count()) == (0, 0, 1)

    def test_after_the_decisions_last_day_it_goes_on_and_that_is_told(self, cast):
        first = cast.booking(starts_at=datetime(2026, 12, 17, 13, tzinfo=UTC))
        now = datetime(2026, 12, 1, tzinfo=UTC)
        wanted = [occurrence(date(2027, 1, 7), time(14), 180)]
        assert [found.code for found in foreseen(cast.pool, wanted, now=now)[0].problems] == [
            Code.AFTER_DECISION
        ]
        assert date(2027, 1, 7) in days_of(start(cast, first, now=now).series)

    def test_R36_on_springs_night_it_begins_at_three(self, cast):
        first = cast.booking(starts_at=datetime(2026, 3, 22, 1, 30, tzinfo=UTC), hours=2)
        visit = start(cast, first).booked[0]
        assert visit.starts_at == datetime(2026, 3, 29, 1, 0, tzinfo=UTC)
        assert visit.span.minutes == 120


class TestP5ShortPool:
    """100 minutes are left before the first visit of an hour."""

    def first(self, cast):
        return cast.booking(hours=1)

    def test_P5_top_up_books_all_of_them(self, cast, short):
        short("top_up")
        outcome = start(cast, self.first(cast))
        assert (len(outcome.booked), outcome.left_out) == (11, [])
        assert balance(cast.pool).available == 0

    def test_P5_ask_books_all_and_a_coordinator_confirms_each(self, cast, short):
        short("ask")
        outcome = start(cast, self.first(cast))
        assert [visit.awaits_top_up for visit in outcome.booked] == [True] * 11

    def test_P5_refuse_books_those_that_fit_and_says_which_do_not(self, cast, short):
        short("refuse")
        first = cast.booking(hours=0.5)
        outcome = start(cast, first)
        assert [visit.series_day for visit in outcome.booked] == THURSDAYS[1:3]
        assert [each.day for each in outcome.left_out] == THURSDAYS[3:]
        assert {problem.code for each in outcome.left_out for problem in each.problems} == {
            Code.POOL_TOO_SMALL
        }
        assert [each.day for each in not_booked(outcome.series, NOW)] == THURSDAYS[3:]

    def test_P5_what_was_foreseen_is_what_happens(self, cast, short):
        short("refuse")
        first = cast.booking(hours=0.5)
        wanted = [occurrence(day, time(14), 30) for day in THURSDAYS[1:]]
        stopped = [
            each.day
            for each in foreseen(cast.pool, wanted, now=NOW)
            if any(problem.blocks for problem in each.problems)
        ]
        assert stopped == [each.day for each in start(cast, first).left_out]

    def test_P5_left_out_days_are_booked_when_there_are_hours(self, cast, short, policy):
        short("refuse")
        series = start(cast, self.first(cast)).series
        assert extend_series(series, now=NOW).booked == []
        policy("top_up")
        assert [visit.series_day for visit in extend_series(series, now=NOW).booked] == THURSDAYS[1:]


class TestExtend:
    def test_a_second_run_books_nothing(self, cast):
        series = start(cast).series
        before = lines(cast.pool)
        assert extend_series(series, now=NOW).booked == []
        assert lines(cast.pool) == before

    def test_as_days_pass_the_horizon_rolls_on(self, cast):
        series = start(cast).series
        assert extend_series(series, now=NOW).booked == []
        (visit,) = extend_series(series, now=NOW + DAY).booked
        assert visit.series_day == date(2026, 6, 4)
        assert extend_series(series, now=NOW + DAY).booked == []
        series.refresh_from_db()
        assert series.booked_through == date(2026, 6, 4)

    def test_in_steps_is_the_same_as_at_once(self, cast):
        series = start(cast).series
        for days in range(1, 60, 13):
            extend_series(series, now=NOW + days * DAY)
        extend_series(series, now=NOW + 60 * DAY)
        assert days_of(series) == [date(2026, 3, 12) + 7 * n * DAY for n in range(21)]

    def test_after_a_pause_no_day_of_the_past_is_booked(self, cast):
        series = start(cast).series
        later = NOW + 200 * DAY
        booked = extend_series(series, now=later).booked
        assert booked[0].starts_at > later
        assert {visit.series_day.weekday() for visit in booked} == {3}

    def test_a_visit_cancelled_on_its_own_is_not_booked_again(self, cast):
        outcome = start(cast)
        cancel(outcome.booked[0], by=cast.participant.user, now=NOW)
        assert extend_series(outcome.series, now=NOW).booked == []
        assert not_booked(outcome.series, NOW) == []

    def test_the_negative_control_without_its_day_it_would_be(self, cast):
        outcome = start(cast)
        visit = cancel(outcome.booked[0], by=cast.participant.user, now=NOW)
        Booking.objects.filter(pk=visit.pk).update(series_day=None)
        assert [each.series_day for each in extend_series(outcome.series, now=NOW).booked] == [THURSDAYS[1]]

    def test_a_moved_visit_keeps_its_day(self, cast):
        outcome = start(cast)
        move(outcome.booked[0], cast)
        assert extend_series(outcome.series, now=NOW).booked == []

    def test_never_past_its_last_day(self, cast):
        series = start(cast, last_day=date(2026, 6, 4)).series
        assert len(extend_series(series, now=NOW + 90 * DAY).booked) == 0
        assert extend_series(series, now=NOW + DAY).booked[0].series_day == date(2026, 6, 4)

    def test_it_says_who_made_the_series(self, cast):
        series = start(cast, by=cast.representative.user).series
        assert extend_series(series, now=NOW + DAY).booked[0].booked_by == cast.representative.user


class TestEnd:
    def test_all_coming(self, cast):
        series = start(cast).series
        assert len(end_series(series, by=cast.participant.user, now=NOW)) == 12
        series.refresh_from_db()
        assert series.ended_at == NOW
        assert balance(cast.pool).available == 14400
        assert extend_series(series, now=NOW + 90 * DAY).booked == []

    def test_twice_is_once(self, cast):
        series = start(cast).series
        end_series(series, by=cast.participant.user, now=NOW)
        assert end_series(series, by=cast.participant.user, now=NOW + DAY) == []
        series.refresh_from_db()
        assert series.ended_at == NOW

    def test_from_a_day_on(self, cast):
        series = start(cast).series
        end_series(series, by=cast.participant.user, now=NOW, from_day=THURSDAYS[3])
        series.refresh_from_db()
        assert days_of(series) == THURSDAYS[:3]
        assert (series.last_day, series.ended_at) == (date(2026, 4, 1), None)
        assert extend_series(series, now=NOW + 30 * DAY).booked == []

    def test_a_visit_that_has_begun_or_been_stays(self, cast):
        series = start(cast).series
        end_series(series, by=cast.participant.user, now=TOMORROW_14)
        assert days_of(series) == THURSDAYS[:1]

    def test_a_moved_visit_goes_too(self, cast):
        outcome = start(cast)
        moved = move(outcome.booked[0], cast)
        end_series(outcome.series, by=cast.participant.user, now=NOW)
        moved.refresh_from_db()
        assert moved.state == State.CANCELLED


def test_nothing_half_done_when_it_breaks_in_the_middle(cast, monkeypatch):
    """All or nothing: a failure at the fifth visit leaves the first as it was, and no series."""
    booking, made = cast.booking(), []

    def broken(*args, **more):
        if len(made) == 4:
            raise RuntimeError("power cut")
        made.append(args)
        return real(*args, **more)

    real = series_module.book
    monkeypatch.setattr(series_module, "book", broken)
    with pytest.raises(RuntimeError):
        start(cast, booking)
    booking.refresh_from_db()
    assert (Series.objects.count(), Booking.objects.count(), booking.series) == (0, 1, None)
    assert balance(cast.pool).reserved == 180


def test_what_is_coming_and_lacking(cast):
    series = start(cast).series
    assert coming(series, TOMORROW_14).count() == 11
    assert coming(series, NOW, from_day=THURSDAYS[10]).count() == 2
    assert [each.day for each in lacking(series, NOW, date(2026, 6, 11))] == [
        date(2026, 6, 4),
        date(2026, 6, 11),
    ]
