"""`manage.py demo` in a process of its own: made once, whole, or anew; entered without a password."""

import os
import re
import signal
import socket
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from http.cookiejar import CookieJar
from pathlib import Path
from urllib.error import URLError
from urllib.parse import urlencode
from urllib.request import HTTPCookieProcessor, OpenerDirector, build_opener

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

MANAGE = Path(settings.BASE_DIR) / "manage.py"
pytestmark = pytest.mark.sqlite


def environment(database: Path) -> dict[str, str]:
    ours = {"LEDSAGNING_DEMO": "1", "LEDSAGNING_DEBUG": "", "DATABASE_URL": f"sqlite:///{database}"}
    return os.environ | ours


def make(database: Path) -> str:
    """Sets up a month before and a month after, and says what it printed."""
    command = [sys.executable, MANAGE, "demo", "--no-serve", "--months", "1"]
    done = subprocess.run(command, env=environment(database), capture_output=True, text=True, check=True)
    return done.stdout


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("demo") / "demo.sqlite3"
    assert "Done." in make(made)
    return made


def bookings(database: Path) -> int:
    return sqlite3.connect(database).execute("SELECT count(*) FROM hours_booking").fetchone()[0]


def test_a_second_start_adds_nothing(database):
    before = bookings(database)
    assert before > 100
    assert make(database) == ""
    assert bookings(database) == before


def test_there_is_something_to_send_and_something_to_tell_by_hand(database):
    found = sqlite3.connect(database).execute("SELECT DISTINCT channel, state FROM hours_message")
    assert {("email", "waiting"), ("sms", "waiting"), ("letter", "by_hand"), ("phone", "by_hand")} <= set(
        found
    )


def test_an_interrupted_one_is_made_anew(database):
    with sqlite3.connect(database) as connection:
        connection.execute("PRAGMA user_version = 0")
        connection.execute("UPDATE people_user SET name = 'half a person' WHERE username = 'berit'")
    assert "Done." in make(database)
    name = "SELECT name FROM people_user WHERE username = 'berit'"
    assert sqlite3.connect(database).execute(name).fetchone()[0] == "Berit Blåklint"


@pytest.fixture
def served(database: Path) -> Iterator[str]:
    """The address of a demonstration that is being served."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, MANAGE, "demo", "--port", str(port)]
    running = subprocess.Popen(command, env=environment(database), start_new_session=True)
    yield f"http://127.0.0.1:{port}"
    os.killpg(running.pid, signal.SIGTERM)
    running.wait(timeout=20)


def opened(browser: OpenerDirector, address: str, data: dict[str, str] | None = None) -> str:
    """The page at an address, once the server answers."""
    body = urlencode(data).encode() if data else None
    for _ in range(200):
        try:
            with browser.open(address, body, timeout=20) as answer:
                return answer.read().decode()
        except URLError as error:
            if not isinstance(error.reason, ConnectionRefusedError):
                raise
            time.sleep(0.1)
    raise AssertionError("the server never answered")


def test_anybody_steps_in_as_each_role_without_a_password(served):
    browser = build_opener(HTTPCookieProcessor(CookieJar()))
    start = opened(browser, served)
    doors = re.findall(r'action="(/demo/\w+/)"', start)
    assert len(doors) == 7
    for door in doors:
        page = opened(browser, f"{served}/demo/")
        token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page)[1]
        own_page = opened(browser, served + door, {"csrfmiddlewaretoken": token})
        assert re.search(r'<div class="site-nav">\s*<nav ', own_page)
        assert 'href="/demo/"' in own_page  # the way back to the doors


def test_it_is_refused_without_the_setting():
    with pytest.raises(CommandError, match="make demo"):
        call_command("demo", no_serve=True)


def test_it_is_refused_on_any_other_database(settings):
    settings.DEMO = True
    with pytest.raises(CommandError, match=r"demo\.sqlite3"):
        call_command("demo", no_serve=True)


def test_there_is_no_door_outside_the_demonstration(client, db):
    assert client.post("/demo/berit/").status_code == 404
    assert client.get("/demo/").status_code == 404
