"""The lock files install the same everywhere: every version pinned with its hashes, no address in them."""

import json
import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
LOCKS = ["requirements.txt", "requirements-dev.txt"]
ADDRESS = re.compile(r"://|^\s*-|@|--(?:index-url|extra-index-url|find-links|trusted-host)", re.MULTILINE)
PIN = re.compile(r"^(?P<name>[a-z0-9._-]+)==(?P<version>[^\s;\\]+)", re.MULTILINE)
REQUIREMENT = re.compile(r"[A-Za-z0-9._-]+")


def addresses(lock: str) -> list[str]:
    return [line for line in lock.splitlines() if ADDRESS.search(line.replace("--hash=", ""))]


def pins(lock: str) -> dict[str, str]:
    return {match["name"]: match["version"] for match in PIN.finditer(lock)}


def without_hash(lock: str) -> list[str]:
    """The first line of each requirement that has no hash under it."""
    entries = re.split(r"\n(?=\S)", lock.strip())
    return [entry.splitlines()[0] for entry in entries if "--hash=sha256:" not in entry]


def canonical(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


@pytest.mark.parametrize("name", LOCKS)
def test_lock_has_hashes_and_no_addresses(name: str) -> None:
    lock = (ROOT / name).read_text("utf-8")
    assert addresses(lock) == []
    assert without_hash(lock) == []


def test_tests_run_on_the_versions_that_are_run() -> None:
    run, develop = (pins((ROOT / name).read_text("utf-8")) for name in LOCKS)
    assert run.items() <= develop.items()


def test_every_dependency_is_locked() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    groups = [project["dependencies"], project["dependencies"] + project["optional-dependencies"]["dev"]]
    for name, wanted in zip(LOCKS, groups, strict=True):
        locked = pins((ROOT / name).read_text("utf-8"))
        assert [item for item in wanted if canonical(REQUIREMENT.match(item)[0]) not in locked] == []


def test_the_screen_readers_lock_has_hashes_and_no_addresses() -> None:
    folder = ROOT / "tests/browser/screen_reader"
    lock = json.loads((folder / "package-lock.json").read_text("utf-8"))
    packages = {name: package for name, package in lock["packages"].items() if name}
    assert packages
    assert all(package["integrity"].startswith("sha512-") for package in packages.values())
    assert [name for name, package in packages.items() if "resolved" in package] == []
    assert "omit-lockfile-registry-resolved=true" in (folder / ".npmrc").read_text("utf-8").splitlines()


@pytest.mark.parametrize(
    "line",
    ["--index-url https://example.org/simple", "-e .", "a @ file:///tmp/a.whl", "a==1 --find-links wheels"],
)
def test_an_address_is_found(line: str) -> None:
    assert addresses(line) == [line]


def test_a_missing_hash_is_found() -> None:
    assert without_hash("a==1 \\\n    --hash=sha256:00\nb==2\n") == ["b==2"]
