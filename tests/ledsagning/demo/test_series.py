"""The demonstration's series: each frequency, with and without an end, and somebody who said yes."""

from datetime import timedelta

import pytest
from django.utils import timezone

from hours.ledger import first_wrong_line
from hours.models import Series
from hours.policy import Frequency
from hours.pools import lines
from ledsagning.demo.series import HABITS, begin_series, first_day
from tests.cast import NOW, Cast, make_escort, make_participant, make_pool


@pytest.fixture
def begun(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> list[Series]:
    monkeypatch.setattr(timezone, "now", lambda: NOW)
    people = {}
    for number, name in enumerate(sorted({habit.name for habit in HABITS})):
        people[name] = make_participant(unit=cast.unit, username=f"person{number}")
        make_pool(participant=people[name], by=cast.case_officer)
    ahmed = make_escort(unit=cast.provider, username="ahmed")
    outcomes = begin_series(people, {"ahmed": ahmed}, cast.coordinator, today=NOW.date(), now=NOW)
    return [outcome.series for outcome in outcomes]


def test_there_is_one_of_each_kind(begun: list[Series]) -> None:
    assert {series.frequency for series in begun} == set(Frequency)
    assert {series.last_day is None for series in begun} == {True, False}
    assert [series.bookings.count() for series in begun] == [12, 3, 6, 12, 6]


def test_the_first_day_is_that_weekday_after_tomorrow(begun: list[Series]) -> None:
    for habit, series in zip(HABITS, begun, strict=True):
        assert series.first_day == first_day(habit, NOW.date())
        assert series.first_day.weekday() == habit.weekday
        assert timedelta(days=2) <= series.first_day - NOW.date() <= timedelta(days=8)


def test_the_next_visits_have_a_companion_and_the_passbook_is_whole(begun: list[Series]) -> None:
    states = list(begun[0].bookings.order_by("starts_at").values_list("state", flat=True)[:4])
    assert states == ["assigned", "assigned", "assigned", "requested"]
    assert all(first_wrong_line(lines(series.pool)) is None for series in begun)
