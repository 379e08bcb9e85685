"""Who is told what: each message is a row, written in the transaction of the thing itself.

So nobody is told of what was rolled back, and nothing that happened is left untold because a mail server was
away. The worker (hours/delivery.py) sends them afterwards. Letters and calls wait for a coordinator.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce

from hours.escort_news import escorts_told, still_so, told_already
from hours.events import record
from hours.models import Booking, Event, EventKind
from hours.models.outbox import Message, MessageKind, MessageState
from hours.policy import OPEN_STATES, State
from hours.times import instants, local_date
from hours.transactions import action
from ledsagning.people.models import Channel, Escort, Participant, Representative, Role, Unit, User

# On Swedish clocks, the day before. A visit booked later than this has just had its receipt.
REMINDED_AT = time(15)
# That nobody was found is worth knowing afterwards too; everything else only until the visit begins.
UNFILLED_TOLD_WITHIN = timedelta(days=2)
BY_A_HUMAN = (Channel.LETTER, Channel.PHONE)
FOR_A_HUMAN = (MessageState.BY_HAND, MessageState.FAILED)
# What is done with the visit: no call is made to tell it to the one who did it, or said it on the phone.
DONE_BY_SOMEBODY = (MessageKind.BOOKED, MessageKind.CHANGED, MessageKind.CANCELLED)


@dataclass(frozen=True, slots=True)
class Recipient:
    """The participant (`user` is None), or a representative who wants to know. The choice is theirs.

    Or the escort (then `user` is the escort's account): `person` is only whose visit it is about.
    """

    person: Participant
    user: User | None = None
    escort: Escort | None = None

    @property
    def reached(self) -> Participant | User:
        """Where channel, language and address stand."""
        return self.user or self.person

    @property
    def channel(self) -> str:
        return self.reached.channel

    @property
    def address(self) -> str:
        """Where messages by the chosen channel go, as the person wrote it; "" when it is missing."""
        if self.channel == Channel.EMAIL:
            return self.reached.email
        if self.channel == Channel.LETTER:
            return self.person.home_address if self.user is None else ""
        return self.phone

    @property
    def phone(self) -> str:
        """The account's own number, or the one that an escort has at work."""
        return self.reached.phone or (self.escort.phone if self.escort else "")

    @property
    def key(self) -> str:
        return f"user{self.user.pk}" if self.user else "person"


def mandates_told(person: Participant, today: date) -> QuerySet[Representative]:
    """Mandates that hold today and want messages. Not of staff there: see people.access.people_acted_for."""
    staff = Role.objects.valid_on(today).filter(unit__municipality=person.unit.municipality_id)
    told = Representative.objects.valid_on(today).filter(participant=person, is_told=True)
    told = told.filter(user__is_active=True).exclude(user__in=staff.values("user"))
    return told.select_related("user").order_by("pk")


def recipients(person: Participant, today: date) -> list[Recipient]:
    """Everybody who wants to know, each account and each address once; the participant first."""
    users = {mandate.user_id: mandate.user for mandate in mandates_told(person, today)}
    users.pop(person.user_id or 0, None)
    found: dict[object, Recipient] = {}
    for recipient in (Recipient(person), *(Recipient(person, user) for user in users.values())):
        if recipient.channel != Channel.NONE:
            address = recipient.address.strip().casefold()
            found.setdefault((recipient.channel, address) if address else recipient.key, recipient)
    return list(found.values())


def recipient_of(message: Message, today: date) -> Recipient | None:
    """Whom a message goes to, if they are still to be told: a mandate that has ended, has ended (R19).

    An escort's goes to the escort alone, while employed.
    """
    person = message.participant
    if message.escort_id is not None:
        escort = escorts_told(today).filter(pk=message.escort_id).first()
        return Recipient(person, escort.user, escort) if escort else None
    if message.user_id is None:
        return Recipient(person)
    mandate = mandates_told(person, today).filter(user=message.user_id).first()
    return Recipient(person, mandate.user) if mandate else None


def escort_told(booking: Booking) -> int:
    """The id of the escort who has said yes; 0 until somebody has. An escort only asked is not told of."""
    return booking.escort_id if booking.escort_id and booking.accepted_at else 0


def expires_at(kind: MessageKind, booking: Booking) -> datetime:
    """When a message stops being of use."""
    if kind == MessageKind.UNFILLED:
        return booking.ends_at + UNFILLED_TOLD_WITHIN
    # Somebody stands there and waits: that nobody comes is worth knowing until the end.
    return booking.ends_at if kind == MessageKind.ESCORT_LOST else booking.starts_at


def wants(recipient: Recipient, kind: MessageKind, by: User | None) -> bool:
    """Whether a person of this channel wants this. A letter is no reminder, and a call is no receipt of
    what one did oneself or has just said on the phone to staff.
    """
    if recipient.channel == Channel.LETTER:
        return kind != MessageKind.REMINDER
    if recipient.channel == Channel.PHONE and kind in DONE_BY_SOMEBODY and by:
        acts_for = Representative.objects.filter(participant=recipient.person, user=by).exists()
        return acts_for and recipient.user != by
    return True


def written(
    kind: MessageKind, booking: Booking, event_key: str, *, at: datetime, due_at: datetime, by: User | None
) -> list[Message]:
    """The message to each, unsaved. `event_key` and the recipient make the key: the same twice is one."""
    person = booking.pool.participant
    if person is None:
        return []
    return [
        Message(
            key=f"{event_key}:{recipient.key}",
            kind=kind,
            unit=booking.unit,
            participant=person,
            user=recipient.user,
            booking=booking,
            about_escort_id=escort_told(booking),
            about_starts_at=booking.starts_at,
            channel=recipient.channel,
            language=recipient.reached.language,
            state=MessageState.BY_HAND if recipient.channel in BY_A_HUMAN else MessageState.WAITING,
            made_at=at,
            due_at=due_at,
            expires_at=expires_at(kind, booking),
        )
        for recipient in recipients(person, local_date(at))
        if wants(recipient, kind, by)
    ]


def tell(kind: MessageKind, booking: Booking, *, event: Event) -> None:
    """Writes that everybody concerned is to be told of an event. Call it in the event's transaction."""
    key = f"{kind}:{event.pk}"
    messages = written(kind, booking, key, at=event.at, due_at=event.at, by=event.by)
    Message.objects.bulk_create(messages, ignore_conflicts=True)


def tell_who_comes(booking: Booking, *, event: Event) -> None:
    """An escort has said yes: the first, or another than the one that people were told of."""
    accepted = booking.events.filter(kind=EventKind.ACCEPTED).exclude(pk=event.pk)
    before = accepted.order_by("-pk").first()
    is_other = before is not None and before.by_id != event.by_id
    tell(MessageKind.ESCORT_CHANGED if is_other else MessageKind.ESCORT_COMES, booking, event=event)


@action
def queue_reminder(booking: Booking, *, due_at: datetime, now: datetime) -> int:
    """A reminder of one visit to each who wants it, once however often called. Returns how many are new."""
    key = f"{MessageKind.REMINDER}:{booking.pk}:{booking.starts_at:%Y%m%dT%H%MZ}"
    messages = written(MessageKind.REMINDER, booking, key, at=now, due_at=due_at, by=None)
    there = Message.objects.filter(key__in=[message.key for message in messages]).count()
    Message.objects.bulk_create(messages, ignore_conflicts=True)
    return len(messages) - there


def queue_reminders(now: datetime) -> int:
    """Reminders of tomorrow's visits, to be sent today at REMINDED_AT. Returns how many are new."""
    today = local_date(now)
    (due_at,) = instants(today, REMINDED_AT)
    first, last = (instants(today + timedelta(days=days), time(0))[0] for days in (1, 2))
    tomorrow = Booking.objects.filter(
        state__in=OPEN_STATES, starts_at__gte=first, starts_at__lt=last, booked_at__lt=due_at
    )
    tomorrow = tomorrow.select_related("pool__participant__unit", "unit").order_by("starts_at", "pk")
    return sum(queue_reminder(booking, due_at=due_at, now=now) for booking in tomorrow.iterator(500))


def is_so(message: Message) -> bool:
    """Whether what the message says still holds of its booking, as read now."""
    booking = message.booking
    if booking is None:
        return False
    if message.escort_id is not None:
        return still_so(message, booking)
    if message.kind in (MessageKind.CANCELLED, MessageKind.UNFILLED):
        return booking.state == State.CANCELLED
    if booking.state not in OPEN_STATES or booking.starts_at != message.about_starts_at:
        return False
    # A reminder is worded when it is sent, with who comes then.
    return message.kind == MessageKind.REMINDER or escort_told(booking) == message.about_escort_id


def latest(messages: QuerySet[Message]) -> QuerySet[Message]:
    """Without those that the same recipient has later news about: the latest holds everything needed.

    An escort's stand apart from the person's and the representatives', whoever else the escort may be. Each
    of an escort's kinds says a thing of its own, and only the same said anew takes its place.
    """
    to, escort_to = Coalesce("user", 0), Coalesce("escort", 0)
    newer = Message.objects.annotate(to=to, escort_to=escort_to).exclude(kind=MessageKind.REMINDER)
    newer = newer.filter(
        Q(escort=None) | Q(kind=OuterRef("kind")),
        to=OuterRef("to"),
        escort_to=OuterRef("escort_to"),
        participant=OuterRef("participant"),
        booking=OuterRef("booking"),
        pk__gt=OuterRef("pk"),
    )
    shown = messages.annotate(to=to, escort_to=escort_to)
    return shown.exclude(~Q(kind=MessageKind.REMINDER) & Exists(newer)).exclude(told_already())


def for_a_human(units: QuerySet[Unit], now: datetime) -> Iterator[Message]:
    """What a coordinator of the units is to tell by phone or letter, or that could not be delivered."""
    waiting = Message.objects.filter(unit__in=units, state__in=FOR_A_HUMAN, expires_at__gt=now)
    shown = latest(waiting).select_related(
        "participant__unit__municipality",
        "user",
        "escort__user",
        "unit__municipality",
        "booking__escort__user",
    )
    today = local_date(now)
    return (message for message in shown if is_so(message) and recipient_of(message, today))


@action
def told_by_hand(message: Message, *, by: User, now: datetime) -> bool:
    """A coordinator has told it. Twice is the same as once; whether it was the first time."""
    held = Message.objects.select_for_update(of=("self",)).select_related("unit", "booking")
    message = held.get(pk=message.pk)
    if message.state not in FOR_A_HUMAN:
        return False
    message.state, message.ended_at = MessageState.TOLD, now
    message.save(update_fields=["state", "ended_at"])
    record(EventKind.TOLD_BY_HAND, unit=message.unit, by=by, at=now, booking=message.booking)
    return True
