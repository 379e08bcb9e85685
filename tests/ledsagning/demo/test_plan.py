"""The planned history holds together: nobody is in two places, and nothing is done before its time."""

from collections import Counter, defaultdict
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from random import Random

import pytest

from hours.times import add_months, local_date
from ledsagning.demo.decisions import registered_on, rulings
from ledsagning.demo.people import COMPANIONS, PEOPLE
from ledsagning.demo.plan import Planner, minutes_of
from ledsagning.demo.town import Clock, planned, planned_steps

NOW = datetime(2026, 3, 11, 8, 0, tzinfo=UTC)
CLOCK = Clock(NOW)
DAYS = [NOW, datetime(2028, 2, 29, 22, 30, tzinfo=UTC), datetime(2025, 12, 31, 23, 30, tzinfo=UTC)]


def test_the_change_is_24_whole_months_ago():
    assert CLOCK.change == date(2024, 3, 1)
    assert Clock(DAYS[2]).today == date(2026, 1, 1)
    assert Clock(DAYS[2]).change == date(2024, 1, 1)


def test_a_day_gives_one_history():
    once, again = planned_steps(CLOCK), planned_steps(CLOCK)
    assert [(step.at, step.does) for step in once] == [(step.at, step.does) for step in again]


@pytest.mark.parametrize("now", DAYS)
def test_nobody_is_in_two_places(now):
    promised = defaultdict(list)
    for visit in planned(Clock(now)):
        if "assign" in visit.steps:
            promised[visit.companion.account].append((visit.starts_at, visit.ends_at))
    for spans in promised.values():
        ordered = sorted(spans)
        assert all(first[1] <= second[0] for first, second in pairwise(ordered))


@pytest.mark.parametrize("now", DAYS)
def test_steps_are_in_order_and_none_is_to_come(now):
    clock = Clock(now)
    steps = planned_steps(clock)
    assert [step.at for step in steps] == sorted(step.at for step in steps)
    assert steps[-1].at <= now
    for visit in planned(clock):
        at = list(visit.steps.values())
        assert at == sorted(at)
        assert visit.steps["book"] <= visit.starts_at
        assert visit.steps["book"].date() >= registered_on(visit.person, clock.change)


def test_a_year_holds_the_hours_that_are_wanted():
    person = PEOPLE[0]
    visits = Planner(COMPANIONS, Random(1)).months(person, date(2024, 1, 1), date(2024, 12, 31))
    hours = sum(minutes_of(visit) for visit in visits) / 60
    assert hours == pytest.approx(12 * person.wanted, rel=0.05)


def test_one_decision_ends_soon_and_yearly_ones_follow_each_other():
    by_person = defaultdict(list)
    for ruling in rulings(PEOPLE, CLOCK.change, CLOCK.today):
        by_person[ruling.person].append(ruling)
    ending = [found for person, found in by_person.items() if person.term == "ending"]
    assert [ruling.ends_on for (ruling,) in ending] == [CLOCK.today + timedelta(days=20)]
    for person, found in by_person.items():
        if person.term == "yearly":
            pairs = pairwise(found)
            assert all(after.starts_on == before.ends_on + timedelta(days=1) for before, after in pairs)
            assert found[-1].ends_on > CLOCK.today
    assert add_months(CLOCK.change, -1) < local_date(next(iter(by_person.values()))[0].at) < CLOCK.change


def test_every_group_shown_has_five_people_or_more():
    groups = Counter((person.provider, person.age >= 65, person.sex) for person in PEOPLE)
    assert min(groups.values()) >= 5
