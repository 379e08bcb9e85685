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
from hours.assignments import accept, assign, decline
from hours.bookings import book, cancel, change
from hours.claims import begin, claim, is_news
from hours.errors import Code, Refused
from hours.fitting import by_hard_rules
from hours.ledger import Balance, first_wrong_line
from hours.matching import is_possible
from hours.models import Booking, Event, LedgerEntry, Message, SentReport
from hours.policy import Kind, State
from hours.pools import append, balance, last_line, lines
from hours.reported import elsewhere
from hours.rules import Span
from hours.visits import report
from ledsagning.people.models import Municipality, User
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
            assert is_possible(
                *by_hard_rules(visit, [cast.escort]), visit.span
            )  # the rule says yes to everyone
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


class TestReports:
    """R31, R34: sixteen reports at once, of one visit and of one escort's day."""

    def test_R34_one_key_sixteen_times_is_one_report(self, cast):
        visit, key = cast.accepted(), uuid.uuid4()
        told = {"starts_at": visit.starts_at, "ends_at": visit.ends_at - HOUR, "key": key}
        met = race([lambda: report(visit, by=cast.escort.user, now=visit.ends_at, **told)] * WRITERS)
        assert leaks(met) == refusals(met) == []
        assert balance(cast.pool) == Balance(14280, 0, 120)
        assert SentReport.objects.count() == Event.objects.filter(kind="reported_otherwise").count() == 1

    def test_R34_sixteen_hands_report_a_visit_each_in_its_own_way(self, cast):
        visit = cast.accepted()

        def one(minutes: int) -> Booking:
            times = {"starts_at": visit.starts_at, "ends_at": visit.starts_at + timedelta(minutes=minutes)}
            return report(visit, by=cast.coordinator, now=visit.ends_at, key=uuid.uuid4(), **times)

        met = race(lambda minutes=minutes: one(minutes) for minutes in range(100, 100 + WRITERS))
        assert leaks(met) == []
        assert refusals(met) == [Code.ALREADY_REPORTED] * 15
        assert Event.objects.filter(kind="reported_otherwise").count() == SentReport.objects.count() == 1
        assert first_wrong_line(lines(cast.pool)) is None

    @pytest.fixture
    def day(self, cast):
        """Sixteen visits after each other, that all ran late: each report overlaps all the others."""
        apart, hours = timedelta(minutes=45), 0.75  # twelve hours in all: the law wants a rest then
        return [cast.accepted(starts_at=TOMORROW_14 + each * apart, hours=hours) for each in range(WRITERS)]

    def told(self, day) -> dict[str, object]:
        return {"starts_at": TOMORROW_14, "ends_at": day[-1].ends_at, "now": day[-1].ends_at}

    def reported(self) -> int:
        return Booking.objects.filter(state=State.DONE).count()

    def test_R31_sixteen_overlapping_reports_of_one_escort_are_one(self, cast, day):
        met = race(lambda visit=visit: report(visit, by=cast.escort.user, **self.told(day)) for visit in day)
        assert leaks(met) == []
        assert refusals(met) == [Code.REPORT_OVERLAPS] * 15
        assert self.reported() == 1

    def unlocked(self, day) -> list[object]:
        """Reads, decides, and writes when all have read: what reporting would be without its lock."""
        all_have_read = threading.Barrier(WRITERS)

        def write(visit: Booking) -> int:
            actual = Span(TOMORROW_14, day[-1].ends_at)
            assert elsewhere(visit, actual) == []  # the rule says yes to everyone
            all_have_read.wait(timeout=30)
            times = {"actual_starts_at": actual.starts_at, "actual_ends_at": actual.ends_at}
            return Booking.objects.filter(pk=visit.pk).update(state=State.DONE, **times)

        return race(lambda visit=visit: write(visit) for visit in day)

    def test_R31_without_the_lock_the_guards_let_one_through(self, cast, day):
        assert len(leaks(self.unlocked(day))) == 15
        assert self.reported() == 1

    def test_R31_without_lock_and_guards_the_escort_was_in_sixteen_places(self, cast, day):
        guards.remove(connection)
        assert self.unlocked(day) == [1] * WRITERS
        assert self.reported() == 16


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
            lambda: report(
                visit, starts_at=NOW - HOUR, ends_at=NOW, by=escort.user, now=NOW, key=uuid.uuid4()
            ),
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


class TestOneDeed:
    """An escort is asked for sixteen visits in one press, and each message is another worker's."""

    @pytest.fixture
    def claimed(self, cast):
        User.objects.filter(username="elsa").update(channel="email", email="elsa@example.se")
        cast.escort.refresh_from_db()
        for day in range(WRITERS):
            cast.assigned(starts_at=TOMORROW_14 + day * 48 * HOUR, hours=1)
        Message.objects.exclude(kind="asked").delete()
        return [claim(Message.objects.filter(pk=row.pk), NOW + HOUR) for row in Message.objects.all()]

    def test_R31_one_worker_begins(self, claimed):
        met = race(lambda message=message: begin(message, now=NOW) for message in claimed)
        assert sorted(met) == [False] * 15 + [True]
        assert Message.objects.filter(state="sending").count() == 1

    def test_R31_without_the_lock_sixteen_begin(self, claimed):
        all_have_read = threading.Barrier(WRITERS)

        def write(message: Message) -> int:
            assert is_news(message)  # nobody has told of it, everyone finds
            all_have_read.wait(timeout=30)
            return Message.objects.filter(pk=message.pk).update(state="sending")

        assert race(lambda message=message: write(message) for message in claimed) == [1] * WRITERS
