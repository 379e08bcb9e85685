"""Wishes about companions: gladly this one, never that one. No reason is asked (P3)."""

from hours.models import EscortWish
from hours.transactions import action
from ledsagning.people.models import Escort, Participant


@action
def wish(person: Participant, escort: Escort, *, never: bool) -> EscortWish:
    """Stores a wish. A new one about the same escort takes the place of the old."""
    stored, _ = EscortWish.objects.update_or_create(
        participant=person, escort=escort, defaults={"never": never}
    )
    return stored


@action
def unwish(person: Participant, wish_id: str) -> None:
    """Takes one of the person's wishes away; nothing happens when there is no such wish."""
    if wish_id.isascii() and wish_id.isdigit():
        EscortWish.objects.filter(participant=person, pk=int(wish_id)).delete()
