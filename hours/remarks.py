"""What a person wants the unit to know: sent once, read by staff of the unit, and seen to be read.

SOSFS 2011:9, 5 chap. 3 §: remarks and complaints about the quality are taken in and looked into.
"""

from datetime import datetime
from uuid import UUID, uuid4

from django.db.models import Case, IntegerField, Q, QuerySet, Value, When

from hours.errors import Code, Problem, Refused
from hours.events import record
from hours.models import Booking, EventKind, Rating, Remark
from hours.transactions import action
from hours.visits import rate
from ledsagning.people.models import Participant, Unit, User


@action
def send(
    person: Participant,
    *,
    key: UUID,
    text: str,
    is_complaint: bool,
    by: User,
    now: datetime,
    booking: Booking | None = None,
) -> Remark:
    """Sends a remark to the person's unit. The same key is one remark (R34); with other words: Refused."""
    if already := Remark.objects.filter(key=key).first():
        there = (already.participant_id, already.text, already.is_complaint, already.booking_id)
        if there != (person.pk, text, is_complaint, booking.pk if booking else None):
            raise Refused([Problem(Code.REMARK_ALREADY_SENT)])
        return already
    remark = Remark.objects.create(
        key=key,
        unit=booking.unit if booking else person.unit,
        participant=person,
        booking=booking,
        is_complaint=is_complaint,
        text=text,
        by=by,
        at=now,
    )
    record(EventKind.REMARK, unit=remark.unit, by=by, at=now, booking=booking)
    return remark


@action
def rate_and_send(
    person: Participant,
    booking: Booking,
    *,
    score: int,
    text: str,
    is_complaint: bool,
    by: User,
    now: datetime,
) -> tuple[Rating, Remark]:
    """The press after a visit, and its words to the unit: both or neither. Raises Refused.

    A visit is rated once, so the words are sent once.
    """
    rating = rate(booking, score=score, comment=text, by=by, now=now)
    remark = send(person, key=uuid4(), text=text, is_complaint=is_complaint, by=by, now=now, booking=booking)
    return rating, remark


@action
def mark_read(remark: Remark, *, by: User, now: datetime) -> Remark:
    """Says who has read it, and when. The first to say so stands."""
    remark = Remark.objects.select_for_update().get(pk=remark.pk)
    if remark.read_at is None:
        remark.read_by, remark.read_at = by, now
        remark.save(update_fields=["read_by", "read_at"])
    return remark


def remarks_of(units: QuerySet[Unit]) -> QuerySet[Remark]:
    """Remarks to the units: the unread, longest waiting first; then those that are read, the newest first."""
    waiting = Case(When(read_at=None, then=Value(0)), default=Value(1), output_field=IntegerField())
    since = Case(When(Q(read_at=None), then="at"))
    remarks = Remark.objects.filter(unit__in=units).select_related(
        "participant", "unit", "by", "read_by", "booking__escort__user"
    )
    return remarks.order_by(waiting, since, "-at", "-pk")


def remarks_by(person: Participant) -> QuerySet[Remark]:
    """What has been sent for a person, the newest first."""
    mine = Remark.objects.filter(participant=person).select_related(
        "unit", "by", "read_by", "booking__escort__user"
    )
    return mine.order_by("-at", "-pk")
