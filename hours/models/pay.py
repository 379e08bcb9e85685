"""What pay is made from: supplements as data, months that are locked, and receipts."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from ledsagning.people.models import Municipality, Unit, User


class Supplement(models.Model):
    """Hours that are paid something extra, as data: evening, night, weekend, holiday.

    Without a municipality it is a template that holds where a municipality has no rows of its own. Of several
    that cover the same minute the one with the lowest `order` counts, so that no minute is paid extra twice.
    """

    municipality = models.ForeignKey(
        Municipality, models.CASCADE, null=True, blank=True, related_name="supplements"
    )
    name = models.CharField(_("name"), max_length=60)
    # What the payroll program calls it.
    payroll_code = models.CharField(_("code in the payroll program"), max_length=20)
    order = models.PositiveSmallIntegerField(_("order, lowest first"))
    # Figures of weekdays, Monday is 0: "01234"; empty when it is only for holidays.
    weekdays = models.CharField(_("weekdays"), max_length=7, blank=True)
    on_holidays = models.BooleanField(_("on public holidays"), default=False)
    starts = models.TimeField(_("from"))
    # At or before `starts`: the day after. 00:00 is midnight.
    ends = models.TimeField(_("to"))
    valid_from = models.DateField(_("from the day"))
    valid_to = models.DateField(_("to, last day included"), null=True, blank=True)

    class Meta:
        verbose_name = _("supplement")
        ordering = ["order", "pk"]

    def __str__(self) -> str:
        return self.name


class PayPeriod(models.Model):
    """A calendar month of a provider's visits that has been sent to payroll: nothing in it changes any more.

    A visit reported after the lock is paid with the next month; its booking says in which period it was paid.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    provider = models.ForeignKey(Unit, models.PROTECT, related_name="pay_periods")
    month = models.DateField(_("month"))
    locked_at = models.DateTimeField()
    locked_by = models.ForeignKey(User, models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("locked month")
        ordering = ["-month"]
        constraints = [
            models.UniqueConstraint(fields=["provider", "month"], name="month_locked_once_a_provider")
        ]

    def __str__(self) -> str:
        return f"{self.provider_id} {self.month:%Y-%m}"


class Receipt(models.Model):
    """A photo of a receipt for an expense of a visit: drawn anew, without anything the file said beside it.

    Seen by the escort and by who attests, never in a report: what somebody did is nobody's business (P3).
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    booking = models.ForeignKey("hours.Booking", models.CASCADE, related_name="receipts")
    jpeg = models.BinaryField()
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("receipt")
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return f"receipt {self.public_id}"
