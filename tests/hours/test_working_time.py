"""Working time by literal weeks, and as a property against the minute-by-minute checker.

Source of the rules: arbetstidslagen (1982:673) 13 and 14 §§. March 2026: the 9th is a Monday, and the clock
goes forward on Sunday the 29th; it goes back on Sunday 25 October.
"""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hours.rules import Span
from hours.times import STOCKHOLM, instants
from hours.working_time import (
    Break,
    WorkRule,
    breaks,
    breaks_of_adding,
    longest_rest,
    round_visit,
    stretches,
    week_of,
)
from tests.hours import week_checker

DAILY, WEEKLY, HOURS = WorkRule
HOUR = timedelta(hours=1)


def at(said: str) -> datetime:
    """ "9 08.00" of March 2026, Swedish clock; "10-25 08.00" of another month."""
    day, clock = said.split()
    month, _, of_month = day.rpartition("-")
    hour, minute = clock.split(".")
    return instants(date(2026, int(month or 3), int(of_month)), time(int(hour), int(minute)))[0]


def span(said: str) -> Span:
    """ "9 08.00–9 12.00"."""
    starts, ends = said.split("–")
    return Span(at(starts), at(ends))


def spans(said: str) -> list[Span]:
    return [span(each.strip()) for each in said.split(",") if each.strip()]


def every_day(days: str, hours: str = "{0} 09.00–{0} 12.00") -> str:
    return ", ".join(hours.format(day) for day in days.split())


# Monday to Monday. Without the last, Sunday noon is where the first week's rest begins.
EIGHT_DAYS = "9 10 11 12 13 14 15 16"


@pytest.mark.parametrize(
    ("work", "stretch"),
    [
        ("9 08.00–9 21.00", None),
        # One visit alone may be longer, and nothing else is near it.
        ("9 08.00–9 21.01", None),
        ("9 08.00–10 08.00, 10 19.00–10 20.00", None),
        ("9 08.00–10 08.00, 10 18.59–10 20.00", "9 08.00–10 20.00"),
        ("9 08.00–9 10.00, 9 19.00–9 21.00", None),
        ("9 08.00–9 10.00, 9 19.00–9 21.01", "9 08.00–9 21.01"),
        # Eleven hours free between them: two stretches of work.
        ("9 08.00–9 10.00, 9 21.00–10 03.00", None),
        # A minute less, and they are one of nineteen hours.
        ("9 08.00–9 10.00, 9 20.59–10 03.00", "9 08.00–10 03.00"),
        ("9 18.00–9 23.00, 10 10.00–10 18.00", None),
        ("9 18.00–9 23.00, 10 09.59–10 18.00", "9 18.00–10 18.00"),
        # The spring night is an hour short: 22–09 is ten hours.
        ("27 18.00–27 22.00, 28 09.00–28 12.00", None),
        ("28 18.00–28 22.00, 29 09.00–29 12.00", "28 18.00–29 12.00"),
        # The autumn night an hour long: 23–09 is eleven hours, and 18–06 thirteen.
        ("10-24 18.00–10-24 23.00, 10-25 09.00–10-25 12.00", None),
        ("10-24 18.00–10-25 06.00", None),
        ("10-24 18.00–10-25 06.00, 10-25 06.00–10-25 06.01", "10-24 18.00–10-25 06.01"),
    ],
)
def test_thirteen_paragraph_daily_rest(work, stretch):
    expected = [Break(DAILY, span(stretch), span(stretch).minutes)] if stretch else []
    assert [found for found in breaks(spans(work)) if found.rule == DAILY] == expected


@pytest.mark.parametrize(
    ("work", "rest_minutes"),
    [
        (every_day(EIGHT_DAYS), 21 * 60),
        (every_day("9 10 11 12 13 14 15"), None),
        (every_day("9 10 11 12 13 14"), None),  # from Saturday noon
        (every_day("9 10 11 12 13 15"), None),  # from Friday noon to Sunday 09: 45 hours
        (every_day("9 10 11 12 13 15 16", "{0} 07.00–{0} 19.00"), None),  # 36 hours exactly
        (every_day("9 10 11 12 13 15 16", "{0} 06.59–{0} 19.00"), 36 * 60 - 1),
        # The rest begins on Sunday and ends next week: it is this week's all the same.
        (every_day("9 10 11 12 13 14") + ", 15 08.00–15 12.00, 17 00.00–17 02.00", None),
        (every_day("9 10 11 12 13 14") + ", 15 08.00–15 12.01, 17 00.00–17 02.00", 36 * 60 - 1),
        # A rest that began last week counts from Monday 00.00, not from Sunday.
        ("8 09.00–8 12.00, 10 12.00–10 15.00, " + every_day("11 12 13 14 15 16"), None),
        ("8 09.00–8 12.00, 10 11.59–10 15.00, " + every_day("11 12 13 14 15 16"), 36 * 60 - 1),
        # The spring week: Friday 20.00 to Sunday 08.00 is thirty-five hours.
        (every_day("23 24 25 26") + ", 27 17.00–27 20.00, 29 08.00–29 09.00, 30 08.00–30 09.00", 35 * 60),
        (every_day("16 17 18 19") + ", 20 17.00–20 20.00, 22 08.00–22 09.00, 23 08.00–23 09.00", None),
    ],
)
def test_fourteen_paragraph_weekly_rest(work, rest_minutes):
    found = [each for each in breaks(spans(work)) if each.rule == WEEKLY]
    assert [each.minutes for each in found] == ([rest_minutes] if rest_minutes else [])


def test_the_week_that_has_no_rest_is_named():
    assert breaks(spans(every_day(EIGHT_DAYS))) == [Break(WEEKLY, span("9 00.00–16 00.00"), 21 * 60)]


def test_one_rest_over_the_weekend_is_not_two_weeks_rest():
    """Free from Sunday 18 to Tuesday 08, 38 hours: the first week's rest, and not the second's too."""
    second = every_day("18 19 20 21 22") + ", 17 08.00–17 12.00, 23 08.00–23 12.00"
    work = every_day("9 10 11 12 13 14") + ", 15 14.00–15 18.00, " + second
    assert [found.where for found in breaks(spans(work))] == [span("16 00.00–23 00.00")]


@pytest.mark.parametrize(
    ("agreed", "expected"),
    [(None, []), (360, []), (359, [Break(HOURS, span("9 00.00–16 00.00"), 360)])],
)
def test_agreed_minutes_are_those_of_visits_that_begin_in_the_week(agreed, expected):
    """Sunday night's visit is the first week's whole, and next Monday's is not."""
    work = spans("9 09.00–9 12.00, 15 22.00–16 01.00, 16 20.00–16 22.00")
    assert breaks(work, agreed) == expected


def test_no_work_breaks_nothing():
    assert breaks([]) == []
    assert breaks_of_adding(span("9 08.00–9 10.00"), []) == []


@pytest.mark.parametrize(
    ("visit", "others", "agreed", "rules"),
    [
        ("10 08.00–10 10.00", "9 18.00–9 21.00", None, []),
        ("10 07.59–10 10.00", "9 18.00–9 21.00", None, [DAILY]),
        ("10 07.59–10 10.00", "9 20.00–9 21.00", None, [DAILY]),  # fourteen hours from 20.00 to 10.00
        ("10 07.00–10 08.30", "9 20.00–9 21.00", None, []),  # twelve and a half: one stretch, short enough
        # Work that is wrong on another day is not held against the visit.
        ("11 09.00–11 10.00", "9 06.00–9 23.00", None, []),
        # A stretch that is too long already gets no longer.
        ("9 12.00–9 13.00", "9 06.00–9 10.00, 9 20.00–9 23.00", None, [DAILY]),
        ("15 09.00–15 12.00", every_day("9 10 11 12 13 14 16"), None, [WEEKLY]),
        ("14 09.00–14 12.00", every_day("9 10 11 12 13"), None, []),
        # Monday's visit takes the rest of the week before, which began on Sunday.
        ("16 09.00–16 12.00", every_day("9 10 11 12 13 14 15"), None, [WEEKLY]),
        ("16 14.00–16 15.00", every_day(EIGHT_DAYS), None, []),  # it had none before the visit
        # Seven days in a row already: one visit more in that week is no better.
        ("11 14.00–11 15.00", every_day(EIGHT_DAYS), None, [WEEKLY]),
        ("10 09.00–10 12.00", "9 09.00–9 12.00", 360, []),
        ("10 09.00–10 12.01", "9 09.00–9 12.00", 360, [HOURS]),
        ("15 23.00–16 02.00", "9 09.00–9 12.00, 16 14.00–16 17.00", 360, []),
        ("10 06.00–10 21.00", "", 600, [HOURS]),
    ],
)
def test_adding_one_visit(visit, others, agreed, rules):
    assert [found.rule for found in breaks_of_adding(span(visit), spans(others), agreed)] == rules


def test_the_time_that_decides_is_the_visits_week_and_those_beside_it():
    assert round_visit(span("11 09.00–11 10.00")) == span("2 00.00–23 00.00")
    assert round_visit(span("15 23.00–16 02.00")) == span("2 00.00–30 00.00")


def test_a_week_has_an_hour_less_in_spring_and_one_more_in_autumn():
    lengths = {day: week_of(day).minutes / 60 for day in (date(2026, 3, 29), date(2026, 10, 19))}
    assert lengths == {date(2026, 3, 29): 167, date(2026, 10, 19): 169}


def test_overlapping_visits_are_one_stretch():
    work = spans("9 09.00–9 15.00, 9 10.00–9 11.00, 9 14.00–9 16.00")
    assert stretches(work) == [span("9 09.00–9 16.00")]
    assert longest_rest(week_of(date(2026, 3, 9)), work) >= 36 * HOUR


# Weeks round both nights when the clock is set, and an ordinary one.
BEGINNINGS = (date(2026, 3, 9), date(2026, 3, 23), date(2026, 10, 19))


PAUSES = (0, 60, 360, 659, 660, 720, 1260, 2159, 2160)


@st.composite
def some_work(draw: st.DrawFn) -> list[Span]:
    """Up to three weeks of visits, none overlapping, so dense that rules are broken now and then."""
    first = datetime.combine(draw(st.sampled_from(BEGINNINGS)), time(0), STOCKHOLM).astimezone(UTC)
    steps = st.tuples(st.integers(1, 28), st.sampled_from(PAUSES))
    now, found = first + draw(st.integers(0, 40)) * HOUR, []
    for half_hours, pause in draw(st.lists(steps, min_size=1, max_size=24)):
        ends_at = now + half_hours * HOUR / 2
        found.append(Span(now, ends_at))
        now = ends_at + timedelta(minutes=pause)
    return found


def pairs(work: list[Span]) -> list[tuple[datetime, datetime]]:
    return [(each.starts_at, each.ends_at) for each in work]


@settings(max_examples=40, deadline=None)
@given(some_work())
def test_the_minute_by_minute_checker_finds_the_same(work):
    found = breaks(work)
    daily = [each.where.starts_at for each in found if each.rule == DAILY]
    weekly = [each.where.starts_at.astimezone(STOCKHOLM).date() for each in found if each.rule == WEEKLY]
    assert daily == week_checker.days_without_rest(pairs(work))
    assert weekly == week_checker.mondays_without_rest(pairs(work))


def taken_one_by_one(work: list[Span], agreed: int) -> list[Span]:
    taken: list[Span] = []
    for visit in work:
        if not breaks_of_adding(visit, taken, agreed):
            taken.append(visit)
    return taken


@settings(max_examples=40, deadline=None)
@given(some_work(), st.integers(600, 4000), st.randoms(use_true_random=False))
def test_work_taken_on_one_visit_at_a_time_never_breaks_a_rule(work, agreed, random):
    """Whatever the order: who asks before each visit has good weeks by the other checker's count too.

    And what is refused on top of good weeks would have made them bad, by the very same rules.
    """
    random.shuffle(work)
    taken, worker = taken_one_by_one(work[1:], agreed), week_checker.Worker(minutes_per_week=agreed)
    assert week_checker.wrongs(worker, pairs(taken)) == set()
    refused = {each.rule.value for each in breaks_of_adding(work[0], taken, agreed)}
    assert refused == week_checker.wrongs(worker, pairs([*taken, work[0]]))
