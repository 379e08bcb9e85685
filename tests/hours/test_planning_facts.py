"""What is read of many visits at once says of each what is read of it alone."""

from datetime import date, timedelta

import pytest

from hours.absences import register_absence
from hours.assignments import assign, decline, suggest
from hours.models import Booking
from hours.offers import decline_offer, offer
from hours.planning_facts import suggest_each
from hours.wishes import wish
from ledsagning.people.models import Escort, Skill
from tests.cast import NOW, TOMORROW_14, Cast, make_escort, make_participant, make_pool

DAY, HOUR = timedelta(days=1), timedelta(hours=1)


def told(ranked) -> list[tuple[object, ...]]:
    """What a page shows of a ranking: who, where in it, and why. What is far from it differs."""
    return [
        (escort, found.rank, found.reasons, found.minutes_from_neighbour, found.minutes_that_week)
        for escort, found in ranked
    ]


@pytest.fixture
def visits(cast: Cast) -> list[Booking]:
    """Five visits of two people in ten days, and escorts of whom each visit says something else."""
    gun, ivar, lo, mia, tor = (
        make_escort(unit=cast.provider, username=name) for name in ("gun", "ivar", "lo", "mia", "tor")
    )
    olle = make_participant(unit=cast.unit, username="olle")
    his = make_pool(participant=olle, by=cast.case_officer)
    mine = [cast.booking(starts_at=TOMORROW_14 + days * DAY) for days in (0, 3, 9)]
    cast.pool = his
    made = [*mine, cast.booking(starts_at=TOMORROW_14 + 4 * HOUR), cast.booking(starts_at=TOMORROW_14 + DAY)]
    skill = Skill.objects.create(municipality=cast.unit.municipality, kind="language", name="Arabiska")
    olle.skills_wanted.add(skill)
    ivar.skills.add(skill)
    wish(cast.participant, gun, never=False)
    register_absence(lo, TOMORROW_14, TOMORROW_14 + 2 * DAY, by=cast.coordinator, now=NOW)
    Escort.objects.filter(pk=mia.pk).update(valid_to=date(2026, 3, 15), minutes_per_week=240)
    assign(made[3], mia, by=cast.coordinator, now=NOW)
    decline(assign(made[1], tor, by=cast.coordinator, now=NOW), escort=tor, by=tor.user, now=NOW)
    (asked,) = offer(made[2], [gun], by=cast.coordinator, now=NOW)
    decline_offer(asked, by=gun.user, now=NOW)
    return list(Booking.objects.select_related("unit").order_by("pk"))


def test_each_is_told_what_it_is_told_alone(visits: list[Booking]) -> None:
    together = suggest_each(visits)
    alone = {visit.pk: told(suggest(visit)) for visit in visits}
    assert {key: told(ranked) for key, ranked in together.items()} == alone
    # The world tells the visits apart, or the test says nothing.
    assert len({tuple(escort.pk for escort, *_ in ranked) for ranked in alone.values()}) == len(visits)


def test_no_visits_ask_nothing(db: None, django_assert_num_queries) -> None:
    with django_assert_num_queries(0):
        assert suggest_each([]) == {}


def test_as_many_queries_for_five_as_for_one(visits: list[Booking], django_assert_num_queries) -> None:
    for these in (visits[:1], visits):
        with django_assert_num_queries(11):
            suggest_each(these)
