"""`manage.py demo`: sets the demonstration up, unless it is there already, and serves it on this machine."""

import os
import subprocess
import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import connection
from django.utils import timezone

from ledsagning.checks import demo_is_only_a_demo
from ledsagning.demo.contacts import choose_channels
from ledsagning.demo.elsewhere import made_up_elsewhere
from ledsagning.demo.escorts_days import live_their_days
from ledsagning.demo.favourites import keep_favourites
from ledsagning.demo.kolada import made_up_kolada
from ledsagning.demo.pay import pay_last_month
from ledsagning.demo.people import BERIT
from ledsagning.demo.said import write_and_look
from ledsagning.demo.series import begin_series
from ledsagning.demo.skills import give_skills
from ledsagning.demo.surveys import ask_all
from ledsagning.demo.time_study import finished_study
from ledsagning.demo.town import SEED, Clock, before_and_after, live, make_town, planned_steps

# SQLite keeps one number of the program's own in the file: it is written last, so that a file without it
# is one whose making was interrupted.
FINISHED = 1381
WIDTH = 30


class Command(BaseCommand):
    help = "Sets up Laholm with invented people, and serves it on 127.0.0.1."
    # The database may not be there yet.
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--port", type=int, default=8000)
        parser.add_argument("--reset", action="store_true", help="begin anew")
        parser.add_argument("--no-serve", action="store_true", help="only set up")
        parser.add_argument("--months", type=int, default=24, help="whole months before and after the change")

    def handle(self, *args: Any, port: int, reset: bool, no_serve: bool, months: int, **options: Any) -> None:
        if not settings.DEMO:
            raise CommandError("Run it as `make demo`, or with LEDSAGNING_DEMO=1.")
        if problems := demo_is_only_a_demo():
            raise CommandError(problems[0].msg)
        if reset or not is_finished():
            self.make_anew(months)
        else:
            call_command("migrate", verbosity=0)
        if not no_serve:
            self.stdout.write(self.style.SUCCESS(f"Ledsagning is on http://127.0.0.1:{port}/"))
            self.stdout.write("Illustrative figures, invented people. Stop with Ctrl+C.")
            self.stdout.flush()
            serve(port)

    def make_anew(self, months: int) -> None:
        """Everything from an empty file."""
        remove_database()
        self.stdout.write("Making the demonstration: Laholm, with invented people and illustrative figures.")
        call_command("migrate", verbosity=0)
        clock = Clock(timezone.now(), months)
        town = make_town(clock)
        steps = planned_steps(clock)
        done = 0
        for taken in live(town, steps):
            done += taken
            self.show(done, len(steps))
        write_and_look(town, clock)
        keep_favourites(town.participants[BERIT], clock.now)
        begin_series(
            town.participants, town.escorts, town.staff["coordinator"], today=clock.today, now=clock.now
        )
        give_skills(town.authority.municipality, town.staff["coordinator"], clock.now)
        live_their_days(town.escorts, town.staff["coordinator"], today=clock.today, now=clock.now)
        pay_last_month(town.authority, town.staff["coordinator"], clock.now)
        self.stdout.write("\nThe time before, from files …")
        before_and_after(town, clock)
        finished_study(town, clock)
        ask_all(town, clock)
        made_up_kolada(clock.now, SEED)
        made_up_elsewhere(first=clock.first, now=clock.now, seed=SEED)
        choose_channels(clock.now)
        with connection.cursor() as cursor:
            cursor.execute(f"PRAGMA user_version = {FINISHED}")
        self.stdout.write("Done.")

    def show(self, done: int, of: int) -> None:
        """A bar that grows in place on a terminal, and a line of its own elsewhere."""
        bar = "█" * (WIDTH * done // of)
        start, end = ("\r", "") if self.stdout.isatty() else ("", "\n")
        self.stdout.write(f"{start}{bar:░<{WIDTH}} {done:,} of {of:,} events", ending=end)
        self.stdout.flush()


def is_finished() -> bool:
    """Whether the database holds a whole demonstration."""
    if not Path(settings.DATABASES["default"]["NAME"]).exists():
        return False
    with connection.cursor() as cursor:
        return cursor.execute("PRAGMA user_version").fetchone()[0] == FINISHED


def remove_database() -> None:
    """Takes the demonstration's file away. The caller has made sure that it is the demonstration's."""
    connection.close()
    name = str(settings.DATABASES["default"]["NAME"])
    for path in (name, f"{name}-wal", f"{name}-shm"):
        Path(path).unlink(missing_ok=True)


def serve(port: int) -> None:
    """Becomes gunicorn, on this machine only."""
    connection.close()
    os.environ.setdefault("LEDSAGNING_SITE_URL", f"http://127.0.0.1:{port}")
    start_worker()
    # Static files come from where they are written; WhiteNoise only wants the collected folder to exist.
    Path(settings.STATIC_ROOT).mkdir(parents=True, exist_ok=True)
    arguments = [
        *("-m", "gunicorn", "ledsagning.wsgi"),
        *("--bind", f"127.0.0.1:{port}"),
        *("--worker-class", "gthread", "--workers", "1", "--threads", "8"),
        *("--log-level", "warning"),
        *control_socket(),
    ]
    os.execv(sys.executable, [sys.executable, *arguments])  # noqa: S606 (no shell, own arguments)


def start_worker() -> None:
    """The worker beside the server, which shows messages here and ends with it."""
    command = [sys.executable, sys.argv[0], "send_messages", f"--parent={os.getpid()}"]
    subprocess.Popen(command)  # noqa: S603 (no shell, own arguments)


def control_socket() -> list[str]:
    """Newer gunicorns open a control socket in the home folder; the demonstration needs none."""
    from gunicorn.config import KNOWN_SETTINGS  # here: not needed before serving

    flag = "--no-control-socket"
    return [flag] if any(flag in (setting.cli or ()) for setting in KNOWN_SETTINGS) else []
