"""`manage.py grant_periods`: writes the hours that decisions have given by now. Run it once a day."""

from datetime import datetime
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from hours.models import Pool
from hours.pools import grant_due, locked_pool
from hours.transactions import action

PROGRESS_EVERY = 1000


@action
def grant(pool_id: int, *, now: datetime) -> int:
    """The grants that one pool lacks, written under its lock. Returns how many lines."""
    return grant_due(locked_pool(pool_id), by=None, now=now)


class Command(BaseCommand):
    help = "Writes the hours that decisions have given by now. A second run writes nothing."

    def handle(self, *args: Any, **options: Any) -> None:
        now, written = timezone.now(), 0
        pool_ids = list(Pool.objects.order_by("pk").values_list("pk", flat=True))
        for number, pool_id in enumerate(pool_ids, start=1):
            written += grant(pool_id, now=now)
            if number % PROGRESS_EVERY == 0:
                self.stdout.write(f"{number} of {len(pool_ids)} pools")
        self.stdout.write(f"{len(pool_ids)} pools, {written} grants written")
