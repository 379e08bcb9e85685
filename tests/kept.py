"""Rows that a whole file of tests begins with, made once and taken away again with their transaction.

A world of thirty accounts takes longer to make than most tests take with it. Each test still runs in a
transaction of its own inside, so that none sees what another wrote.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import TypeVar

import pytest
from django.db import transaction
from django.utils import timezone
from pytest_django import DjangoDbBlocker

Made = TypeVar("Made")


@contextmanager
def kept(blocker: DjangoDbBlocker, make: Callable[[], Made], *, now: datetime) -> Iterator[Made]:
    """What `make` makes at that time, for as long as the block lasts. For fixtures of scope "module"."""
    with blocker.unblock(), transaction.atomic():
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(timezone, "now", lambda: now)
            made = make()
        yield made
        transaction.set_rollback(True)
