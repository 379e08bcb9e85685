"""What people are to be told, written in the transaction of the thing itself and sent afterwards."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from hours.models.bookings import Booking
from ledsagning.people.models import Channel, Escort, Language, Participant, Unit, User


class MessageKind(models.TextChoices):
    """What is told. hours/letters.py has the words of each."""

    BOOKED = "booked", _("Booked")
    CHANGED = "changed", _("Changed")
    CANCELLED = "cancelled", _("Cancelled")
    ESCORT_COMES = "escort_comes", _("A companion has said yes")
    ESCORT_CHANGED = "escort_changed", _("Another companion comes")
    ESCORT_LOST = "escort_lost", _("The companion cannot come")
    UNFILLED = "unfilled", _("No companion was found")
    REMINDER = "reminder", _("Reminder the day before")
    RATE = "rate", _("How was it?")
    # To the escort.
    ASKED = "asked", _("To the companion: can you come?")
    OFFERED = "offered", _("To the companion: a visit to take")
    OFFER_TAKEN = "offer_taken", _("To the companion: somebody else was first")
    OFFER_ENDED = "offer_ended", _("To the companion: the visit is no longer offered")
    VISIT_CHANGED = "visit_changed", _("To the companion: the visit is changed")
    VISIT_OFF = "visit_off", _("To the companion: the visit is cancelled")
    VISIT_GIVEN_AWAY = "visit_given_away", _("To the companion: somebody else comes")


class MessageState(models.TextChoices):
    WAITING = "waiting", _("Waiting to be sent")
    # The last step has begun: sent or not is unknown until it has answered. Never begun twice.
    SENDING = "sending", _("Being sent")
    SENT = "sent", _("Sent")
    BY_HAND = "by_hand", _("To be told by phone or letter")
    FAILED = "failed", _("Could not be delivered")
    TOLD = "told", _("Told by a coordinator")
    # Its moment has passed, or what it says is no longer so.
    DROPPED = "dropped", _("No longer needed")


class Message(models.Model):
    """One thing to tell one recipient. Its text is made when it is sent, and is not kept.

    `key` names the event and the recipient, so that one event tells each once. `user` is the
    representative it goes to; empty when it goes to the participant. With an `escort` it goes to the escort,
    and `participant` is whose visit it is about.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    key = models.CharField(max_length=120, unique=True)
    kind = models.CharField(max_length=20, choices=MessageKind)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="messages")
    participant = models.ForeignKey(Participant, models.CASCADE, related_name="messages")
    user = models.ForeignKey(User, models.CASCADE, null=True, blank=True, related_name="messages")
    escort = models.ForeignKey(Escort, models.CASCADE, null=True, blank=True, related_name="messages")
    booking = models.ForeignKey(Booking, models.CASCADE, null=True, blank=True, related_name="messages")
    # What must still be so when it is sent: the escort it names (0 for nobody), and the booked start.
    about_escort_id = models.PositiveBigIntegerField(default=0)
    about_starts_at = models.DateTimeField(null=True, blank=True)
    channel = models.CharField(max_length=6, choices=Channel)
    language = models.CharField(max_length=2, choices=Language, default=Language.SWEDISH)
    state = models.CharField(max_length=8, choices=MessageState, default=MessageState.WAITING)
    made_at = models.DateTimeField()
    due_at = models.DateTimeField()
    # After this it says nothing that is of use: it is dropped, never sent late.
    expires_at = models.DateTimeField()
    attempts = models.PositiveSmallIntegerField(default=0)
    begun_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    # A code for staff, such as "smtp 550"; never an address or a name.
    error = models.CharField(max_length=100, blank=True)

    class Meta:
        verbose_name = _("message")
        ordering = ["due_at", "pk"]
        indexes = [
            models.Index(fields=["state", "due_at"]),
            models.Index(fields=["unit", "state"]),
            models.Index(fields=["booking", "kind"]),
        ]

    def __str__(self) -> str:
        return f"message {self.public_id} {self.kind}"


class CalendarFeed(models.Model):
    """A person's visits as a calendar (ICS) at a secret address. A new `nonce` makes the old one dead.

    The address is signed with the site's key and not stored: who copies the database has no addresses.
    One for each who may see the visits: whose mandate ends, their address ends with it (R19), and the
    person's own goes on.
    """

    participant = models.ForeignKey(Participant, models.CASCADE, related_name="calendar_feeds")
    # Whose address it is: the person's own account, or a representative's.
    user = models.ForeignKey(User, models.CASCADE, related_name="calendar_feeds")
    nonce = models.UUIDField(default=uuid.uuid4, unique=True)
    made_at = models.DateTimeField()

    class Meta:
        verbose_name = _("calendar feed")
        constraints = [
            models.UniqueConstraint(fields=["participant", "user"], name="one_calendar_feed_an_account")
        ]

    def __str__(self) -> str:
        return f"feed {self.pk}"
