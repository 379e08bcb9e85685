"""A visit offered to several escorts at once: the first yes has it."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from hours.models.bookings import Booking
from ledsagning.people.models import Escort, User


class OfferAnswer(models.TextChoices):
    WAITING = "waiting", _("Has not answered yet")
    ACCEPTED = "accepted", _("Has said yes")
    DECLINED = "declined", _("Has declined")
    TAKEN = "taken", _("Somebody else was first")
    # The visit was cancelled, moved or given to somebody, or the offer taken back.
    ENDED = "ended", _("No longer offered")


class Offer(models.Model):
    """That an escort may take a visit which nobody holds yet. The booking stays `requested` until a yes.

    No escort's time is held by an offer; the yes goes through the same locks and guards as an assignment.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    booking = models.ForeignKey(Booking, models.CASCADE, related_name="offers")
    escort = models.ForeignKey(Escort, models.PROTECT, related_name="offers")
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    answer = models.CharField(max_length=10, choices=OfferAnswer, default=OfferAnswer.WAITING)
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("offer")
        ordering = ["at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["booking", "escort"],
                condition=models.Q(answer="waiting"),
                name="one_open_offer_of_a_visit_to_an_escort",
            )
        ]
        indexes = [models.Index(fields=["escort", "answer"])]

    def __str__(self) -> str:
        return f"offer {self.public_id} {self.answer}"
