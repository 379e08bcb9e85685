"""Price indexes, by which costs of different months are put in the prices of one."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class PriceIndex(models.Model):
    """An index that holds for everybody here, such as SKR's price index for municipal services.

    Brought by `manage.py import_price_index`, which replaces all of its months.
    """

    name = models.CharField(_("name"), max_length=60, unique=True)
    imported_at = models.DateTimeField()

    class Meta:
        verbose_name = _("price index")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class PriceLevel(models.Model):
    """The index of one month. Only the ratio between two months means anything."""

    index = models.ForeignKey(PriceIndex, models.CASCADE, related_name="levels")
    month = models.DateField()
    value = models.FloatField()

    class Meta:
        verbose_name = _("month of a price index")
        ordering = ["index", "month"]
        constraints = [
            models.UniqueConstraint(fields=["index", "month"], name="price_level_once"),
            models.CheckConstraint(condition=models.Q(value__gt=0), name="price_level_above_zero"),
        ]

    def __str__(self) -> str:
        return f"{self.index_id} {self.month:%Y-%m}: {self.value}"
