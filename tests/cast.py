"""The cast of every test: Laholm, its units, and one person of each role. Keyword-only factories.

Times: NOW is Wednesday 11 March 2026, 09:00 in Sweden, unless a test says otherwise.
"""

import uuid
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

import pytest

from hours.assignments import accept, assign
from hours.bookings import book
from hours.models import Booking, Pool
from hours.pools import register_decision
from hours.visits import report
from ledsagning.people.models import (
    Escort,
    Municipality,
    Participant,
    Representative,
    Role,
    Unit,
    User,
)

NOW = datetime(2026, 3, 11, 8, 0, tzinfo=UTC)
LONG_AGO = date(2020, 1, 1)
TOMORROW_14 = datetime(2026, 3, 12, 13, 0, tzinfo=UTC)


def make_user(*, username: str, name: str = "") -> User:
    """An account whose password is its username twice."""
    return User.objects.create_user(username, password=username * 2, name=name or username.title())


def make_unit(*, code: str = "1381", name: str = "Ledsagning Laholm", kind: str = "authority") -> Unit:
    return Unit.objects.create(municipality=Municipality.objects.get(code=code), name=name, kind=kind)


def make_staff(*, unit: Unit, kind: str, username: str | None = None) -> User:
    """An account with one role at one unit."""
    user = make_user(username=username or kind)
    Role.objects.create(user=user, unit=unit, kind=kind, valid_from=LONG_AGO)
    return user


def make_escort(*, unit: Unit, username: str = "elsa") -> Escort:
    return Escort.objects.create(user=make_user(username=username), unit=unit, valid_from=LONG_AGO)


def make_participant(*, unit: Unit, username: str | None = "berit", name: str = "") -> Participant:
    """A woman born in 1970; without a username she has no account."""
    user = make_user(username=username, name=name) if username else None
    return Participant.objects.create(
        unit=unit,
        user=user,
        name=name or (username or "Nils").title(),
        birth_date=date(1970, 5, 17),
        sex="K",
        case_number="2026-1",
    )


def make_pool(
    *,
    participant: Participant,
    by: User,
    hours_per_month: int = 20,
    uncapped: bool = False,
    now: datetime = NOW,
) -> Pool:
    """A pool with the hours of the calendar year 2026: 240 h with the default 20 h a month."""
    return register_decision(
        participant,
        legal_basis="lss",
        minutes_per_month=hours_per_month * 60,
        starts_on=date(2026, 1, 1),
        ends_on=date(2026, 12, 31),
        uncapped=uncapped,
        decided_on=date(2025, 12, 15),
        by=by,
        now=now,
    ).pool


@dataclass
class Cast:
    """Everybody a test needs. Berit is the participant, Gun her god man, Stina a stranger with an account."""

    unit: Unit
    provider: Unit
    participant: Participant
    representative: Representative
    pool: Pool
    escort: Escort
    coordinator: User
    case_officer: User
    manager: User
    administrator: User
    stranger: User

    def booking(
        self, *, starts_at: datetime = TOMORROW_14, hours: float = 3, now: datetime = NOW, **more: object
    ) -> Booking:
        """A requested visit of Berit's: Thursday 12 March 2026 at 14–17 unless told otherwise."""
        return book(
            self.pool,
            key=uuid.uuid4(),
            starts_at=starts_at,
            ends_at=starts_at + timedelta(hours=hours),
            by=self.participant.user,
            now=now,
            meeting_place="Simhallen",
            **more,
        )

    def assigned(self, **more: object) -> Booking:
        """A visit that Elsa has been asked for."""
        return assign(self.booking(**more), self.escort, by=self.coordinator, now=NOW)

    def accepted(self, **more: object) -> Booking:
        """A visit that Elsa has said yes to."""
        return accept(self.assigned(**more), escort=self.escort, by=self.escort.user, now=NOW)

    def done(self, **more: object) -> Booking:
        """A visit reported as booked."""
        booking = self.accepted(**more)
        return report(
            booking,
            starts_at=booking.starts_at,
            ends_at=booking.ends_at,
            by=self.escort.user,
            now=booking.ends_at + timedelta(hours=1),
        )


def make_cast() -> Cast:
    unit = make_unit()
    provider = make_unit(name="Egen regi", kind="in_house")
    participant = make_participant(unit=unit)
    case_officer = make_staff(unit=unit, kind="case_officer", username="hanna")
    return Cast(
        unit=unit,
        provider=provider,
        participant=participant,
        representative=Representative.objects.create(
            participant=participant, user=make_user(username="gunn"), kind="god_man", valid_from=LONG_AGO
        ),
        pool=make_pool(participant=participant, by=case_officer),
        escort=make_escort(unit=provider),
        coordinator=make_staff(unit=unit, kind="coordinator", username="karin"),
        case_officer=case_officer,
        manager=make_staff(unit=unit, kind="manager", username="maria"),
        administrator=make_staff(unit=unit, kind="administrator", username="adam"),
        stranger=make_user(username="stina"),
    )


@pytest.fixture
def cast(db: None) -> Cast:
    """Everybody, in the test's database."""
    return make_cast()
