"""Rules return every problem, exactly. Pure: no database, and the time is given."""

from datetime import UTC, date, datetime, timedelta

import pytest

from hours.errors import Code, Problem
from hours.policy import ShortPool, State
from hours.rules import (
    Means,
    Span,
    booking_problems,
    cancel_problems,
    change_problems,
    correction_problems,
    decision_problems,
    months_granted,
    no_show_problems,
    open_problems,
    pool_problems,
    rating_problems,
    report_problems,
    span_problems,
    time_problems,
)
from hours.times import STOCKHOLM

NOW = datetime(2026, 3, 11, 8, 0, tzinfo=UTC)
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
RICH = Means(minutes_available=10_000, short_pool=ShortPool.REFUSE)
ENDS_BEFORE_START = Problem(Code.ENDS_BEFORE_START, at="ends")
STARTS_IN_PAST = Problem(Code.STARTS_IN_PAST, at="starts")
ALREADY_STARTED = Problem(Code.ALREADY_STARTED)
NOT_REPORTED = Problem(Code.NOT_REPORTED)


def span(starts_in: timedelta = DAY, length: timedelta = 3 * HOUR) -> Span:
    return Span(NOW + starts_in, NOW + starts_in + length)


def not_ended(told: Span) -> Problem:
    return Problem(Code.NOT_ENDED, at="ends", values={"ends_at": told.ends_at})


def not_open(state: State) -> Problem:
    return Problem(Code.NOT_OPEN, values={"state": state})


class TestSpan:
    def test_R36_is_kept_in_utc(self):
        local = Span(
            datetime(2026, 10, 25, 1, 30, tzinfo=STOCKHOLM), datetime(2026, 10, 25, 3, 30, tzinfo=STOCKHOLM)
        )
        assert local == Span(
            datetime(2026, 10, 24, 23, 30, tzinfo=UTC), datetime(2026, 10, 25, 2, 30, tzinfo=UTC)
        )
        assert local.minutes == 180

    def test_R36_the_doubled_hour_has_an_order(self):
        """02:30 summer time comes before 02:15 winter time, though the clock says otherwise."""
        summer = datetime(2026, 10, 25, 2, 30, tzinfo=STOCKHOLM, fold=0)
        winter = datetime(2026, 10, 25, 2, 15, tzinfo=STOCKHOLM, fold=1)
        assert summer > winter  # Python's answer for one zone, and why spans are kept in UTC
        assert Span(summer, winter).minutes == 45
        assert span_problems(Span(summer, winter)) == []

    @pytest.mark.parametrize(
        ("other", "overlaps"),
        [
            (span(), True),
            (span(DAY + HOUR, HOUR), True),
            (span(DAY - HOUR, 5 * HOUR), True),
            (span(DAY - HOUR, HOUR + MINUTE), True),
            (span(DAY + 3 * HOUR - MINUTE), True),
            (span(DAY - HOUR, HOUR), False),
            (span(DAY + 3 * HOUR), False),
            (span(2 * DAY), False),
        ],
    )
    def test_overlaps_the_end_not_included(self, other, overlaps):
        assert span().overlaps(other) is overlaps
        assert other.overlaps(span()) is overlaps


class TestSpanProblems:
    @pytest.mark.parametrize("length", [MINUTE, 3 * HOUR, DAY])
    def test_from_a_minute_to_a_day_and_a_night(self, length):
        assert span_problems(span(length=length)) == []

    @pytest.mark.parametrize("length", [timedelta(0), timedelta(seconds=59), -HOUR, -2 * DAY])
    def test_the_end_is_after_the_start(self, length):
        assert span_problems(span(length=length)) == [ENDS_BEFORE_START]

    def test_a_minute_more_than_a_day_and_a_night_is_a_slip_of_the_pen(self):
        assert span_problems(span(length=DAY + MINUTE)) == [
            Problem(Code.TOO_LONG, at="ends", values={"minutes": 1441})
        ]

    def test_R36_a_day_and_a_night_in_autumn_is_counted_truly(self):
        """From noon to noon over the night of 25 October 2026 is 25 hours."""
        noon = datetime(2026, 10, 24, 12, tzinfo=STOCKHOLM)
        assert span_problems(Span(noon, noon + DAY)) == [
            Problem(Code.TOO_LONG, at="ends", values={"minutes": 1500})
        ]


class TestTimeProblems:
    @pytest.mark.parametrize("starts_in", [timedelta(0), MINUTE, DAY, 365 * DAY])
    def test_P4_there_is_no_notice_period(self, starts_in):
        assert time_problems(span(starts_in), NOW) == []

    def test_P4_this_very_minute_is_not_past(self):
        assert time_problems(span(timedelta(0)), NOW + timedelta(seconds=59)) == []

    def test_a_minute_ago_is_past(self):
        assert time_problems(span(-MINUTE), NOW) == [STARTS_IN_PAST]

    def test_five_years_ahead_to_the_day_and_no_further(self):
        in_five_years = datetime(2031, 3, 11, 20, tzinfo=UTC)
        assert time_problems(Span(in_five_years, in_five_years + HOUR), NOW) == []
        too_far = Problem(Code.TOO_FAR_AHEAD, at="starts", values={"years": 5})
        assert time_problems(Span(in_five_years + DAY, in_five_years + DAY + HOUR), NOW) == [too_far]

    def test_every_problem_is_told_at_once(self):
        assert time_problems(span(-DAY, -HOUR), NOW) == [ENDS_BEFORE_START, STARTS_IN_PAST]


class TestPoolProblems:
    """P5: what a pool that is too small means is for the municipality to say. The visit is 180 minutes."""

    @pytest.mark.parametrize("policy", list(ShortPool))
    def test_enough_is_enough_under_every_policy(self, policy):
        assert pool_problems(span(), Means(180, policy)) == []

    def test_P5_top_up_stops_nothing(self):
        assert pool_problems(span(), Means(0, ShortPool.TOP_UP)) == []

    def test_P5_ask_tells_and_stops_nothing(self):
        assert pool_problems(span(), Means(179, ShortPool.ASK)) == [
            Problem(Code.NEEDS_CONFIRMATION, blocks=False)
        ]

    def test_P5_refuse_says_how_much_there_is(self):
        values = {"minutes": 180, "minutes_available": 179}
        assert pool_problems(span(), Means(179, ShortPool.REFUSE)) == [
            Problem(Code.POOL_TOO_SMALL, at="ends", values=values)
        ]

    @pytest.mark.parametrize("policy", list(ShortPool))
    def test_P5_uncapped_needs_no_pool(self, policy):
        assert pool_problems(span(), Means(0, policy, uncapped=True)) == []

    @pytest.mark.parametrize(("available", "missing"), [(0, 180), (100, 80), (180, 0), (500, 0)])
    def test_what_is_missing(self, available, missing):
        assert Means(available, ShortPool.TOP_UP).missing(180) == missing


class TestBookingProblems:
    def test_nothing_to_say(self):
        assert booking_problems(span(), now=NOW, means=RICH) == []

    def test_another_visit_at_the_same_time_is_told_of_and_allowed(self):
        told = Problem(Code.OVERLAPS_OWN, blocks=False, at="starts")
        others = [span(DAY + HOUR), span(DAY + 2 * HOUR)]
        assert booking_problems(span(), now=NOW, means=RICH, others=others) == [told]

    def test_another_visit_right_after_is_no_problem(self):
        assert booking_problems(span(), now=NOW, means=RICH, others=[span(DAY + 3 * HOUR)]) == []

    def test_P1_a_visit_after_the_decision_is_told_of_and_allowed(self):
        means = Means(10_000, ShortPool.REFUSE, decision_ends_on=date(2026, 3, 11))
        told = Problem(Code.AFTER_DECISION, blocks=False, values={"ends_on": date(2026, 3, 11)})
        assert booking_problems(span(), now=NOW, means=means) == [told]

    def test_the_decisions_last_day_is_included(self):
        means = Means(10_000, ShortPool.REFUSE, decision_ends_on=date(2026, 3, 12))
        assert booking_problems(span(), now=NOW, means=means) == []

    def test_all_at_once(self):
        means = Means(0, ShortPool.REFUSE, decision_ends_on=date(2026, 3, 9))
        past = span(-DAY)
        assert [problem.code for problem in booking_problems(past, now=NOW, means=means, others=[past])] == [
            Code.STARTS_IN_PAST,
            Code.POOL_TOO_SMALL,
            Code.OVERLAPS_OWN,
            Code.AFTER_DECISION,
        ]

    def test_a_visit_that_ends_before_it_starts_says_nothing_of_the_pool(self):
        means = Means(0, ShortPool.REFUSE)
        assert booking_problems(span(length=-HOUR), now=NOW, means=means) == [ENDS_BEFORE_START]


class TestOpenChangeCancel:
    @pytest.mark.parametrize("state", [State.REQUESTED, State.ASSIGNED])
    def test_an_open_booking_can_be_changed_and_cancelled(self, state):
        assert open_problems(state) == []
        assert change_problems(state, span(MINUTE), NOW) == []
        assert cancel_problems(state, span(MINUTE), NOW) == []

    @pytest.mark.parametrize("state", [State.DONE, State.NO_SHOW, State.CANCELLED])
    def test_a_closed_booking_cannot(self, state):
        assert open_problems(state) == [not_open(state)]
        assert change_problems(state, span(-DAY), NOW) == [not_open(state)]
        assert cancel_problems(state, span(-DAY), NOW) == [not_open(state)]

    @pytest.mark.parametrize("starts_in", [timedelta(0), -HOUR])
    def test_a_visit_that_has_begun_is_not_rebooked(self, starts_in):
        assert change_problems(State.REQUESTED, span(starts_in), NOW) == [ALREADY_STARTED]
        assert change_problems(State.ASSIGNED, span(starts_in), NOW) == [ALREADY_STARTED]
        assert cancel_problems(State.ASSIGNED, span(starts_in), NOW) == [ALREADY_STARTED]

    def test_a_visit_nobody_was_found_for_can_be_cancelled_at_any_time(self):
        assert cancel_problems(State.REQUESTED, span(-7 * DAY), NOW) == []


class TestReport:
    def test_a_visit_that_has_ended(self):
        assert report_problems(State.ASSIGNED, span(-3 * HOUR), NOW) == []

    def test_not_before_it_has_ended(self):
        told = span(MINUTE - 3 * HOUR)
        assert report_problems(State.ASSIGNED, told, NOW) == [not_ended(told)]

    def test_a_no_show_noted_by_mistake(self):
        assert report_problems(State.NO_SHOW, span(-3 * HOUR), NOW) == []

    @pytest.mark.parametrize("state", [State.REQUESTED, State.DONE, State.CANCELLED])
    def test_only_a_visit_that_an_escort_holds(self, state):
        assert report_problems(state, span(-DAY), NOW) == [not_open(state)]

    def test_all_at_once(self):
        assert report_problems(State.DONE, span(DAY, -HOUR), NOW) == [
            ENDS_BEFORE_START,
            not_ended(span(DAY, -HOUR)),
            not_open(State.DONE),
        ]

    def test_nobody_is_in_two_places(self):
        told = span(-5 * HOUR, 2 * HOUR)
        before, after = span(-6 * HOUR, HOUR), span(-3 * HOUR, HOUR)
        assert report_problems(State.ASSIGNED, told, NOW, others=[before, after]) == []
        into = span(-4 * HOUR, HOUR)
        overlaps = [Problem(Code.REPORT_OVERLAPS, at="starts", values={"span": into})]
        assert report_problems(State.ASSIGNED, told, NOW, others=[before, into, told]) == overlaps
        assert correction_problems(State.DONE, told, NOW, others=[into]) == overlaps


class TestCorrection:
    def test_a_report_can_be_corrected(self):
        assert correction_problems(State.DONE, span(-3 * HOUR), NOW) == []

    @pytest.mark.parametrize("state", [State.REQUESTED, State.ASSIGNED, State.NO_SHOW, State.CANCELLED])
    def test_without_a_report_there_is_nothing_to_correct(self, state):
        assert correction_problems(state, span(-DAY), NOW) == [NOT_REPORTED]

    def test_all_at_once(self):
        told = span(DAY, 2 * DAY)
        assert correction_problems(State.ASSIGNED, told, NOW, locked=True) == [
            NOT_REPORTED,
            Problem(Code.PERIOD_LOCKED),
            Problem(Code.TOO_LONG, at="ends", values={"minutes": 2880}),
            not_ended(told),
        ]

    def test_what_has_been_paid_is_not_corrected(self):
        assert correction_problems(State.DONE, span(-DAY), NOW, locked=True) == [Problem(Code.PERIOD_LOCKED)]


class TestNoShow:
    @pytest.mark.parametrize("starts_in", [timedelta(0), -DAY])
    def test_from_the_moment_the_visit_was_to_begin(self, starts_in):
        assert no_show_problems(State.ASSIGNED, span(starts_in), NOW) == []

    def test_nobody_is_missing_before(self):
        assert no_show_problems(State.ASSIGNED, span(MINUTE), NOW) == [Problem(Code.NOT_ENDED)]

    @pytest.mark.parametrize("state", [State.REQUESTED, State.NO_SHOW, State.CANCELLED])
    def test_only_where_an_escort_waited(self, state):
        assert no_show_problems(state, span(-DAY), NOW) == [not_open(state)]

    def test_a_report_that_was_a_mistake(self):
        assert no_show_problems(State.DONE, span(-DAY), NOW) == []

    def test_not_of_a_report_that_was_not_seen(self):
        (problem,) = no_show_problems(State.DONE, span(-DAY), NOW, seen=False)
        assert (problem.code, problem.values["span"]) == (Code.REPORTED_MEANWHILE, span(-DAY))

    @pytest.mark.parametrize("seen", [True, False])
    def test_not_of_what_has_been_paid(self, seen):
        paid = no_show_problems(State.DONE, span(-DAY), NOW, seen=seen, locked=True)
        assert paid == [Problem(Code.PERIOD_LOCKED)]


class TestRating:
    @pytest.mark.parametrize("state", [State.DONE, State.NO_SHOW])
    def test_once_after_the_visit(self, state):
        assert rating_problems(state, rated=False) == []
        assert rating_problems(state, rated=True) == [Problem(Code.ALREADY_RATED)]

    @pytest.mark.parametrize("state", [State.REQUESTED, State.ASSIGNED, State.CANCELLED])
    def test_not_before(self, state):
        assert rating_problems(state, rated=False) == [NOT_REPORTED]


class TestDecision:
    START = date(2026, 1, 1)

    @pytest.mark.parametrize("ends_on", [None, START, date(2026, 12, 31)])
    def test_hours_and_an_end_or_none(self, ends_on):
        assert (
            decision_problems(starts_on=self.START, ends_on=ends_on, minutes_per_month=1, uncapped=False)
            == []
        )

    def test_uncapped_needs_no_hours(self):
        assert decision_problems(starts_on=self.START, ends_on=None, minutes_per_month=0, uncapped=True) == []

    @pytest.mark.parametrize("minutes", [0, -60])
    def test_all_at_once(self, minutes):
        assert decision_problems(
            starts_on=self.START, ends_on=date(2025, 12, 31), minutes_per_month=minutes, uncapped=False
        ) == [
            Problem(Code.DECISION_ENDS_BEFORE_START, at="ends_on"),
            Problem(Code.DECISION_WITHOUT_HOURS, at="hours_per_month"),
        ]


class TestMonthsGranted:
    """A whole period at once when the decision ends, a year at a time when it does not."""

    @pytest.mark.parametrize(
        ("starts_on", "ends_on", "months"),
        [
            (date(2026, 1, 1), date(2026, 12, 31), 12),
            (date(2026, 3, 15), date(2027, 3, 14), 12),
            (date(2026, 1, 1), date(2026, 1, 1), 1),
            (date(2026, 1, 1), date(2026, 2, 1), 2),  # a month begun counts whole
            (date(2026, 1, 15), date(2026, 2, 14), 1),
            (date(2026, 1, 31), date(2026, 2, 27), 1),
            (date(2026, 1, 31), date(2026, 2, 28), 2),  # February has no 31st: its last day begins it
            (date(2028, 2, 29), date(2029, 2, 27), 12),
            (date(2028, 2, 29), date(2029, 2, 28), 13),
            (date(2026, 1, 1), date(2030, 12, 31), 60),
        ],
    )
    @pytest.mark.parametrize("today", [date(2020, 1, 1), date(2026, 6, 1), date(2050, 1, 1)])
    def test_R46_a_decision_with_an_end_is_whole_from_its_first_day(self, starts_on, ends_on, months, today):
        assert months_granted(starts_on, ends_on, today) == months

    def test_twenty_hours_a_month_for_a_year_is_240_hours(self):
        assert 20 * months_granted(date(2026, 1, 1), date(2026, 12, 31), date(2026, 1, 1)) == 240

    @pytest.mark.parametrize(
        ("starts_on", "today", "months"),
        [
            (date(2026, 3, 15), date(2025, 1, 1), 12),  # registered in advance
            (date(2026, 3, 15), date(2026, 3, 15), 12),
            (date(2026, 3, 15), date(2027, 3, 14), 12),
            (date(2026, 3, 15), date(2027, 3, 15), 24),
            (date(2026, 3, 15), date(2031, 3, 14), 60),
            (date(2028, 2, 29), date(2029, 2, 28), 12),
            (date(2028, 2, 29), date(2029, 3, 1), 24),
            (date(2028, 2, 29), date(2032, 2, 29), 60),
            (date(2025, 12, 31), date(2026, 12, 30), 12),
            (date(2025, 12, 31), date(2026, 12, 31), 24),
        ],
    )
    def test_until_further_notice_is_a_year_at_a_time(self, starts_on, today, months):
        assert months_granted(starts_on, None, today) == months

    def test_R46_what_has_been_granted_never_shrinks(self):
        days = [date(2027, 1, 1) + timedelta(days) for days in range(-800, 2000)]
        granted = [months_granted(date(2028, 2, 29), None, day) for day in days]
        assert granted == sorted(granted)
