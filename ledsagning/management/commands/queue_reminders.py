"""`manage.py queue_reminders`: reminders of tomorrow's visits, sent today at 15. Run it before that."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from hours.outbox import queue_reminders


class Command(BaseCommand):
    help = "Writes reminders of tomorrow's visits, to be sent today at 15:00. A second run writes nothing."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"{queue_reminders(timezone.now())} reminders queued")
