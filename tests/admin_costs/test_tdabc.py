"""Known answers: the worked example of Kaplan & Anderson 2004, as domain section 5 gives it."""

from fractions import Fraction

import pytest

from admin_costs.tdabc import (
    Capacity,
    Done,
    TimeEquation,
    hours_paid_by,
    practical_minutes,
    renewals_avoided,
    use,
)

# $560,000 a quarter and 700,000 minutes of practical capacity, with cents for öre.
QUARTER = Capacity(cost_ore=560_000_00, practical_minutes=700_000)
ORDERS, INQUIRIES, CREDIT = (
    Done("process customer orders", 49_000, 8),
    Done("handle customer inquiries", 1_400, 44),
    Done("perform credit checks", 2_500, 50),
)


def test_the_worked_examples_rate():
    assert QUARTER.ore_per_minute == Fraction(80)


@pytest.mark.parametrize(("minutes", "cost_ore"), [(8, 6_40), (44, 35_20), (50, 40_00)])
def test_the_worked_examples_activities(minutes, cost_ore):
    once = Done("once", 1, minutes)
    assert use(QUARTER, [once]).cost_ore(once) == cost_ore


def test_the_worked_examples_unused_capacity():
    quarter = use(QUARTER, [ORDERS, INQUIRIES, CREDIT])
    assert quarter.minutes_used == 578_600
    assert round(quarter.share_used, 3) == 0.827
    assert (quarter.minutes_unused, quarter.unused_ore) == (121_400, 97_120_00)


def test_used_and_unused_are_all_of_it():
    quarter = use(QUARTER, [ORDERS, INQUIRIES, CREDIT])
    assert sum(map(quarter.cost_ore, quarter.done)) + quarter.unused_ore == QUARTER.cost_ore


def test_standard_times_longer_than_anybody_can_work_are_seen():
    assert use(QUARTER, [Done("orders", 100_000, 8)]).minutes_unused == -100_000


def test_half_an_ore_is_rounded_upwards():
    one = Done("one", 1, 1)
    assert use(Capacity(1, 2), [one]).cost_ore(one) == 1


def test_a_time_equation_adds_what_makes_it_longer():
    decision = TimeEquation(30, {"representative": 20, "appendix": 15})
    assert decision.minutes() == 30
    assert decision.minutes(representative=1, appendix=2) == 80
    with pytest.raises(KeyError):
        decision.minutes(weather=1)


@pytest.mark.parametrize(("cost_ore", "minutes"), [(1, 0), (1, -1), (-1, 1)])
def test_no_capacity_is_refused(cost_ore, minutes):
    with pytest.raises(ValueError, match="no capacity"):
        Capacity(cost_ore, minutes)


def test_practical_capacity_is_four_fifths_of_what_is_paid():
    assert practical_minutes(875_000) == 700_000
    assert practical_minutes(1000, Fraction(85, 100)) == 850
    for paid, share in ((-1, Fraction(1)), (1, Fraction(0)), (1, Fraction(2))):
        with pytest.raises(ValueError, match="share"):
            practical_minutes(paid, share)


def test_a_saved_hour_pays_1_6_escort_hours():
    """Domain section 3: 500 kr an hour of administration, 310 kr an escort hour."""
    assert round(float(hours_paid_by(500_00, 310_00)), 1) == 1.6
    with pytest.raises(ValueError, match="costs something"):
        hours_paid_by(1, 0)


def test_renewals_avoided():
    """Forty people with decisions of a year, for three years: 120 renewals."""
    assert renewals_avoided(40, 36, 12) == 120
    with pytest.raises(ValueError, match="a month"):
        renewals_avoided(1, 1, 0)
