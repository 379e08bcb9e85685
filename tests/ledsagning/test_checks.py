"""What the program refuses to start with, and that it really does not start (R33)."""

import pytest
from django.conf import settings as site
from django.core.management import call_command
from django.core.management.base import SystemCheckError
from django.db import connection
from django.db.backends.sqlite3.base import DatabaseWrapper

from ledsagning import statement
from ledsagning.checks import (
    demo_is_only_a_demo,
    everybody_can_be_reached,
    sqlite_is_durable,
    the_statement_is_whole,
    wrong_sqlite,
)
from tests.ledsagning.programs import PRODUCTION, run, sqlite_url

START = "import ledsagning.wsgi; print('started')"
SQLITE = "django.db.backends.sqlite3"


@pytest.fixture
def demo(monkeypatch, settings):
    """A demonstration as it should be; a test changes one thing."""
    settings.DEMO = True
    settings.ALLOWED_HOSTS = ["localhost", "127.0.0.1", "[::1]"]
    monkeypatch.setitem(site.DATABASES["default"], "ENGINE", SQLITE)
    monkeypatch.setitem(site.DATABASES["default"], "NAME", "/srv/var/demo.sqlite3")
    return monkeypatch


class TestDemoIsOnlyADemo:
    def test_on_this_machine_over_its_own_file(self, demo):
        assert demo_is_only_a_demo() == []

    def test_without_the_setting_there_is_nothing_to_say(self, demo, settings):
        settings.DEMO = False
        demo.setitem(site.DATABASES["default"], "NAME", "/srv/var/ledsagning.sqlite3")
        settings.ALLOWED_HOSTS = ["ledsagning.example.se"]
        assert demo_is_only_a_demo() == []

    @pytest.mark.parametrize(
        ("engine", "name"),
        [
            (SQLITE, "/srv/var/ledsagning.sqlite3"),
            (SQLITE, "/srv/demo.sqlite3/real.sqlite3"),
            (SQLITE, "/srv/var/demo.sqlite3.bak"),
            ("django.db.backends.postgresql", "demo.sqlite3"),
        ],
    )
    def test_E001_over_another_database(self, demo, engine, name):
        demo.setitem(site.DATABASES["default"], "ENGINE", engine)
        demo.setitem(site.DATABASES["default"], "NAME", name)
        (error,) = demo_is_only_a_demo()
        assert error.id == "ledsagning.E001"
        assert "the database is not an SQLite file named demo.sqlite3" in error.msg

    @pytest.mark.parametrize("host", ["*", ".example.se", "192.168.1.7", "ledsagning.example.se"])
    def test_E001_where_other_machines_may_reach_it(self, demo, settings, host):
        settings.ALLOWED_HOSTS = ["localhost", host]
        (error,) = demo_is_only_a_demo()
        assert error.id == "ledsagning.E001"
        assert f"other machines may reach it as {host}." in error.msg

    def test_E001_says_both(self, demo, settings):
        demo.setitem(site.DATABASES["default"], "NAME", "real.sqlite3")
        settings.ALLOWED_HOSTS = ["*"]
        assert [error.id for error in demo_is_only_a_demo()] == ["ledsagning.E001"] * 2

    def test_E001_is_asked_by_check(self, demo, settings):
        settings.ALLOWED_HOSTS = ["*"]
        with pytest.raises(SystemCheckError, match=r"ledsagning\.E001"):
            call_command("check")


def opened(tmp_path, **options) -> DatabaseWrapper:
    """An SQLite file opened with options of its own."""
    given = {"ENGINE": SQLITE, "NAME": str(tmp_path / "hours.sqlite3"), "OPTIONS": options}
    return DatabaseWrapper(connection.settings_dict | given, alias="another")


RIGHT = {
    "transaction_mode": "IMMEDIATE",
    "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;",
}


class TestSqliteIsDurable:
    @pytest.fixture
    def complaints(self, db, tmp_path):
        """What E002 says of an SQLite file with these options."""

        def ask(**options: str) -> list[str]:
            another = opened(tmp_path, **options)
            try:
                found = wrong_sqlite(another)
            finally:
                another.close()
            assert all(error.id == "ledsagning.E002" for error in found)
            return [
                error.msg.removeprefix("The SQLite database 'another' does not run with ") for error in found
            ]

        return ask

    def test_R33_the_settings_that_hold(self, complaints):
        assert complaints(**RIGHT) == []

    def test_R33_our_own_database(self, db):
        assert sqlite_is_durable(databases=["default"]) == []

    def test_no_database_is_asked_unless_named(self):
        assert sqlite_is_durable() == []

    @pytest.mark.parametrize("mode", ["DELETE", "TRUNCATE", "MEMORY", "OFF", "PERSIST"])
    def test_R33_E002_another_journal(self, complaints, mode):
        init = f"PRAGMA journal_mode={mode}; PRAGMA synchronous=FULL;"
        assert complaints(**RIGHT | {"init_command": init}) == ["journal_mode=WAL."]

    @pytest.mark.parametrize("level", ["OFF", "NORMAL"])
    def test_R33_E002_another_synchronous(self, complaints, level):
        init = f"PRAGMA journal_mode=WAL; PRAGMA synchronous={level};"
        assert complaints(**RIGHT | {"init_command": init}) == ["synchronous=FULL."]

    @pytest.mark.parametrize("mode", ["DEFERRED", None])
    def test_R33_E002_another_kind_of_transaction(self, complaints, mode):
        assert complaints(**RIGHT | {"transaction_mode": mode}) == ["transaction_mode=IMMEDIATE."]

    def test_R33_E002_djangos_defaults_say_what_is_wrong_with_each(self, complaints):
        assert complaints() == ["journal_mode=WAL.", "transaction_mode=IMMEDIATE."]


class TestTheProgramRefusesToStart:
    """gunicorn asks no system check: ledsagning/wsgi.py does."""

    def test_R33_it_starts_with_the_settings_as_they_are(self, tmp_path):
        done = run(START, folder=tmp_path, DATABASE_URL=sqlite_url(tmp_path / "a.sqlite3"), **PRODUCTION)
        assert (done.returncode, done.stdout.splitlines()[-1:]) == (0, ["started"]), done.stderr

    def test_R33_not_with_other_sqlite_settings(self, tmp_path):
        (tmp_path / "careless.py").write_text(
            "from ledsagning.settings import *\nDATABASES['default']['OPTIONS'] = {}\n", encoding="utf-8"
        )
        done = run(
            START,
            folder=tmp_path,
            DJANGO_SETTINGS_MODULE="careless",
            DATABASE_URL=sqlite_url(tmp_path / "a.sqlite3"),
            **PRODUCTION,
        )
        assert done.returncode != 0
        assert "started" not in done.stdout
        assert "ledsagning.E002" in done.stderr

    def test_not_as_a_demonstration_over_a_real_database(self, tmp_path):
        database = sqlite_url(tmp_path / "ledsagning.sqlite3")
        done = run(START, folder=tmp_path, LEDSAGNING_DEMO="1", DATABASE_URL=database)
        assert done.returncode != 0
        assert "ledsagning.E001" in done.stderr

    def test_not_as_a_demonstration_for_other_machines(self, tmp_path):
        database = sqlite_url(tmp_path / "demo.sqlite3")
        hosts = "localhost,ledsagning.example.se"
        done = run(
            START, folder=tmp_path, LEDSAGNING_DEMO="1", DATABASE_URL=database, LEDSAGNING_ALLOWED_HOSTS=hosts
        )
        assert done.returncode != 0
        assert "other machines may reach it as ledsagning.example.se" in done.stderr

    def test_as_a_demonstration_over_its_own_file_it_starts(self, tmp_path):
        database = sqlite_url(tmp_path / "demo.sqlite3")
        done = run(START, folder=tmp_path, LEDSAGNING_DEMO="1", DATABASE_URL=database)
        assert done.returncode == 0, done.stderr


class TestTheStatementIsWhole:
    """R13: a deployment without docs/accessibility.md, or with a hole in it, does not start."""

    @pytest.fixture
    def record(self, monkeypatch, tmp_path):
        """A copy of the record to spoil."""
        copy = tmp_path / "accessibility.md"
        copy.write_text(statement.RECORD.read_text("utf-8"), "utf-8")
        monkeypatch.setattr(statement, "RECORD", copy)
        statement.the_record.cache_clear()
        yield copy
        statement.the_record.cache_clear()

    def test_whole(self, record):
        assert the_statement_is_whole() == []

    def test_R13_E003_a_field_is_empty(self, record):
        record.write_text(record.read_text("utf-8").replace("| delvis förenlig |", "| |"), "utf-8")
        (error,) = the_statement_is_whole()
        assert error.id == "ledsagning.E003"
        assert "'sv' is empty" in error.msg

    def test_R13_E003_it_is_not_there(self, record):
        record.unlink()
        (error,) = the_statement_is_whole()
        assert error.id == "ledsagning.E003"


class TestEverybodyCanBeReached:
    """R13: where to turn is a field of the statement, and the municipality's own to fill in."""

    @pytest.mark.parametrize(("phone", "email"), [("", "a@laholm.example"), ("0430-15 00 00", ""), ("", "")])
    def test_R13_E004_no_phone_or_no_email(self, cast, phone, email):
        type(cast.unit.municipality).objects.filter(pk="1381").update(phone=phone, email=email)
        (error,) = everybody_can_be_reached(databases=["default"])
        assert error.id == "ledsagning.E004"
        assert error.msg.startswith("Laholm has no phone number")

    def test_both_are_there(self, cast):
        type(cast.unit.municipality).objects.filter(pk="1381").update(phone="1", email="a@laholm.example")
        assert everybody_can_be_reached(databases=["default"]) == []

    def test_a_municipality_that_is_not_served_needs_nothing(self, db):
        assert everybody_can_be_reached(databases=["default"]) == []

    def test_the_database_is_left_alone_unless_asked_for(self):
        assert everybody_can_be_reached(databases=None) == []
