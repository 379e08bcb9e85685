"""Power before the data: what it promises is found about four times in five, by the verdict itself."""

import numpy as np
import pandas as pd
import pytest

from admin_costs.methods import second_look
from admin_costs.power import ASSUMED, Noise, noise_of, power
from admin_costs.steps import Estimate, TooShort, step_change
from admin_costs.verdicts import judged
from tests.admin_costs.test_methods import months, series


def verdicts(
    change: float, months_before: int, months_after: int, margin: float = 6.0, runs: int = 150
) -> list[str]:
    """Verdicts where a level of 100 with 3 % noise and a correlation of 0.3 changed by so many per cent."""
    chance = np.random.default_rng(80)
    index = months(months_before + months_after)
    start = index[months_before]
    given = []
    for _ in range(runs):
        made = chance.standard_normal(len(index))
        for month in range(1, len(index)):
            made[month] = 0.3 * made[month - 1] + np.sqrt(1 - 0.09) * made[month]
        values = pd.Series(100 + change * (np.array(index) >= start) + 3 * made, index=index)
        given.append(verdict(values, step_change(values, change=start), start, margin))
    return given


def verdict(values: pd.Series, level: Estimate, start: str, margin: float) -> str:
    look = second_look(values, level, change=start, weights=pd.Series(1.0, index=values.index))
    return judged(lambda at: level.at(at).interval, look.at, bound=margin, asks_same_first=False).verdict


@pytest.mark.parametrize(("months_before", "months_after"), [(12, 12), (24, 24)])
def test_what_it_promises_is_found_about_four_times_in_five(months_before, months_after, capsys):
    promised = power(noise=0.03, months_before=months_before, months_after=months_after)
    changed = verdicts(100 * promised.detectable, months_before, months_after)
    unchanged = verdicts(0, months_before, months_after, margin=100 * promised.provable)
    shares = changed.count("up") / len(changed), unchanged.count("same") / len(unchanged)
    with capsys.disabled():
        print(
            f"\npower, {months_before} + {months_after} months, noise 3 %: a change of "
            f"{100 * promised.detectable:.1f} % was found in {100 * shares[0]:.0f} %, none called the "
            f"same within ±{100 * promised.provable:.1f} % in {100 * shares[1]:.0f} %, of 150"
        )
    assert all(0.70 <= share <= 0.95 for share in shares)


def test_more_months_and_more_people_see_smaller_changes():
    one, two, three = (power(noise=0.05, months_before=12, months_after=after) for after in (6, 12, 24))
    assert one.detectable > two.detectable
    assert two.provable > 0.05
    assert three.detectable > 0
    assert Noise(0.5, 1, 0).at(25) == pytest.approx(0.1)
    assert Noise(0.05, 40, 24).at(10) == pytest.approx(0.1)


@pytest.mark.parametrize(("before", "after"), [(5, 12), (12, 5), (6, 6), (0, 0)])
def test_too_few_months_are_said(before, after):
    with pytest.raises(TooShort):
        power(noise=0.05, months_before=before, months_after=after)


def test_noise_is_above_zero():
    with pytest.raises(ValueError, match="above zero"):
        power(noise=0, months_before=12, months_after=12)


def test_noise_is_what_trend_and_season_leave_of_the_months_before():
    values = series(a_year=1, step=50, noise=0.5, seed=4)
    found_noise = noise_of(values, pd.Series(40, index=values.index), before="2024-01")
    level = values[values.index < "2024-01"].mean()
    assert found_noise.share == pytest.approx(0.5 / level, rel=0.3)
    assert (found_noise.people, found_noise.months) == (40, 24)


def test_too_few_months_before_give_the_assumption():
    assert noise_of(series(), pd.Series(40, index=months(48)), before="2023-01") == ASSUMED
    assert noise_of(series() * 0, pd.Series(40, index=months(48)), before="2024-01") == ASSUMED
