"""Runs Python in a process of its own, with an environment of its own: settings are read once a process."""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
KEPT = ("PATH", "HOME", "LANG", "TMPDIR", "VIRTUAL_ENV", "SYSTEMROOT")
PRODUCTION = {
    "LEDSAGNING_SECRET_KEY": "only-for-tests-" + "x1y2z3" * 10,
    "LEDSAGNING_ALLOWED_HOSTS": "ledsagning.example.se",
}


def run(code: str, *, folder: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """Runs `code`, which may import modules in `folder` too. Nothing of the tests' settings is passed on."""
    kept = {name: os.environ[name] for name in KEPT if name in os.environ}
    paths = {"PYTHONPATH": f"{folder}{os.pathsep}{ROOT}", "PYTHONDONTWRITEBYTECODE": "1"}
    return subprocess.run(
        [sys.executable, "-W", "error::DeprecationWarning:ledsagning", "-c", code],
        cwd=folder,
        env=kept | paths | environment,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


def sqlite_url(file: Path) -> str:
    return f"sqlite:///{file}"
