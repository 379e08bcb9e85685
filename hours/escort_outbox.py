"""What escorts are told: asked, offered, changed, cancelled. Written in the transaction of the thing itself.

An escort's message names no person and no hours left: when, where and how to answer. Who it is stands behind
the sign-in, as the escort's list does. hours/escort_news.py says what still holds, hours/escort_letters.py
how it is said.
"""

from collections.abc import Sequence
from datetime import datetime

from hours.models import Booking, Event, Message, MessageKind, MessageState
from hours.outbox import BY_A_HUMAN
from hours.rules import Span
from ledsagning.people.models import Channel, Escort

# That nobody needs to come is worth knowing until the visit would have ended.
NEED_NOT_COME = (MessageKind.VISIT_OFF, MessageKind.VISIT_GIVEN_AWAY)


def tell_escort(
    kind: MessageKind,
    booking: Booking,
    escort: Escort,
    *,
    event: Event,
    known_start: datetime | None = None,
) -> None:
    """Writes that an escort is to be told of an event. The same event tells the same escort once.

    `known_start` is the start that the escort knows, when the booking has another now.
    """
    account = escort.user
    if account.channel == Channel.NONE or not account.is_active:
        return
    person = booking.pool.participant
    if person is None:
        return
    message = Message(
        key=f"{kind}:{event.pk}:escort{escort.pk}",
        kind=kind,
        unit=booking.unit,
        participant=person,
        escort=escort,
        booking=booking,
        # Who holds the visit when this is written: the escort, or nobody any longer (0), or somebody else.
        about_escort_id=booking.escort_id or 0,
        about_starts_at=known_start or booking.starts_at,
        channel=account.channel,
        language=account.language,
        state=MessageState.BY_HAND if account.channel in BY_A_HUMAN else MessageState.WAITING,
        made_at=event.at,
        due_at=event.at,
        expires_at=last_use(kind, booking, known_start),
    )
    Message.objects.bulk_create([message], ignore_conflicts=True)


def tell_of_change(
    booking: Booking, held: Escort | None, *, known: Span, known_place: str, event: Event
) -> None:
    """Tells the escort who held a visit, before it was changed, what became of it: the place is another, or
    the visit is no longer theirs, for its time is another or somebody else is wished for.
    """
    if held is None:
        return
    if booking.escort_id == held.pk:
        if booking.accepted_at and booking.meeting_place != known_place:
            tell_escort(MessageKind.VISIT_CHANGED, booking, held, event=event)
    elif booking.span != known:
        tell_escort(MessageKind.VISIT_CHANGED, booking, held, event=event, known_start=known.starts_at)
    else:
        tell_escort(MessageKind.VISIT_GIVEN_AWAY, booking, held, event=event)


def tell_no_offer(
    offered: Sequence[Escort], booking: Booking, *, known_start: datetime, event: Event
) -> None:
    """Tells escorts whose offer has ended that the visit, at the start they know, is not to be had any more.

    Not when that time has begun: nobody waits for an offer of what has been.
    """
    if event.at < known_start:
        for escort in offered:
            tell_escort(MessageKind.OFFER_ENDED, booking, escort, event=event, known_start=known_start)


def last_use(kind: MessageKind, booking: Booking, known_start: datetime | None = None) -> datetime:
    """When the message stops being of use."""
    return booking.ends_at if kind in NEED_NOT_COME else known_start or booking.starts_at
