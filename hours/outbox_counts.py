"""How many messages a human has to tell, counted without reading them: the board asks at every look."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import models
from django.db.models import Case, Count, Exists, F, OuterRef, Q, QuerySet, Value, When
from django.db.models.functions import Coalesce

from hours.escort_news import escorts_told
from hours.models import Message, MessageKind, MessageState, Offer, OfferAnswer
from hours.outbox import FOR_A_HUMAN, latest
from hours.policy import OPEN_STATES, State
from hours.times import local_date
from ledsagning.people.models import Representative, Role, Unit


@dataclass(frozen=True, slots=True)
class Waiting:
    """How many messages a human has to tell, and how many of them because they could not be delivered."""

    count: int
    failed: int


def is_still_so() -> Q:
    """hours.outbox.is_so, said to the database."""
    off = (MessageKind.CANCELLED, MessageKind.UNFILLED)
    told = Case(
        When(booking__accepted_at=None, then=Value(0)),
        default=Coalesce("booking__escort", 0),
        output_field=models.BigIntegerField(),
    )
    holds = Q(booking__state__in=OPEN_STATES, booking__starts_at=F("about_starts_at"))
    named = Q(kind=MessageKind.REMINDER) | Q(about_escort_id=told)
    of_person = Q(kind__in=off, booking__state=State.CANCELLED) | (~Q(kind__in=off) & holds & named)
    return (Q(escort=None) & of_person) | (Q(escort__isnull=False) & is_still_so_to_escort(holds))


def is_still_so_to_escort(as_told: Q) -> Q:
    """hours.escort_news.still_so, said to the database. `as_told`: the visit is open, at the told time."""
    mine = Q(booking__escort=F("escort"))
    offers = Offer.objects.filter(
        booking=OuterRef("booking"), escort=OuterRef("escort"), answer=OfferAnswer.WAITING
    )
    asked = Q(booking__state=State.ASSIGNED, booking__accepted_at=None)
    other_time = ~Q(booking__starts_at=F("about_starts_at"))
    moved = Q(kind=MessageKind.VISIT_CHANGED, about_escort_id=0)
    gone = other_time | Q(booking__state=State.CANCELLED)
    return (
        (Q(kind=MessageKind.ASKED) & as_told & asked & mine)
        | (Q(kind=MessageKind.OFFERED, booking__state=State.REQUESTED) & as_told & Q(Exists(offers)))
        | (Q(kind=MessageKind.OFFER_TAKEN) & as_told & is_not(mine))
        | (Q(kind=MessageKind.OFFER_ENDED) & (gone | (is_not(mine) & ~Q(Exists(offers)))))
        | Q(kind=MessageKind.VISIT_OFF, booking__state=State.CANCELLED)
        | (Q(kind=MessageKind.VISIT_GIVEN_AWAY) & is_not(mine))
        | (moved & (other_time | is_not(mine)))
        | (Q(kind=MessageKind.VISIT_CHANGED) & ~moved & as_told & mine)
    )


def is_not(mine: Q) -> Q:
    """Somebody else's visit, or nobody's: a comparison with nobody is neither true nor false."""
    return Q(booking__escort=None) | ~mine


def is_still_theirs(today: date) -> Q:
    """hours.outbox.recipient_of, said to the database: a mandate that has ended, has ended (R19)."""
    mandates = Representative.objects.valid_on(today).filter(
        participant=OuterRef("participant"), user=OuterRef("user"), is_told=True, user__is_active=True
    )
    staff = Role.objects.valid_on(today).filter(
        user=OuterRef("user"), unit__municipality=OuterRef("participant__unit__municipality")
    )
    represents = Q(user=None) | (Q(Exists(mandates)) & ~Q(Exists(staff)))
    employed = Q(escort__in=escorts_told(today).values("pk"))
    return (Q(escort=None) & represents) | employed


def messages_waiting(units: QuerySet[Unit] | list[Unit], now: datetime) -> Waiting:
    """How long the list of hours.outbox.for_a_human is, in one query."""
    waiting = Message.objects.filter(unit__in=units, state__in=FOR_A_HUMAN, expires_at__gt=now)
    told = latest(waiting).filter(is_still_so(), is_still_theirs(local_date(now)))
    failed = Count("pk", filter=Q(state=MessageState.FAILED))
    found = told.order_by().aggregate(count=Count("pk"), failed=failed)
    return Waiting(found["count"], found["failed"])
