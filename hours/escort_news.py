"""Whether what an escort is to be told still holds, and whether the escort has been told it already.

An escort's message never goes to the person whose visit it is about, nor the other way round: hours/outbox.py
asks here for those that have an escort.
"""

from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet

from hours.models import Booking, Message, MessageKind, MessageState, OfferAnswer
from hours.policy import OPEN_STATES, State
from ledsagning.people.models import Escort

# It has gone out, or a coordinator has said it. One that failed is still to be told.
IS_TOLD = (MessageState.SENDING, MessageState.SENT, MessageState.TOLD)


def escorts_told(today: date) -> QuerySet[Escort]:
    """Escorts who are, or will be, employed, with an account that is open."""
    not_gone = Escort.objects.filter(Q(valid_to=None) | Q(valid_to__gte=today), user__is_active=True)
    return not_gone.select_related("user")


def deed_of(message: Message) -> QuerySet[Message]:
    """The messages to the same escort about what was done at the same instant: a series cancelled, a month of
    visits given to the escort. One message tells of them all."""
    return Message.objects.filter(escort=message.escort_id, kind=message.kind, made_at=message.made_at)


def of_one_deed(message: Message) -> QuerySet[Message]:
    """The other messages of the same deed."""
    return deed_of(message).exclude(pk=message.pk).select_related("booking")


def told_already() -> Exists:
    """Of a message: whether another about the same deed has told the escort of this too. Only escorts'."""
    said = Message.objects.filter(
        escort=OuterRef("escort"), kind=OuterRef("kind"), made_at=OuterRef("made_at"), state__in=IS_TOLD
    )
    return Exists(said.exclude(pk=OuterRef("pk")))


def is_moved(message: Message) -> bool:
    """Whether the escort is told that the time they knew is off; else, that a visit of theirs has changed."""
    return message.kind == MessageKind.VISIT_CHANGED and message.about_escort_id == 0


def still_so(message: Message, booking: Booking) -> bool:
    """Whether an escort's message still holds of its booking, as read now."""
    holds, escort_id = booking.escort_id == message.escort_id, message.escort_id
    is_asked = booking.state == State.ASSIGNED and holds and booking.accepted_at is None
    as_told = booking.state in OPEN_STATES and booking.starts_at == message.about_starts_at
    match message.kind:
        case MessageKind.ASKED:
            return as_told and is_asked
        case MessageKind.OFFERED:
            offers = booking.offers.filter(escort=escort_id, answer=OfferAnswer.WAITING)
            return as_told and booking.state == State.REQUESTED and offers.exists()
        case MessageKind.OFFER_TAKEN:
            return as_told and not holds
        case MessageKind.OFFER_ENDED:
            gone = booking.state == State.CANCELLED or booking.starts_at != message.about_starts_at
            offers = booking.offers.filter(escort=escort_id, answer=OfferAnswer.WAITING)
            # Offered or given to the escort anew, at that very time: that is what there is to say.
            return gone or not (holds or offers.exists())
        case MessageKind.VISIT_OFF:
            return booking.state == State.CANCELLED
        case MessageKind.VISIT_GIVEN_AWAY:
            return not holds
        case MessageKind.VISIT_CHANGED if is_moved(message):
            return booking.starts_at != message.about_starts_at or not holds
        case MessageKind.VISIT_CHANGED:
            return as_told and holds
    return False
