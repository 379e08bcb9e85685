"""An absence takes nothing from anybody by itself: it says which promised visits somebody has to hand on."""

from datetime import date, datetime, timedelta

import pytest

from hours.absences import (
    absence_at,
    absences_to_come,
    affected,
    promised,
    register_absence,
    take_back,
    whole_days,
)
from hours.assignments import assign
from hours.bookings import cancel
from hours.errors import Code, Refused
from hours.models import Absence, Event, EventKind
from hours.offers import accept_offer, offer
from hours.rules import Span
from hours.times import STOCKHOLM
from tests.cast import NOW, TOMORROW_14, make_escort, make_participant, make_pool, make_unit

HOUR, DAY = timedelta(hours=1), timedelta(days=1)


@pytest.fixture
def away_on(cast):
    """Registers that Elsa is away from one of March's days to another, by her coordinator."""

    def register(first: int, last: int | None = None, *, by=None, now=NOW) -> Absence:
        span = whole_days(date(2026, 3, first), date(2026, 3, last or first))
        return register_absence(cast.escort, span.starts_at, span.ends_at, by=by or cast.coordinator, now=now)

    return register


def days(absence: Absence) -> tuple[int, int]:
    """The first and the last day, in March."""
    local = (absence.starts_at.astimezone(STOCKHOLM), (absence.ends_at - HOUR).astimezone(STOCKHOLM))
    return local[0].day, local[1].day


def counted() -> list[str]:
    return list(Event.objects.filter(kind=EventKind.ABSENCE).values_list("unit__name", flat=True))


def test_a_day_is_as_long_as_its_clocks_make_it():
    assert whole_days(date(2026, 3, 29), date(2026, 3, 29)).minutes == 23 * 60
    assert whole_days(date(2026, 10, 25), date(2026, 10, 25)).minutes == 25 * 60
    assert whole_days(date(2026, 3, 12), date(2026, 3, 12)) == Span(
        datetime(2026, 3, 12, tzinfo=STOCKHOLM), datetime(2026, 3, 13, tzinfo=STOCKHOLM)
    )


class TestRegistering:
    def test_promised_visits_stay_with_the_escort(self, cast, away_on):
        visit = cast.accepted()
        absence = away_on(12)
        visit.refresh_from_db()
        assert visit.escort == cast.escort
        assert list(affected(absence, NOW)) == [visit]

    def test_R34_the_same_twice_is_once(self, cast, away_on):
        cast.accepted()
        assert away_on(12) == away_on(12)
        assert counted() == ["Ledsagning Laholm"]

    def test_one_within_another_is_there_already(self, away_on):
        assert away_on(12, 14) == away_on(13)
        assert Absence.objects.count() == 1

    def test_those_that_overlap_or_touch_become_one(self, away_on):
        first, second = away_on(12, 13), away_on(16, 18)
        assert away_on(14, 16) == first
        first.refresh_from_db()
        second.refresh_from_db()
        assert days(first) == (12, 18)
        assert second.taken_back_at == NOW

    def test_one_that_was_taken_back_is_not_in_the_way(self, away_on):
        first = away_on(12)
        take_back(first, now=NOW)
        assert away_on(12, 13) != first

    def test_what_has_passed_is_refused(self, away_on):
        with pytest.raises(Refused) as refused:
            away_on(10)
        assert [problem.code for problem in refused.value.problems] == [Code.ABSENCE_PASSED]

    def test_open_offers_of_that_time_end(self, cast, away_on):
        inside, outside = cast.booking(), cast.booking(starts_at=TOMORROW_14 + 2 * DAY)
        made = [offer(visit, [cast.escort], by=cast.coordinator, now=NOW)[0] for visit in (inside, outside)]
        away_on(12)
        with pytest.raises(Refused) as refused:
            accept_offer(made[0], by=cast.escort.user, now=NOW)
        assert [problem.code for problem in refused.value.problems] == [Code.OFFER_ENDED]
        assert accept_offer(made[1], by=cast.escort.user, now=NOW).escort == cast.escort


class TestCounting:
    def test_once_at_each_unit_that_has_visits_to_hand_on(self, cast, away_on):
        cast.accepted()
        cast.accepted(starts_at=TOMORROW_14 + 4 * HOUR)
        other = make_unit(name="Annan enhet")
        olle = make_participant(unit=other, username="olle")
        pool = make_pool(participant=olle, by=cast.case_officer)
        visit = cast.booking(starts_at=TOMORROW_14 - 4 * HOUR)
        type(visit).objects.filter(pk=visit.pk).update(pool=pool, unit=other)
        visit.refresh_from_db()
        assign(visit, cast.escort, by=cast.coordinator, now=NOW)
        away_on(12, by=cast.escort.user)
        assert sorted(counted()) == ["Annan enhet", "Ledsagning Laholm"]

    def test_a_coordinators_work_counts_also_without_visits(self, away_on):
        away_on(12)
        assert counted() == ["Ledsagning Laholm"]

    def test_an_escorts_own_absence_over_no_visit_is_nobodys_work(self, cast, away_on):
        away_on(12, by=cast.escort.user)
        assert counted() == []


class TestAffected:
    def test_what_is_done_cancelled_or_beside_it_is_not(self, cast, away_on):
        cast.done(starts_at=NOW - 5 * HOUR, now=NOW - 9 * HOUR)
        cancel(cast.accepted(starts_at=NOW + 2 * HOUR), by=cast.participant.user, now=NOW)
        cast.accepted(starts_at=TOMORROW_14)
        today = cast.accepted(starts_at=NOW + 5 * HOUR)
        absence = away_on(11)
        assert list(affected(absence, NOW)) == [today]
        assert list(promised(cast.escort, Span(NOW, NOW + DAY), NOW)) == [today]

    def test_what_was_handed_on_stands_last_and_stays(self, cast, away_on):
        first, second = cast.accepted(), cast.accepted(starts_at=TOMORROW_14 + 4 * HOUR)
        absence = away_on(12)
        gun = make_escort(unit=cast.provider, username="gun")
        offer(first, [gun], by=cast.coordinator, now=NOW, take_from=cast.escort)
        assert list(affected(absence, NOW)) == [second, first]

    def test_what_was_taken_before_is_another_matter(self, cast, away_on):
        visit = cast.accepted()
        gun = make_escort(unit=cast.provider, username="gun")
        offer(visit, [gun], by=cast.coordinator, now=NOW, take_from=cast.escort)
        assert list(affected(away_on(12, now=NOW + HOUR), NOW + HOUR)) == []


class TestAway:
    def test_who_is_away_in_a_span(self, cast, away_on):
        gun = make_escort(unit=cast.provider, username="gun")
        absence = away_on(12)
        then, after = Span(TOMORROW_14, TOMORROW_14 + HOUR), Span(absence.ends_at, absence.ends_at + HOUR)
        assert absence_at(cast.escort, then) == absence
        assert (absence_at(gun, then), absence_at(cast.escort, after)) == (None, None)
        take_back(absence, now=NOW)
        assert absence_at(cast.escort, then) is None

    def test_who_is_away_now_and_later(self, cast, away_on):
        later, now = away_on(14), away_on(11)
        assert list(absences_to_come([cast.escort], NOW)) == [now, later]
        assert list(absences_to_come([cast.escort], NOW + DAY)) == [later]


def test_taking_back_twice_is_once(away_on):
    absence = away_on(12)
    take_back(absence, now=NOW)
    assert take_back(absence, now=NOW + HOUR).taken_back_at == NOW
