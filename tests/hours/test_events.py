"""What happened is written in the transaction in which it happened, in the right Swedish months."""

from datetime import UTC, date, datetime

import pytest

from hours.bookings import change
from hours.errors import Refused
from hours.events import record
from hours.models import Event, EventKind
from tests.cast import NOW


def test_R36_the_months_are_swedish(cast):
    """23:30 UTC on 31 October 2026 is half past midnight on 1 November in Sweden."""
    booking = cast.booking(starts_at=datetime(2026, 10, 31, 23, 30, tzinfo=UTC))
    at = datetime(2026, 9, 30, 22, 30, tzinfo=UTC)
    event = record(EventKind.ACCEPTED, unit=cast.unit, by=cast.coordinator, at=at, booking=booking)
    event.refresh_from_db()
    assert (event.done_month, event.visit_month) == (date(2026, 10, 1), date(2026, 11, 1))
    assert (event.kind, event.unit, event.by, event.at, event.booking) == (
        "accepted",
        cast.unit,
        cast.coordinator,
        at,
        booking,
    )
    assert str(event) == "2026-09-30 accepted"


def test_without_a_visit_there_is_no_visit_month(cast):
    assert record(EventKind.DECIDED, unit=cast.unit, by=None, at=NOW).visit_month is None


def test_what_was_refused_did_not_happen(cast):
    booking = cast.booking()
    before = Event.objects.count()
    with pytest.raises(Refused):
        change(
            booking,
            starts_at=booking.ends_at,
            ends_at=booking.starts_at,
            by=cast.participant.user,
            now=NOW,
            meeting_place="",
            note="",
            wished_escort=None,
        )
    assert Event.objects.count() == before
