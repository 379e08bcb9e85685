"""What may be told of groups, month by month: all that pages and files about several groups read."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from admin_costs.group_rules import Hidden, Level
from ledsagning.people.models import Municipality, Unit


class GroupLevel(models.TextChoices):
    """The levels in words."""

    MUNICIPALITY = Level.MUNICIPALITY, _("Municipalities")
    UNIT = Level.UNIT, _("Units")
    PROVIDER = Level.PROVIDER, _("Providers")


class GroupFigures(models.Model):
    """A group's month after the rule of disclosure (admin_costs.group_rules): nothing unsafe is in here.

    Empty figures are hidden, or missing: `hidden` and `answers_hidden` say which. Made from monthly figures
    (admin_costs.group_figures) and made anew with them.
    """

    municipality = models.ForeignKey(Municipality, models.CASCADE, related_name="+")
    level = models.CharField(max_length=12, choices=GroupLevel)
    unit = models.ForeignKey(Unit, models.CASCADE, null=True, related_name="+")
    month = models.DateField()
    hidden = models.CharField(max_length=4, blank=True, choices=[(each.value, each.value) for each in Hidden])
    people = models.PositiveIntegerField(null=True)
    visits = models.PositiveIntegerField(null=True)
    minutes = models.PositiveBigIntegerField(null=True)
    cost_ore = models.PositiveBigIntegerField(null=True)
    # Of each one's minutes, for the spread between people: Σ minutes².
    squares = models.PositiveBigIntegerField(null=True)
    admin_minutes = models.PositiveBigIntegerField(null=True)
    admin_cost_ore = models.PositiveBigIntegerField(null=True)
    best_answers = models.PositiveIntegerField(null=True)
    answers = models.PositiveIntegerField(null=True)
    answers_hidden = models.BooleanField(default=False)

    class Meta:
        verbose_name = _("figures of a group")
        indexes = [
            # Everything that the nation's page reads, in the order it reads it.
            models.Index(fields=["level", "month"], name="group_figures_by_level"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["municipality", "month"], condition=models.Q(unit=None), name="group_figures_once"
            ),
            models.UniqueConstraint(
                fields=["unit", "level", "month"],
                condition=models.Q(unit__isnull=False),
                name="group_figures_once_a_unit",
            ),
            models.CheckConstraint(
                condition=models.Q(people=None) | models.Q(people__gte=5), name="group_figures_of_five_people"
            ),
            models.CheckConstraint(
                condition=models.Q(answers=None) | models.Q(answers__gte=5),
                name="group_figures_of_five_answers",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.municipality_id} {self.level} {self.unit_id or ''} {self.month:%Y-%m}"
