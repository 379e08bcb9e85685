"""What a person usually does (R10)."""

from datetime import date, timedelta

from hours.habits import employed, known_escorts, last_places, usual_minutes
from hours.wishes import wish
from tests.cast import NOW, TOMORROW_14, make_escort, make_unit

DAY = timedelta(days=1)
TODAY = date(2026, 3, 11)


def done(cast, *, days_ago, **more):
    return cast.done(starts_at=TOMORROW_14 - days_ago * DAY, now=NOW - days_ago * DAY, **more)


def test_three_hours_are_usual_for_somebody_who_has_had_no_visit(cast):
    cast.booking(hours=8)
    assert usual_minutes(cast.pool) == 180


def test_the_usual_length_is_the_median_of_visits_done(cast):
    for days_ago, hours in ((10, 2), (8, 2.5), (6, 8)):
        done(cast, days_ago=days_ago, hours=hours)
    assert usual_minutes(cast.pool) == 150


def test_only_the_twenty_latest_visits_count(cast):
    every_other_day = cast.escort, make_escort(unit=cast.provider, username="per")  # both have their rest
    for days_ago, hours in (*((day, 2) for day in range(30, 50)), *((day, 1) for day in range(2, 22))):
        cast.escort = every_other_day[days_ago % 2]
        done(cast, days_ago=days_ago, hours=hours)
    assert usual_minutes(cast.pool) == 60


def test_last_places_come_once_each_latest_first(cast):
    for day, place in enumerate(("Simhallen", "Biblioteket", "", "Simhallen")):
        booking = cast.booking(starts_at=TOMORROW_14 + day * DAY, now=NOW + timedelta(minutes=day))
        booking.meeting_place = place
        booking.save()
    assert last_places(cast.pool) == ["Simhallen", "Biblioteket"]
    assert last_places(cast.pool, most=1) == ["Simhallen"]


def test_known_are_those_met_or_wished_for_most_met_first(cast):
    per, ulla = (make_escort(unit=cast.provider, username=name) for name in ("per", "ulla"))
    assert known_escorts(cast.participant, TODAY) == []
    wish(cast.participant, per, never=False)
    done(cast, days_ago=5)
    assert known_escorts(cast.participant, TODAY) == [cast.escort, per]
    assert known_escorts(cast.participant, TODAY, also=ulla.pk) == [cast.escort, per, ulla]


def test_an_avoided_escort_is_not_among_the_known_however_often_met(cast):
    done(cast, days_ago=5)
    wish(cast.participant, cast.escort, never=True)
    assert known_escorts(cast.participant, TODAY, also=cast.escort.pk) == []


def test_employed_are_those_of_the_municipality_on_the_day(cast):
    make_escort(unit=make_unit(code="1380", kind="in_house"), username="per")
    assert list(employed(cast.participant, TODAY)) == [cast.escort]
    cast.escort.valid_to = TODAY - DAY
    cast.escort.save()
    assert list(employed(cast.participant, TODAY)) == []
