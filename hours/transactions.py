"""One business action, one transaction; losers of a race try again (R32)."""

import functools
import random
import time
from collections.abc import Callable
from typing import ParamSpec, TypeVar

from django.db import IntegrityError, OperationalError, connection, transaction

P = ParamSpec("P")
R = TypeVar("R")

ATTEMPTS = 6


def action(run: Callable[P, R]) -> Callable[P, R]:
    """Runs a write whole or not at all, and again when the database chose another writer first.

    A deadlock, a serialization failure or a constraint that another transaction filled first is
    retried on fresh rows, so that the second try meets the rules instead of the database's refusal.
    Inside an outer transaction there is nothing to retry: the error goes to whoever opened it.
    """

    @functools.wraps(run)
    def retried(*args: P.args, **kwargs: P.kwargs) -> R:
        attempts = 1 if connection.in_atomic_block else ATTEMPTS
        for attempt in range(1, attempts):
            try:
                with transaction.atomic():
                    return run(*args, **kwargs)
            except (IntegrityError, OperationalError):
                # Spread out the losers, or they meet again.
                time.sleep(random.uniform(0.005, 0.02) * 2**attempt)  # noqa: S311 (no secret)
        with transaction.atomic():
            return run(*args, **kwargs)

    return retried
