"""Photos of receipts: kept with a visit at once, whatever becomes of the report they came with."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from hours.bookings import locked_booking
from hours.errors import Code, Problem, Refused
from hours.models import Booking, Receipt
from hours.transactions import action
from ledsagning.people.models import User

MOST_RECEIPTS = 10


@action
def add_receipts(booking: Booking, jpegs: Sequence[bytes], *, by: User, now: datetime) -> None:
    """Keeps the photos. The same picture again is one (R34).

    Raises Refused when the visit has been paid, or has too many.
    """
    _, booking = locked_booking(booking)
    there = {bytes(receipt.jpeg) for receipt in booking.receipts.all()}
    new = [jpeg for jpeg in dict.fromkeys(jpegs) if jpeg not in there]
    if new and booking.paid_in_id:
        raise Refused([Problem(Code.PERIOD_LOCKED, at="receipts")])
    if len(there) + len(new) > MOST_RECEIPTS:
        raise Refused([Problem(Code.TOO_MANY_RECEIPTS, at="receipts", values={"most": MOST_RECEIPTS})])
    for jpeg in new:
        Receipt.objects.create(booking=booking, jpeg=jpeg, by=by, at=now)


@action
def remove_receipt(booking: Booking, receipt_id: UUID) -> None:
    """Takes a photo away for good; twice is once. Raises Refused when the visit has been paid."""
    _, booking = locked_booking(booking)
    if booking.paid_in_id:
        raise Refused([Problem(Code.PERIOD_LOCKED)])
    booking.receipts.filter(public_id=receipt_id).delete()
