"""Bookings, the escorts asked for them, wishes and ratings."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from hours.models.pay import PayPeriod
from hours.models.pools import Pool
from hours.models.series import Series
from hours.policy import State
from hours.rules import Span
from ledsagning.people.models import Escort, Participant, Unit, User


class StateLabel(models.TextChoices):
    """The states in words. The values are those of hours.policy.State."""

    REQUESTED = State.REQUESTED, _("Looking for a companion")
    ASSIGNED = State.ASSIGNED, _("Companion chosen")
    DONE = State.DONE, _("Done")
    NO_SHOW = State.NO_SHOW, _("No-show")
    CANCELLED = State.CANCELLED, _("Cancelled")


class Booking(models.Model):
    """A visit somebody wants. No field asks why (P3); the note is for the escort and reaches no report.

    `escort` is the one who holds the visit now; `accepted_at` tells when that escort said yes.
    The guards keep two assigned visits of one escort from overlapping, and two reports (R31).
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    pool = models.ForeignKey(Pool, models.PROTECT, related_name="bookings")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="bookings")
    # Made by the client before the first attempt: a double click or a retry is one booking (R34).
    key = models.UUIDField(unique=True)
    state = models.CharField(max_length=10, choices=StateLabel, default=State.REQUESTED)
    starts_at = models.DateTimeField(_("starts"))
    ends_at = models.DateTimeField(_("ends"))
    meeting_place = models.CharField(_("where to meet"), max_length=200, blank=True)
    note = models.TextField(_("note to the companion"), max_length=1000, blank=True)
    wished_escort = models.ForeignKey(Escort, models.PROTECT, null=True, blank=True, related_name="+")
    # "Somebody I know", when no one escort is named.
    wishes_known = models.BooleanField(_("somebody the person knows"), default=False)
    series = models.ForeignKey(Series, models.PROTECT, null=True, blank=True, related_name="bookings")
    # The day the series said; the visit itself may have been moved to another.
    series_day = models.DateField(null=True, blank=True)
    minutes_reserved = models.PositiveIntegerField(default=0)
    awaits_top_up = models.BooleanField(default=False)
    by_phone = models.BooleanField(default=False)
    booked_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    booked_at = models.DateTimeField()

    escort = models.ForeignKey(Escort, models.PROTECT, null=True, blank=True, related_name="bookings")
    accepted_at = models.DateTimeField(null=True, blank=True)
    # Whose employee carried it out, set with the report: an escort who changes employer moves nothing.
    provider = models.ForeignKey(Unit, models.PROTECT, null=True, blank=True, related_name="+")

    actual_starts_at = models.DateTimeField(null=True, blank=True)
    actual_ends_at = models.DateTimeField(null=True, blank=True)
    minutes_used = models.PositiveIntegerField(default=0)
    expenses_ore = models.PositiveIntegerField(default=0)
    reported_at = models.DateTimeField(null=True, blank=True)
    # Attest by exception: as booked is attested by itself (`attested_by` empty), the rest by somebody.
    attested_at = models.DateTimeField(null=True, blank=True)
    attested_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    # The locked month in which it was paid; its report can then no longer be corrected.
    paid_in = models.ForeignKey(PayPeriod, models.PROTECT, null=True, blank=True, related_name="bookings")
    # "How was it?" is asked once: answered, or let be (then this is set).
    rating_let_be_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("booking")
        verbose_name_plural = _("bookings")
        ordering = ["starts_at"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ends_at__gt=models.F("starts_at")), name="booking_ends_after_start"
            ),
            models.CheckConstraint(
                condition=~models.Q(state=State.ASSIGNED, escort=None), name="booking_assigned_has_escort"
            ),
            models.UniqueConstraint(fields=["series", "series_day"], name="booking_once_a_series_day"),
        ]
        indexes = [
            models.Index(fields=["unit", "state", "starts_at"]),
            models.Index(fields=["pool", "starts_at"]),
            models.Index(fields=["escort", "starts_at"]),
            # The few of all reports that somebody has to attest.
            models.Index(
                fields=["unit", "starts_at"],
                name="booking_waits_for_attest",
                condition=models.Q(attested_at=None, reported_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"booking {self.public_id}"

    @property
    def span(self) -> Span:
        """When it was booked."""
        return Span(self.starts_at, self.ends_at)

    @property
    def told(self) -> Span:
        """When it was, as far as anybody has told: the report, else the booking."""
        return Span(self.actual_starts_at or self.starts_at, self.actual_ends_at or self.ends_at)


class Answer(models.TextChoices):
    WAITING = "waiting", _("Has not answered yet")
    ACCEPTED = "accepted", _("Has said yes")
    DECLINED = "declined", _("Has declined")
    ENDED = "ended", _("No longer asked")


class Assignment(models.Model):
    """That an escort was asked for a visit, by whom, and the answer. No reason is asked of escorts either."""

    booking = models.ForeignKey(Booking, models.CASCADE, related_name="assignments")
    escort = models.ForeignKey(Escort, models.PROTECT, related_name="assignments")
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    answer = models.CharField(max_length=10, choices=Answer, default=Answer.WAITING)
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("assignment")
        ordering = ["at"]

    def __str__(self) -> str:
        return f"{self.escort} {self.answer}"


class EscortWish(models.Model):
    """Somebody the participant likes to go with, or never wants to meet. A wish, not a reason."""

    participant = models.ForeignKey(Participant, models.CASCADE, related_name="escort_wishes")
    escort = models.ForeignKey(Escort, models.CASCADE, related_name="+")
    never = models.BooleanField(_("never this one"), default=False)

    class Meta:
        verbose_name = _("wish about a companion")
        constraints = [
            models.UniqueConstraint(fields=["participant", "escort"], name="one_wish_about_an_escort")
        ]

    def __str__(self) -> str:
        return f"{'never' if self.never else 'gladly'} {self.escort}"


class Score(models.IntegerChoices):
    GOOD = 3, _("Good")
    OKAY = 2, _("Okay")
    BAD = 1, _("Bad")


class Rating(models.Model):
    """One press after a visit. Reports read only counts of scores, five or more at a time (P7)."""

    booking = models.OneToOneField(Booking, models.CASCADE, related_name="rating")
    score = models.PositiveSmallIntegerField(choices=Score)
    comment = models.TextField(max_length=1000, blank=True)
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("rating")

    def __str__(self) -> str:
        return str(self.score)
