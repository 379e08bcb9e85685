"""tidy_bookings gives back the hours of visits that passed without a companion, and touches no others."""

from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from django.utils import timezone

from hours.models import BookingDraft, Event, EventKind
from hours.policy import State
from hours.pools import balance
from tests.cast import TOMORROW_14, Cast


def run(monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setattr(timezone, "now", lambda: TOMORROW_14 + timedelta(hours=3))
    out = StringIO()
    call_command("tidy_bookings", stdout=out)
    return out.getvalue()


def test_passed_without_a_companion(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    passed = cast.booking()
    later = cast.booking(starts_at=TOMORROW_14 + timedelta(days=1))
    assert balance(cast.pool).available == 14_400 - 360
    assert run(monkeypatch) == "1 visits closed, their hours given back\n0 old drafts removed\n"
    passed.refresh_from_db()
    later.refresh_from_db()
    assert (passed.state, later.state) == (State.CANCELLED, State.REQUESTED)
    assert balance(cast.pool).available == 14_400 - 180
    assert Event.objects.get(booking=passed, kind=EventKind.UNFILLED).by is None
    assert run(monkeypatch) == "0 visits closed, their hours given back\n0 old drafts removed\n"


def test_a_visit_with_a_companion_is_left_for_the_report(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    cast.accepted()
    assert run(monkeypatch) == "0 visits closed, their hours given back\n0 old drafts removed\n"


def test_R11_drafts_untouched_for_a_month_go_and_others_stay(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    for days_ago in (31, 29):
        BookingDraft.objects.create(
            user=cast.participant.user,
            participant=cast.participant,
            changed_at=TOMORROW_14 + timedelta(hours=3) - timedelta(days=days_ago),
        )
    assert run(monkeypatch).endswith("1 old drafts removed\n")
    assert BookingDraft.objects.count() == 1
