"""What a visit needs, by its state, its time and the escort's answer."""

from datetime import datetime, timedelta

from hours.assignments import decline
from hours.bookings import cancel
from hours.models import Booking
from hours.visits import no_show
from hours.worklist import Need, Part, open_visits_of, visits_of, with_needs
from ledsagning.people.models import Unit
from tests.cast import NOW, TOMORROW_14, Cast, make_unit

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
