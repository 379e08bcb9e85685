"""Evening, night, weekend and holiday, by the minute.

The tables are counted by hand from the rules in RULES; holidays are those of lag (1989:253) om allmänna
helgdagar, and the clock changes of 2026 are 29 March (02 becomes 03) and 25 October (03 becomes 02 again).
"""

from collections import Counter
from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hours.pay_rules import SupplementRule, first_that_covers, holidays_around, holidays_in, minutes_by_code
from hours.rules import Span
from hours.times import STOCKHOLM

MINUTE = timedelta(minutes=1)


def rule(code: str, order: int, weekdays: str, starts: int, ends: int, **more: object) -> SupplementRule:
    return SupplementRule(
        name=code.title(),
        code=code,
        order=order,
        weekdays=frozenset(int(day) for day in weekdays),
        on_holidays=bool(more.pop("on_holidays", False)),
        starts=time(starts % 24),
        ends=time(ends % 24),
        valid_from=date(2020, 1, 1),
        **more,
    )


RULES = [
    rule("HOLIDAY", 10, "", 0, 24, on_holidays=True),
    rule("WEEKEND", 20, "4", 19, 24),
    rule("WEEKEND", 20, "56", 0, 24),
    rule("WEEKEND", 20, "0", 0, 7),
    rule("NIGHT", 30, "0123456", 22, 6),
    rule("EVENING", 40, "01234", 19, 22),
]


def at(text: str, fold: int = 0) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=STOCKHOLM, fold=fold)


def counted(span: Span, rules: list[SupplementRule] = RULES) -> dict[str, int]:
    return minutes_by_code(span, rules, holidays_around(span))


@pytest.mark.parametrize(
    ("starts", "ends", "expected"),
    [
        # Thursday 12 March: nothing before 19; 19–20.30 is 90; 21–22 is 60 and 22–23.30 is 90.
        ("2026-03-12 14:00", "2026-03-12 17:00", {}),
        ("2026-03-12 18:00", "2026-03-12 20:30", {"EVENING": 90}),
        ("2026-03-12 21:00", "2026-03-12 23:30", {"EVENING": 60, "NIGHT": 90}),
        # Over midnight between two weekdays: 23–06 is 420, and 06–07 is nothing.
        ("2026-03-12 23:00", "2026-03-13 07:00", {"NIGHT": 420}),
        # Friday: weekend from 19, before evening and night: 19–24 is 300 and Saturday 0–1 is 60.
        ("2026-03-13 18:00", "2026-03-14 01:00", {"WEEKEND": 360}),
        # Sunday 22 to Monday 8: weekend until 7 is 540, and 7–8 is nothing.
        ("2026-03-15 22:00", "2026-03-16 08:00", {"WEEKEND": 540}),
        # Skärtorsdagen 22–24 is night, 120; långfredagen 0–2 is a holiday, 120.
        ("2026-04-02 22:00", "2026-04-03 02:00", {"NIGHT": 120, "HOLIDAY": 120}),
        # Annandag påsk is a Monday: its weekend hours before 7 are the holiday's too.
        ("2026-04-06 06:00", "2026-04-06 08:00", {"HOLIDAY": 120}),
        # Midsommarafton, a Friday, is no public holiday by law but one in fact.
        ("2026-06-19 18:00", "2026-06-19 20:00", {"HOLIDAY": 120}),
        # Nyårsafton into nyårsdagen, over the year.
        ("2026-12-31 23:00", "2027-01-01 01:00", {"HOLIDAY": 120}),
        # Spring's night, a Sunday: 01.30–03.30 on the clock is one hour.
        ("2026-03-29 01:30", "2026-03-29 03:30", {"WEEKEND": 60}),
        # Autumn's night: the same is three.
        ("2026-10-25 01:30", "2026-10-25 03:30", {"WEEKEND": 180}),
    ],
)
def test_known_spans(starts, ends, expected):
    assert counted(Span(at(starts), at(ends))) == expected


@pytest.mark.parametrize(
    ("starts", "ends", "fold", "expected"),
    [
        # Night alone, 22–06. Autumn: 05.00–07.00 has 60 of it, 01.30–03.30 is three hours of it.
        ("2026-10-25 01:30", "2026-10-25 03:30", 0, {"NIGHT": 180}),
        # The whole night 21–07 is ten hours on the clock and eleven that pass: 9 of them 22–06.
        ("2026-10-24 21:00", "2026-10-25 07:00", 0, {"NIGHT": 540}),
        # And in spring nine hours pass, 7 of them 22–06.
        ("2026-03-28 21:00", "2026-03-29 07:00", 0, {"NIGHT": 420}),
        # From the second 02.30 to 03.30.
        ("2026-10-25 02:30", "2026-10-25 03:30", 1, {"NIGHT": 60}),
    ],
)
def test_nights_when_the_clock_changes(starts, ends, fold, expected):
    assert counted(Span(at(starts, fold), at(ends)), [RULES[4]]) == expected


def test_a_rule_that_begins_in_the_doubled_hour_begins_twice():
    """02.30–03.00 is shown twice: 30 minutes each time, and 02.00–02.30 the second time is not in it."""
    late = SupplementRule("Late", "LATE", 1, frozenset({6}), False, time(2, 30), time(4), date(2020, 1, 1))
    span = Span(at("2026-10-25 02:00"), at("2026-10-25 04:00"))
    assert span.minutes == 180
    assert counted(span, [late]) == {"LATE": 30 + 30 + 60}


def test_validity_is_of_the_day_the_hours_begin():
    night = rule("NIGHT", 1, "0123456", 22, 6, valid_to=date(2026, 3, 12))
    assert counted(Span(at("2026-03-12 23:00"), at("2026-03-13 05:00")), [night]) == {"NIGHT": 360}
    assert counted(Span(at("2026-03-13 23:00"), at("2026-03-14 05:00")), [night]) == {}


def test_of_the_same_order_the_first_counts():
    first, second = rule("A", 1, "3", 0, 24), rule("B", 1, "3", 0, 24)
    span = Span(at("2026-03-12 10:00"), at("2026-03-12 11:00"))
    assert counted(span, [first, second]) == {"A": 60}
    assert counted(span, [second, first]) == {"B": 60}


def test_holidays_of_2026():
    """Those of lag (1989:253), Sundays left out but for påskdagen and pingstdagen, and three eves."""
    days = "0101 0106 0403 0405 0406 0501 0514 0524 0606 0619 0620 1031 1224 1225 1226 1231"
    assert " ".join(sorted(day.strftime("%m%d") for day in holidays_in(2026))) == days


# Around both changes of the clock, Easter and New Year.
NEAR = (date(2026, 3, 28), date(2026, 10, 24), date(2026, 4, 2), date(2026, 12, 31), date(2026, 6, 18))
CLOCKS = st.builds(time, st.integers(0, 23), st.sampled_from([0, 15, 30]))
SOME_RULES = st.lists(
    st.builds(
        SupplementRule,
        name=st.just(""),
        code=st.sampled_from("ABC"),
        order=st.integers(1, 3),
        weekdays=st.frozensets(st.integers(0, 6)),
        on_holidays=st.booleans(),
        starts=CLOCKS,
        ends=CLOCKS,
        valid_from=st.sampled_from([date(2026, 1, 1), date(2026, 3, 29), date(2026, 10, 25)]),
        valid_to=st.sampled_from([None, date(2026, 12, 31)]),
    ),
    max_size=5,
)


@st.composite
def spans(draw: st.DrawFn) -> Span:
    start = datetime.combine(draw(st.sampled_from(NEAR)), time(12), UTC)
    start += draw(st.integers(0, 24 * 60)) * MINUTE
    return Span(start, start + draw(st.integers(1, 24 * 60)) * MINUTE)


@given(span=spans(), rules=SOME_RULES)
def test_equal_to_counting_every_minute(span, rules):
    by_minute: Counter[str] = Counter()
    for number in range(span.minutes):
        covering = first_that_covers(span.starts_at + number * MINUTE, rules, holidays_around(span))
        if covering:
            by_minute[covering.code] += 1
    found = minutes_by_code(span, rules, holidays_around(span))
    assert found == dict(by_minute)
    assert sum(found.values()) <= span.minutes
