"""Administration by step and half-year: what may be told of it, and what was freed."""

from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from typing import Any

import numpy as np
import pytest
from scipy.optimize import linprog

from admin_costs import process_costs
from admin_costs.disclosure import Group
from admin_costs.process_costs import (
    Half,
    HalfYear,
    PersonMonth,
    Step,
    Told,
    Work,
    added,
    cost_of,
    freed,
    half_year_of,
    pairs,
    side_by_side,
    told_of,
    use_of,
)
from admin_costs.tdabc import Capacity

SPRING, AUTUMN = HalfYear(2025, 1), HalfYear(2025, 2)
PHONE, ASSIGN, APPEAL, PLAN, CHECK = range(1, 6)


def work(times: int | None, minutes: int, cost_ore: int = 0, people: int = 30) -> Work:
    return Work(times, people, minutes, cost_ore)


# Two appeals and four plans of the case officer's; one hour of the manager's.
YEAR: dict[Step, Work] = {
    ("coordinator", PHONE): work(40, 320, 2_300_00),
    ("coordinator", ASSIGN): work(9, 108, 770_00),
    ("case_officer", APPEAL): work(2, 240, 2_080_00),
    ("case_officer", PLAN): work(4, 360, 3_120_00),
    ("case_officer", CHECK): work(12, 720, 6_240_00),
    ("administrator", PLAN): work(20, 300, 2_050_00),
    ("manager", CHECK): work(1, 60, 640_00),
}
STAFF = {step: done for step, done in YEAR.items() if step[0] != "manager"}
PRICE = {"coordinator": 430, "case_officer": 520, "administrator": 410, "manager": 640}


def test_half_years_are_january_to_june_and_july_to_december():
    assert half_year_of(date(2025, 6, 1)) == SPRING
    assert half_year_of(date(2025, 7, 1)) == AUTUMN
    assert (SPRING.first, SPRING.end) == (date(2025, 1, 1), date(2025, 7, 1))
    assert (AUTUMN.first, AUTUMN.end) == (date(2025, 7, 1), date(2026, 1, 1))


def test_the_latest_after_is_set_beside_the_same_time_of_year_before():
    halves = [HalfYear(year, half) for year in (2022, 2023, 2024) for half in (1, 2)]
    assert side_by_side(halves, change=date(2024, 1, 1)) == (HalfYear(2023, 2), HalfYear(2024, 2))
    spring = [half for half in halves if half < HalfYear(2024, 2)]
    assert side_by_side(spring, change=date(2024, 1, 1)) == (HalfYear(2023, 1), HalfYear(2024, 1))


def test_without_the_same_time_of_year_the_latest_before():
    halves = [HalfYear(2023, 2), HalfYear(2024, 1)]
    assert side_by_side(halves, change=date(2024, 1, 1)) == (HalfYear(2023, 2), HalfYear(2024, 1))


@pytest.mark.parametrize(
    ("change", "bedding_in"), [(date(2023, 12, 1), 0), (date(2024, 2, 1), 0), (date(2024, 1, 1), 1)]
)
def test_a_half_with_the_change_or_the_bedding_in_in_it_is_on_neither_side(change, bedding_in):
    halves = [HalfYear(2023, 2), HalfYear(2024, 1)]
    assert side_by_side(halves, change=change, bedding_in_months=bedding_in) is None


def test_times_are_known_when_all_of_them_are():
    assert added([work(3, 30), work(4, 50)]) == work(7, 80)
    assert added([work(3, 30), work(None, 50)]).times is None
    assert added([Work(3, 9, 30, 0), Work(3, 7, 30, 0)]).people == 7


def test_a_role_of_fewer_than_five_is_told_of_only_with_two_more():
    """The manager's one piece of work, and the two smallest roles beside it."""
    told = told_of(YEAR)
    assert set(told.roles()) == {"coordinator"}
    assert told.others == work(39, 1680, 14_130_00)
    assert told.total == work(88, 2108, 17_200_00)
    assert told.rest == told.others


def test_two_roles_where_one_is_of_few_are_told_of_as_one():
    """Minutes and kronor would be two equations for two unknowns."""
    told = told_of({("manager", CHECK): work(1, 60), ("coordinator", PHONE): work(40, 320)})
    assert (told.steps, told.together) == ({}, {})
    assert told.others == told.total == work(41, 380)


def test_within_a_role_few_are_together():
    told = told_of(STAFF)
    assert ("case_officer", CHECK) in told.steps
    assert told.together == {"case_officer": work(6, 600, 5_200_00)}
    assert told.others is None
    assert told.hidden == {("case_officer", APPEAL), ("case_officer", PLAN)}
    assert told.roles()["case_officer"] == work(18, 1320, 11_440_00)
    assert told.roles()["coordinator"] == work(49, 428, 3_070_00)


def test_so_little_that_nothing_may_be_told():
    told = told_of({("manager", CHECK): work(4, 60)})
    assert (told.steps, told.total, told.rest) == ({}, None, None)
    assert told.hidden == {("manager", CHECK)}


def test_figures_from_files_count_as_of_the_months_people():
    told = told_of({("manager", CHECK): work(None, 60), ("manager", PLAN): work(None, 90)})
    assert told.steps.keys() == {("manager", CHECK), ("manager", PLAN)}


def sums_told(told: Told, steps: Mapping[Step, Work]) -> list[set[Step]]:
    """The sums that the page tells, as the steps that are in them."""
    hidden = told.hidden
    silent = {step for step in hidden if step[0] not in told.together}
    return [
        set(steps),
        *({step} for step in told.steps),
        *({step for step in hidden if step[0] == role} for role in told.together),
        *([silent] if silent else []),
    ]


def narrowest(steps: Mapping[Step, Work]) -> float:
    """Of all pieces of work of fewer than five the narrowest range that an attacker gets, in minutes.

    She has the minutes and the kronor of every sum, and knows what an hour of each role costs.
    """
    places = {step: place for place, step in enumerate(steps)}
    minutes = np.array([done.minutes for done in steps.values()], dtype=float)
    rows = []
    for each in sums_told(told_of(steps), steps):
        told = np.zeros(len(steps))
        told[[places[step] for step in each]] = 1
        rows += [told, told * [PRICE[role] for role, _activity in steps]]
    equations, widths = np.array(rows), []
    for step, done in steps.items():
        if (done.times or 0) < 5:
            secret = np.zeros(len(steps))
            secret[places[step]] = 1
            low, high = (
                linprog(sign * secret, A_eq=equations, b_eq=equations @ minutes, bounds=(0, None)).fun
                for sign in (1, -1)
            )
            widths.append(-high - low)
    return min(widths)


@pytest.mark.parametrize("steps", [YEAR, STAFF])
def test_no_step_of_few_can_be_worked_out_to_within_itself(steps):
    assert narrowest(steps) >= 60


def test_two_silent_roles_could_be_told_apart_by_their_prices(monkeypatch: pytest.MonkeyPatch):
    """The negative control of the third role."""
    monkeypatch.setattr(process_costs, "FEWEST_SILENT_ROLES", 2)
    few = {step: work(1, done.minutes) if step[1] == CHECK else done for step, done in YEAR.items()}
    assert narrowest(few) == pytest.approx(0, abs=1e-6)
    monkeypatch.undo()
    assert narrowest(few) >= 60


def test_without_hiding_more_it_can(monkeypatch: pytest.MonkeyPatch):
    """The negative control: what is of few is hidden, and nothing beside it."""

    def only_few(parts: Mapping[Any, Group]) -> frozenset[Any]:
        return frozenset(key for key, group in parts.items() if not group.is_safe)

    one_of_few = {step: done for step, done in STAFF.items() if step != ("case_officer", PLAN)}
    assert narrowest(one_of_few) >= 240
    monkeypatch.setattr(process_costs, "hidden_parts", only_few)
    assert narrowest(one_of_few) == pytest.approx(0, abs=1e-6)


def test_all_that_is_told_adds_up():
    for steps in (YEAR, STAFF):
        told = told_of(steps)
        parts = [*told.roles().values(), *([told.others] if told.others else [])]
        assert added(parts) == told.total


def test_a_minute_costs_what_its_capacity_does():
    """Kaplan & Anderson's 0.80 a minute (domain section 5), in öre."""
    capacity = Capacity(560_000_00, 700_000)
    assert cost_of(work(10, 440, 1), capacity) == 352_00
    assert cost_of(work(10, 440, 300_00), None) == 300_00
    found = use_of(work(1, 578_600), capacity)
    assert (found.minutes_unused, found.unused_ore) == (121_400, 97_120_00)


def half(steps: Mapping[Step, Work], person_months: int) -> Half:
    return Half(told_of(steps), person_months)


BEFORE = half({("a", CHECK): work(100, 6000, 50_000_00), ("a", PHONE): work(50, 400, 3_000_00)}, 100)
AFTER = half({("a", PHONE): work(60, 480, 3_600_00), ("a", APPEAL): work(6, 240, 2_000_00)}, 120)


def test_steps_before_and_after_for_each_person_and_month():
    found = pairs(BEFORE, AFTER, [CHECK, PHONE, APPEAL])
    assert [pair.step[1] for pair in found] == [CHECK, PHONE, APPEAL]
    check, phone, appeal = found
    assert check.before == PersonMonth(Fraction(60), Fraction(500_00))
    assert check.after == PersonMonth(Fraction(0), Fraction(0))
    assert (phone.before.minutes, phone.after.minutes) == (4, 4)
    assert (appeal.before.minutes, appeal.after.minutes) == (0, 2)


def test_a_step_of_few_on_one_side_is_told_on_the_other():
    few = half({("a", CHECK): work(3, 90), ("a", PHONE): work(2, 20), ("a", PLAN): work(30, 900)}, 100)
    found = {pair.step[1]: pair for pair in pairs(BEFORE, few, [])}
    assert found[CHECK].after is None
    assert found[CHECK].before is not None
    assert found[PLAN].before == PersonMonth(Fraction(0), Fraction(0))


def test_what_was_freed():
    """64 − 6 minutes and 530 − 46.67 kr, for 120 person-months; and what staffing fell by is passed on."""
    gain = freed(BEFORE, AFTER, None)
    assert gain == (58 * 120, 530_00 * 120 - 5_600_00, None)
    assert freed(BEFORE, AFTER, 1_000_00).cash_ore == 1_000_00
    assert freed(AFTER, BEFORE, None).minutes == -58 * 100


def test_nothing_is_freed_beside_what_may_not_be_told():
    assert freed(BEFORE, half({("a", CHECK): work(2, 10)}, 30), 5) is None
