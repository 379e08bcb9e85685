"""A series as the tests of its pages need it: Thursdays 14–17 from 12 March 2026, and the addresses."""

import re
import uuid
from datetime import date

from django.http import HttpResponse
from django.urls import reverse

from hours.models import Booking, Series
from hours.series import start_series
from tests.cast import NOW, Cast

THURSDAYS = [date.fromordinal(date(2026, 3, 12).toordinal() + 7 * n) for n in range(12)]


def make_series(cast: Cast, **more: object) -> Series:
    """Berit's, every week until further notice."""
    asked = {"key": uuid.uuid4(), "frequency": "weekly", "by": cast.participant.user, "now": NOW}
    return start_series(cast.booking(), **(asked | more)).series


def visit_of(day: date) -> Booking:
    return Booking.objects.get(series_day=day)


def of_visit(name: str, booking: Booking, *more: str) -> str:
    """The address of a page about a visit."""
    return reverse(name, args=[booking.pool.participant.public_id, booking.public_id, *more])


def of_series(name: str, series: Series) -> str:
    return reverse(name, args=[series.pool.participant.public_id, series.public_id])


def key_on(response: HttpResponse) -> str:
    return re.search(r'name="key" value="([\w-]+)"', response.text)[1]


def open_days(**filters: object) -> list[date]:
    """The days of the series' visits that are still booked."""
    found = Booking.objects.filter(state="requested", **filters).order_by("series_day")
    return list(found.values_list("series_day", flat=True))
