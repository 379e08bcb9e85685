"""R30 for series: whatever is done, in whatever order, each day is booked once and the passbook is whole."""

import contextlib
import uuid
from collections import Counter
from datetime import time, timedelta

import pytest
from django.db import transaction
from hypothesis import Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from hours.bookings import book, cancel
from hours.errors import Refused
from hours.ledger import first_wrong_line
from hours.models import Booking, Event, Pool, Series
from hours.policy import OPEN_STATES, Frequency, ShortPool
from hours.pools import balance, lines
from hours.series import (
    coming,
    end_series,
    extend_series,
    pattern_of,
    set_last_day,
    start_series,
    take_back,
    take_days_off,
)
from hours.series_changes import Wish, change_coming
from hours.series_rules import comes_on
from ledsagning.people.models import Municipality
from tests.cast import NOW, TOMORROW_14

DAY = timedelta(days=1)
NTH = st.integers(0, 11)


class SeriesLives(RuleBasedStateMachine):
    """One person, and everything that can be done to what comes back. Each example is rolled back."""

    def __init__(self) -> None:
        super().__init__()
        self.life = transaction.atomic()
        self.life.__enter__()
        self.pool, self.now = Pool.objects.get(), NOW
        self.by = self.pool.participant.user

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.life.__exit__(None, None, None)

    def asked(self) -> dict[str, object]:
        return {"by": self.by, "now": self.now}

    def series(self, number: int) -> Series | None:
        found = list(Series.objects.order_by("pk"))
        return found[number % len(found)] if found else None

    def visit(self, series: Series | None, number: int) -> Booking | None:
        found = list(coming(series, self.now)) if series else []
        return found[number % len(found)] if found else None

    @rule(days=st.integers(0, 30), frequency=st.sampled_from(Frequency), last=st.none() | st.integers(0, 200))
    def starts(self, days, frequency, last):
        starts_at = TOMORROW_14 + (self.now - NOW) + days * DAY
        if Series.objects.count() == 3:
            return
        ends_at = starts_at + timedelta(hours=2)
        first = book(self.pool, key=uuid.uuid4(), starts_at=starts_at, ends_at=ends_at, **self.asked())
        last_day = None if last is None else starts_at.date() + last * DAY
        refusable(
            start_series, first, key=uuid.uuid4(), frequency=frequency, last_day=last_day, **self.asked()
        )

    @rule(days=st.integers(1, 20))
    def time_passes(self, days):
        self.now += days * DAY
        for series in Series.objects.all():
            extend_series(series, now=self.now)
            assert extend_series(series, now=self.now).booked == []

    @rule(which=NTH, number=NTH)
    def cancels_one(self, which, number):
        if visit := self.visit(self.series(which), number):
            cancel(visit, **self.asked())
            assert extend_series(visit.series, now=self.now).booked == []

    @rule(
        which=NTH,
        number=NTH,
        hour=st.integers(0, 23),
        all_coming=st.booleans(),
        weekday=st.none() | st.integers(0, 6),
    )
    def changes_many(self, which, number, hour, all_coming, weekday):
        if visit := self.visit(self.series(which), number):
            wish = Wish(time(hour, 30), 90, "Torget", "", None)
            asked = {"all_coming": all_coming, "weekday": weekday, "key": uuid.uuid4(), **self.asked()}
            refusable(change_coming, visit, wish, **asked)

    @rule(which=NTH, number=NTH)
    def ends_from_a_day(self, which, number):
        if visit := self.visit(self.series(which), number):
            end_series(visit.series, from_day=visit.series_day, **self.asked())

    @rule(which=NTH, days=st.none() | st.integers(7, 300))
    def another_last_day(self, which, days):
        if series := self.series(which):
            last_day = None if days is None else self.now.date() + days * DAY
            refusable(set_last_day, series, last_day, **self.asked())

    @rule(which=NTH, number=NTH)
    def a_day_off(self, which, number):
        if visit := self.visit(self.series(which), number):
            refusable(take_days_off, visit.series, [visit.series_day], **self.asked())

    @rule(which=NTH)
    def a_day_back(self, which):
        series = self.series(which)
        if series and (off := series.days_off.first()):
            take_back(series, off.day, **self.asked())

    @rule(name=st.sampled_from(ShortPool))
    def another_policy(self, name):
        Municipality.objects.filter(pk=self.pool.unit.municipality_id).update(short_pool=name)
        self.pool = Pool.objects.get()

    @invariant()
    def the_passbook_is_whole(self):
        held = Booking.objects.values_list("minutes_reserved", flat=True)
        assert first_wrong_line(lines(self.pool)) is None
        assert balance(self.pool).reserved == sum(held)

    @invariant()
    def each_day_of_a_series_is_one_booking(self):
        days = Counter(Booking.objects.exclude(series_day=None).values_list("series", "series_day"))
        assert set(days.values()) <= {1}

    @invariant()
    def what_is_coming_is_of_the_pattern(self):
        for series in Series.objects.all():
            pattern = pattern_of(series)
            for visit in coming(series, self.now):
                assert comes_on(pattern, visit.series_day)
                assert visit.state in OPEN_STATES
            assert not (series.ended_at and coming(series, series.ended_at).exists())


def refusable(action, *args, **asked) -> None:
    """Does it, or is refused; then nothing of it may be left, which the invariants see."""
    with contextlib.suppress(Refused):
        action(*args, **asked)


class Forgetful(SeriesLives):
    """The negative control: a visit that is cancelled on its own gives its day free, and so comes again."""

    @rule(which=NTH, number=NTH)
    def cancels_one(self, which, number):
        if visit := self.visit(self.series(which), number):
            cancel(visit, **self.asked())
            Booking.objects.filter(pk=visit.pk).update(series_day=None)
            assert extend_series(visit.series, now=self.now).booked == []


# The same lives on every machine; a failure is one for everybody.
THOROUGH = settings(max_examples=20, stateful_step_count=20, deadline=None, derandomize=True)


def test_R30_the_invariants_hold_whatever_is_done_to_series(cast):
    seen: Counter[str] = Counter()

    class Watched(SeriesLives):
        def teardown(self) -> None:
            seen.update(Event.objects.values_list("kind", flat=True))
            seen["split"] += Series.objects.count() > 1
            super().teardown()

    run_state_machine_as_test(Watched, settings=THOROUGH)
    # Lives in which everything is refused prove nothing.
    assert set(seen) >= {"booked", "changed", "cancelled", "split"}


def test_R30_the_machine_sees_a_visit_that_comes_again(cast):
    quick = settings(THOROUGH, phases=[Phase.generate], print_blob=False)
    with pytest.raises(AssertionError):
        run_state_machine_as_test(Forgetful, settings=quick)
