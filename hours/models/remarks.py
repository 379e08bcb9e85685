"""What a person wants the unit to know."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from hours.models.bookings import Booking
from ledsagning.people.models import Participant, Unit, User


class Remark(models.Model):
    """A remark or a complaint (synpunkt, klagomål) to the unit. Who reads it says so once, for all to see."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    # One press is one remark, however often it is sent.
    key = models.UUIDField(unique=True)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="remarks")
    participant = models.ForeignKey(Participant, models.CASCADE, related_name="remarks")
    booking = models.ForeignKey(Booking, models.SET_NULL, null=True, blank=True, related_name="remarks")
    is_complaint = models.BooleanField(_("complaint"), default=False)
    text = models.TextField(_("what you want to say"), max_length=2000)
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    read_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    read_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("remark")
        verbose_name_plural = _("remarks")
        ordering = ["-at"]
        indexes = [models.Index(fields=["unit", "read_at"])]

    def __str__(self) -> str:
        return f"remark {self.public_id}"
