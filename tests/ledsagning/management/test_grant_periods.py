"""grant_periods writes what decisions until further notice have given, once."""

from datetime import UTC, date, datetime
from io import StringIO

import pytest
from django.core.management import call_command
from django.utils import timezone

from hours.models import LedgerEntry
from hours.policy import Kind
from hours.pools import register_decision
from tests.cast import Cast, make_participant

IN_2027 = datetime(2027, 6, 1, 8, 0, tzinfo=UTC)


def run(monkeypatch: pytest.MonkeyPatch, now: datetime) -> str:
    monkeypatch.setattr(timezone, "now", lambda: now)
    out = StringIO()
    call_command("grant_periods", stdout=out)
    return out.getvalue()


def test_a_new_year_is_granted_once(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    nils = make_participant(unit=cast.unit, username=None)
    decision = register_decision(
        nils,
        legal_basis="sol",
        minutes_per_month=600,
        starts_on=date(2026, 2, 1),
        ends_on=None,
        uncapped=False,
        decided_on=date(2026, 1, 15),
        by=cast.case_officer,
        now=datetime(2026, 2, 1, 8, 0, tzinfo=UTC),
    )
    assert run(monkeypatch, IN_2027) == "2 pools, 1 grants written\n"
    assert run(monkeypatch, IN_2027) == "2 pools, 0 grants written\n"
    grants = LedgerEntry.objects.filter(pool=decision.pool, kind=Kind.GRANT).order_by("number")
    assert [line.minutes for line in grants] == [7200, 7200]
    assert grants[1].by is None
    assert grants[1].key == f"grant:{decision.pk}:24"


def test_nothing_is_due(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ledsagning.management.commands.grant_periods.PROGRESS_EVERY", 1)
    assert run(monkeypatch, IN_2027) == "1 of 1 pools\n1 pools, 0 grants written\n"
