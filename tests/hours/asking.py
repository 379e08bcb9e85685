"""What tests of bookings ask and what they get told."""

from datetime import timedelta

import pytest

from hours.bookings import change
from hours.errors import Code
from hours.models import Booking
from tests.cast import NOW, Cast

# The passbook after the fixture `short`.
SHORT = """
    grant   14400 14400     0 0
    reserve 14300   100 14300 0
"""


def codes(refused: pytest.ExceptionInfo) -> list[Code]:
    return [problem.code for problem in refused.value.problems]


def kinds(booking: Booking) -> list[str]:
    return list(booking.events.order_by("pk").values_list("kind", flat=True))


def move(booking: Booking, cast: Cast, *, by: timedelta = timedelta(days=1), **more: object) -> Booking:
    """Berit moves a visit: by a day, to three hours, at NOW, unless told otherwise."""
    hours = more.pop("hours", 3)
    starts_at = booking.starts_at + by
    asked = {"meeting_place": "Simhallen", "note": "", "wished_escort": None, "now": NOW} | more
    return change(
        booking,
        starts_at=starts_at,
        ends_at=starts_at + timedelta(hours=hours),
        by=cast.participant.user,
        **asked,
    )
