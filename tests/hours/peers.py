"""A real SMTP server and a real SMS service, started by the tests; and the worker as a process of its own."""

import asyncio
import json
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email import message_from_bytes
from email.message import Message as Mail
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

from aiosmtpd.controller import Controller
from django.conf import settings
from django.db import connection

from tests.cast import NOW

# A process of its own whose clock shows the tests' time: as much after NOW as has passed since `base`.
WORKER = """
import sys
from datetime import datetime, timedelta
import django
django.setup()
from django.utils import timezone
base, now, controls = datetime.fromisoformat(sys.argv[1]), datetime.fromisoformat(sys.argv[2]), sys.argv[3]
real_now = timezone.now
timezone.now = lambda: now + (real_now() - base)
from hours import delivery
from hours.claims import WHOLE
if controls == "unmarked":
    delivery.begin = lambda message, now: True
if controls == "unclaimed":
    from hours.models import Message
    waiting = Message.objects.filter(state="waiting")
    delivery.claimed = lambda now, lease: waiting.select_related(*WHOLE).first()
    delivery.begin = lambda message, now: True
from django.core.management import call_command
call_command("send_messages", once=True, lease=float(sys.argv[4]))
"""


@dataclass
class SmtpPeer:
    """What the server has met, and what it shall do. `slow` is in seconds, by step."""

    mails: list[Mail] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)
    rcpt: str = "250 OK"
    data: str = "250 OK"
    slow: dict[str, float] = field(default_factory=dict)
    port: int = 0

    async def handle_RCPT(self, server, session, envelope, address, options) -> str:
        self.asked.append(address)
        await asyncio.sleep(self.slow.get("rcpt", 0))
        if self.rcpt.startswith("2"):
            envelope.rcpt_tos.append(address)
        return self.rcpt

    async def handle_DATA(self, server, session, envelope) -> str:
        if self.data.startswith("2"):
            self.mails.append(message_from_bytes(envelope.content))
        await asyncio.sleep(self.slow.get("data", 0))
        return self.data

    def ids(self) -> Counter[str]:
        """How often each message has come, by its public id."""
        return Counter(mail["Message-ID"].strip("<>").partition("@")[0] for mail in self.mails)


@dataclass
class SmsPeer:
    """46elks as its documentation tells: POST takes a message, GET is the history."""

    taken: list[dict[str, str]] = field(default_factory=list)
    seen: list[tuple[str, str]] = field(default_factory=list)
    status: int = 200
    history: int = 200
    slow: float = 0
    port: int = 0

    def texts(self) -> Counter[str]:
        return Counter(sms["message"] for sms in self.taken)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def smtp_peer() -> Iterator[SmtpPeer]:
    peer = SmtpPeer(port=free_port())
    controller = Controller(peer, hostname="127.0.0.1", port=peer.port)
    controller.start()
    try:
        yield peer
    finally:
        controller.stop()


@contextmanager
def sms_peer() -> Iterator[SmsPeer]:
    peer = SmsPeer()

    class Handler(BaseHTTPRequestHandler):
        def answer(self, status: int, content: object) -> None:
            body = json.dumps(content).encode()
            self.send_response(status)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def do_POST(self) -> None:
            form = parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode())
            sms = {name: values[0] for name, values in form.items()}
            peer.seen.append((self.path, self.headers["Authorization"]))
            if peer.status < 300 or peer.status == 500:
                created = datetime.now(UTC).replace(tzinfo=None).isoformat()
                peer.taken.append({**sms, "created": created, "direction": "outgoing"})
            time.sleep(peer.slow)
            self.answer(peer.status, {**sms, "status": "created", "id": "s1"})

        def do_GET(self) -> None:
            to = parse_qs(urlsplit(self.path).query)["to"][0]
            self.answer(peer.history, {"data": [sms for sms in peer.taken if sms["to"] == to]})

        def log_message(self, *args: object) -> None:
            pass

        def handle_one_request(self) -> None:
            try:
                super().handle_one_request()
            except ConnectionError:  # the worker was killed
                self.close_connection = True

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    peer.port = server.server_port
    serving = threading.Thread(target=server.serve_forever, daemon=True)
    serving.start()
    try:
        yield peer
    finally:
        server.shutdown()
        server.server_close()
        serving.join()


@dataclass
class Post:
    """Both peers, and workers that send to them from the test's own database."""

    smtp: SmtpPeer
    sms: SmsPeer
    base: datetime = field(default_factory=lambda: datetime.now(UTC))

    def environment(self) -> dict[str, str]:
        found = connection.settings_dict
        if connection.vendor == "sqlite":
            url = f"sqlite:///{found['NAME']}"
        else:
            url = f"postgres://{found['USER']}@{found['HOST']}:{found['PORT']}/{found['NAME']}"
        return os.environ | {
            "DATABASE_URL": url,
            "DJANGO_SETTINGS_MODULE": "ledsagning.settings",
            "LEDSAGNING_EMAIL_HOST": "127.0.0.1",
            "LEDSAGNING_EMAIL_PORT": str(self.smtp.port),
            "LEDSAGNING_SMS_URL": f"http://127.0.0.1:{self.sms.port}/a1",
            "LEDSAGNING_SMS_USER": "u",
            "LEDSAGNING_SMS_PASSWORD": "p",
        }

    def start(self, controls: str = "", lease: float = 1.0) -> subprocess.Popen:
        arguments = [self.base.isoformat(), NOW.isoformat(), controls, str(lease)]
        command = [sys.executable, "-c", WORKER, *arguments]
        return subprocess.Popen(
            command,
            env=self.environment(),
            cwd=settings.BASE_DIR,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )

    def run(self, controls: str = "") -> str:
        """A worker until nothing is due. What it printed."""
        with self.start(controls) as worker:
            printed, _ = worker.communicate(timeout=120)
        assert worker.returncode == 0, printed
        return printed


def kill(worker: subprocess.Popen) -> None:
    """At once, without a word (kill -9)."""
    worker.send_signal(signal.SIGKILL)
    worker.communicate(timeout=20)


def wait_for(happened: Callable[[], object], worker: subprocess.Popen) -> None:
    """Until it has happened, or the worker has ended."""
    until = time.monotonic() + 60
    while not happened() and worker.poll() is None:
        assert time.monotonic() < until, "it never happened"
        time.sleep(0.002)


@contextmanager
def both_peers() -> Iterator[Post]:
    with smtp_peer() as smtp, sms_peer() as sms:
        yield Post(smtp, sms)
