"""Tallies by arithmetic: hoarding, granted and used, continuity, and who they are of."""

from datetime import date, timedelta

import pytest

from hours.tally_rules import (
    Extent,
    Part,
    Visit,
    complaints,
    continuity,
    decided,
    first_visits,
    granted_and_used,
    granted_minutes,
    month_end,
    part_of,
    period_end,
    unfilled,
    with_decision,
)

MARCH, APRIL = date(2026, 3, 1), date(2026, 4, 1)


def daily(month: date, minutes: int, *, late: int | None = None, pools: int = 1) -> list[Visit]:
    """A visit every day of March by each pool; `late` minutes on each of the last seven days."""
    return [
        Visit(pool, 7, month.replace(day=day), minutes if late is None or day <= 24 else late)
        for pool in range(pools)
        for day in range(1, 32)
    ]


def share(visits: list[Visit]) -> float:
    sums = month_end(visits, MARCH).sums
    return sums["last_days_minutes"] / sums["even_share_minutes"]


def test_even_days_have_an_even_share():
    """10 minutes on each of 31 days: 70 in the last seven, which is what seven days should have."""
    found = month_end(daily(MARCH, 10), MARCH).sums
    assert found == {"last_days_minutes": 70, "even_share_minutes": pytest.approx(70)}


def test_the_spike_of_who_uses_up_the_hours_before_and_after():
    """Before: 24 days of 10 and 7 of 40 minutes, so 280 of 520, where 117.4 would be even. After: even."""
    assert share(daily(MARCH, 10, late=40)) == pytest.approx(280 / (520 * 7 / 31))
    assert share(daily(MARCH, 10, late=40)) == pytest.approx(2.385, abs=0.001)
    assert share(daily(MARCH, 10)) == pytest.approx(1)


def test_a_month_without_visits_has_nothing_to_divide_by():
    found = month_end([], MARCH)
    assert found.sums == {"last_days_minutes": 0, "even_share_minutes": 0}
    assert found.parts == (Part(0, 0, 0, 0),)


def test_the_groups_of_both_sides_are_told_of():
    found = month_end(daily(MARCH, 10, pools=3), MARCH)
    assert found.parts == (Part(3, 930, 310, 310), Part(3, 210, 70, 70), Part(3, 720, 240, 240))


@pytest.mark.parametrize(
    ("first", "last", "minutes"),
    [
        (date(2026, 1, 1), None, 1200),
        (date(2026, 1, 1), date(2026, 12, 31), 1200),
        (date(2026, 3, 17), None, 581),  # 15 of 31 days
        (date(2025, 1, 1), date(2026, 3, 1), 39),  # one day
        (date(2026, 4, 1), None, 0),
        (date(2025, 1, 1), date(2026, 2, 28), 0),
    ],
)
def test_what_a_decision_gives_for_a_month(first, last, minutes):
    assert granted_minutes(Extent(1, 1200, first, last), MARCH) == minutes


def test_granted_and_used_are_of_the_same_people():
    """Pool 3 has no ceiling: its visits are not in it. Pool 2 has used nothing, and is."""
    extents = [Extent(pool, 600, date(2026, 1, 1), None) for pool in (1, 2)]
    visits = [Visit(1, 7, MARCH, 300), Visit(3, 7, MARCH, 999)]
    found = granted_and_used(visits, extents, MARCH)
    assert found.sums == {"granted_minutes": 1200, "used_of_granted_minutes": 300}
    assert found.parts == (Part(2, 1200, 600, 600), Part(2, 300, 300, 0))


def test_decisions_after_each_other_are_added():
    extents = [Extent(1, 3100, date(2026, 1, 1), date(2026, 3, 10)), Extent(1, 6200, date(2026, 3, 11), None)]
    assert granted_and_used([], extents, MARCH).sums["granted_minutes"] == 1000 + 4200


def test_visits_that_nobody_took():
    found = unfilled({1: 8, 2: 1}, {2: 3})
    assert found.sums == {"wanted_visits": 12, "unfilled_visits": 3}
    assert found.parts == (Part(2, 12, 8, 4),)


def test_the_same_companion():
    """Pool 1 met escort 7 twice and 8 once, pool 2 met 8 once: three of four."""
    met = [(1, 7), (1, 7), (1, 8), (2, 8)]
    found = continuity(Visit(pool, escort, MARCH, 60) for pool, escort in met)
    assert found.sums == {"usual_visits": 3, "visits_of_year": 4}
    assert found.parts == (Part(2, 4, 3, 1),)


def test_first_visits_and_decisions():
    assert first_visits({1: 10, 2: 30}).sums == {"days_to_first_visit": 40, "first_visits": 2}
    assert with_decision([1, 1, 2]).sums == {"people_with_decision": 2}
    assert decided([1, 1, 2]).sums == {"decisions": 3}
    assert decided([1, 1, 2]).parts == (Part(2, 3, 2, 1),)


def test_complaints_are_of_all_who_were_served():
    found = complaints(40, 3)
    assert (found.sums, found.parts[0].people) == ({"complaints": 3, "people_of_year": 40}, 40)


def test_the_end_of_a_decision():
    """300 days with 10 minutes each: 300 minutes in the last 30, as an even share has. Twice as many: 600."""
    first = date(2025, 1, 1)
    days = [first + timedelta(days=day) for day in range(300)]
    period = Extent(1, 600, first, days[-1])
    even = period_end([Visit(1, 7, day, 10) for day in days], [period]).sums
    assert even == {"period_end_minutes": 300, "period_even_minutes": pytest.approx(300)}
    late = [Visit(1, 7, day, 20 if day > days[-1] - timedelta(days=30) else 10) for day in days]
    spike = period_end(late, [period]).sums
    assert spike["period_end_minutes"] / spike["period_even_minutes"] == pytest.approx(600 / 330)


def test_short_decisions_and_those_without_an_end_are_not_in_it():
    periods = [Extent(1, 600, MARCH, APRIL), Extent(1, 600, MARCH, None)]
    assert period_end([Visit(1, 7, MARCH, 60)], periods).sums["period_end_minutes"] == 0


def test_a_group_of_nobody():
    assert part_of({}) == Part(0, 0, 0, 0)
