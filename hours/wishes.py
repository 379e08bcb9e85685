"""Wishes about companions: gladly this one, never that one. No reason is asked (P3)."""

from datetime import datetime

from hours.bookings import take_from_escort
from hours.models import Booking, EscortWish
from hours.policy import State
from hours.transactions import action
from ledsagning.people.models import Escort, Participant, User


@action
def wish(person: Participant, escort: Escort, *, never: bool) -> EscortWish:
    """Stores a wish. A new one about the same escort takes the place of the old."""
    stored, _ = EscortWish.objects.update_or_create(
        participant=person, escort=escort, defaults={"never": never}
    )
    return stored


def spare(person: Participant, escort: Escort, *, by: User, now: datetime) -> int:
    """Takes the person's visits to come from an escort never to be met again. Returns how many."""
    held = Booking.objects.filter(pool__participant=person, escort=escort, state=State.ASSIGNED)
    return sum(take_from_escort(booking, escort, by=by, now=now) for booking in held)


@action
def unwish(person: Participant, wish_id: str) -> None:
    """Takes one of the person's wishes away; nothing happens when there is no such wish."""
    if wish_id.isascii() and wish_id.isdigit() and len(wish_id) < 19:
        EscortWish.objects.filter(participant=person, pk=int(wish_id)).delete()
