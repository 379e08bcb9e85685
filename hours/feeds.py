"""Addresses of personal calendars: secret, signed with the site's key, not stored, and renewed at will.

An address is the feed's nonce and a signature over it. Without the signature nothing is looked up, and it
is compared in constant time. A feed reads for the account it was given to, as long as that account may act
for the person: the address of a representative ends with the mandate (R19).
"""

import uuid
from datetime import datetime, timedelta

from django.core.signing import BadSignature, Signer
from django.db.models import Count, Max, QuerySet
from django.http import Http404

from hours.models import Booking, CalendarFeed
from hours.transactions import action
from ledsagning.people.access import people_acted_for
from ledsagning.people.models import Participant, User

SALT = "hours.feeds"
# How long a calendar goes on showing a visit that has been, or was cancelled.
SHOWN_BACK = timedelta(days=31)


def signer() -> Signer:
    return Signer(sep=".", salt=SALT)


def address_of(feed: CalendarFeed) -> str:
    """The secret part of the feed's address: "<nonce>.<signature>"."""
    return signer().sign(feed.nonce.hex)


def feed_of(person: Participant, user: User) -> CalendarFeed | None:
    """The account's feed of the person's visits, if it is turned on."""
    return CalendarFeed.objects.filter(participant=person, user=user).first()


@action
def turn_on(person: Participant, user: User, *, now: datetime) -> CalendarFeed:
    """Makes the account's feed; one that is there stays as it is."""
    return CalendarFeed.objects.get_or_create(participant=person, user=user, defaults={"made_at": now})[0]


@action
def renew(person: Participant, user: User, *, now: datetime) -> CalendarFeed:
    """A new address. The old one is dead at once."""
    new = {"nonce": uuid.uuid4(), "made_at": now}
    return CalendarFeed.objects.update_or_create(participant=person, user=user, defaults=new)[0]


@action
def turn_off(person: Participant, user: User) -> None:
    """Takes the account's feed away, and its address with it."""
    CalendarFeed.objects.filter(participant=person, user=user).delete()


def feed_or_404(address: str) -> CalendarFeed:
    """The feed at an address that was signed here, whose account may act for the person today."""
    try:
        nonce = uuid.UUID(signer().unsign(address))
    except (BadSignature, ValueError):
        raise Http404 from None
    feed = CalendarFeed.objects.filter(nonce=nonce).select_related("participant", "user").first()
    if feed is None or not feed.user.is_active:
        raise Http404
    if not people_acted_for(feed.user).filter(pk=feed.participant_id).exists():
        raise Http404
    return feed


def visits_of(feed: CalendarFeed, now: datetime) -> QuerySet[Booking]:
    """The visits of late and to come, the cancelled ones too, each with its number of events and the last.

    Whatever changes a visit is written as an event: the number of them only grows, and so is the sequence
    of the calendar's entry.
    """
    mine = Booking.objects.filter(pool__participant=feed.participant_id, ends_at__gte=now - SHOWN_BACK)
    counted = mine.annotate(events_seen=Count("events"), changed_at=Max("events__at"))
    return counted.select_related("escort__user").order_by("starts_at", "pk")
