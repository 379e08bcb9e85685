"""Changing many at once: this and later, or all to come; what was changed on its own is kept."""

import uuid
from datetime import UTC, date, datetime, time, timedelta

import pytest

from hours.assignments import assign
from hours.bookings import cancel, change
from hours.errors import Code, Refused
from hours.models import Booking, Series
from hours.policy import Kind, State
from hours.pools import append, balance
from hours.series import extend_series, start_series, take_days_off
from hours.series_changes import Wish, change_coming, is_as_series, wish_of
from hours.times import STOCKHOLM
from tests.cast import NOW
from tests.hours.asking import codes, move
from tests.hours.test_series import DAY, THURSDAYS

HOUR = timedelta(hours=1)
LATER = Wish(time(16, 30), 120, "Biblioteket", "", None)


@pytest.fixture
def series(cast) -> Series:
    """Every Thursday 14–17, to 28 May."""
    asked = {"key": uuid.uuid4(), "frequency": "weekly", "by": cast.participant.user, "now": NOW}
    return start_series(cast.booking(), **asked).series


def visit_of(day: date) -> Booking:
    return Booking.objects.get(series_day=day)


def change_from(cast, day: date, wish: Wish = LATER, **more):
    asked = {"all_coming": False, "key": uuid.uuid4(), "by": cast.participant.user, "now": NOW}
    return change_coming(visit_of(day), wish, **(asked | more))


def clocks() -> list[str]:
    return [
        f"{visit.starts_at.astimezone(STOCKHOLM):%H.%M}" for visit in Booking.objects.order_by("series_day")
    ]


class TestAll:
    def test_every_coming_visit_and_those_booked_later(self, cast, series):
        changed = change_from(cast, THURSDAYS[4], all_coming=True)
        assert clocks() == ["16.30"] * 12
        assert {(v.span.minutes, v.meeting_place) for v in changed.changed} == {(120, "Biblioteket")}
        assert changed.series == series
        assert balance(cast.pool).reserved == 12 * 120
        (visit,) = extend_series(series, now=NOW + DAY).booked
        assert wish_of(visit) == LATER

    def test_those_that_have_been_stay(self, cast, series):
        change_from(cast, THURSDAYS[4], all_coming=True, now=NOW + 10 * DAY)
        assert clocks() == ["14.00"] * 2 + ["16.30"] * 10

    def test_one_that_was_moved_on_its_own_keeps_its_change_and_is_told(self, cast, series):
        moved = move(visit_of(THURSDAYS[2]), cast)
        changed = change_from(cast, THURSDAYS[4], all_coming=True)
        assert changed.kept == [moved]
        span = moved.span
        moved.refresh_from_db()
        assert (moved.span, moved.meeting_place) == (span, "Simhallen")
        assert len(changed.changed) == 11

    @pytest.mark.parametrize(
        "own", [{"note": "Kom till baksidan."}, {"meeting_place": "Hemma"}, {"hours": 1}]
    )
    def test_whatever_it_was_that_was_changed(self, cast, series, own):
        kept = move(visit_of(THURSDAYS[2]), cast, by=timedelta(0), **own)
        assert change_from(cast, THURSDAYS[4], all_coming=True).kept == [kept]

    def test_the_chosen_one_is_changed_though_it_was_moved_and_stays_on_its_day(self, cast, series):
        moved = move(visit_of(THURSDAYS[2]), cast)
        change_from(cast, THURSDAYS[2], all_coming=True)
        moved.refresh_from_db()
        assert f"{moved.starts_at.astimezone(STOCKHOLM):%d %H.%M}" == "27 16.30"

    def test_a_companion_who_was_asked_stays_when_the_time_does(self, cast, series):
        assign(visit_of(THURSDAYS[3]), cast.escort, by=cast.coordinator, now=NOW)
        change_from(cast, THURSDAYS[4], Wish(time(14), 180, "Hemma", "", None), all_coming=True)
        assert visit_of(THURSDAYS[3]).escort == cast.escort
        change_from(cast, THURSDAYS[4], LATER, all_coming=True)
        assert visit_of(THURSDAYS[3]).escort is None


class TestThisAndLater:
    def test_the_later_ones_become_a_series_of_their_own(self, cast, series):
        later = change_from(cast, THURSDAYS[4]).series
        series.refresh_from_db()
        assert clocks() == ["14.00"] * 4 + ["16.30"] * 8
        assert (series.last_day, later.first_day) == (date(2026, 4, 8), THURSDAYS[4])
        assert (later.last_day, later.frequency) == (None, "weekly")
        assert series.bookings.count() == 4
        assert extend_series(series, now=NOW + DAY).booked == []
        assert extend_series(later, now=NOW + DAY).booked[0].series_day == date(2026, 6, 4)

    def test_days_off_go_along(self, cast, series):
        series.days_off.create(day=date(2026, 6, 4))
        later = change_from(cast, THURSDAYS[4]).series
        assert list(later.days_off.values_list("day", flat=True)) == [date(2026, 6, 4)]
        assert not series.days_off.exists()

    def test_one_cancelled_on_its_own_does_not_come_again(self, cast, series):
        Booking.objects.filter(series_day=THURSDAYS[6]).update(state=State.CANCELLED)
        later = change_from(cast, THURSDAYS[4]).series
        assert extend_series(later, now=NOW).booked == []

    def test_from_the_first_that_is_coming_it_is_the_same_series(self, cast, series):
        assert change_from(cast, THURSDAYS[0]).series == series
        assert Series.objects.count() == 1

    def test_the_fourth_thursday_stays_the_fourth(self, cast):
        first = cast.booking(starts_at=NOW + 15 * DAY)  # 26 March, the last and the fourth Thursday
        asked = {
            "key": uuid.uuid4(),
            "frequency": "monthly",
            "week": 4,
            "by": cast.participant.user,
            "now": NOW,
        }
        start_series(first, **asked)
        later = change_from(cast, date(2026, 5, 28)).series
        assert extend_series(later, now=NOW + 90 * DAY).booked[0].series_day == date(2026, 6, 25)
        assert later.week_of_month == 4

    def test_R34_sent_twice_it_is_split_once(self, cast, series):
        key = uuid.uuid4()
        assert (
            change_from(cast, THURSDAYS[4], key=key).series == change_from(cast, THURSDAYS[4], key=key).series
        )
        assert Series.objects.count() == 2

    def test_R34_the_same_key_with_another_wish(self, cast, series):
        key = uuid.uuid4()
        change_from(cast, THURSDAYS[4], key=key)
        with pytest.raises(Refused) as refused:
            change_from(cast, THURSDAYS[4], Wish(time(9), 60, "", "", None), key=key)
        assert codes(refused) == [Code.KEY_REUSED]


class TestAnotherWeekday:
    """From Thursday to Tuesday of the same week."""

    TUESDAYS = [day - 2 * DAY for day in THURSDAYS]

    def test_this_and_later(self, cast, series):
        later = change_from(cast, THURSDAYS[4], weekday=1).series
        days = list(Booking.objects.order_by("starts_at").values_list("series_day", flat=True))
        assert days == THURSDAYS[:4] + self.TUESDAYS[4:] + [date(2026, 6, 2)]
        assert {visit.series_day for visit in later.bookings.all()} == set(days[4:])
        assert all(is_as_series(visit, later) for visit in later.bookings.all())
        assert later.first_day == self.TUESDAYS[4]

    def test_all_to_come_in_the_same_series_and_on(self, cast, series):
        changed = change_from(cast, THURSDAYS[4], all_coming=True, weekday=4)
        assert changed.series == series
        fridays = [day + DAY for day in THURSDAYS]
        days = list(Booking.objects.order_by("starts_at").values_list("series_day", flat=True))
        assert days == fridays
        assert extend_series(changed.series, now=NOW + 2 * DAY).booked[0].series_day == date(2026, 6, 5)

    def test_days_off_and_what_was_cancelled_or_moved_go_along(self, cast, series):
        take_days_off(series, [THURSDAYS[9]], by=cast.participant.user, now=NOW)
        cancel(visit_of(THURSDAYS[6]), by=cast.participant.user, now=NOW)
        own = move(visit_of(THURSDAYS[7]), cast)
        later = change_from(cast, THURSDAYS[4], weekday=1).series
        assert list(later.days_off.values_list("day", flat=True)) == [self.TUESDAYS[9]]
        assert visit_of(self.TUESDAYS[6]).state == State.CANCELLED
        assert visit_of(self.TUESDAYS[7]).span == own.span
        assert extend_series(later, now=NOW).booked == []

    def test_a_last_day_makes_room(self, cast):
        asked = {"key": uuid.uuid4(), "frequency": "weekly", "by": cast.participant.user, "now": NOW}
        start_series(cast.booking(), last_day=THURSDAYS[3], **asked)
        series = change_from(cast, THURSDAYS[1], all_coming=True, weekday=5).series
        assert series.last_day == THURSDAYS[3] + 2 * DAY

    def test_a_day_that_has_been_stops_all(self, cast, series):
        with pytest.raises(Refused) as refused:
            change_from(cast, THURSDAYS[4], all_coming=True, weekday=1)
        told = [(problem.code, problem.values["day"]) for problem in refused.value.problems]
        assert told == [(Code.STARTS_IN_PAST, self.TUESDAYS[0])]
        assert visit_of(THURSDAYS[4]).series == series


class TestRefused:
    def test_all_or_nothing_with_the_days_that_stop_it(self, cast, series, policy):
        policy("refuse")
        append(cast.pool, Kind.RESERVE, 12140, by=cast.case_officer, at=NOW)  # 100 minutes are left
        with pytest.raises(Refused) as refused:
            change_from(cast, THURSDAYS[4], Wish(time(14), 210, "", "", None), all_coming=True)
        told = [(problem.code, problem.values["day"]) for problem in refused.value.problems]
        assert told == [(Code.POOL_TOO_SMALL, day) for day in THURSDAYS[3:]]
        assert clocks() == ["14.00"] * 12
        assert {visit.span.minutes for visit in Booking.objects.all()} == {180}
        series.refresh_from_db()
        assert series.minutes == 180

    def test_a_visit_that_has_begun(self, cast, series):
        with pytest.raises(Refused) as refused:
            change_from(cast, THURSDAYS[0], now=NOW + 2 * DAY)
        assert codes(refused) == [Code.ALREADY_STARTED]

    def test_a_visit_of_no_series(self, cast):
        lone = cast.booking()
        with pytest.raises(Refused) as refused:
            change_coming(lone, LATER, all_coming=True, key=uuid.uuid4(), by=cast.participant.user, now=NOW)
        assert codes(refused) == [Code.DAY_NOT_IN_SERIES]


def test_a_visit_moved_by_springs_clock_is_as_its_series(cast):
    first = cast.booking(starts_at=datetime(2026, 3, 22, 1, 30, tzinfo=UTC), hours=2)
    series = start_series(
        first, key=uuid.uuid4(), frequency="weekly", by=cast.participant.user, now=NOW
    ).series
    assert all(is_as_series(visit, series) for visit in series.bookings.all())


def test_the_change_of_one_visit_leaves_the_series(cast, series):
    visit = visit_of(THURSDAYS[1])
    asked = {"meeting_place": "", "note": "", "wished_escort": None, "by": cast.participant.user, "now": NOW}
    change(visit, starts_at=visit.starts_at + HOUR, ends_at=visit.ends_at + HOUR, **asked)
    assert clocks() == ["14.00", "15.00"] + ["14.00"] * 10
