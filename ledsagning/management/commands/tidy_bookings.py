"""`manage.py tidy_bookings`: gives back the hours of visits that nobody was found for. Run it every hour.

Drafts of bookings that nobody has touched for a month go too.
"""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from hours import drafts
from hours.bookings import release_unfilled
from hours.models import Booking
from hours.policy import State


class Command(BaseCommand):
    help = "Closes visits whose time has passed without a companion; every reserved minute goes back."

    def handle(self, *args: Any, **options: Any) -> None:
        now = timezone.now()
        passed = Booking.objects.filter(state=State.REQUESTED, ends_at__lte=now).select_related("unit")
        released = sum(release_unfilled(booking, now=now) for booking in list(passed))
        self.stdout.write(f"{released} visits closed, their hours given back")
        self.stdout.write(f"{drafts.tidy(now)} old drafts removed")
