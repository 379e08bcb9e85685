"""The registered change that before and after are told apart by."""

from django.core.validators import MaxValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from ledsagning.people.models import Municipality, User


class Change(models.Model):
    """When a municipality changed its way of working, and what was claimed before the data was looked at.

    Rows are added, never changed: the last one holds, and the page shows all with when and by whom.
    """

    municipality = models.ForeignKey(Municipality, models.PROTECT, related_name="changes")
    change_month = models.DateField(_("first month of the new way of working"))
    bedding_in_months = models.PositiveSmallIntegerField(
        _("bedding-in months"), default=0, validators=[MaxValueValidator(24)]
    )
    margin_permille = models.PositiveSmallIntegerField(default=50)
    claims = models.TextField(_("what you expect"), max_length=2000, blank=True)
    by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("registered change")
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.municipality_id}: {self.change_month:%Y-%m}"

    @property
    def margin(self) -> float:
        """The margin as a share of the level before."""
        return self.margin_permille / 1000

    @property
    def month(self) -> str:
        """The change month as "YYYY-MM"."""
        return f"{self.change_month:%Y-%m}"
