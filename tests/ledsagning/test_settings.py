"""The one settings file: what it demands, and what it makes of the environment."""

import json

import pytest
from django.core.exceptions import ImproperlyConfigured

from ledsagning.settings import database
from tests.ledsagning.programs import PRODUCTION, run, sqlite_url

TELL = (
    "import json; from ledsagning import settings as s; "
    "print(json.dumps({name: getattr(s, name) for name in {names!r}}, default=str))"
)


def told(tmp_path, *names: str, **environment: str) -> dict:
    environment.setdefault("DATABASE_URL", sqlite_url(tmp_path / "a.sqlite3"))
    done = run(TELL.replace("{names!r}", repr(names)), folder=tmp_path, **environment)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def refused(tmp_path, **environment: str) -> str:
    done = run("import ledsagning.settings", folder=tmp_path, **environment)
    assert done.returncode != 0
    return done.stderr.splitlines()[-1]


class TestDatabase:
    def test_R33_sqlite_runs_wal_full_and_immediate(self):
        found = database("sqlite:////srv/hours.sqlite3")
        assert found["NAME"] == "/srv/hours.sqlite3"
        assert found["OPTIONS"]["transaction_mode"] == "IMMEDIATE"
        assert found["OPTIONS"]["init_command"].startswith(
            "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;"
        )

    @pytest.mark.parametrize("scheme", ["postgres", "postgresql"])
    def test_postgresql(self, scheme):
        found = database(f"{scheme}://lisa:hemlig@db.example.se:5433/hours")
        assert found["ENGINE"] == "django.db.backends.postgresql"
        assert (found["NAME"], found["USER"], found["HOST"], found["PORT"]) == (
            "hours",
            "lisa",
            "db.example.se",
            5433,
        )

    @pytest.mark.parametrize("url", ["mysql://a@b/c", "oracle://a@b/c", "hours.sqlite3", "srv:///hours"])
    def test_another_database_is_refused_in_words(self, url):
        with pytest.raises(ImproperlyConfigured, match="DATABASE_URL names neither sqlite nor postgres"):
            database(url)


class TestProduction:
    @pytest.mark.parametrize("missing", sorted(PRODUCTION))
    def test_what_must_be_set_is_named(self, tmp_path, missing):
        given = {name: value for name, value in PRODUCTION.items() if name != missing}
        assert f"Set the environment variable {missing}" in refused(tmp_path, **given)

    def test_a_misspelt_switch_stops_the_program(self, tmp_path):
        assert "LEDSAGNING_DEBUG is 'tru'" in refused(tmp_path, LEDSAGNING_DEBUG="tru", **PRODUCTION)

    def test_is_safe_unless_told_otherwise(self, tmp_path):
        names = (
            "DEBUG",
            "DEMO",
            "SECURE_SSL_REDIRECT",
            "SESSION_COOKIE_SECURE",
            "CSRF_COOKIE_SECURE",
            "SECURE_HSTS_SECONDS",
            "MANIFEST_STATIC",
        )
        assert told(tmp_path, *names, **PRODUCTION) == {
            "DEBUG": False,
            "DEMO": False,
            "SECURE_SSL_REDIRECT": True,
            "SESSION_COOKIE_SECURE": True,
            "CSRF_COOKIE_SECURE": True,
            "SECURE_HSTS_SECONDS": 31_536_000,
            "MANIFEST_STATIC": True,
        }

    def test_R16_check_deploy_has_nothing_to_say(self, tmp_path):
        code = (
            "import os; os.environ['DJANGO_SETTINGS_MODULE'] = 'ledsagning.settings'\n"
            "from django.core.management import execute_from_command_line as run\n"
            "run(['manage.py', 'check', '--deploy', '--fail-level', 'WARNING'])"
        )
        done = run(code, folder=tmp_path, DATABASE_URL=sqlite_url(tmp_path / "a.sqlite3"), **PRODUCTION)
        assert done.returncode == 0, done.stderr

    def test_a_proxy_is_believed_only_when_it_is_named(self, tmp_path):
        code = "from ledsagning import settings as s; print(getattr(s, 'SECURE_PROXY_SSL_HEADER', None))"
        database_url = sqlite_url(tmp_path / "a.sqlite3")
        alone = run(code, folder=tmp_path, DATABASE_URL=database_url, **PRODUCTION)
        behind = run(
            code, folder=tmp_path, DATABASE_URL=database_url, LEDSAGNING_BEHIND_PROXY="1", **PRODUCTION
        )
        assert alone.stdout.strip() == "None"
        assert behind.stdout.strip() == "('HTTP_X_FORWARDED_PROTO', 'https')"


class TestDemo:
    def test_serves_this_machine_over_a_database_of_its_own(self, tmp_path):
        found = told(tmp_path, "DEMO", "ALLOWED_HOSTS", "DATABASE_URL", LEDSAGNING_DEMO="1", DATABASE_URL=" ")
        assert found["DEMO"] is True
        assert found["ALLOWED_HOSTS"] == ["localhost", "127.0.0.1", "[::1]"]
        assert found["DATABASE_URL"].endswith("/var/demo.sqlite3")
