"""Sixteen writers at once, each with a connection of its own, on a database that they really share.

Every race has its negative control: the same race without the lock and the guards, where all read before
anyone writes, goes wrong each time (R31).
"""

import random
import threading
import uuid
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import IntegrityError, connection

from hours import guards
from hours.assignments import accept, assign, busy_spans, decline
from hours.bookings import book, cancel, change
from hours.errors import Code, Refused
from hours.ledger import Balance, first_wrong_line
from hours.models import Booking, Event, LedgerEntry
from hours.policy import Kind, State
from hours.pools import append, balance, last_line, lines
from hours.visits import report
from ledsagning.people.models import Municipality
from tests.cast import NOW, TOMORROW_14, make_escort

WRITERS = 16
HOUR = timedelta(hours=1)
pytestmark = pytest.mark.django_db(transaction=True)


def race(runs: Iterable[Callable[[], object]]) -> list[object]:
    """Starts all at the same moment. What each gave: its result, or the exception it met."""
    started = list(runs)
    start = threading.Barrier(len(started))

    def one(run: Callable[[], object]) -> object:
        try:
            connection.ensure_connection()
            start.wait(timeout=30)
            return run()
        except Exception as met:
            return met
        finally:
            connection.close()

    with ThreadPoolExecutor(len(started)) as threads:
        return list(threads.map(one, started))


def refusals(met: list[object]) -> list[Code]:
    """What each refusal blocked on."""
    refused = [found for found in met if isinstance(found, Refused)]
    return [problem.code for found in refused for problem in found.problems if problem.blocks]


def leaks(met: list[object]) -> list[object]:
    """Anything but a result or a refusal in words: what would have been a 500 (R32)."""
    return [found for found in met if isinstance(found, Exception) and not isinstance(found, Refused)]


def book_for(cast, *, key: uuid.UUID | None = None, hours: int = 3, **more) -> Callable[[], Booking]:
    return lambda: book(
        cast.pool,
        key=key or uuid.uuid4(),
        starts_at=TOMORROW_14,
        ends_at=TOMORROW_14 + hours * HOUR,
        by=cast.participant.user,
        now=NOW,
        **more,
    )


def leave(cast, minutes: int) -> None:
    """Lets this many minutes be left of the 14 400."""
    append(cast.pool, Kind.RESERVE, 14400 - minutes, by=cast.coordinator, at=NOW)
    Municipality.objects.filter(pk="1381").update(short_pool="refuse")


@pytest.mark.sqlite
def test_R33_these_tests_race_on_a_file(cast):
    """A database in memory, shared by threads, locks otherwise than the file that people's hours are in."""
    with connection.cursor() as cursor:
        files = [file for _, name, file in cursor.execute("PRAGMA database_list") if name == "main"]
        assert files == [connection.settings_dict["NAME"]]
        assert cursor.execute("PRAGMA journal_mode").fetchone() == ("wal",)


class TestPool:
    def test_R31_sixteen_want_what_is_enough_for_three(self, cast):
        leave(cast, 600)
        met = race([book_for(cast)] * WRITERS)
        assert leaks(met) == []
        assert refusals(met) == [Code.POOL_TOO_SMALL] * 13
        assert balance(cast.pool) == Balance(60, 14340, 0)
        assert first_wrong_line(lines(cast.pool)) is None
        assert Booking.objects.count() == Event.objects.filter(kind="booked").count() == 3

    def stale_lines(self, cast) -> list[object]:
        """Reads, decides, and writes when all have read: what booking would be without its lock."""
        leave(cast, 180)
        all_have_read = threading.Barrier(WRITERS)

        def write(position: int) -> LedgerEntry:
            before = last_line(cast.pool)
            assert before.available >= 180  # the rule says yes to everyone
            all_have_read.wait(timeout=30)
            return LedgerEntry.objects.create(
                pool=cast.pool,
                number=before.number + 1 + position,
                kind=Kind.RESERVE,
                minutes=180,
                available=before.available - 180,
                reserved=before.reserved + 180,
                used=0,
                at=NOW,
            )

        return race([lambda position=position: write(position) for position in range(WRITERS)])

    def test_R31_without_the_lock_the_guards_let_one_through(self, cast):
        met = self.stale_lines(cast)
        assert sum(isinstance(found, LedgerEntry) for found in met) == 1
        assert sum(isinstance(found, IntegrityError) for found in met) == 15
        assert balance(cast.pool) == Balance(0, 14400, 0)
        assert first_wrong_line(lines(cast.pool)) is None

    def test_R31_without_lock_and_guards_the_last_hours_are_promised_sixteen_times(self, cast):
        guards.remove(connection)
        met = self.stale_lines(cast)
        assert all(isinstance(found, LedgerEntry) for found in met)
        promised = LedgerEntry.objects.filter(pool=cast.pool, kind=Kind.RESERVE, minutes=180)
        assert sum(promised.values_list("minutes", flat=True)) == 16 * 180
        assert first_wrong_line(lines(cast.pool)).number == 4


class TestEscort:
    @pytest.fixture
    def wanted(self, cast):
        """Sixteen visits at the same time."""
        return [cast.booking(hours=1) for _ in range(WRITERS)]

    def promised(self) -> int:
        return Booking.objects.filter(state=State.ASSIGNED).count()

    def test_R31_sixteen_coordinators_ask_the_same_escort(self, cast, wanted):
        met = race(
            lambda visit=visit: assign(visit, cast.escort, by=cast.coordinator, now=NOW) for visit in wanted
        )
        assert leaks(met) == []
        assert refusals(met) == [Code.ESCORT_BUSY] * 15
        assert self.promised() == 1

    def test_R31_sixteen_coordinators_fill_the_same_visit(self, cast):
        visit = cast.booking()
        escorts = [make_escort(unit=cast.provider, username=f"escort{i}") for i in range(WRITERS)]
        met = race(
            lambda escort=escort: assign(visit, escort, by=cast.coordinator, now=NOW) for escort in escorts
        )
        assert leaks(met) == []
        assert refusals(met) == [Code.ASSIGNED_MEANWHILE] * 15
        assert visit.assignments.count() == 1

    def unlocked(self, cast, wanted) -> list[object]:
        """Reads, decides, and writes when all have read: what assigning would be without its lock."""
        all_have_read = threading.Barrier(WRITERS)

        def write(visit: Booking) -> int:
            assert not busy_spans(visit, [cast.escort])  # the rule says yes to everyone
            all_have_read.wait(timeout=30)
            return Booking.objects.filter(pk=visit.pk).update(state=State.ASSIGNED, escort=cast.escort)

        return race([lambda visit=visit: write(visit) for visit in wanted])

    def test_R31_without_the_lock_the_guards_let_one_through(self, cast, wanted):
        met = self.unlocked(cast, wanted)
        assert len(leaks(met)) == 15
        assert self.promised() == 1

    def test_R31_without_lock_and_guards_the_escort_is_in_sixteen_places(self, cast, wanted):
        guards.remove(connection)
        assert self.unlocked(cast, wanted) == [1] * WRITERS
        assert self.promised() == 16


class TestKey:
    def test_R34_a_double_click_sixteen_times_is_one_booking(self, cast):
        met = race([book_for(cast, key=uuid.uuid4())] * WRITERS)
        assert leaks(met) == []
        assert len({booking.pk for booking in met}) == 1
        assert balance(cast.pool) == Balance(14220, 180, 0)
        assert Event.objects.filter(kind="booked").count() == 1

    def test_R34_one_key_with_sixteen_contents_is_one_booking_and_fifteen_clear_answers(self, cast):
        key = uuid.uuid4()
        met = race(book_for(cast, key=key, note=f"Entré {i}") for i in range(WRITERS))
        assert leaks(met) == []
        assert refusals(met) == [Code.KEY_REUSED] * 15
        assert Booking.objects.count() == 1

    def test_R34_the_same_report_sixteen_times_is_one(self, cast):
        visit = cast.accepted()
        times = {"starts_at": visit.starts_at, "ends_at": visit.ends_at}
        met = race([lambda: report(visit, by=cast.escort.user, now=visit.ends_at, **times)] * WRITERS)
        assert leaks(met) == []
        assert refusals(met) == []
        assert balance(cast.pool) == Balance(14220, 0, 180)


class TestEverythingAtOnce:
    """R32: locks are taken in one order, and who loses nonetheless is tried again or refused in words."""

    def deeds(self, cast, visit: Booking, chance: random.Random) -> list[Callable[[], object]]:
        asked = {"meeting_place": "Torget", "note": "", "wished_escort": cast.escort}
        later = visit.starts_at + chance.randrange(12) * HOUR
        by, coordinator, escort = cast.participant.user, cast.coordinator, cast.escort
        return [
            lambda: change(visit, starts_at=later, ends_at=later + HOUR, by=by, now=NOW, **asked),
            lambda: cancel(visit, by=by, now=NOW),
            lambda: assign(visit, escort, by=coordinator, now=NOW),
            lambda: accept(visit, escort=escort, by=escort.user, now=NOW),
            lambda: decline(visit, escort=escort, by=escort.user, now=NOW),
            book_for(cast, hours=chance.randrange(1, 4), wished_escort=escort),
        ]

    @pytest.mark.parametrize("seed", range(3))
    def test_R32_nothing_leaks_and_the_passbook_is_whole(self, cast, seed):
        leave(cast, 2400)
        chance = random.Random(seed)
        visits = [cast.booking(starts_at=TOMORROW_14 + hour * HOUR, hours=1) for hour in range(6)]
        deeds = [deed for visit in visits for deed in self.deeds(cast, visit, chance)]
        for _ in range(3):
            assert leaks(race(chance.sample(deeds, WRITERS))) == []
        held = Booking.objects.filter(pool=cast.pool).values_list("minutes_reserved", flat=True)
        now_held = balance(cast.pool)
        assert first_wrong_line(lines(cast.pool)) is None
        assert now_held.available + now_held.reserved == 14400
        assert now_held.reserved == 12000 + sum(held)
