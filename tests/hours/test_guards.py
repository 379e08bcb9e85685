"""What the database itself refuses, whatever the code does (R29, R31), by statements of plain SQL.

Each refusal has its negative control: without the guards the same statement goes through.
"""

from contextlib import contextmanager

import pytest
from django.core.management import call_command
from django.db import DatabaseError, IntegrityError, connection, migrations, models, transaction
from django.db.backends.sqlite3.base import DatabaseWrapper

from hours import guards
from hours.checks import guards_are_installed
from hours.models import Booking, DisposalPermit, LedgerEntry
from hours.policy import Kind
from hours.pools import append
from tests.cast import NOW, TOMORROW_14, make_participant, make_pool

COLUMNS = "pool_id, number, kind, minutes, available, reserved, used, at"


def run(sql: str, *values: object) -> int:
    """Runs one statement in a savepoint of its own. Returns how many rows it touched."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql, values)
        return cursor.rowcount


def insert(pool, number, kind, minutes, available, reserved, used, verb="INSERT") -> int:
    marks = ", ".join(["%s"] * 8)
    return run(
        f"{verb} INTO hours_ledgerentry ({COLUMNS}) VALUES ({marks})",
        *(pool.pk, number, kind, minutes, available, reserved, used, NOW),
    )


@contextmanager
def without_guards():
    """The negative control: the guards are gone, and come back."""
    connection.check_constraints()  # PostgreSQL alters no table while checks of it are put off
    guards.remove(connection)
    try:
        yield
    finally:
        connection.check_constraints()
        guards.install(connection)


@pytest.fixture
def pool(cast):
    """grant 14400, reserve 180: 14220 available, 180 reserved, 0 used."""
    append(cast.pool, Kind.RESERVE, 180, by=cast.coordinator, at=NOW)
    return cast.pool


FORGED = {
    "a number left out": (4, "use", 180, 14220, 0, 180),
    "available made up": (3, "use", 180, 14221, 0, 180),
    "reserved made up": (3, "use", 180, 14220, 1, 180),
    "used made up": (3, "use", 180, 14220, 0, 0),
    "minutes that do not match": (3, "use", 60, 14220, 0, 180),
    "a grant that gives more than it says": (3, "grant", 1, 20000, 180, 0),
    "the first line once more": (1, "grant", 14400, 14400, 0, 0),
}
# These two the plain constraints refuse as well, with or without triggers.
IMPOSSIBLE = {
    "under zero": (3, "reserve", 15000, -780, 15180, 0),
    "no minutes": (3, "use", 0, 14220, 180, 0),
    "an unknown kind": (3, "expire", 100, 14220, 180, 0),
    "a number used before": (2, "reserve", 180, 14220, 180, 0),
}


class TestInsert:
    def test_a_line_that_follows_goes_in(self, pool):
        assert insert(pool, 3, "use", 180, 14220, 0, 180) == 1

    @pytest.mark.parametrize("line", [*FORGED.values(), *IMPOSSIBLE.values()], ids=[*FORGED, *IMPOSSIBLE])
    def test_R29_a_forged_line_is_refused(self, pool, line):
        with pytest.raises(IntegrityError):
            insert(pool, *line)

    def test_R29_the_first_line_starts_from_nothing(self, cast):
        other = make_pool(
            participant=make_participant(unit=cast.unit, username="olle"), by=cast.case_officer, uncapped=True
        )
        for line in [
            (1, "grant", 100, 200, 0, 0),
            (0, "grant", 100, 100, 0, 0),
            (2, "grant", 100, 100, 0, 0),
        ]:
            with pytest.raises(IntegrityError):
                insert(other, *line)
        assert insert(other, 1, "grant", 100, 100, 0, 0) == 1

    @pytest.mark.parametrize("name", [name for name in FORGED if name != "the first line once more"])
    def test_R29_without_the_guards_a_forged_line_goes_in(self, pool, name):
        with without_guards():
            assert insert(pool, *FORGED[name]) == 1

    @pytest.mark.parametrize("line", IMPOSSIBLE.values(), ids=IMPOSSIBLE)
    def test_R31_without_the_guards_nothing_is_under_zero_even_so(self, pool, line):
        with without_guards(), pytest.raises(IntegrityError):
            insert(pool, *line)

    def test_R29_the_database_and_the_code_agree_on_every_kind(self, pool):
        for kind in Kind:
            append(pool, kind, 5, by=None, at=NOW)


@pytest.mark.sqlite
class TestReplace:
    """SQLite's REPLACE removes the line it collides with and fires no trigger of its own for that."""

    def replace(self, pool, **collides):
        (column, value), *_ = collides.items()
        return run(
            f"INSERT OR REPLACE INTO hours_ledgerentry ({column}, {COLUMNS}) "
            "VALUES (%s, %s, 3, 'use', 180, 14220, 0, 180, %s)",
            *(value, pool.pk, NOW),
        )

    @pytest.mark.parametrize("column", ["id", "key"])
    def test_R29_a_line_is_never_replaced(self, pool, column):
        first = LedgerEntry.objects.get(pool=pool, number=1)
        with pytest.raises(IntegrityError, match="never replaced"):
            self.replace(pool, **{column: getattr(first, column)})
        assert LedgerEntry.objects.filter(pool=pool).count() == 2

    def test_R29_without_the_guards_it_is(self, pool):
        first = LedgerEntry.objects.get(pool=pool, number=1)
        with without_guards():
            self.replace(pool, id=first.pk)
        assert not LedgerEntry.objects.filter(pool=pool, number=1).exists()


class TestUpdateAndDelete:
    UPDATES = (
        "UPDATE hours_ledgerentry SET available = available + 60",
        "UPDATE hours_ledgerentry SET at = at",
        "UPDATE hours_ledgerentry SET booking_id = NULL WHERE number = 1",
    )

    @pytest.mark.parametrize("sql", UPDATES)
    def test_R29_update_is_refused(self, pool, sql):
        with pytest.raises(IntegrityError, match="ledger: a passbook line is never changed"):
            run(sql)

    @pytest.mark.parametrize("sql", UPDATES)
    def test_R29_update_goes_through_without_the_guards(self, pool, sql):
        with without_guards():
            assert run(sql) >= 1

    def test_R29_delete_is_refused(self, pool):
        with pytest.raises(IntegrityError, match="without a disposal permit"):
            run("DELETE FROM hours_ledgerentry")
        with pytest.raises(IntegrityError):
            run("DELETE FROM hours_ledgerentry WHERE number = 2")

    def test_R29_delete_goes_through_without_the_guards(self, pool):
        with without_guards():
            assert run("DELETE FROM hours_ledgerentry WHERE number = 2") == 1

    def test_R29_the_orm_is_refused_as_well(self, pool):
        line = LedgerEntry.objects.filter(pool=pool).last()
        line.minutes = 60
        for write in (line.save, line.delete, LedgerEntry.objects.all().delete):
            with pytest.raises(IntegrityError), transaction.atomic():
                write()

    @pytest.mark.postgres
    @pytest.mark.parametrize("sql", ["TRUNCATE hours_ledgerentry", "TRUNCATE hours_booking CASCADE"])
    def test_R29_truncate_is_refused(self, pool, sql):
        connection.check_constraints()
        with pytest.raises(IntegrityError, match="ledger: a passbook line is never changed"):
            run(sql)

    @pytest.mark.postgres
    def test_R29_truncate_goes_through_without_the_guards(self, pool):
        with without_guards():
            run("TRUNCATE hours_ledgerentry")
        assert not LedgerEntry.objects.exists()


class TestDisposalPermit:
    def test_R29_lets_the_lines_of_one_pool_go(self, cast, pool):
        other = make_pool(participant=make_participant(unit=cast.unit, username="olle"), by=cast.case_officer)
        permit = DisposalPermit.objects.create(pool=pool, by=cast.administrator)
        assert run("DELETE FROM hours_ledgerentry WHERE pool_id = %s", pool.pk) == 2
        with pytest.raises(IntegrityError):
            run("DELETE FROM hours_ledgerentry WHERE pool_id = %s", other.pk)
        assert str(permit) == f"permit {permit.name}"

    def test_R29_lets_nothing_be_changed(self, cast, pool):
        DisposalPermit.objects.create(pool=pool, by=cast.administrator)
        with pytest.raises(IntegrityError):
            run("UPDATE hours_ledgerentry SET minutes = 1")

    def test_R29_ends_with_the_permit(self, cast, pool):
        DisposalPermit.objects.create(pool=pool, by=cast.administrator).delete()
        with pytest.raises(IntegrityError):
            run("DELETE FROM hours_ledgerentry WHERE pool_id = %s", pool.pk)


class TestEscortOnceAtATime:
    def promise(self, booking: Booking, escort) -> int:
        return run(
            "UPDATE hours_booking SET state = 'assigned', escort_id = %s WHERE id = %s", escort.pk, booking.pk
        )

    def test_R31_two_visits_at_the_same_time_are_refused(self, cast):
        cast.assigned()
        with pytest.raises(IntegrityError):
            self.promise(cast.booking(hours=1), cast.escort)

    def test_R31_moving_a_promised_visit_onto_another_is_refused(self, cast):
        cast.assigned()
        later = cast.booking(starts_at=TOMORROW_14.replace(hour=20))
        self.promise(later, cast.escort)
        with pytest.raises(IntegrityError):
            run("UPDATE hours_booking SET starts_at = %s WHERE id = %s", TOMORROW_14, later.pk)

    def test_R31_a_new_row_is_refused_as_well(self, cast):
        booking = cast.assigned()
        booking.pk, booking.public_id, booking.key = None, Booking().public_id, Booking().public_id
        with pytest.raises(IntegrityError), transaction.atomic():
            booking.save()

    def test_a_visit_right_after_another_is_allowed(self, cast):
        cast.assigned()
        after = cast.booking(starts_at=TOMORROW_14.replace(hour=16))
        assert self.promise(after, cast.escort) == 1

    def test_R31_without_the_guards_the_escort_is_double_booked(self, cast):
        cast.assigned()
        other = cast.booking()
        with without_guards():
            assert self.promise(other, cast.escort) == 1
            # The guards cannot come back while the harm is there (PostgreSQL), so it is undone here.
            run("UPDATE hours_booking SET state = 'requested', escort_id = NULL WHERE id = %s", other.pk)

    def test_an_assigned_visit_has_an_escort(self, cast):
        with pytest.raises(IntegrityError):
            run("UPDATE hours_booking SET state = 'assigned' WHERE id = %s", cast.booking().pk)


@pytest.fixture
def found_missing(transactional_db):
    """Runs hours.E001 on the test database; the guards are put back afterwards whatever happens."""
    yield lambda: guards_are_installed(None, databases=["default"])
    guards.install(connection)


def trigger_gone(name: str) -> None:
    table = "hours_booking" if name.startswith("escort") else "hours_ledgerentry"
    if name in ("escort_once_at_a_time", "escort_told_once_at_a_time"):
        run(f"ALTER TABLE {table} DROP CONSTRAINT {name}")
    else:
        run(f"DROP TRIGGER {name}" + (f" ON {table}" if connection.vendor == "postgresql" else ""))


class TestCheck:
    def test_R29_nothing_is_missing_after_migrate(self, found_missing):
        assert found_missing() == []

    def test_R29_hours_E001_names_each_missing_guard(self, found_missing):
        for name in guards.GUARDS[connection.vendor]:
            trigger_gone(name)
            (error,) = found_missing()
            assert (error.id, error.msg) == ("hours.E001", f"The database 'default' lacks the guards {name}.")
            guards.install(connection)
            assert found_missing() == []

    @pytest.mark.postgres
    def test_R29_a_guard_switched_off_is_missing(self, found_missing):
        run("ALTER TABLE hours_ledgerentry DISABLE TRIGGER ledger_no_update")
        assert [error.id for error in found_missing()] == ["hours.E001"]

    def test_installing_twice_is_once(self, found_missing):
        guards.install(connection)
        guards.install(connection)
        assert found_missing() == []

    def test_R29_what_the_hint_says_to_do_helps(self, found_missing):
        guards.remove(connection)
        (error,) = found_missing()
        assert "migrate --skip-checks" in error.hint
        call_command("migrate", skip_checks=True, verbosity=0)
        assert found_missing() == []

    def test_before_the_tables_are_there_nothing_is_missing(self, db, tmp_path):
        """A new database is checked before its first migrate."""
        changed = {"NAME": str(tmp_path / "empty.sqlite3"), "OPTIONS": {}}
        empty = DatabaseWrapper(connection.settings_dict | changed, alias="empty")
        try:
            assert guards.missing(empty) == []
            guards.install(empty)
            assert guards.installed(empty) == set()
        finally:
            empty.close()


@pytest.mark.sqlite
class TestRebuild:
    """Django's SQLite schema editor makes a table anew when a field changes; its triggers go with the old."""

    def change_a_field(self, model: type[models.Model]) -> None:
        with connection.schema_editor() as editor:
            editor._remake_table(model)

    @pytest.mark.parametrize(
        ("model", "lost"),
        [
            (LedgerEntry, ["ledger_insert_follows", "ledger_no_update", "ledger_no_delete"]),
            (
                Booking,
                [
                    "escort_once_at_a_time_insert",
                    "escort_once_at_a_time_update",
                    "escort_told_once_at_a_time_insert",
                    "escort_told_once_at_a_time_update",
                ],
            ),
        ],
    )
    def test_R29_hours_E001_notices_and_post_migrate_mends(self, found_missing, model, lost):
        self.change_a_field(model)
        assert guards.missing(connection) == lost
        assert [error.id for error in found_missing()] == ["hours.E001"]
        guards.install_after_migrate(using="default")
        assert found_missing() == []

    def test_R38_a_table_that_a_trigger_reads_can_be_rebuilt_in_a_migration(self, found_missing):
        operation = migrations.AlterField("disposalpermit", "at", models.DateTimeField())
        guards.remove_before_migrate(using="default", plan=[(operation, False)])
        self.change_a_field(DisposalPermit)
        guards.install_after_migrate(using="default")
        assert found_missing() == []

    def test_R38_and_without_taking_the_guards_down_it_cannot(self, found_missing):
        with pytest.raises(DatabaseError, match="ledger_no_delete"):
            self.change_a_field(DisposalPermit)

    def test_R29_a_migrate_with_nothing_to_do_leaves_the_guards_up(self, found_missing):
        guards.remove_before_migrate(using="default", plan=[])
        assert found_missing() == []
