"""What the municipality pays for: the working time of each staff role that does the administration."""

from fractions import Fraction

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from admin_costs.models.activities import StaffRole
from admin_costs.tdabc import practical_minutes
from ledsagning.people.models import Municipality, User

PERMILLE = 1000


class StaffCapacity(models.Model):
    """A role's paid minutes and their cost, a month, from a month on. Rows are added, never changed.

    Of two from the same month the later written holds. No paid minutes: nobody does this any more. The
    capacity is of a role in the whole municipality, never of a named person.
    """

    municipality = models.ForeignKey(Municipality, models.CASCADE, related_name="+")
    role = models.CharField(_("role"), max_length=15, choices=StaffRole)
    valid_from = models.DateField(_("from the month"))
    paid_minutes = models.PositiveIntegerField(_("paid minutes a month"))
    practical_permille = models.PositiveSmallIntegerField(_("share that can be worked"), default=800)
    cost_ore = models.PositiveBigIntegerField(_("cost a month"))
    by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("staff capacity")
        ordering = ["valid_from", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(practical_permille__gt=0) & Q(practical_permille__lte=PERMILLE),
                name="capacity_share_within_all",
            ),
            models.CheckConstraint(
                condition=Q(paid_minutes__gt=0) | Q(cost_ore=0), name="capacity_of_nobody_costs_nothing"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_role_display()}: {self.paid_minutes} min"

    @property
    def practical_minutes(self) -> int:
        """The minutes a month that can be worked."""
        return practical_minutes(self.paid_minutes, Fraction(self.practical_permille, PERMILLE))
