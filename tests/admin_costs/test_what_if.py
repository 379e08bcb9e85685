"""The break-even of trust, in literals. Source: domain section 3."""

from dataclasses import replace
from fractions import Fraction

import pytest

from admin_costs.what_if import Inputs, Outcome, Problem, Range, Unanswerable, what_if


def same(value: Fraction | int) -> Range:
    return Range(Fraction(value), Fraction(value), Fraction(value))


# A hundred hours of administration and a thousand escort hours a month, half the administration saved.
HALF_SAVED = Inputs(
    people=100,
    escort_hours=Fraction(10),
    admin_hours=Fraction(1),
    saved=same(Fraction(1, 2)),
    growth=same(Fraction(5, 100)),
    admin_ore=same(500_00),
    escort_ore=same(310_00),
)
RANGES = replace(
    HALF_SAVED,
    saved=Range(Fraction(20, 100), Fraction(50, 100), Fraction(80, 100)),
    growth=Range(Fraction(2, 100), Fraction(5, 100), Fraction(10, 100)),
    admin_ore=Range(Fraction(450_00), Fraction(500_00), Fraction(600_00)),
    escort_ore=Range(Fraction(300_00), Fraction(310_00), Fraction(320_00)),
)


def test_one_hour_of_administration_pays_1_6_escort_hours():
    """At 500 and 310 kr an hour; the whole of one person's hour saved."""
    one = replace(HALF_SAVED, people=1, saved=same(1))
    case = what_if(one).likely
    assert case.saved_hours == 1
    assert case.paid_hours == Fraction(50, 31)
    assert round(float(case.paid_hours), 1) == 1.6


def test_a_case_in_full():
    case = what_if(HALF_SAVED).likely
    assert (case.saved_hours, case.saved_ore) == (50, 25_000_00)
    assert case.paid_hours == Fraction(25_000, 310)  # 80.6 hours a month
    assert case.break_even == Fraction(25, 310)  # 8.06 % of the thousand
    assert (case.more_hours, case.more_ore) == (50, 15_500_00)
    assert case.difference_ore == -9_500_00
    assert case.today_ore == 50_000_00 + 310_000_00
    assert case.share == Fraction(-95, 3600)
    assert case.needed == Fraction(155, 500)  # 31 % of the administration pays the fifty hours


def test_at_the_break_even_nothing_is_gained_or_lost():
    even = replace(HALF_SAVED, growth=same(Fraction(25, 310)))
    case = what_if(even).likely
    assert case.difference_ore == 0
    assert case.needed == Fraction(1, 2)


def test_cautious_takes_every_worse_end_and_hopeful_every_better():
    answer = what_if(RANGES)
    assert answer.cautious.saved_ore == 20 * 450_00
    assert answer.cautious.paid_hours == Fraction(9_000, 320)
    assert answer.cautious.more_ore == 100 * 320_00
    assert answer.hopeful.saved_ore == 80 * 600_00
    assert answer.hopeful.paid_hours == Fraction(48_000, 300)
    assert answer.hopeful.more_ore == 20 * 300_00
    shares = [case.share for case in answer.cases]
    assert shares == sorted(shares, reverse=True)


@pytest.mark.parametrize(
    ("growth_percent", "outcome"),
    [
        # 25 of 360 thousand kronor are saved, and each per cent more hours costs 3.1 thousand.
        (2, Outcome.CHEAPER),  # −18.8 of 360: −5.2 %
        (3, Outcome.SAME),  # −15.7: −4.4 %
        (13, Outcome.SAME),  # +15.3: +4.3 %
        (14, Outcome.DEARER),  # +18.4: +5.1 %
    ],
)
def test_what_known_inputs_come_to(growth_percent, outcome):
    found = what_if(replace(HALF_SAVED, growth=same(Fraction(growth_percent, 100))))
    assert found.outcome is outcome


def test_wide_ranges_depend():
    assert what_if(RANGES).outcome is Outcome.DEPENDS


def test_even_no_administration_at_all_may_be_too_little():
    assert what_if(replace(HALF_SAVED, growth=same(Fraction(1, 4)))).likely.needed == Fraction(775, 500)


@pytest.mark.parametrize(
    ("wrong", "problem"),
    [
        ({"people": 0}, Problem.NO_PEOPLE),
        ({"escort_hours": Fraction(0)}, Problem.NO_HOURS),
        ({"admin_hours": Fraction(0)}, Problem.NO_ADMINISTRATION),
        ({"escort_ore": same(0)}, Problem.NO_PRICE),
        ({"admin_ore": same(0)}, Problem.NO_ADMIN_PRICE),
        ({"saved": Range(Fraction(3), Fraction(2), Fraction(4))}, Problem.NOT_IN_ORDER),
        ({"growth": Range(Fraction(1), Fraction(3), Fraction(2))}, Problem.NOT_IN_ORDER),
    ],
)
def test_nothing_is_computed_from_nothing(wrong, problem):
    with pytest.raises(Unanswerable) as refused:
        what_if(replace(HALF_SAVED, **wrong))
    assert refused.value.problem is problem
