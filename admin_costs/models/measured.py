"""Figures of a year that no event in the system tells: inhabitants, accounts, plans, appeals."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from ledsagning.people.models import Municipality, User


class YearKind(models.TextChoices):
    """What is written down. The values are names of measures' columns (admin_costs.measure_kinds)."""

    INHABITANTS = "inhabitants", _("Inhabitants on 31 December")
    INHABITANTS_65 = "inhabitants_65", _("Inhabitants of 65 or more on 31 December")
    GROSS_COST = "gross_cost_kr", _("Allocated gross cost, kr")
    INTERNAL_REVENUE = "internal_revenue_kr", _("Internal revenue, kr")
    SALES = "sales_kr", _("Sales to other care providers, kr")
    DAYS_TO_DECISION = "days_to_decision", _("Days from application to decision, mean")
    PEOPLE_WITH_PLAN = "people_with_plan", _("People with an individual plan on 31 December")
    APPEALS = "appeals", _("Decisions that were appealed")
    APPEALS_DECIDED = "appeals_decided", _("Appeals that a court decided")
    APPEALS_WON = "appeals_won", _("Appeals that the person won, in whole or in part")


class YearFigure(models.Model):
    """One figure of one year, and where it was taken from. Rows are added, never changed; the last holds."""

    municipality = models.ForeignKey(Municipality, models.CASCADE, related_name="+")
    year = models.PositiveSmallIntegerField(_("year"))
    kind = models.CharField(_("what"), max_length=20, choices=YearKind)
    value = models.DecimalField(_("figure"), max_digits=14, decimal_places=2)
    source = models.CharField(_("source"), max_length=100)
    by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("figure of a year")
        ordering = ["-year", "kind", "-pk"]
        indexes = [models.Index(fields=["municipality", "year"], name="year_figures_by_year")]
        constraints = [
            models.CheckConstraint(condition=models.Q(value__gte=0), name="year_figure_not_negative")
        ]

    def __str__(self) -> str:
        return f"{self.municipality_id} {self.year} {self.kind}: {self.value}"
