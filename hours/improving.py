"""Starts the bettering of a proposal beside the page that asked for it.

A search of many seconds must not hold a web worker: it is a process of its own, `manage.py improve_proposal`,
that nobody waits for. It writes what it finds and when it was last at work; if it is killed the page tells
so, the last good answer stays, and somebody can try again.
"""

import subprocess
import sys

from django.conf import settings

from hours.models.proposals import Proposal


def start_improving(proposal: Proposal) -> None:
    """Returns at once. Nothing is started where settings say so, as in tests: their database is theirs."""
    if not settings.IMPROVE_PROPOSALS:
        return
    subprocess.Popen(  # noqa: S603 (our own command, and a number)
        [sys.executable, str(settings.BASE_DIR / "manage.py"), "improve_proposal", str(proposal.pk)],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
