"""When escorts can work, when they are away, and their own calendar."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from ledsagning.people.models import Escort, User


class Weekday(models.IntegerChoices):
    """As Python counts them."""

    MONDAY = 0, _("Monday")
    TUESDAY = 1, _("Tuesday")
    WEDNESDAY = 2, _("Wednesday")
    THURSDAY = 3, _("Thursday")
    FRIDAY = 4, _("Friday")
    SATURDAY = 5, _("Saturday")
    SUNDAY = 6, _("Sunday")


class Availability(models.Model):
    """Hours of a weekday when an escort can work, on Swedish clocks.

    `ends` at or before `starts` is the day after.

    An escort without any row can be asked at any time; one with rows only within them.
    """

    escort = models.ForeignKey(Escort, models.CASCADE, related_name="availability")
    weekday = models.PositiveSmallIntegerField(_("weekday"), choices=Weekday)
    starts = models.TimeField(_("from"))
    ends = models.TimeField(_("to"))

    class Meta:
        verbose_name = _("availability")
        ordering = ["weekday", "starts"]

    def __str__(self) -> str:
        return f"{self.get_weekday_display()} {self.starts:%H.%M}–{self.ends:%H.%M}"


class Absence(models.Model):
    """When an escort cannot come. Nobody is asked why. One taken back stays, marked."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    escort = models.ForeignKey(Escort, models.CASCADE, related_name="absences")
    starts_at = models.DateTimeField(_("from"))
    ends_at = models.DateTimeField(_("to"))
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    taken_back_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("absence")
        ordering = ["starts_at"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ends_at__gt=models.F("starts_at")), name="absence_ends_after_start"
            )
        ]
        indexes = [models.Index(fields=["escort", "starts_at"])]

    def __str__(self) -> str:
        return f"absence {self.public_id}"


class EscortFeed(models.Model):
    """An escort's assignments as a calendar (ICS) at a secret address; see CalendarFeed."""

    escort = models.OneToOneField(Escort, models.CASCADE, related_name="calendar_feed")
    nonce = models.UUIDField(default=uuid.uuid4, unique=True)
    made_at = models.DateTimeField()

    class Meta:
        verbose_name = _("companion's calendar feed")

    def __str__(self) -> str:
        return f"feed {self.pk}"
