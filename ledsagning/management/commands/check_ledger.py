"""`manage.py check_ledger`: replays every pool's passbook, line by line, with the pure rules of hours.ledger.

Exits 0 when every number and balance follows from the lines before; else 1, naming the first wrong line:
its pool, its number, what should stand there and what does. Reads only.
"""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from hours.ledger import first_wrong_line
from hours.models import Pool
from hours.pools import lines

PROGRESS_EVERY = 1000


class Command(BaseCommand):
    help = "Replays every passbook; exits non-zero with the first wrong line."

    def handle(self, *args: Any, **options: Any) -> None:
        pools = Pool.objects.order_by("pk")
        total, checked = pools.count(), 0
        for number, pool in enumerate(pools.iterator(), start=1):
            passbook = lines(pool)
            if wrong := first_wrong_line(passbook):
                raise CommandError(
                    f"pool {pool.pk}, line {wrong.number}: expected {wrong.expected}, found {wrong.found}"
                )
            checked += len(passbook)
            if number % PROGRESS_EVERY == 0:
                self.stdout.write(f"{number} of {total} pools")
        self.stdout.write(f"{total} pools, {checked} lines: every balance follows")
