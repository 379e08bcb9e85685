"""`manage.py extend_series`: books the visits of series that have come within the horizon. Run it daily."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from hours.models import Series
from hours.series import extend_series

PROGRESS_EVERY = 100


class Command(BaseCommand):
    help = "Books the visits of series that have come within the horizon. A second run books nothing."

    def handle(self, *args: Any, **options: Any) -> None:
        now, booked, left_out = timezone.now(), 0, 0
        going_on = list(Series.objects.filter(ended_at=None).order_by("pk"))
        for number, series in enumerate(going_on, start=1):
            outcome = extend_series(series, now=now)
            booked += len(outcome.booked)
            left_out += len(outcome.left_out)
            if number % PROGRESS_EVERY == 0:
                self.stdout.write(f"{number} of {len(going_on)} series")
        self.stdout.write(f"{len(going_on)} series, {booked} visits booked, {left_out} lack hours")
