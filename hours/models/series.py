"""Visits that come back, and visits one may want to book again."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from hours.models.pools import Pool
from hours.policy import Frequency
from ledsagning.people.models import Escort, Participant, User


class FrequencyLabel(models.TextChoices):
    """How often, in words. The values are those of hours.policy.Frequency."""

    WEEKLY = Frequency.WEEKLY, _("Every week")
    BIWEEKLY = Frequency.BIWEEKLY, _("Every second week")
    MONTHLY = Frequency.MONTHLY, _("Every month")


class VisitWish(models.Model):
    """What a visit that is not booked yet should be like: when in the day, how long, where, with whom.

    The start is a time on Swedish clocks; the length is in minutes that truly pass.
    """

    starts = models.TimeField(_("starts"))
    minutes = models.PositiveIntegerField(_("minutes"))
    meeting_place = models.CharField(_("where to meet"), max_length=200, blank=True)
    note = models.TextField(_("note to the companion"), max_length=1000, blank=True)
    wished_escort = models.ForeignKey(Escort, models.PROTECT, null=True, blank=True, related_name="+")
    wishes_known = models.BooleanField(_("somebody the person knows"), default=False)

    class Meta:
        abstract = True


class Series(VisitWish):
    """A visit that comes back, from its first day until a last one or until further notice.

    Each visit is a booking of its own, with its own line in the passbook. `booked_through` is the last day
    that the series has been booked for: the horizon rolls on (hours/series.py), and no day is booked twice.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    # Made by the client: sent twice, it is one series (R34).
    key = models.UUIDField(unique=True)
    pool = models.ForeignKey(Pool, models.PROTECT, related_name="series")
    frequency = models.CharField(_("how often"), max_length=10, choices=FrequencyLabel)
    # Of a monthly one: which such weekday of the month, 1 to 4, or hours.series_rules.LAST.
    week_of_month = models.PositiveSmallIntegerField(_("which in the month"), null=True, blank=True)
    first_day = models.DateField(_("from"))
    last_day = models.DateField(_("to, last day included"), null=True, blank=True)
    booked_through = models.DateField()
    by_phone = models.BooleanField(default=False)
    booked_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    booked_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("series")
        verbose_name_plural = _("series")
        ordering = ["first_day", "pk"]

    def __str__(self) -> str:
        return f"series {self.public_id}"


class DayOff(models.Model):
    """A day on which a series does not come, chosen by the person; suggested at most, never imposed."""

    series = models.ForeignKey(Series, models.CASCADE, related_name="days_off")
    day = models.DateField()

    class Meta:
        verbose_name = _("day off")
        ordering = ["day"]
        constraints = [models.UniqueConstraint(fields=["series", "day"], name="one_day_off_in_a_series")]

    def __str__(self) -> str:
        return f"{self.day}"


class Favourite(VisitWish):
    """A visit the person books often, by the name they gave it: "Gymmet, tisdagar 10–12"."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    participant = models.ForeignKey(Participant, models.CASCADE, related_name="favourites")
    name = models.CharField(_("name"), max_length=60)
    # Monday is 0; empty when it may be any day.
    weekday = models.PositiveSmallIntegerField(_("day of the week"), null=True, blank=True)

    class Meta:
        verbose_name = _("favourite")
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(fields=["participant", "name"], name="favourite_name_once"),
            models.CheckConstraint(
                condition=models.Q(weekday=None) | models.Q(weekday__lte=6), name="favourite_weekday"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class BookingDraft(models.Model):
    """What somebody has answered so far, kept until it is sent, signed out or not (R11).

    `key` becomes the booking's: however often it is sent, it is one booking (R34).
    """

    key = models.UUIDField(unique=True, default=uuid.uuid4)
    user = models.ForeignKey(User, models.CASCADE, related_name="drafts")
    participant = models.ForeignKey(Participant, models.CASCADE, related_name="drafts")
    # By step and field, as typed.
    answers = models.JSONField(default=dict)
    # The public id of the booking that is changed; empty for a new one.
    changes = models.UUIDField(null=True, blank=True)
    changed_at = models.DateTimeField()
    # When it became a booking, or changed one: kept, so that sending it again leads to the receipt.
    sent_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("draft of a booking")
        ordering = ["-changed_at"]
        indexes = [models.Index(fields=["user", "-changed_at"])]

    def __str__(self) -> str:
        return f"draft {self.key}"
