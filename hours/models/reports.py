"""Reports as they were sent: what a key has said, so that a retry is known however late it comes (R34)."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from hours.models.bookings import Booking
from hours.rules import Span
from ledsagning.people.models import User


class SentReport(models.Model):
    """One report or correction that was received. The booking says what holds now; this is never changed.

    One key on the booking would not do: a report sent again after it was corrected would undo the correction.
    """

    # Made by the server with the form, before the first attempt.
    key = models.UUIDField(unique=True)
    booking = models.ForeignKey(Booking, models.CASCADE, related_name="sent_reports")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    expenses_ore = models.PositiveIntegerField()
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("report as it was sent")
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return f"report {self.key}"

    @property
    def content(self) -> tuple[int, Span, int]:
        """What was said: no two reports with one key may differ in it."""
        return self.booking_id, Span(self.starts_at, self.ends_at), self.expenses_ore
