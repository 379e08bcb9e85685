"""`manage.py send_messages`: the worker that sends what waits. Run one or several, and kill them any time."""

import os
import signal
import threading
from argparse import ArgumentParser
from datetime import timedelta
from typing import Any

from django.core.management.base import BaseCommand
from django.db import OperationalError, close_old_connections

from hours.delivery import LEASE, step
from hours.models import Message

IDLE_SECONDS = 2.0
AWAY_SECONDS = 5.0


class Command(BaseCommand):
    help = "Sends e-mails and text messages that wait, until it is stopped (SIGTERM: after the one at hand)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--once", action="store_true", help="end when nothing is due")
        parser.add_argument(
            "--parent", type=int, metavar="PID", help="end when this process, which started it, has ended"
        )
        parser.add_argument(
            "--lease",
            type=float,
            default=LEASE.total_seconds(),
            metavar="SECONDS",
            help="after which another worker takes over from one that has died (default: %(default)s)",
        )

    def handle(self, *args: Any, once: bool, parent: int | None, lease: float, **options: Any) -> None:
        self.stopping = threading.Event()
        self.parent = parent
        before = {number: signal.signal(number, self.stop) for number in (signal.SIGTERM, signal.SIGINT)}
        try:
            self.work(timedelta(seconds=lease), once=once)
        finally:
            for number, handler in before.items():
                signal.signal(number, handler)

    def stop(self, *args: Any) -> None:
        self.stopping.set()

    def work(self, lease: timedelta, *, once: bool) -> None:
        """Message after message, until told to stop."""
        while not self.stopping.is_set() and self.parent in (None, os.getppid()):
            close_old_connections()
            try:
                message = step(lease)
            except OperationalError:
                if once:
                    raise
                # The database is away, or busy beyond its time limit: it comes back.
                self.stderr.write("the database did not answer")
                self.stopping.wait(AWAY_SECONDS)
                continue
            if message:
                self.tell(message)
            elif once:
                return
            else:
                self.stopping.wait(IDLE_SECONDS)

    def tell(self, message: Message) -> None:
        """A line for the log: which message, and how it went. No name, address or number."""
        words = [message.channel, message.kind, str(message.public_id), message.state, message.error]
        self.stdout.write(" ".join(word for word in words if word))
        self.stdout.flush()
