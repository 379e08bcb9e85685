"""Who is where in some days: own visits by name, others' as busy time, absences that hold, and the sums."""

from datetime import date, timedelta

from pytest_django import DjangoAssertNumQueries

from hours.assignments import accept, assign
from hours.models import Absence, Booking
from hours.rota import Rota, rota
from hours.timeline import Kind, days_from
from ledsagning.people.models import Escort, Unit
from tests.cast import NOW, TOMORROW_14, Cast, make_escort, make_participant, make_pool, make_staff, make_unit

HOUR = timedelta(hours=1)
THURSDAY = days_from(date(2026, 3, 12), 1)


def kinds(found: Rota, escort: Escort | None) -> list[Kind]:
    (row,) = [row for row in found.rows if row.escort == escort]
    return [block.kind for block in row.blocks]


def away(cast: Cast, **more: object) -> Absence:
    """Elsa is away on 12 March, 13 to 18."""
    times = {"starts_at": TOMORROW_14 - HOUR, "ends_at": TOMORROW_14 + 4 * HOUR}
    return Absence.objects.create(escort=cast.escort, by=cast.coordinator, at=NOW, **times, **more)


def test_each_kind(cast: Cast) -> None:
    assert kinds(rota([cast.unit], THURSDAY), cast.escort) == []
    cast.booking(starts_at=TOMORROW_14 + HOUR)
    visit = cast.assigned()
    assert kinds(rota([cast.unit], THURSDAY), cast.escort) == [Kind.ASKED]
    accept(visit, escort=cast.escort, by=cast.escort.user, now=NOW)
    found = rota([cast.unit], THURSDAY)
    assert kinds(found, cast.escort) == [Kind.PROMISED]
    assert kinds(found, None) == [Kind.OPEN]
    assert found.visits[visit.pk].pool.participant == cast.participant


def test_who_is_away_does_not_come(cast: Cast) -> None:
    cast.accepted()
    absence = away(cast)
    assert kinds(rota([cast.unit], THURSDAY), cast.escort) == [Kind.LOST, Kind.ABSENT]
    Absence.objects.filter(pk=absence.pk).update(taken_back_at=NOW)
    assert kinds(rota([cast.unit], THURSDAY), cast.escort) == [Kind.PROMISED]


def test_what_was_done_stays_done(cast: Cast) -> None:
    cast.done()
    away(cast)
    assert kinds(rota([cast.unit], THURSDAY), cast.escort) == [Kind.DONE, Kind.ABSENT]


def test_a_visit_of_another_unit_is_busy_time_without_a_name(cast: Cast) -> None:
    other = make_unit(name="Annan enhet")
    olle = make_participant(unit=other, username="olle")
    pool = make_pool(participant=olle, by=make_staff(unit=other, kind="case_officer"))
    mine = Cast(**{**vars(cast), "pool": pool, "participant": olle}).booking()
    assign(mine, cast.escort, by=cast.coordinator, now=NOW)
    found = rota([cast.unit], THURSDAY)
    assert kinds(found, cast.escort) == [Kind.BUSY]
    assert found.visits == {}
    assert kinds(rota([other], THURSDAY), cast.escort) == [Kind.ASKED]


def test_the_week_is_summed_whatever_day_is_shown(cast: Cast) -> None:
    Escort.objects.filter(pk=cast.escort.pk).update(minutes_per_week=1200)
    cast.accepted()
    cast.accepted(starts_at=TOMORROW_14 + timedelta(days=3), hours=2)  # Sunday
    cast.accepted(starts_at=TOMORROW_14 + timedelta(days=4), hours=2)  # next Monday
    cast.assigned(starts_at=TOMORROW_14 + timedelta(days=1))  # not promised yet
    for days in (THURSDAY, days_from(date(2026, 3, 9), 7)):
        (row,) = [row for row in rota([cast.unit], days).rows if row.escort == cast.escort]
        assert (row.minutes_promised, row.minutes_agreed) == (300, 1200)


def test_who_is_listed(cast: Cast) -> None:
    left = make_escort(unit=cast.provider, username="left")
    keeps = make_escort(unit=cast.provider, username="keeps")
    far = make_escort(unit=make_unit(code="1380", name="Halmstad", kind="in_house"), username="far")
    assign(cast.booking(), keeps, by=cast.coordinator, now=NOW)
    Escort.objects.filter(pk__in=[left.pk, keeps.pk]).update(valid_to=date(2026, 3, 1))
    listed = {row.escort for row in rota([cast.unit], THURSDAY).rows}
    assert listed == {None, cast.escort, keeps}  # who has left and still holds a visit is not out of sight
    assert far not in listed


def test_as_many_questions_for_many_escorts_as_for_one(
    cast: Cast, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    cast.accepted()
    units = [Unit.objects.get(pk=cast.unit.pk)]
    for number in range(5):
        escort = make_escort(unit=cast.provider, username=f"escort{number}")
        assign(cast.booking(), escort, by=cast.coordinator, now=NOW)
        Absence.objects.create(
            escort=escort, starts_at=NOW, ends_at=NOW + 48 * HOUR, by=cast.coordinator, at=NOW
        )
    with django_assert_num_queries(3):
        found = rota(units, THURSDAY)
        names = [str(row.escort) for row in found.rows]
        people = [str(visit.pool.participant) for visit in found.visits.values()]
    assert len(names) == 7
    assert len(people) == Booking.objects.count() == 6
