"""What happened, in a form that can be counted: the source of standard-time effort and monthly figures."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from hours.models.bookings import Booking
from ledsagning.people.models import Unit, User


class EventKind(models.TextChoices):
    """What the system saw. admin_costs gives each a standard time, as data."""

    DECIDED = "decided", _("Decision registered")
    RENEWED = "renewed", _("Decision registered again for the same person")
    BOOKED = "booked", _("Booked by the person")
    PHONE_BOOKED = "phone_booked", _("Booked by phone")
    CHANGED = "changed", _("Booking changed")
    CANCELLED = "cancelled", _("Booking cancelled")
    TOP_UP_CONFIRMED = "top_up_confirmed", _("Top-up confirmed")
    ASSIGNED = "assigned", _("Companion assigned")
    REASSIGNED = "reassigned", _("Companion assigned again")
    ACCEPTED = "accepted", _("Accepted by the companion")
    DECLINED = "declined", _("Declined by the companion")
    REPORTED = "reported", _("Visit reported as booked")
    REPORTED_OTHERWISE = "reported_otherwise", _("Visit reported with other times")
    CORRECTED = "corrected", _("Report corrected")
    NO_SHOW = "no_show", _("No-show")
    UNFILLED = "unfilled", _("No companion was found")
    RATED = "rated", _("Visit rated")
    TOLD_BY_HAND = "told_by_hand", _("Told by phone or letter")
    OFFERED = "offered", _("Offered to several companions")
    AUTO_ASSIGNED = "auto_assigned", _("Companion assigned from a proposal")
    ABSENCE = "absence", _("Absence of a companion registered")
    ATTESTED = "attested", _("Report attested by somebody")
    MONTH_LOCKED = "month_locked", _("Month sent to payroll")
    REMARK = "remark", _("Remark or complaint received")


class Event(models.Model):
    """One thing that happened, written in the same transaction as the thing itself; never changed.

    Two months, as the first day of each: when it was done (effort belongs there) and which visit it
    concerns (visits and ratings belong there). Reports compare the number of events a month with the
    number they were made from, and so know which months to make anew.
    """

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="events")
    kind = models.CharField(max_length=20, choices=EventKind)
    booking = models.ForeignKey(Booking, models.CASCADE, null=True, related_name="events")
    by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()
    done_month = models.DateField()
    visit_month = models.DateField(null=True)

    class Meta:
        verbose_name = _("event")
        indexes = [
            models.Index(fields=["unit", "done_month", "kind"]),
            models.Index(fields=["unit", "visit_month"]),
        ]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d} {self.kind}"
