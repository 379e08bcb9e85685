"""Does what was planned, through the functions that the pages call, with the time it was planned for.

In order of time and one transaction a month: the passbook's lines come in the order in which they would
have, and the disk is waited for once a month instead of at every line.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import groupby
from uuid import UUID, uuid5

from django.db import transaction

from hours.assignments import accept, assign, decline
from hours.bookings import book, cancel, change, release_unfilled
from hours.models import Booking
from hours.pools import register_decision
from hours.times import first_of_month
from hours.visits import correct, no_show, rate, report
from ledsagning.demo.decisions import Ruling
from ledsagning.demo.people import Companion
from ledsagning.demo.plan import Visit
from ledsagning.people.models import Escort, Participant, User

KEYS = UUID("6c656473-6167-6e69-6e67-206c6168ff6d")  # the namespace of the demonstration's booking keys
MOVED = timedelta(hours=1)


@dataclass(order=True, slots=True)
class Step:
    """One thing to do: when, its place among things at the same time, what, and about what."""

    at: datetime
    number: int
    does: str = field(compare=False)
    about: Visit | Ruling = field(compare=False)


def steps_in_order(rulings: Iterable[Ruling], visits: Iterable[Visit], now: datetime) -> list[Step]:
    """Every step that has been taken by `now`, in order of time."""
    taken = [(ruling.at, "decide", ruling) for ruling in rulings]
    taken += [(at, name, visit) for visit in visits for name, at in visit.steps.items()]
    return sorted(
        Step(at, number, name, about) for number, (at, name, about) in enumerate(taken) if at <= now
    )


class History:
    """The people it happens to, and the bookings made so far."""

    def __init__(
        self,
        *,
        participants: dict[str, Participant],
        escorts: dict[str, Escort],
        coordinator: User,
        case_officer: User,
    ) -> None:
        self.participants, self.escorts = participants, escorts
        self.coordinator, self.case_officer = coordinator, case_officer
        self.bookings: dict[Visit, Booking] = {}

    def run(self, steps: Iterable[Step]) -> Iterator[int]:
        """Takes the steps, a transaction a month. Yields after each month how many steps it took."""
        for _, month in groupby(steps, key=lambda step: first_of_month(step.at)):
            taken = list(month)
            with transaction.atomic():
                for step in taken:
                    does: Callable[..., None] = getattr(self, step.does)
                    does(step.about, step.at)
            yield len(taken)

    def decide(self, ruling: Ruling, at: datetime) -> None:
        register_decision(
            self.participants[ruling.person.name],
            legal_basis=ruling.person.basis,
            minutes_per_month=ruling.person.granted * 60,
            starts_on=ruling.starts_on,
            ends_on=ruling.ends_on,
            uncapped=ruling.person.term == "uncapped",
            decided_on=ruling.decided_on,
            by=self.case_officer,
            now=at,
        )

    def caller(self, visit: Visit) -> User:
        """Who presses the button: the person, or the coordinator on the phone."""
        account = self.participants[visit.person.name].user
        return self.coordinator if visit.by_phone or account is None else account

    def book(self, visit: Visit, at: datetime) -> None:
        moved = MOVED if visit.outcome == "changed" else timedelta(0)
        self.bookings[visit] = book(
            self.participants[visit.person.name].pool,
            key=uuid5(KEYS, f"{visit.person.name} {visit.starts_at.isoformat()}"),
            starts_at=visit.starts_at + moved,
            ends_at=visit.ends_at + moved,
            by=self.caller(visit),
            now=at,
            meeting_place=visit.place,
            by_phone=visit.by_phone,
        )

    def change(self, visit: Visit, at: datetime) -> None:
        change(
            self.bookings[visit],
            starts_at=visit.starts_at,
            ends_at=visit.ends_at,
            by=self.caller(visit),
            now=at,
            meeting_place=visit.place,
            note="",
            wished_escort=None,
        )

    def ask_first(self, visit: Visit, at: datetime) -> None:
        self.ask(visit, visit.asked_first, at)

    def ask(self, visit: Visit, companion: Companion, at: datetime) -> None:
        escort = self.escorts[companion.account]
        self.bookings[visit] = assign(self.bookings[visit], escort, by=self.coordinator, now=at)

    def decline(self, visit: Visit, at: datetime) -> None:
        escort = self.escorts[visit.asked_first.account]
        decline(self.bookings[visit], escort=escort, by=escort.user, now=at)

    def assign(self, visit: Visit, at: datetime) -> None:
        self.ask(visit, visit.companion, at)

    def accept(self, visit: Visit, at: datetime) -> None:
        escort = self.escorts[visit.companion.account]
        accept(self.bookings[visit], escort=escort, by=escort.user, now=at)

    def cancel(self, visit: Visit, at: datetime) -> None:
        cancel(self.bookings[visit], by=self.caller(visit), now=at)

    def release(self, visit: Visit, at: datetime) -> None:
        release_unfilled(self.bookings[visit], now=at)

    def report(self, visit: Visit, at: datetime) -> None:
        ends_at = visit.ends_at if visit.outcome == "corrected" else visit.reported_ends_at
        report(
            self.bookings[visit],
            starts_at=visit.starts_at,
            ends_at=ends_at or visit.ends_at,
            by=self.escorts[visit.companion.account].user,
            now=at,
            expenses_ore=visit.expenses_ore,
        )

    def correct(self, visit: Visit, at: datetime) -> None:
        correct(
            self.bookings[visit],
            starts_at=visit.starts_at,
            ends_at=visit.reported_ends_at or visit.ends_at,
            by=self.escorts[visit.companion.account].user,
            now=at,
            expenses_ore=visit.expenses_ore,
        )

    def no_show(self, visit: Visit, at: datetime) -> None:
        no_show(self.bookings[visit], by=self.escorts[visit.companion.account].user, now=at)

    def rate(self, visit: Visit, at: datetime) -> None:
        rate(self.bookings[visit], score=visit.score, by=self.caller(visit), now=at)
