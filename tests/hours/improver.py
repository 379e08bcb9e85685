"""`manage.py improve_proposal` on the test's database; and days that are too scarce for it to end early."""

import os
import subprocess
import sys
from datetime import datetime, timedelta

from django.conf import settings

from hours.models.proposals import Proposal
from hours.proposals import propose
from tests.cast import Cast, make_escort
from tests.hours.hammer import database_url
from tests.hours.many_visits import copies

VISITS, ESCORTS = 90, 4


def scarce_days(cast: Cast, now: datetime) -> None:
    """Three visits at every hour of days and nights, of a person each, and four escorts who have to rest.

    What rests make impossible no bound knows of, so the search is never sure and uses its whole time.
    """
    for number in range(1, ESCORTS):
        make_escort(unit=cast.provider, username=f"escort{number}")
    first = now.replace(minute=0, second=0, microsecond=0) + timedelta(hours=3)
    copies(cast.booking(starts_at=first, now=now), VISITS - 1)


def proposed(cast: Cast, now: datetime) -> Proposal:
    """The greedy answer of the scarce days."""
    scarce_days(cast, now)
    days = {"first_day": now.date(), "last_day": now.date() + timedelta(days=5)}
    return propose(cast.unit, **days, by=cast.coordinator, now=now)


def start(proposal: Proposal, *, seconds: float) -> subprocess.Popen[str]:
    """The command that the page starts, with a time budget of the test's own."""
    return subprocess.Popen(
        [sys.executable, "manage.py", "improve_proposal", str(proposal.pk), "--seconds", str(seconds)],
        env=os.environ | {"DATABASE_URL": database_url()},
        cwd=settings.BASE_DIR,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
