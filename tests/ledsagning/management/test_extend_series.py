"""extend_series books what has come within the horizon, once, and shows how far it has come."""

import uuid
from datetime import datetime, timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from django.utils import timezone

from hours.models import Booking
from hours.series import end_series, start_series
from ledsagning.management.commands import extend_series as command
from ledsagning.people.models import Municipality
from tests.cast import NOW, Cast


def run(monkeypatch: pytest.MonkeyPatch, now: datetime) -> list[str]:
    monkeypatch.setattr(timezone, "now", lambda: now)
    out = StringIO()
    call_command("extend_series", stdout=out)
    return out.getvalue().splitlines()


def start(cast: Cast):
    asked = {"key": uuid.uuid4(), "frequency": "weekly", "by": cast.participant.user, "now": NOW}
    return start_series(cast.booking(), **asked).series


def test_a_second_run_books_nothing(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    start(cast)
    later = NOW + timedelta(days=8)
    assert run(monkeypatch, later) == ["1 series, 2 visits booked, 0 lack hours"]
    assert run(monkeypatch, later) == ["1 series, 0 visits booked, 0 lack hours"]
    assert Booking.objects.count() == 14


def test_an_ended_series_is_not_looked_at(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    end_series(start(cast), by=cast.participant.user, now=NOW)
    assert run(monkeypatch, NOW + timedelta(days=8)) == ["0 series, 0 visits booked, 0 lack hours"]


def test_days_that_lack_hours_are_counted(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    start(cast)
    Municipality.objects.filter(pk=cast.unit.municipality_id).update(short_pool="refuse")
    cast.pool.decisions.update(minutes_per_month=0)
    for day in range(8):
        cast.booking(starts_at=NOW + timedelta(days=day), hours=24)
    cast.booking(starts_at=NOW + timedelta(days=9), hours=11)
    assert run(monkeypatch, NOW + timedelta(days=8)) == ["1 series, 0 visits booked, 2 lack hours"]


def test_progress_is_shown(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(command, "PROGRESS_EVERY", 1)
    start(cast)
    start(cast)
    assert run(monkeypatch, NOW) == [
        "1 of 2 series",
        "2 of 2 series",
        "2 series, 0 visits booked, 0 lack hours",
    ]
