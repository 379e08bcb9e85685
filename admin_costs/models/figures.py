"""Monthly figures: what every report reads, and the landing place of imported baselines.

Rows with source "facts", and all effort that is not imported, can be rebuilt at any time from what hours and
the effort log hold (admin_costs.monthly). Imported rows are facts in themselves.
"""

from django.db import models
from django.utils.translation import gettext_lazy as _

from admin_costs.models.activities import Activity, StaffRole
from admin_costs.models.effort import EffortSource
from ledsagning.people.models import Unit
from ledsagning.people.models.participants import Sex


class FigureSource(models.TextChoices):
    """Where figures come from."""

    IMPORT = "import", _("Imported")
    FACTS = "facts", _("Own bookings")
    ROUND = "round", _("Own survey rounds")


class MonthlyFigures(models.Model):
    """Visits of one unit's people in one month, by provider, age group and sex.

    `people` counts each person once a month over the rows (hours.queries.VisitFigures).
    """

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    provider = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    month = models.DateField()
    age_group = models.CharField(max_length=10)
    sex = models.CharField(max_length=1, choices=Sex)
    source = models.CharField(max_length=10, choices=FigureSource)
    people = models.PositiveIntegerField()
    visits = models.PositiveIntegerField()
    minutes = models.PositiveBigIntegerField()
    cost_ore = models.PositiveBigIntegerField()
    expenses_ore = models.PositiveBigIntegerField(default=0)
    # One person's largest part of the minutes, another's, and the sum of the squares of everybody's.
    # Nobody knows them of an imported sum (admin_costs.disclosure).
    largest_minutes = models.PositiveBigIntegerField(null=True)
    second_minutes = models.PositiveBigIntegerField(null=True)
    squared_minutes = models.PositiveBigIntegerField(null=True)

    class Meta:
        verbose_name = _("monthly figures")
        ordering = ["unit", "month", "provider", "age_group", "sex"]
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "month", "provider", "age_group", "sex", "source"],
                name="monthly_figures_once",
            )
        ]

    def __str__(self) -> str:
        return f"{self.unit_id} {self.month:%Y-%m} {self.source}: {self.minutes} min"


class MonthlyEffort(models.Model):
    """Minutes and cost of one activity by one role in one month of a unit."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    month = models.DateField()
    activity = models.ForeignKey(Activity, models.PROTECT, related_name="+")
    role = models.CharField(max_length=15, choices=StaffRole)
    source = models.CharField(max_length=10, choices=EffortSource)
    times = models.PositiveIntegerField(default=0)
    minutes = models.PositiveBigIntegerField()
    cost_ore = models.PositiveBigIntegerField()

    class Meta:
        verbose_name = _("monthly effort")
        ordering = ["unit", "month", "activity", "role"]
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "month", "activity", "role", "source"], name="monthly_effort_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.unit_id} {self.month:%Y-%m} {self.activity_id}: {self.minutes} min"


class MonthlyStamp(models.Model):
    """From how many events, log changes and prices a month was made. All three numbers only grow.

    They are read before the facts: whatever is written meanwhile makes the month stale again.
    """

    unit = models.ForeignKey(Unit, models.CASCADE, related_name="+")
    month = models.DateField()
    events = models.PositiveIntegerField()
    log_changes = models.PositiveIntegerField()
    prices = models.PositiveIntegerField()

    class Meta:
        verbose_name = _("stamp of a month")
        constraints = [models.UniqueConstraint(fields=["unit", "month"], name="monthly_stamp_once")]

    def __str__(self) -> str:
        return f"{self.unit_id} {self.month:%Y-%m}: {self.events}/{self.log_changes}/{self.prices}"
