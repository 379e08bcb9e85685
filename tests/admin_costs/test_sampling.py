"""Random moments and what the answers say: spread, not foretold, and nothing about fewer than five."""

from collections import Counter
from datetime import date, time
from itertools import pairwise
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from admin_costs.intervals import wilson
from admin_costs.sampling import Answer, Share, draw_moments, shares, work_days

DAYS = work_days(date(2026, 3, 9), date(2026, 3, 22))
EIGHT, FIVE = time(8), time(17)


def drawn(seed: int, a_day: int = 6) -> list:
    return draw_moments(DAYS, starts=EIGHT, ends=FIVE, a_day=a_day, chance=Random(seed))


def test_two_weeks_are_ten_work_days() -> None:
    assert len(DAYS) == 10
    assert not {day.weekday() for day in DAYS} & {5, 6}


@pytest.mark.parametrize(
    ("first", "last", "expected"),
    [
        # Good Friday and Easter Monday 2026
        (date(2026, 4, 1), date(2026, 4, 8), [1, 2, 7, 8]),
        # Midsummer's eve is no holiday by law, and nobody works
        (date(2026, 6, 18), date(2026, 6, 22), [18, 22]),
        # Christmas Eve to Boxing Day 2026, New Year's Eve is in the next line
        (date(2026, 12, 23), date(2026, 12, 28), [23, 28]),
        (date(2026, 12, 30), date(2027, 1, 4), [30, 4]),
    ],
)
def test_holidays_are_no_work_days(first: date, last: date, expected: list[int]) -> None:
    assert [day.day for day in work_days(first, last)] == expected


@given(st.integers(0, 10_000), st.integers(1, 12))
def test_moments_are_spread_over_the_days_and_inside_the_hours(seed: int, a_day: int) -> None:
    moments = drawn(seed, a_day)
    a_days = Counter(moment.date() for moment in moments)
    assert set(a_days) == set(DAYS)
    assert all(max(1, a_day - 1) <= n <= a_day + 1 for n in a_days.values())
    assert all(EIGHT <= moment.time() < FIVE for moment in moments)
    assert moments == sorted(set(moments))


def test_the_same_seed_draws_the_same_and_another_does_not() -> None:
    assert drawn(1) == drawn(1) != drawn(2)


def test_every_hour_has_the_same_chance_and_no_moment_is_foretold() -> None:
    """400 people: about 24,000 moments over nine hours, and gaps from minutes to hours between them."""
    moments = [drawn(seed) for seed in range(400)]
    hours = Counter(moment.hour for each in moments for moment in each)
    expected = sum(hours.values()) / 9
    assert all(abs(n - expected) < 0.06 * expected for n in hours.values())
    gaps = [
        (after - before).total_seconds() / 60
        for each in moments
        for before, after in pairwise(each)
        if after.date() == before.date()
    ]
    assert min(gaps) < 5
    assert max(gaps) > 150


def test_a_day_too_short_for_the_moments_is_refused() -> None:
    with pytest.raises(ValueError, match="do not fit"):
        draw_moments(DAYS, starts=EIGHT, ends=time(8, 6), a_day=6, chance=Random(1))


PHONE, MEETING, PAY = 1, 2, 3


def answers(**given: int) -> list[Answer]:
    """Answers by activity, each person in turn: phone=7 is seven answers by persons 0–6."""
    ids = {"phone": PHONE, "meeting": MEETING, "pay": PAY, "other": None}
    return [Answer(person, ids[name]) for name, n in given.items() for person in range(n)]


def told(found: list[Share]) -> list[tuple[int | None, int]]:
    return [(share.activity, share.answers) for share in found]


def test_shares_with_intervals() -> None:
    phone, rest = shares(answers(phone=10, other=30))
    assert (phone.activity, phone.answers, phone.of, phone.share) == (PHONE, 10, 40, 0.25)
    assert phone.interval == wilson(10, 40)
    assert (rest.activity, rest.answers) == (None, 30)


def test_P7_fewer_than_five_people_are_not_told_of_at_all() -> None:
    four = [Answer(person, PHONE) for person in range(4)] * 30
    assert shares(four) == []
    assert told(shares([*four, Answer(4, PHONE)])) == [(PHONE, 121)]


def test_P7_an_activity_of_fewer_than_five_is_put_with_the_rest() -> None:
    assert told(shares(answers(phone=9, meeting=4, other=6))) == [(PHONE, 9), (None, 10)]
    alone = [Answer(0, PAY)] * 15
    assert told(shares([*answers(phone=9, other=9), *alone])) == [(PHONE, 9), (None, 24)]


def test_P7_what_one_person_makes_up_is_not_told_apart() -> None:
    """54 of 62 answers of payroll work are person 0's: any of the others would know about what she does."""
    mostly_hers = [*answers(phone=9, pay=9), *[Answer(0, PAY)] * 53]
    assert told(shares([*mostly_hers, *answers(other=9)])) == [(PHONE, 9), (None, 71)]
    assert told(shares(mostly_hers)) == [(None, 71)]  # payroll work would be all but phone
    assert told(shares([*answers(phone=9, pay=9), *[Answer(0, PAY)] * 5])) == [(PAY, 14), (PHONE, 9)]
    assert shares([*answers(pay=9), *[Answer(0, PAY)] * 80]) == []


def test_P7_the_rest_cannot_be_worked_out_from_what_is_shown() -> None:
    """Four answers left over would be total minus shown: the least activity goes with them."""
    assert told(shares(answers(phone=9, meeting=6, pay=4))) == [(PHONE, 9), (None, 10)]
    assert told(shares(answers(phone=9, other=1))) == [(None, 10)]


@given(st.lists(st.builds(Answer, st.integers(0, 8), st.sampled_from([None, 1, 2, 3, 4])), max_size=60))
def test_P7_whatever_is_answered_no_part_is_of_fewer_than_five(given_answers: list[Answer]) -> None:
    found = shares(given_answers)
    assert sum(share.answers for share in found) in (0, len(given_answers))
    apart = {share.activity for share in found} - {None}
    for activity in [*apart, None]:
        behind = {
            a.person for a in given_answers if (a.activity if a.activity in apart else None) == activity
        }
        assert len(behind) >= 5 or not behind or not found


def test_minutes_of_the_groups_work() -> None:
    share = Share(PHONE, 81, 263)
    assert share.minutes(1000) == (308, 255, 366)
