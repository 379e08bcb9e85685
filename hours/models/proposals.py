"""What auto-assign proposes for a period: a difference that a coordinator accepts in whole or in part."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from hours.models.bookings import Booking
from ledsagning.people.models import Escort, Unit, User


class ProposalState(models.TextChoices):
    RUNNING = "running", _("Being worked out")
    READY = "ready", _("Ready")
    FAILED = "failed", _("Stopped")


class Proposal(models.Model):
    """Who could take which open visit of a unit, from one day to another.

    Only visits without an escort are proposed for: what is promised stays as it is. `score` and `bound` are
    in points of hours.planning; `heartbeat_at` tells whether somebody still works on it.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="proposals")
    first_day = models.DateField(_("from"))
    last_day = models.DateField(_("to, last day included"))
    seconds_allowed = models.PositiveIntegerField(default=20)
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    state = models.CharField(max_length=8, choices=ProposalState, default=ProposalState.RUNNING)
    progress_permille = models.PositiveSmallIntegerField(default=0)
    score = models.BigIntegerField(default=0)
    bound = models.BigIntegerField(null=True)
    heartbeat_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("proposal")
        ordering = ["-at"]

    def __str__(self) -> str:
        return f"proposal {self.public_id}"


class ProposedVisit(models.Model):
    """One visit of a proposal: the escort proposed, or the obstacle (an hours.matching.Obstacle)."""

    proposal = models.ForeignKey(Proposal, models.CASCADE, related_name="visits")
    booking = models.ForeignKey(Booking, models.CASCADE, related_name="+")
    escort = models.ForeignKey(Escort, models.CASCADE, null=True, related_name="+")
    obstacle = models.CharField(max_length=30, blank=True)
    # Set when a coordinator has accepted it and the escort has been asked.
    asked_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("proposed visit")
        ordering = ["booking__starts_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["proposal", "booking"], name="one_answer_a_visit_in_a_proposal")
        ]

    def __str__(self) -> str:
        return f"{self.proposal_id}: {self.escort_id or self.obstacle}"
