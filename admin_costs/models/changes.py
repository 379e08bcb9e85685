"""The registered change that before and after are told apart by."""

from django.core.validators import MaxValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from admin_costs.models.prices import PriceIndex
from ledsagning.people.models import Municipality, User


class Change(models.Model):
    """When a municipality changed its way of working, and what was claimed before the data was looked at.

    A row is locked as it is written: rows are added, never changed (admin_costs.guards has the database
    refuse it), the last one holds, and the page shows all with when and by whom. `comparison_units` are
    primary keys of units where nothing changed, and `comparison_municipalities` codes of such municipalities;
    in the row, so that its lock is theirs too. Which index makes prices equal is registered as well: who may
    choose it afterwards may choose the verdict.
    """

    municipality = models.ForeignKey(Municipality, models.PROTECT, related_name="changes")
    change_month = models.DateField(_("first month of the new way of working"))
    bedding_in_months = models.PositiveSmallIntegerField(
        _("bedding-in months"), default=0, validators=[MaxValueValidator(24)]
    )
    margin_permille = models.PositiveSmallIntegerField(default=50)
    claims = models.TextField(_("what you expect"), max_length=2000, blank=True)
    comparison_units = models.JSONField(_("units where nothing changed"), default=list, blank=True)
    comparison_municipalities = models.JSONField(
        _("municipalities where nothing changed"), default=list, blank=True
    )
    price_index = models.ForeignKey(
        PriceIndex, models.PROTECT, null=True, related_name="+", verbose_name=_("price index")
    )
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


class ChangeOpening(models.Model):
    """When the comparison by a registered change was first opened. Who registers anew later has seen figures.

    Never changed either. `by` is None for the command line on the server.
    """

    change = models.OneToOneField(Change, models.PROTECT, related_name="opening")
    by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("first opening of a comparison")

    def __str__(self) -> str:
        return f"{self.change_id}: {self.at:%Y-%m-%d %H:%M}"
