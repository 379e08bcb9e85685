"""Coordinators and escorts as they are at the browser: pages are read, their forms are sent, many at once.

The site is served by gunicorn, in processes of its own, on the test's database: what is seen here of races is
what a municipality would see. Actors read the pages' own links and forms and know nothing else.
"""

import http.client
import os
import random
import re
import socket
import subprocess
import sys
import threading
import time
import urllib.parse
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from html.parser import HTMLParser

from django.conf import settings
from django.db import connection
from django.test import Client

from ledsagning.people.models import User

TOKEN = "a" * 32  # the same in cookie and form is what a site without HTTPS asks of a form
Form = tuple[str, dict[str, str]]
"""A form's address and the fields it would send."""


def database_url() -> str:
    """The test's database, for another process."""
    found = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{found['NAME']}"
    return f"postgres://{found['USER']}@{found['HOST']}:{found['PORT']}/{found['NAME']}"


@contextmanager
def served(log_path: str) -> Iterator[int]:
    """The site on a port of its own, until the end of the block. Gives the port."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    address = f"127.0.0.1:{port}"
    command = [sys.executable, "-m", "gunicorn", "ledsagning.wsgi", "--bind", address]
    command += ["--workers", "2", "--threads", "8", "--no-control-socket", "--log-level", "warning"]
    with open(log_path, "w", encoding="utf-8") as log:
        server = subprocess.Popen(
            command,
            env=os.environ | {"DATABASE_URL": database_url()},
            cwd=settings.BASE_DIR,
            stdout=log,
            stderr=log,
        )
        try:
            wait_until_it_answers(port, server)
            yield port
        finally:
            server.terminate()
            server.wait(timeout=30)


def wait_until_it_answers(port: int, server: subprocess.Popen) -> None:
    until = time.monotonic() + 60
    while time.monotonic() < until and server.poll() is None:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
            return
        except OSError:
            time.sleep(0.1)
    raise AssertionError("the site did not start")


class Forms(HTMLParser):
    """The forms of a page: address, and each named field with its value; of choices the chosen ones."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[Form] = []
        self.select = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attributes}
        if tag == "form":
            self.found.append((given.get("action", ""), {}))
        elif tag == "select":
            self.select = given["name"]
        elif self.found and (name := self.name_of(tag, given)):
            self.found[-1][1][name] = given.get("value", "")

    def name_of(self, tag: str, given: dict[str, str]) -> str:
        """What the element would be sent as; "" when it would not be."""
        if tag == "option":
            return self.select if "selected" in given else ""
        is_sent = given.get("type") not in ("file", "submit") and (
            given.get("type") not in ("checkbox", "radio") or "checked" in given
        )
        return given.get("name", "") if tag == "input" and is_sent else ""


@dataclass
class Log:
    """What all actors met, shared."""

    statuses: Counter = field(default_factory=Counter)
    troubles: list[str] = field(default_factory=list)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def met(self, method: str, path: str, status: int) -> None:
        shape = re.sub(r"[0-9a-f]{8}-[0-9a-f-]{27}", "…", path.split("?")[0])
        with self.lock:
            self.statuses[method, shape, status] += 1
            if status >= 500:
                self.troubles.append(f"{status} {method} {path}")

    def done(self, method: str, shape: str) -> int:
        """How many requests of a shape were carried out."""
        return self.statuses[method, shape, 302]


class Actor:
    """One signed-in account with one connection."""

    def __init__(self, port: int, user: User, log: Log, seed: int) -> None:
        client = Client()
        client.force_login(user)
        self.user, self.log, self.chance = user, log, random.Random(seed)
        self.cookie = f"sessionid={client.cookies['sessionid'].value}; csrftoken={TOKEN}"
        self.port, self.connection = port, http.client.HTTPConnection("127.0.0.1", port, timeout=60)

    def ask(self, method: str, path: str, fields: dict[str, str] | None = None) -> tuple[int, str]:
        """Status and page."""
        headers = {"Cookie": self.cookie, "Accept-Language": "sv"}
        body = None
        if fields is not None:
            body = urllib.parse.urlencode(fields | {"csrfmiddlewaretoken": TOKEN})
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        try:
            self.connection.request(method, path, body, headers)
            answer = self.connection.getresponse()
            page = answer.read().decode()
        except (http.client.HTTPException, OSError):
            # A kept connection that the server closed in between: nothing was answered, so ask again.
            self.connection.close()
            self.connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
            return 0, ""
        self.log.met(method, path, answer.status)
        return answer.status, page

    def forms(self, page: str, action: str) -> list[Form]:
        """The page's forms whose address matches."""
        return [form for form in Forms(page).found if re.fullmatch(action, form[0])]


def all_at_once(actors: list[Actor], act: Callable[[Actor], None], until: float) -> list[threading.Thread]:
    """Each actor in a thread of its own, again and again until then (time.monotonic)."""

    def go_on(actor: Actor) -> None:
        try:
            while time.monotonic() < until:
                act(actor)
        except Exception as met:
            actor.log.troubles.append(f"{actor.user}: {met!r}")
        finally:
            actor.connection.close()

    threads = [threading.Thread(target=go_on, args=[actor]) for actor in actors]
    for thread in threads:
        thread.start()
    return threads
