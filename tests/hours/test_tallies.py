"""Tallies read from the database: by Swedish day and month, of one municipality, and of no one person."""

from dataclasses import fields
from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

import pytest

from hours import queries
from hours.bookings import release_unfilled
from hours.queries import month_tallies, whole_years, year_tallies
from hours.remarks import send
from hours.tally_rules import Part
from hours.visits import no_show
from tests.cast import NOW, TOMORROW_14, make_participant, make_pool

MARCH, APRIL = date(2026, 3, 1), date(2026, 4, 1)
DAY = timedelta(days=1)


def of_march() -> dict[str, float]:
    (tallies,) = month_tallies("1381", MARCH, APRIL).values()
    return {name: value for tally in tallies for name, value in tally.sums.items()}


def of_2026() -> dict[str, float]:
    return {name: value for tally in year_tallies("1381", 2026) for name, value in tally.sums.items()}


def test_P2_a_tally_has_sums_and_groups_and_no_person():
    assert [field.name for field in fields(queries.Tally)] == ["sums", "parts"]
    assert Part._fields == ("people", "total", "largest", "second")


def test_hours_granted_used_and_at_the_end_of_the_month(cast):
    """Berit has 20 h a month. Three hours on 12 March, and two on the 31st until past midnight."""
    cast.done()
    cast.done(starts_at=datetime(2026, 3, 31, 20, 30, tzinfo=UTC), hours=2)
    found = of_march()
    assert (found["granted_minutes"], found["used_of_granted_minutes"]) == (1200, 300)
    assert found["last_days_minutes"] == 120
    assert found["even_share_minutes"] == pytest.approx(300 * 7 / 31)


def test_a_visit_after_midnight_in_sweden_is_of_the_next_month(cast):
    """22.30 UTC on 31 March is half past midnight on 1 April."""
    cast.done()
    cast.done(starts_at=datetime(2026, 3, 31, 22, 30, tzinfo=UTC), hours=2)
    assert of_march()["used_of_granted_minutes"] == 180


def test_without_a_ceiling_nothing_is_granted(cast):
    olle = make_participant(unit=cast.unit, username="olle")
    make_pool(participant=olle, by=cast.case_officer, uncapped=True)
    cast.done()
    assert of_march()["granted_minutes"] == 1200


def test_visits_wanted_and_not_taken(cast):
    """Done, a no-show, one that nobody took; a cancelled one is not wanted, and one to come not passed."""
    cast.done()
    missed = cast.accepted(starts_at=TOMORROW_14 + 2 * DAY)
    no_show(missed, by=cast.escort.user, now=missed.ends_at)
    alone = cast.booking(starts_at=TOMORROW_14 + 3 * DAY)
    release_unfilled(alone, now=alone.ends_at)
    cast.booking(starts_at=TOMORROW_14 + 9 * DAY)
    found = of_march()
    assert (found["wanted_visits"], found["unfilled_visits"]) == (3, 1)


def test_a_year(cast):
    """Decided on 15 December 2025, so the wait is of that year; in force at the end of 2026."""
    cast.done()
    cast.done(starts_at=TOMORROW_14 + DAY)
    send(cast.participant, key=uuid4(), text="Sent", is_complaint=True, by=cast.participant.user, now=NOW)
    send(cast.participant, key=uuid4(), text="Tack", is_complaint=False, by=cast.participant.user, now=NOW)
    found = of_2026()
    assert (found["usual_visits"], found["visits_of_year"], found["people_of_year"]) == (2, 2, 1)
    assert (found["complaints"], found["people_with_decision"], found["decisions"]) == (1, 1, 0)
    assert found["first_visits"] == 0
    waited = {name: value for tally in year_tallies("1381", 2025) for name, value in tally.sums.items()}
    assert (waited["days_to_first_visit"], waited["first_visits"], waited["decisions"]) == (87, 1, 1)


def test_how_a_decision_was_used_when_it_ended(cast):
    """365 days with 180 minutes, none in the last 30: an even share would be 14.8."""
    cast.done()
    found = of_2026()
    assert found["period_end_minutes"] == 0
    assert found["period_even_minutes"] == pytest.approx(180 * 30 / 365)


def test_another_municipality_has_none_of_it(cast):
    cast.done()
    assert month_tallies("0180", MARCH, APRIL) == {}
    assert {tally.sums.get("people_of_year") for tally in year_tallies("0180", 2026)} == {None, 0}


@pytest.mark.parametrize(
    ("today", "years"),
    [
        (date(2026, 12, 31), []),
        (date(2027, 1, 1), []),
        (date(2028, 1, 1), [2027]),
        (date(2029, 5, 5), [2027, 2028]),
    ],
)
def test_a_year_is_whole_when_it_is_over_and_began_with_january(cast, today, years):
    """The first visit is in March 2026."""
    cast.done()
    assert whole_years("1381", today) == years


def test_without_visits_no_year_is_whole(db):
    assert whole_years("1381", date(2030, 1, 1)) == []
