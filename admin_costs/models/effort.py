"""Administration that people have logged."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from admin_costs.models.activities import Activity, StaffRole
from ledsagning.people.models import Unit, User


class EffortSource(models.TextChoices):
    """How the minutes are known."""

    QUICK_LOG = "quick_log", _("Logged")
    STOPWATCH = "stopwatch", _("Stopwatch")
    EVENT = "event", _("Counted by standard time")
    IMPORT = "import", _("Imported")


class EffortEntry(models.Model):
    """Minutes somebody spent on an activity on a day. Never tied to a named participant.

    What the system counts by standard time, and what is imported, stands in MonthlyEffort only. An undone
    entry stays, marked: the number of changes only grows, which is how figures know that they are stale.
    """

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="effort")
    day = models.DateField(_("day"))
    month = models.DateField(editable=False)
    activity = models.ForeignKey(Activity, models.PROTECT, related_name="entries", verbose_name=_("activity"))
    role = models.CharField(_("role"), max_length=15, choices=StaffRole)
    minutes = models.PositiveIntegerField(_("minutes"))
    times = models.PositiveIntegerField(_("number of times"), default=1)
    source = models.CharField(max_length=10, choices=EffortSource, default=EffortSource.QUICK_LOG)
    by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()
    undone_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("logged time")
        ordering = ["-at", "-pk"]
        indexes = [models.Index(fields=["unit", "month"]), models.Index(fields=["by", "day"])]
        constraints = [
            models.CheckConstraint(condition=models.Q(minutes__gt=0), name="effort_minutes_above_zero"),
            models.CheckConstraint(condition=models.Q(times__gt=0), name="effort_times_above_zero"),
        ]

    def __str__(self) -> str:
        return f"{self.day} {self.activity}: {self.minutes} min"
