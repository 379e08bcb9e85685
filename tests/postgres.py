"""A PostgreSQL cluster of the test run's own: on a free port, in a temporary folder, gone afterwards.

It is started from the programs that Debian's `postgresql` package installs: nothing has to be set up, and
nothing that the machine already runs is touched. It is not durable, for it never outlives the run.
"""

import contextlib
import os
import pwd
import re
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

INSTALLED = Path("/usr/lib/postgresql")  # where Debian puts each version
MISSING = "PostgreSQL is not installed: apt-get install postgresql"
SECONDS_TO_START = 30
SECONDS_TO_STOP = 10


class Missing(Exception):
    """The programs are not on this machine."""


def programs() -> Path:
    """The folder of the newest installed `initdb` and `postgres`; raises Missing when there is none."""
    installed = INSTALLED.glob("*/bin/initdb")
    newest = sorted(installed, key=lambda path: int(re.sub(r"\D", "", path.parts[-3]) or 0))
    if newest:
        return newest[-1].parent
    if found := shutil.which("initdb"):
        return Path(found).resolve().parent
    raise Missing(MISSING)


@contextlib.contextmanager
def cluster() -> Iterator[str]:
    """Run a cluster for the time of the block, and give its DATABASE_URL (user `postgres`, no password)."""
    bin_folder = programs()
    folder = Path(tempfile.mkdtemp(prefix="ledsagning-postgres-"))
    try:
        if os.geteuid() == 0:  # PostgreSQL refuses to run as root
            owner = pwd.getpwnam("postgres")
            os.chown(folder, owner.pw_uid, owner.pw_gid)
        port = _free_port()
        _initialise(bin_folder, folder)
        server = _start(bin_folder, folder, port)
        try:
            _wait_until_ready(bin_folder, folder, port, server)
            yield f"postgres://postgres@127.0.0.1:{port}/postgres"
        finally:
            _stop(server)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _as_postgres(*command: str | Path) -> list[str]:
    """The command as the user postgres when we are root; ended by the kernel when this process is killed."""
    prefix = ["setpriv", "--pdeathsig=INT"]
    if os.geteuid() == 0:
        prefix += ["--reuid=postgres", "--regid=postgres", "--clear-groups"]
    return [*prefix, *map(str, command)]


def _initialise(bin_folder: Path, folder: Path) -> None:
    options = ["-A", "trust", "-U", "postgres", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync"]
    command = _as_postgres(bin_folder / "initdb", "-D", folder / "data", *options)
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(f"initdb failed:\n{done.stdout}{done.stderr}")


def _start(bin_folder: Path, folder: Path, port: int) -> subprocess.Popen[bytes]:
    settings = {
        "listen_addresses": "127.0.0.1",
        "unix_socket_directories": folder,
        "fsync": "off",
        "synchronous_commit": "off",
        "full_page_writes": "off",
    }
    options = [word for name, value in settings.items() for word in ("-c", f"{name}={value}")]
    command = _as_postgres(bin_folder / "postgres", "-D", folder / "data", "-p", str(port), *options)
    with (folder / "log").open("wb") as log:
        # Its own session: Ctrl-C ends the tests first, and they end the server.
        return subprocess.Popen(command, cwd=folder, stdout=log, stderr=log, start_new_session=True)


def _stop(server: subprocess.Popen[bytes]) -> None:
    server.send_signal(signal.SIGINT)  # "fast": does not wait for clients that tests have left connected
    try:
        server.wait(SECONDS_TO_STOP)
    except subprocess.TimeoutExpired:
        server.send_signal(signal.SIGQUIT)
        server.wait()


def _wait_until_ready(bin_folder: Path, folder: Path, port: int, server: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + SECONDS_TO_START
    ask = [str(bin_folder / "pg_isready"), "-q", "-h", "127.0.0.1", "-p", str(port)]
    while subprocess.run(ask, check=False).returncode:
        if server.poll() is not None or time.monotonic() > deadline:
            raise RuntimeError(f"PostgreSQL did not start:\n{(folder / 'log').read_text()}")
        time.sleep(0.05)
