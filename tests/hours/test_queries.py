"""Figures of a month, the only door of admin_costs. Nobody is named, and nothing left is told (P2)."""

from dataclasses import fields
from datetime import UTC, date, datetime, timedelta

import pytest

from hours import queries
from hours.models import EventKind
from hours.queries import VisitFigures
from hours.visits import correct, no_show, rate, report
from ledsagning.people.models import Participant
from tests.cast import TOMORROW_14, make_escort, make_participant, make_pool, make_unit

MARCH, APRIL = date(2026, 3, 1), date(2026, 4, 1)
DAY, HOUR = timedelta(days=1), timedelta(hours=1)


def other_pool(cast, username: str, *, born: int = 1950, sex: str = "M"):
    person = make_participant(unit=cast.unit, username=username)
    Participant.objects.filter(pk=person.pk).update(birth_date=date(born, 1, 1), sex=sex)
    person.refresh_from_db()
    return make_pool(participant=person, by=cast.case_officer)


class TestAgeGroup:
    @pytest.mark.parametrize(
        ("born", "group"), [(1961, "65+"), (1962, "0–64"), (2026, "0–64"), (1920, "65+")]
    )
    def test_by_the_age_reached_in_the_year(self, born, group):
        assert queries.age_group(born, MARCH) == group


class TestMonthVisits:
    def test_P2_figures_have_no_person_and_nothing_that_is_left(self):
        assert [field.name for field in fields(VisitFigures)] == [
            "provider_id",
            "age_group",
            "sex",
            "people",
            "visits",
            "minutes",
            "expenses_ore",
            "largest_minutes",
            "second_minutes",
            "squared_minutes",
        ]

    def test_one_visit(self, cast):
        cast.done()
        assert queries.month_visits(cast.unit.pk, MARCH) == [
            VisitFigures(cast.provider.pk, "0–64", "K", 1, 1, 180, 0, 180, 0, 32400)
        ]

    def test_visits_that_were_not_made_are_not_there(self, cast):
        cast.booking()
        cast.assigned(starts_at=TOMORROW_14 + DAY)
        no_show(
            cast.accepted(starts_at=TOMORROW_14 + 2 * DAY),
            by=cast.escort.user,
            now=TOMORROW_14 + 3 * DAY,
        )
        assert queries.month_visits(cast.unit.pk, MARCH) == []

    def test_a_correction_counts(self, cast):
        booking = cast.done()
        correct(
            booking,
            starts_at=TOMORROW_14,
            ends_at=TOMORROW_14 + HOUR,
            by=cast.escort.user,
            now=booking.ends_at + DAY,
            expenses_ore=995,
        )
        (figures,) = queries.month_visits(cast.unit.pk, MARCH)
        assert (figures.visits, figures.minutes, figures.expenses_ore) == (1, 60, 995)

    def test_R36_a_visit_belongs_to_the_swedish_month_of_its_booked_start(self, cast):
        """22:30 UTC on 31 March 2026 is half past midnight on 1 April in Sweden."""
        cast.done(starts_at=datetime(2026, 3, 31, 22, 30, tzinfo=UTC))
        assert queries.month_visits(cast.unit.pk, MARCH) == []
        assert [row.minutes for row in queries.month_visits(cast.unit.pk, APRIL)] == [180]

    def test_rows_by_provider_age_and_sex_and_each_person_once(self, cast):
        """Berit goes with two providers: she counts where she had the most minutes."""
        lov = make_unit(name="Följ med AB", kind="provider")
        tor = make_escort(unit=lov, username="tor")
        elsa, berit = cast.escort, cast.pool
        cast.done()
        cast.done(starts_at=TOMORROW_14 + DAY)
        cast.escort = tor
        cast.done(starts_at=TOMORROW_14 + 2 * DAY, hours=4)
        cast.pool = other_pool(cast, "olle")
        cast.done(starts_at=TOMORROW_14 + 3 * DAY, hours=2)
        cast.pool, cast.escort = berit, elsa
        assert queries.month_visits(cast.unit.pk, MARCH) == [
            VisitFigures(cast.provider.pk, "0–64", "K", 1, 2, 360, 0, 360, 0, 129600),
            VisitFigures(lov.pk, "0–64", "K", 0, 1, 240, 0, 240, 0, 57600),
            VisitFigures(lov.pk, "65+", "M", 1, 1, 120, 0, 120, 0, 14400),
        ]

    def test_the_two_largest_parts_and_how_people_differ(self, cast):
        cast.done()
        cast.done(starts_at=TOMORROW_14 + DAY)
        for number, hours in enumerate((5, 1)):
            cast.pool = other_pool(cast, f"olle{number}", born=1970, sex="K")
            cast.done(starts_at=TOMORROW_14 + (2 + number) * DAY, hours=hours)
        (row,) = queries.month_visits(cast.unit.pk, MARCH)
        assert (row.people, row.minutes) == (3, 360 + 300 + 60)
        assert (row.largest_minutes, row.second_minutes) == (360, 300)
        assert row.squared_minutes == 360**2 + 300**2 + 60**2

    def test_equal_minutes_count_at_the_provider_that_was_there_first(self, cast):
        cast.done()
        cast.escort = make_escort(unit=make_unit(name="Följ med AB", kind="provider"), username="tor")
        cast.done(starts_at=TOMORROW_14 + DAY)
        assert [row.people for row in queries.month_visits(cast.unit.pk, MARCH)] == [1, 0]

    def test_another_unit_sees_nothing(self, cast):
        cast.done()
        assert queries.month_visits(make_unit(name="Annan").pk, MARCH) == []


class TestEvents:
    def test_how_many_of_each_kind(self, cast):
        cast.done()
        cast.booking()
        assert queries.event_counts(cast.unit.pk, MARCH) == {
            EventKind.DECIDED: 1,
            EventKind.BOOKED: 2,
            EventKind.ASSIGNED: 1,
            EventKind.ACCEPTED: 1,
            EventKind.REPORTED: 1,
        }
        assert queries.event_counts(cast.unit.pk, APRIL) == {}

    def test_a_month_is_stale_when_its_number_has_grown(self, cast):
        assert queries.events_a_month("1381") == {(cast.unit.pk, MARCH): 1}
        booking = cast.accepted(starts_at=TOMORROW_14 + 30 * DAY)
        assert queries.events_a_month("1381") == {(cast.unit.pk, MARCH): 4, (cast.unit.pk, APRIL): 3}
        report(
            booking,
            starts_at=booking.starts_at,
            ends_at=booking.ends_at,
            by=cast.escort.user,
            now=booking.ends_at,
        )
        assert queries.events_a_month("1381") == {(cast.unit.pk, MARCH): 4, (cast.unit.pk, APRIL): 5}

    def test_another_municipality_sees_nothing(self, cast):
        assert queries.events_a_month("0180") == {}


class TestOpinions:
    def rated(self, cast, day: int, score: int) -> None:
        booking = cast.done(starts_at=TOMORROW_14 + day * DAY)
        rate(booking, score=score, by=cast.participant.user, now=booking.ends_at + 60 * DAY)

    def test_P7_one_person_is_one_voice_the_latest(self, cast):
        for day, score in enumerate((3, 3, 2)):
            self.rated(cast, day, score)
        cast.done(starts_at=TOMORROW_14 + 3 * DAY)
        cast.pool = other_pool(cast, "olle")
        self.rated(cast, 4, 3)
        assert queries.month_opinions(cast.unit.pk, MARCH) == {2: 1, 3: 1}
        assert queries.month_opinions(cast.unit.pk, APRIL) == {}
