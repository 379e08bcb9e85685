"""Days as people write them (R7). Today is Wednesday 11 March 2026, as in tests/cast.py."""

from datetime import date

import pytest

from hours.written import NotRead, Why, read_day

TODAY = date(2026, 3, 11)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        # The forms that R7 names.
        ("27/3", date(2026, 3, 27)),
        ("27 mars", date(2026, 3, 27)),
        ("imorgon", date(2026, 3, 12)),
        ("på lördag", date(2026, 3, 14)),
        # The same in other clothes.
        ("2026-03-27", date(2026, 3, 27)),
        ("27 3 2026", date(2026, 3, 27)),
        ("27.3.26", date(2026, 3, 27)),
        ("20260327", date(2026, 3, 27)),
        ("  DEN 27:e Mars ", date(2026, 3, 27)),
        ("27", date(2026, 3, 27)),
        ("10", date(2026, 4, 10)),
        ("i dag", TODAY),
        ("i morgon", date(2026, 3, 12)),
        ("I övermorgon", date(2026, 3, 13)),
        ("lordag", date(2026, 3, 14)),
        ("på onsdag", date(2026, 3, 18)),
        ("nästa lördag", date(2026, 3, 21)),
        ("om 3 dagar", date(2026, 3, 14)),
        ("om en vecka", date(2026, 3, 18)),
        ("lördag 14 mars 2026", date(2026, 3, 14)),
        # English.
        ("27th of March", date(2026, 3, 27)),
        ("March 27, 2026", date(2026, 3, 27)),
        ("on Saturday", date(2026, 3, 14)),
        ("Saturday 14 March 2026", date(2026, 3, 14)),
        ("tomorrow", date(2026, 3, 12)),
        ("in a week", date(2026, 3, 18)),
    ],
)
def test_a_day_is_read(text, day):
    assert read_day(text, TODAY) == day


@pytest.mark.parametrize(
    ("text", "day"),
    [("11/3", date(2026, 3, 11)), ("10/3", date(2027, 3, 10)), ("29/2", date(2028, 2, 29))],
)
def test_without_a_year_it_is_the_next_such_day(text, day):
    assert read_day(text, TODAY) == day


def test_the_thirty_first_without_a_month_skips_the_months_that_lack_it():
    assert read_day("31", date(2026, 4, 5)) == date(2026, 5, 31)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", Why.NOT_UNDERSTOOD),
        ("sen", Why.NOT_UNDERSTOOD),
        ("i", Why.NOT_UNDERSTOOD),
        ("27 марта", Why.NOT_UNDERSTOOD),
        ("٢٧/٣", Why.NOT_UNDERSTOOD),
        ("27 mars 14 2026", Why.NOT_UNDERSTOOD),
        ("om många dagar", Why.NOT_UNDERSTOOD),
        ("99999999999/3", Why.NOT_UNDERSTOOD),
        ("ma 3", Why.NOT_UNDERSTOOD),
        ("30 februari", Why.NO_SUCH_DAY),
        ("30/2 2026", Why.NO_SUCH_DAY),
        ("29/2 2026", Why.NO_SUCH_DAY),
        ("1/13", Why.NO_SUCH_DAY),
        ("1/1 0000", Why.NO_SUCH_DAY),
        ("32", Why.NO_SUCH_DAY),
        ("fredag 14 mars", Why.OTHER_WEEKDAY),
    ],
)
def test_what_is_no_day_says_why(text, why):
    with pytest.raises(NotRead) as refused:
        read_day(text, TODAY)
    assert refused.value.why == why
