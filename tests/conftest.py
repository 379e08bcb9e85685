"""What every test gets: append-only tables that can be emptied between tests, and the browser's fixtures."""

from collections.abc import Iterator

import pytest
from django.core.management import call_command
from django.db import connection, transaction
from django.test import TransactionTestCase, override_settings
from pytest_django import DjangoDbBlocker

from hours import guards

pytest_plugins = ["tests.browser.chromium", "tests.cast"]

Rows = dict[str, tuple[list[str], list[tuple[object, ...]]]]
BROWSER_FIXTURES = {"browser", "page", "page_without_js"}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if BROWSER_FIXTURES & set(getattr(item, "fixturenames", ())):
            item.add_marker("browser")


@pytest.fixture(scope="session", autouse=True)
def passwords_are_cheap() -> Iterator[None]:
    """A password is made slow to guess on purpose: half a second for every user of every test."""
    with override_settings(PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"]):
        yield


@pytest.fixture(scope="session")
def django_db_keepdb() -> bool:
    """Not dropped by itself: the folder or cluster it is in goes as a whole (tests/plugin.py)."""
    return True


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """pytest-django's database, where tests that really commit (`transaction=True`, `live_server`) end well.

    They end by emptying every table. The triggers on append-only tables rightly refuse that, so they are
    taken down for that moment only. And what `migrate` left (the municipalities, say) is put back.
    """
    with django_db_blocker.unblock():
        after_migrate = _all_rows()

    def back_to_after_migrate(_: TransactionTestCase) -> None:
        guards.remove(connection)
        try:
            call_command(
                "flush", verbosity=0, interactive=False, inhibit_post_migrate=True, reset_sequences=False
            )
            _insert(after_migrate)
        finally:
            guards.install(connection)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(TransactionTestCase, "_fixture_teardown", back_to_after_migrate)
        yield


def _all_rows() -> Rows:
    """Column names and rows of every table that has any, by table."""
    found: Rows = {}
    with connection.cursor() as cursor:
        for table in connection.introspection.django_table_names(only_existing=True, include_views=False):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
            if rows := cursor.fetchall():
                found[table] = ([column[0] for column in cursor.description], rows)
    return found


def _insert(found: Rows) -> None:
    quote = connection.ops.quote_name
    # In one transaction, for foreign keys are checked when it ends: the tables may come in any order.
    with transaction.atomic(), connection.cursor() as cursor:
        for table, (columns, rows) in found.items():
            names = ", ".join(map(quote, columns))
            values = ", ".join(["%s"] * len(columns))
            cursor.executemany(f"INSERT INTO {quote(table)} ({names}) VALUES ({values})", rows)
