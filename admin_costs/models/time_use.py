"""Time measured as it passes: a stopwatch, and a time study that asks at random moments."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from admin_costs.models.activities import Activity
from ledsagning.people.models import Unit, User


class Stopwatch(models.Model):
    """What somebody is doing right now. Stopped, it becomes an EffortEntry and is gone."""

    user = models.OneToOneField(User, models.CASCADE, related_name="stopwatch")
    unit = models.ForeignKey(Unit, models.CASCADE, related_name="+")
    activity = models.ForeignKey(Activity, models.CASCADE, null=True, blank=True, related_name="+")
    started_at = models.DateTimeField()

    class Meta:
        verbose_name = _("stopwatch")

    def __str__(self) -> str:
        return f"{self.user} {self.started_at:%H.%M}"


class TimeStudy(models.Model):
    """Work sampling: for two weeks each who takes part is asked at random moments what they are doing.

    Answers are read only as shares of a group, never person by person.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    unit = models.ForeignKey(Unit, models.CASCADE, related_name="time_studies")
    # Few work at one unit, and nothing about fewer than five is shown (P7).
    covers_municipality = models.BooleanField(_("all units of the municipality take part"), default=False)
    first_day = models.DateField(_("first day"))
    last_day = models.DateField(_("last day"))
    moments_a_day = models.PositiveSmallIntegerField(_("questions a day to each"), default=6)
    starts = models.TimeField(_("from"))
    ends = models.TimeField(_("to"))
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("time study")
        ordering = ["-first_day"]

    def __str__(self) -> str:
        return f"time study {self.public_id}"


class StudyMoment(models.Model):
    """One random moment of somebody's. Unanswered, or answered with an activity or "something else"."""

    study = models.ForeignKey(TimeStudy, models.CASCADE, related_name="moments")
    user = models.ForeignKey(User, models.CASCADE, related_name="study_moments")
    at = models.DateTimeField()
    activity = models.ForeignKey(Activity, models.PROTECT, null=True, blank=True, related_name="+")
    is_other = models.BooleanField(default=False)
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("moment of a time study")
        ordering = ["at"]
        constraints = [models.UniqueConstraint(fields=["study", "user", "at"], name="asked_once_a_moment")]
        indexes = [models.Index(fields=["user", "answered_at", "at"])]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H.%M}"
