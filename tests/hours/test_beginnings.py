"""The next free day of a visit that is booked again."""

from datetime import UTC, date, datetime, time, timedelta

import pytest

from hours.beginnings import answers_of_line, next_day
from hours.rules import Span
from tests.cast import NOW

TUESDAY, SUNDAY = 1, 6
TODAY = date(2026, 3, 11)
YESTERDAY = TODAY - timedelta(days=1)


@pytest.mark.parametrize(
    ("weekday", "starts", "day"),
    [
        (2, time(9, 1), TODAY),  # today, in a minute
        (2, time(9, 0), date(2026, 3, 18)),  # today, this very minute
        (2, time(8, 0), date(2026, 3, 18)),
        (TUESDAY, time(10), date(2026, 3, 17)),
        (3, time(0), date(2026, 3, 12)),
    ],
)
def test_it_is_the_first_whose_time_is_still_to_come(weekday, starts, day):
    assert next_day(weekday, starts, 60, now=NOW, after=YESTERDAY, taken=[]) == day


def test_never_on_or_before_the_visit_itself():
    assert next_day(TUESDAY, time(10), 60, now=NOW, after=date(2026, 3, 31), taken=[]) == date(2026, 4, 7)


def test_booked_weeks_are_passed_over_to_the_first_free_one():
    first = datetime(2026, 3, 17, 9, tzinfo=UTC)
    taken = [Span(first + timedelta(weeks=n), first + timedelta(weeks=n, hours=1)) for n in (0, 1, 3)]
    assert next_day(TUESDAY, time(10), 60, now=NOW, after=YESTERDAY, taken=taken) == date(2026, 3, 31)
    # One that ends as the other begins is in nobody's way.
    assert next_day(TUESDAY, time(9), 60, now=NOW, after=YESTERDAY, taken=taken) == date(2026, 3, 17)


def test_a_night_whose_clock_lacks_the_time_is_passed_over():
    """29 March 2026: from 2.00 to 3.00."""
    after = date(2026, 3, 22)
    assert next_day(SUNDAY, time(2, 30), 60, now=NOW, after=after, taken=[]) == date(2026, 4, 5)
    assert next_day(SUNDAY, time(3, 30), 60, now=NOW, after=after, taken=[]) == date(2026, 3, 29)


def test_after_a_year_of_weeks_without_a_free_one_it_stops_looking():
    ever = [Span(NOW, NOW + timedelta(days=1000))]
    assert next_day(TUESDAY, time(10), 60, now=NOW, after=YESTERDAY, taken=ever) > TODAY + timedelta(days=300)


def test_a_line_says_only_what_it_says(cast):
    assert answers_of_line("hjälp mig", cast.participant, TODAY) is None
    assert answers_of_line("lördag", cast.participant, TODAY).keys() == {"rad", "dag", "plats", "ledsagare"}
    assert answers_of_line("14-17 med Sven", cast.participant, TODAY).keys() == {"rad", "tid", "plats"}
