"""Promised visits that no longer fit, after each change that can come under them."""

from datetime import UTC, date, datetime, time, timedelta

import pytest

from hours.fitting import by_hard_rules
from hours.matching import Obstacle, is_possible
from hours.misfits import Misfit, misfits
from hours.models import Absence, Availability, Booking, EscortWish
from ledsagning.people.models import NamedStaff, Skill
from tests.cast import NOW, TOMORROW_14, make_escort, make_participant, make_pool, make_unit

HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def found(cast) -> list[tuple[Obstacle, ...]]:
    return [one.obstacles for one in misfits([cast.unit], NOW)]


def test_what_fits_is_not_there(cast):
    cast.accepted()
    cast.booking(starts_at=TOMORROW_14 + DAY)
    assert misfits([cast.unit], NOW) == []


def away(cast):
    Absence.objects.create(
        escort=cast.escort,
        starts_at=TOMORROW_14 + HOUR,
        ends_at=TOMORROW_14 + DAY,
        by=cast.coordinator,
        at=NOW,
    )


def works_mornings(cast):
    Availability.objects.create(escort=cast.escort, weekday=3, starts=time(8), ends=time(12))


def has_left(cast):
    cast.escort.valid_to = date(2026, 3, 11)
    cast.escort.save()


def never(cast):
    EscortWish.objects.create(participant=cast.participant, escort=cast.escort, never=True)


def protected(cast):
    cast.participant.is_protected = True
    cast.participant.save()


def works_less(cast):
    cast.escort.minutes_per_week = 179
    cast.escort.save()


@pytest.mark.parametrize(
    ("changed", "obstacle"),
    [
        (away, Obstacle.ABSENT),
        (works_mornings, Obstacle.OUTSIDE_HOURS),
        (has_left, Obstacle.NOT_EMPLOYED),
        (never, Obstacle.UNWANTED),
        (protected, Obstacle.PROTECTED),
        (works_less, Obstacle.WEEKLY_HOURS),
    ],
)
def test_each_change_under_a_promised_visit(cast, changed, obstacle):
    visit = cast.accepted()
    assert found(cast) == []
    changed(cast)
    assert misfits([cast.unit], NOW) == [Misfit(visit, (obstacle,))]
    # Nothing was taken from anybody.
    visit.refresh_from_db()
    assert visit.escort == cast.escort


def test_absence_taken_back_is_no_absence(cast):
    cast.accepted()
    away(cast)
    Absence.objects.update(taken_back_at=NOW)
    assert found(cast) == []


def test_a_visit_reported_late_takes_the_nights_rest(cast):
    """Done until 02 instead of 23: the morning's visit at 10 has eight hours before it."""
    late = cast.done(starts_at=datetime(2026, 3, 11, 19, tzinfo=UTC))
    cast.accepted(starts_at=datetime(2026, 3, 12, 9, tzinfo=UTC), hours=8)
    assert found(cast) == []
    Booking.objects.filter(pk=late.pk).update(actual_ends_at=datetime(2026, 3, 12, 1, tzinfo=UTC))
    assert found(cast) == [(Obstacle.DAILY_REST,)]


def test_a_language_or_a_skill_that_is_wanted_and_missing(cast):
    visit = cast.accepted()
    laholm = cast.unit.municipality
    arabic = Skill.objects.create(municipality=laholm, kind="language", name="Arabiska")
    dog = Skill.objects.create(municipality=laholm, kind="skill", name="Ledarhund")
    cast.participant.skills_wanted.set([arabic, dog])
    assert misfits([cast.unit], NOW) == [Misfit(visit, (), ("Arabiska",), ("Ledarhund",))]
    cast.escort.skills.add(dog)
    assert misfits([cast.unit], NOW) == [Misfit(visit, (), ("Arabiska",))]
    cast.escort.skills.add(arabic)
    assert misfits([cast.unit], NOW) == []


def test_named_staff_may_go_on(cast):
    cast.accepted()
    protected(cast)
    NamedStaff.objects.create(
        participant=cast.participant, user=cast.escort.user, by=cast.coordinator, at=NOW
    )
    assert found(cast) == []


def test_visits_that_have_begun_and_other_units_visits_are_not_there(cast):
    cast.accepted()
    has_left(cast)
    assert misfits([cast.unit], TOMORROW_14) == []
    assert misfits([make_unit(name="Annan enhet")], NOW) == []


def test_as_many_queries_for_many_as_for_few(cast, django_assert_num_queries):
    cast.accepted()
    works_less(cast)
    arabic = Skill.objects.create(municipality=cast.unit.municipality, kind="language", name="Arabiska")
    cast.participant.skills_wanted.add(arabic)
    with django_assert_num_queries(8):
        assert len(misfits([cast.unit], NOW)) == 1
    for number in range(4):
        escort = make_escort(unit=cast.provider, username=f"escort{number}")
        person = make_participant(unit=cast.unit, username=f"person{number}")
        person.skills_wanted.add(arabic)
        pool = make_pool(participant=person, by=cast.case_officer)
        visit = cast.booking(starts_at=TOMORROW_14 + number * DAY)
        Booking.objects.filter(pk=visit.pk).update(pool=pool, state="assigned", escort=escort)
    with django_assert_num_queries(8):
        assert len(misfits([cast.unit], NOW)) == 5


def test_one_candidate_takes_five_queries_and_many_no_more(cast, django_assert_num_queries):
    visit = cast.booking()
    escorts = [make_escort(unit=cast.provider, username=f"escort{number}") for number in range(5)]
    for few_or_many in ([cast.escort], escorts):
        with django_assert_num_queries(5):
            assert all(is_possible(one, visit.span) for one in by_hard_rules(visit, few_or_many))
