"""Photos of receipts: several a visit, each once, and none added or removed when the visit is paid."""

from datetime import date

import pytest

from hours.errors import Code, Refused
from hours.models import Booking, PayPeriod, Receipt
from hours.receipts import MOST_RECEIPTS, add_receipts, remove_receipt
from tests.cast import NOW, Cast
from tests.hours.asking import codes


def add(booking: Booking, cast: Cast, *jpegs: bytes) -> list[bytes]:
    """Adds them, and says what is there."""
    add_receipts(booking, jpegs, by=cast.escort.user, now=NOW)
    return [bytes(receipt.jpeg) for receipt in booking.receipts.all()]


def pay(cast: Cast) -> None:
    month = PayPeriod.objects.create(
        provider=cast.provider, month=date(2026, 3, 1), locked_at=NOW, locked_by=cast.coordinator
    )
    Booking.objects.update(paid_in=month)


def test_R34_the_same_picture_again_is_one(cast):
    booking = cast.done()
    assert add(booking, cast, b"bio", b"bio", b"glass") == [b"bio", b"glass"]
    assert add(booking, cast, b"glass", b"taxi") == [b"bio", b"glass", b"taxi"]
    assert add(cast.accepted(), cast, b"bio") == [b"bio"]


def test_there_are_at_most_ten_and_then_none_of_the_new_is_kept(cast):
    booking = cast.done()
    add(booking, cast, *(bytes([number]) for number in range(MOST_RECEIPTS - 1)))
    with pytest.raises(Refused) as refused:
        add(booking, cast, b"ten", b"eleven")
    assert codes(refused) == [Code.TOO_MANY_RECEIPTS]
    assert len(add(booking, cast, b"ten")) == MOST_RECEIPTS


def test_one_is_taken_away(cast):
    booking = cast.done()
    add(booking, cast, b"bio", b"glass")
    bio = Receipt.objects.get(jpeg=b"bio")
    for _press in range(2):
        remove_receipt(booking, bio.public_id)
    assert [bytes(receipt.jpeg) for receipt in Receipt.objects.all()] == [b"glass"]


def test_when_paid_nothing_is_added_or_taken_away(cast):
    booking = cast.done()
    add(booking, cast, b"bio")
    pay(cast)
    with pytest.raises(Refused) as refused:
        add(booking, cast, b"glass")
    assert codes(refused) == [Code.PERIOD_LOCKED]
    with pytest.raises(Refused) as refused:
        remove_receipt(booking, Receipt.objects.get().public_id)
    assert codes(refused) == [Code.PERIOD_LOCKED]
    assert add(booking, cast, b"bio") == [b"bio"]  # sent again: it is there
