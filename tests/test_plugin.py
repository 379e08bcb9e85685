"""What tests/plugin.py promises, each proved in a test run of its own."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests import postgres

ROOT = Path(__file__).resolve().parent.parent
SKIPS = """
import pytest
@pytest.mark.skip(reason="no time")
def test_skipped(): pass
def test_run(): pass
"""
MARKED = """
import pytest
@pytest.mark.postgres
def test_one(): assert False
@pytest.mark.sqlite
def test_two(): pass
"""
TOUCHING = """
import pytest
from django.db import connection as kept_here
@pytest.fixture
def through(db): pass
@pytest.mark.django_db
def test_marked(): pass
def test_by_a_fixture(through): pass
def test_that_may_ask_which_it_is(): pass
"""
PURE = """
import pytest
def test_pure(): pass
@pytest.mark.sqlite
def test_of_this_database_alone(): pass
def test_that_reaches_for_it():
    from django.contrib.auth import get_user_model
    with pytest.raises(RuntimeError, match="Database access not allowed"):
        get_user_model().objects.exists()
"""
ENVIRONMENT = """
import os
def test_environment():
    assert "LEDSAGNING_DEMO" not in os.environ
    assert os.environ["DATABASE_URL"].startswith("sqlite:////")
"""


def run(folder: Path, source: str, *options: str, **environment: str) -> subprocess.CompletedProcess[str]:
    file = folder / "test_inner.py"
    file.write_text(source)
    command = [
        sys.executable,
        "-m",
        "pytest",
        "-c",
        ROOT / "pyproject.toml",
        "--rootdir",
        ROOT,
        file,
        *options,
    ]
    outer = {name: value for name, value in os.environ.items() if name != "CI"}
    return subprocess.run(
        [*command, "-p", "no:cacheprovider"],
        cwd=ROOT,
        env=outer | environment,
        capture_output=True,
        text=True,
        check=False,
    )


def test_a_skip_passes_by_hand_and_fails_in_ci(tmp_path: Path) -> None:
    assert run(tmp_path, SKIPS).returncode == pytest.ExitCode.OK
    in_ci = run(tmp_path, SKIPS, CI="true")
    assert in_ci.returncode == pytest.ExitCode.TESTS_FAILED
    assert "Tests were skipped" in in_ci.stdout


def test_a_test_of_the_other_database_is_left_out_and_not_skipped(tmp_path: Path) -> None:
    assert "1 passed, 1 deselected" in run(tmp_path, MARKED, CI="true").stdout


def test_what_can_reach_a_database_is_run_on_both(tmp_path: Path) -> None:
    assert "3 passed" in (told := run(tmp_path, TOUCHING, "--database-tests-only").stdout)
    assert "deselected" not in told


def test_what_cannot_reach_a_database_is_left_to_the_run_on_the_other(tmp_path: Path) -> None:
    assert "1 passed, 2 deselected" in run(tmp_path, PURE, "--database-tests-only").stdout
    assert "3 passed" in run(tmp_path, PURE).stdout


def test_the_shell_does_not_leak_in(tmp_path: Path) -> None:
    leaking = run(tmp_path, ENVIRONMENT, LEDSAGNING_DEMO="1", DATABASE_URL="postgres://elsewhere/real")
    assert leaking.returncode == pytest.ExitCode.OK, leaking.stdout


def test_missing_postgresql_names_the_package(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(postgres, "INSTALLED", tmp_path)
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(postgres.Missing, match="apt-get install postgresql"):
        postgres.programs()
