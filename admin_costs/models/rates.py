"""What an hour costs."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from admin_costs.costs import with_on_costs
from admin_costs.models.activities import StaffRole
from ledsagning.people.models import Municipality, Unit, User


class Rate(models.Model):
    """The price of an hour of a role, from the first day of a month until the next rate begins.

    The most particular rate holds: a provider unit's own, then the municipality's, then the template's (an
    assumption). Rows are added, never changed; of two from the same month the later written holds.
    """

    municipality = models.ForeignKey(Municipality, models.CASCADE, null=True, related_name="+")
    unit = models.ForeignKey(Unit, models.CASCADE, null=True, blank=True, related_name="+")
    role = models.CharField(_("role"), max_length=15, choices=StaffRole)
    valid_from = models.DateField(_("from the month"))
    ore_per_hour = models.PositiveIntegerField()
    on_cost_basis_points = models.PositiveIntegerField(default=0)
    by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("rate")
        ordering = ["valid_from", "pk"]

    def __str__(self) -> str:
        return f"{self.unit or self.get_role_display()}: {self.full_ore_per_hour} öre/h"

    @property
    def full_ore_per_hour(self) -> int:
        """Öre an hour with the employer's on-costs."""
        return with_on_costs(self.ore_per_hour, self.on_cost_basis_points)
