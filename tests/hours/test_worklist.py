"""What a visit needs, by its state, its time and the escort's answer."""

from datetime import UTC, date, datetime, timedelta

from django.db.models import QuerySet

from hours.assignments import decline
from hours.bookings import cancel
from hours.models import Absence, Booking, Offer
from hours.visits import no_show
from hours.worklist import (
    Filters,
    Need,
    Part,
    open_visits_of,
    visits_of,
    with_needs,
)
from ledsagning.people.models import Area, Escort, Participant, Unit
from tests.cast import NOW, TOMORROW_14, Cast, make_escort, make_unit

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
AFTER = TOMORROW_14 + timedelta(hours=3)


def need_of(visit: Booking, at: datetime = NOW) -> Need:
    return Need(with_needs(Booking.objects.filter(pk=visit.pk), at).get().need)


def test_before_the_visit(cast: Cast) -> None:
    visit = cast.booking()
    assert need_of(visit) == Need.SOMEBODY
    later = timedelta(days=1)
    asked = cast.assigned(starts_at=TOMORROW_14 + later)
    assert need_of(asked) == Need.ANSWER
    decline(asked, escort=cast.escort, by=cast.escort.user, now=NOW)
    assert need_of(asked) == Need.SOMEBODY_ELSE
    coming = cast.accepted(starts_at=TOMORROW_14 + 2 * later)
    assert need_of(coming) == Need.NOTHING
    Booking.objects.filter(pk=coming.pk).update(awaits_top_up=True)
    assert need_of(coming) == Need.TOP_UP


def test_an_escort_who_is_away(cast: Cast) -> None:
    """Whatever the escort has answered. An absence that only touches the visit, or is taken back, is none."""
    visit, earlier = cast.accepted(), cast.assigned(starts_at=TOMORROW_14 - 3 * HOUR)
    times = {"starts_at": TOMORROW_14 - DAY, "ends_at": TOMORROW_14}
    absence = Absence.objects.create(escort=cast.escort, by=cast.coordinator, at=NOW, **times)
    assert need_of(visit) == Need.NOTHING
    Absence.objects.update(ends_at=TOMORROW_14 + timedelta(minutes=1))
    assert need_of(visit) == Need.ABSENT
    assert need_of(earlier) == Need.ABSENT
    assert need_of(visit, AFTER) == Need.REPORT
    Absence.objects.filter(pk=absence.pk).update(taken_back_at=NOW)
    assert need_of(visit) == Need.NOTHING


def test_offered_to_several(cast: Cast) -> None:
    visit = cast.booking()
    for name in ("per", "tor", "ulf"):
        offer(cast, visit, make_escort(unit=cast.provider, username=name))
    Offer.objects.filter(escort__user__username="ulf").update(answer="declined")
    found = with_needs(Booking.objects.filter(pk=visit.pk), NOW).get()
    assert (found.need, found.offers_open) == (Need.OFFERED, 2)
    Offer.objects.update(answer="declined")
    assert need_of(visit) == Need.SOMEBODY


def offer(cast: Cast, visit: Booking, escort: Escort) -> None:
    Offer.objects.create(booking=visit, escort=escort, by=cast.coordinator, at=NOW)


def test_most_urgent_first(cast: Cast) -> None:
    """The policy, by name: how near, then what nobody has done, then the clock."""
    per = make_escort(unit=cast.provider, username="per")
    visits = {
        "waits, in 2 h": cast.assigned(starts_at=NOW + 2 * HOUR, hours=1),
        "nobody, in 5 h": cast.booking(starts_at=NOW + 5 * HOUR, hours=1),
        "nobody, in 3 weeks": cast.booking(starts_at=NOW + 21 * DAY),
        "waits, in 2 days": cast.assigned(starts_at=NOW + 2 * DAY, hours=1),
        "offered, in 2 days": cast.booking(starts_at=NOW + 2 * DAY - HOUR, hours=1),
        "declined, in 4 days": cast.assigned(starts_at=NOW + 4 * DAY, hours=1),
        "away, in 3 days": cast.accepted(starts_at=NOW + 3 * DAY, hours=1),
        "hours, in 2 days": cast.accepted(starts_at=NOW + 2 * DAY + 3 * HOUR, hours=1),
        "comes, in 1 h": cast.accepted(starts_at=NOW + HOUR / 2, hours=1),
        "passed": cast.accepted(starts_at=NOW - 2 * HOUR, hours=1, now=NOW - DAY),
    }
    decline(visits["declined, in 4 days"], escort=cast.escort, by=cast.escort.user, now=NOW)
    offer(cast, visits["offered, in 2 days"], per)
    Booking.objects.filter(pk=visits["hours, in 2 days"].pk).update(awaits_top_up=True)
    Absence.objects.create(
        escort=cast.escort, starts_at=NOW + 3 * DAY, ends_at=NOW + 3 * DAY + HOUR, by=cast.coordinator, at=NOW
    )
    names = {visit.pk: name for name, visit in visits.items()}
    units = Unit.objects.filter(pk=cast.unit.pk)
    assert [names[visit.pk] for visit in visits_of(units, Part.NEEDS, NOW)] == [
        "nobody, in 5 h",
        "waits, in 2 h",
        "away, in 3 days",
        "declined, in 4 days",
        "offered, in 2 days",
        "waits, in 2 days",
        "hours, in 2 days",
        "nobody, in 3 weeks",
        "passed",
    ]


def test_filters(cast: Cast) -> None:
    here = Area.objects.create(municipality=cast.unit.municipality, name="Våxtorp")
    units = Unit.objects.filter(pk=cast.unit.pk)
    late = cast.booking(starts_at=datetime(2026, 3, 12, 22, 30, tzinfo=UTC), hours=1)  # 23.30 in Sweden
    next_day = cast.booking(starts_at=datetime(2026, 3, 12, 23, 0, tzinfo=UTC), hours=1)  # midnight
    assert listed(units, Filters(day=date(2026, 3, 12))) == [late]
    assert listed(units, Filters(day=date(2026, 3, 13))) == [next_day]
    assert listed(units, Filters(area=here)) == []
    Participant.objects.update(area=here)
    assert listed(units, Filters(area=here)) == [late, next_day]
    Participant.objects.update(is_protected=True)
    assert listed(units, Filters(area=here)) == []  # R25
    assert listed(units, Filters(unit=cast.provider)) == []
    assert listed(units, Filters(unit=cast.unit, day=date(2026, 3, 13))) == [next_day]


def listed(units: QuerySet[Unit], filters: Filters) -> list[Booking]:
    return list(visits_of(units, Part.NEEDS, NOW, filters))


def test_after_the_visit(cast: Cast) -> None:
    unfilled = cast.booking()
    assert need_of(unfilled, AFTER - timedelta(minutes=1)) == Need.SOMEBODY
    assert need_of(unfilled, AFTER) == Need.UNFILLED
    assert need_of(cast.assigned(), AFTER) == Need.REPORT


def test_closed(cast: Cast) -> None:
    assert need_of(cast.done()) == Need.CLOSED
    cancelled = cast.booking()
    cancel(cancelled, by=cast.coordinator, now=NOW)
    assert need_of(cancelled) == Need.CLOSED


def test_the_parts(cast: Cast) -> None:
    units = Unit.objects.filter(pk=cast.unit.pk)
    cancel(cast.booking(), by=cast.coordinator, now=NOW)
    missed = no_show(cast.accepted(), by=cast.escort.user, now=TOMORROW_14)
    coming = cast.accepted(starts_at=TOMORROW_14 + timedelta(days=1))
    waits = cast.booking(starts_at=TOMORROW_14 + timedelta(days=2))
    assert list(visits_of(units, Part.NEEDS, AFTER)) == [waits]
    assert list(visits_of(units, Part.UPCOMING, AFTER)) == [coming, waits]
    assert list(visits_of(units, Part.PASSED, AFTER)) == [missed]
    assert list(open_visits_of(cast.pool, AFTER)) == [coming, waits]
    others = Unit.objects.filter(pk=make_unit(code="1380", name="Halmstad").pk)
    assert not visits_of(others, Part.UPCOMING, AFTER).exists()
