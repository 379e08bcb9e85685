"""What every test gets: append-only tables that can be emptied between tests, and the browser's fixtures."""

from collections.abc import Iterator
from datetime import time

import pytest
from django.db import connection, transaction
from django.test import TransactionTestCase, override_settings
from pytest_django import DjangoDbBlocker

from admin_costs import guards as change_guards
from hours import guards

pytest_plugins = ["tests.browser.chromium", "tests.cast"]

Rows = dict[str, tuple[list[str], list[tuple[object, ...]]]]
BROWSER_FIXTURES = {"browser", "page", "page_without_js"}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What a browser shows does not hang on the database: one is enough, but for the main job end to end."""
    for item in items:
        in_browser = "browser" in item.path.parts
        # A case may be called "page" as well, and asks for no browser.
        cases = item.callspec.params if hasattr(item, "callspec") else {}
        if in_browser or BROWSER_FIXTURES & (set(getattr(item, "fixturenames", ())) - set(cases)):
            item.add_marker("browser")
            if not item.get_closest_marker("both_databases"):
                item.add_marker("sqlite")


@pytest.fixture(scope="session", autouse=True)
def passwords_are_cheap() -> Iterator[None]:
    """A password is made slow to guess on purpose: half a second for every user of every test."""
    with override_settings(PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"]):
        yield


@pytest.fixture(scope="session", autouse=True)
def static_files_are_looked_up_when_asked_for() -> Iterator[None]:
    """WhiteNoise lists them all when it starts, which it does anew for every test client: 12 ms each time."""
    with override_settings(WHITENOISE_AUTOREFRESH=True):
        yield


@pytest.fixture(scope="session")
def django_db_keepdb() -> bool:
    """Not dropped by itself: the folder or cluster it is in goes as a whole (tests/plugin.py)."""
    return True


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """pytest-django's database, where tests that really commit (`transaction=True`, `live_server`) end well.

    They end by emptying every table. The triggers on append-only tables rightly refuse that, so they are
    taken down for that moment only. And what `migrate` left (the municipalities, say) is put back. Only
    tables that a test has written in are touched: Django's `flush` truncates all of them, which on PostgreSQL
    takes longer than most of these tests.
    """
    with django_db_blocker.unblock():
        after_migrate = _all_rows()

    def back_to_after_migrate(_: TransactionTestCase) -> None:
        guards.remove(connection)
        change_guards.remove(connection)
        try:
            _put_back(after_migrate)
        finally:
            guards.install(connection)
            change_guards.install(connection)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(TransactionTestCase, "_fixture_teardown", back_to_after_migrate)
        yield


def _all_rows() -> Rows:
    """Column names and rows of every table that has any, by table."""
    quote = connection.ops.quote_name
    tables = connection.introspection.django_table_names(only_existing=True, include_views=False)
    # One question about all of them: most are empty.
    asked = " UNION ALL ".join(
        f"SELECT '{table}' WHERE EXISTS (SELECT 1 FROM {quote(table)})" for table in tables
    )
    found: Rows = {}
    with connection.cursor() as cursor:
        cursor.execute(asked)
        for (table,) in cursor.fetchall():
            cursor.execute(f"SELECT * FROM {quote(table)}")
            found[table] = ([column[0] for column in cursor.description], cursor.fetchall())
    return found


def _put_back(before: Rows) -> None:
    """Empties the tables whose rows differ from these, and fills them with these."""
    quote, now = connection.ops.quote_name, _all_rows()
    written = [table for table in now | before if _sorted(now.get(table)) != _sorted(before.get(table))]
    # In one transaction, for foreign keys are checked when it ends: the tables may come in any order.
    with transaction.atomic(), connection.cursor() as cursor:
        for table in written:
            cursor.execute(f"DELETE FROM {quote(table)}")
        for table in set(written) & before.keys():
            columns, rows = before[table]
            names = ", ".join(map(quote, columns))
            values = ", ".join(["%s"] * len(columns))
            # SQLite reads times of day and does not take them back.
            cells = [[str(cell) if isinstance(cell, time) else cell for cell in row] for row in rows]
            cursor.executemany(f"INSERT INTO {quote(table)} ({names}) VALUES ({values})", cells)


def _sorted(found: tuple[list[str], list[tuple[object, ...]]] | None) -> list[str]:
    """The rows in one order, to be compared: a row that was updated stands last on PostgreSQL."""
    return sorted(map(repr, found[1])) if found else []
