"""What was last fetched from Kolada. Pages read this and never ask Kolada themselves."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from ledsagning.people.models import Municipality


class KoladaSnapshot(models.Model):
    """One key figure: when its figures were fetched, and what went wrong the last time, if something did.

    The date stands here and not with each figure, for a key figure is fetched whole or not at all.
    """

    kpi = models.CharField(max_length=10, primary_key=True)
    title = models.CharField(max_length=300, blank=True)
    fetched_at = models.DateTimeField(null=True)
    tried_at = models.DateTimeField(null=True)
    trouble = models.CharField(max_length=20, blank=True)  # admin_costs.kolada_rows.Wrong
    # Made up for the demonstration: never to be taken for Kolada's.
    is_illustrative = models.BooleanField(default=False)

    class Meta:
        verbose_name = _("key figure from Kolada")
        ordering = ["kpi"]

    def __str__(self) -> str:
        return self.kpi


class KoladaFigure(models.Model):
    """A municipality's figure of a year, for all (T), women (K) or men (M). Empty where `mark` says why."""

    snapshot = models.ForeignKey(KoladaSnapshot, models.CASCADE, related_name="figures")
    municipality = models.ForeignKey(Municipality, models.CASCADE, related_name="+")
    year = models.PositiveSmallIntegerField()
    gender = models.CharField(max_length=1)
    value = models.FloatField(null=True)
    count = models.PositiveIntegerField(null=True)
    mark = models.CharField(max_length=2, blank=True)

    class Meta:
        verbose_name = _("figure from Kolada")
        constraints = [
            models.UniqueConstraint(
                fields=["snapshot", "gender", "year", "municipality"], name="kolada_figure_once"
            ),
            models.CheckConstraint(
                condition=models.Q(mark="", value__isnull=False) | ~models.Q(mark="") & models.Q(value=None),
                name="kolada_figure_is_a_value_or_a_mark",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.snapshot_id} {self.municipality_id} {self.year} {self.gender}"
