"""Chooses the database of a test run (`--db sqlite` or `--db postgres`) before Django's settings are read.

Loaded by `-p tests.plugin` in pyproject.toml: a conftest.py comes after pytest-django has read the settings.
"""

import contextlib
import os
import shutil
import signal
import tempfile
from collections.abc import Generator, Iterator
from pathlib import Path

import pytest
from django.db import connection, connections

from tests import postgres

IN_CI = os.environ.get("CI", "").lower() not in ("", "0", "false")
IN_MEMORY = Path("/dev/shm")
BYTES_ENOUGH = 2**28
# Without one of these, or the mark `django_db`, pytest-django lets no test reach the database.
DATABASE_FIXTURES = {"db", "transactional_db", "live_server", "django_db_setup"}
missing_database = pytest.StashKey[str]()
open_resources = pytest.StashKey[contextlib.ExitStack]()


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--db", choices=("sqlite", "postgres"), default="sqlite", help="the database to test on")
    parser.addoption(
        "--database-tests-only",
        action="store_true",
        help="leave out what touches no database: it is the same on both, and the run on the other has it",
    )


@pytest.hookimpl(wrapper=True)
def pytest_load_initial_conftests(early_config: pytest.Config) -> Generator[None]:
    """A wrapper, for it has to run before pytest-django's own hook."""
    early_config.stash[open_resources] = resources = contextlib.ExitStack()
    early_config.add_cleanup(resources.close)
    # A terminated run cleans up as an interrupted one does.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    folder = resources.enter_context(
        tempfile.TemporaryDirectory(prefix="ledsagning-tests-", dir=_quick_folder())
    )
    _set_environment(Path(folder))
    if early_config.known_args_namespace.db == "postgres":
        try:
            os.environ["DATABASE_URL"] = resources.enter_context(postgres.cluster())
            os.environ.pop("LEDSAGNING_TEST_DB")
        except postgres.Missing as missing:
            if IN_CI:
                raise pytest.UsageError(str(missing)) from missing
            early_config.stash[missing_database] = str(missing)
    return (yield)


def _quick_folder() -> Path | None:
    """Memory, where there is enough: SQLite waits for the disk at every commit, which proves nothing here."""
    try:
        return IN_MEMORY if shutil.disk_usage(IN_MEMORY).free > BYTES_ENOUGH else None
    except OSError:
        return None


def _set_environment(folder: Path) -> None:
    """Known settings, whatever the shell has set. The test database is a file, for races between threads."""
    for name in [name for name in os.environ if name.startswith("LEDSAGNING_")]:
        del os.environ[name]
    # Plain HTTP and plain static files; pytest-django still runs with DEBUG = False.
    os.environ["LEDSAGNING_DEBUG"] = "1"
    os.environ["LEDSAGNING_SECRET_KEY"] = "only-for-tests-" + "x" * 50
    os.environ["DATABASE_URL"] = f"sqlite:///{folder}/never-used.sqlite3"
    # A search in a process of its own would look for the database where the tests have none.
    os.environ["LEDSAGNING_IMPROVE_PROPOSALS"] = "0"
    os.environ["LEDSAGNING_TEST_DB"] = f"{folder}/test.sqlite3"


def pytest_report_header(config: pytest.Config) -> str:
    return f"database: {config.getoption('db')}"


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out what belongs to the other database; skip everything when the chosen one is not installed."""
    chosen = config.getoption("db")
    other = {"sqlite": "postgres", "postgres": "sqlite"}[chosen]
    elsewhere = [item for item in items if item.get_closest_marker(other)]
    if config.getoption("database_tests_only"):
        elsewhere += [item for item in items if not item.get_closest_marker(chosen) and is_pure(item)]
    if elsewhere:
        config.hook.pytest_deselected(items=elsewhere)
        left_out = set(elsewhere)
        items[:] = [item for item in items if item not in left_out]
    if reason := config.stash.get(missing_database, None):
        for item in items:
            item.add_marker(pytest.mark.skip(reason=reason))


def is_pure(item: pytest.Item) -> bool:
    """Whether the test is the same whatever the database: it can reach none, and its file knows of none."""
    may_reach = DATABASE_FIXTURES & set(getattr(item, "fixturenames", ())) or item.get_closest_marker(
        "django_db"
    )
    names = vars(getattr(item, "module", None) or object)
    return not may_reach and not any(each is connection or each is connections for each in names.values())


@pytest.hookimpl(wrapper=True)
def pytest_sessionfinish(session: pytest.Session) -> Iterator[None]:
    """In CI a skipped test is a failure: what CI does not run, nobody runs."""
    yield
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if IN_CI and reporter and reporter.stats.get("skipped") and session.exitstatus == pytest.ExitCode.OK:
        reporter.write_line("Tests were skipped, which CI does not allow.", red=True)
        session.exitstatus = pytest.ExitCode.TESTS_FAILED
