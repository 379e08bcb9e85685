"""`send_messages` and `queue_reminders`: what they say, and when they end. Killing: tests/hours."""

import os
import subprocess
import sys
import time

import pytest
from django.conf import settings as site
from django.core.management import call_command
from django.db import OperationalError
from django.utils import timezone

from hours.models import Message
from ledsagning.management.commands import send_messages
from ledsagning.people.models import Participant
from tests.cast import NOW

pytestmark = pytest.mark.django_db(transaction=True)
DAY = timezone.timedelta(days=1)


@pytest.fixture
def told(cast, monkeypatch):
    monkeypatch.setattr(timezone, "now", lambda: NOW)
    Participant.objects.update(channel="email", email="berit@example.se")
    cast.pool.refresh_from_db()
    return cast


def test_once_ends_when_nothing_is_due_and_names_nobody(told, capsys):
    told.booking()
    call_command("send_messages", once=True)
    message = Message.objects.get()
    assert capsys.readouterr().out == f"email booked {message.public_id} failed smtp not set up\n"


def test_reminders_are_queued_once(told, capsys):
    told.booking(now=NOW - DAY)
    call_command("queue_reminders")
    call_command("queue_reminders")
    assert capsys.readouterr().out == "1 reminders queued\n0 reminders queued\n"


def test_a_database_that_is_away_is_waited_for(told, monkeypatch, capsys):
    tries = []

    def step(lease):
        tries.append(lease)
        if len(tries) == 1:
            raise OperationalError("secret")
        os.kill(os.getpid(), 15)  # SIGTERM: as an operator stops it

    monkeypatch.setattr(send_messages, "step", step)
    monkeypatch.setattr(send_messages, "AWAY_SECONDS", 0)
    call_command("send_messages")
    assert len(tries) == 2
    assert capsys.readouterr().err == "the database did not answer\n"


def test_with_once_a_database_that_is_away_is_an_error(told, monkeypatch):
    def step(lease):
        raise OperationalError

    monkeypatch.setattr(send_messages, "step", step)
    with pytest.raises(OperationalError):
        call_command("send_messages", once=True)


@pytest.mark.sqlite
def test_it_ends_with_the_program_that_started_it(tmp_path):
    """As in the demonstration, whose server may be killed."""
    environment = os.environ | {"DATABASE_URL": f"sqlite:///{tmp_path}/x.sqlite3"}
    run = [sys.executable, str(site.BASE_DIR / "manage.py")]
    subprocess.run([*run, "migrate", "--verbosity", "0"], env=environment, check=True, timeout=120)
    starts = "import os, subprocess, sys; " + (
        "print(subprocess.Popen([*sys.argv[1:], f'--parent={os.getpid()}'], stdout=2).pid)"
    )
    command = [sys.executable, "-c", starts, *run, "send_messages"]
    worker = int(subprocess.check_output(command, env=environment, text=True, timeout=60))
    for _ in range(300):
        if not running(worker):
            return
        time.sleep(0.1)
    os.kill(worker, 9)
    pytest.fail("it went on without its parent")


def running(pid: int) -> bool:
    try:
        with open(f"/proc/{pid}/stat", encoding="ascii") as stat:
            return stat.read().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False
