"""Addresses of escorts' own calendars: secret, signed and renewed as in hours/feeds.py.

Such an address is dead when the employment ends, or the account is closed (R19).
"""

import uuid
from datetime import date, datetime

from django.core.signing import BadSignature, Signer
from django.db.models import Count, Max, QuerySet
from django.http import Http404

from hours.feeds import SHOWN_BACK
from hours.models import Booking, EscortFeed
from hours.policy import REPORTED_STATES, State
from hours.transactions import action
from ledsagning.people.models import Escort

# Not that of people's calendars: an address of one kind opens none of the other.
SALT = "hours.escort_feeds"


def signer() -> Signer:
    return Signer(sep=".", salt=SALT)


def address_of(feed: EscortFeed) -> str:
    """The secret part of the feed's address: "<nonce>.<signature>"."""
    return signer().sign(feed.nonce.hex)


def feed_of(escort: Escort) -> EscortFeed | None:
    """The escort's feed, if it is turned on."""
    return EscortFeed.objects.filter(escort=escort).first()


@action
def turn_on(escort: Escort, *, now: datetime) -> EscortFeed:
    """Makes the escort's feed; one that is there stays as it is."""
    return EscortFeed.objects.get_or_create(escort=escort, defaults={"made_at": now})[0]


@action
def renew(escort: Escort, *, now: datetime) -> EscortFeed:
    """A new address. The old one is dead at once."""
    new = {"nonce": uuid.uuid4(), "made_at": now}
    return EscortFeed.objects.update_or_create(escort=escort, defaults=new)[0]


@action
def turn_off(escort: Escort) -> None:
    """Takes the escort's feed away, and its address with it."""
    EscortFeed.objects.filter(escort=escort).delete()


def feed_or_404(address: str, today: date) -> EscortFeed:
    """The feed at an address that was signed here, of an escort who is employed today."""
    try:
        nonce = uuid.UUID(signer().unsign(address))
    except (BadSignature, ValueError):
        raise Http404 from None
    employed = Escort.objects.valid_on(today).filter(user__is_active=True)
    feed = EscortFeed.objects.filter(nonce=nonce, escort__in=employed).select_related("escort__user").first()
    if feed is None:
        raise Http404
    return feed


def visits_of(feed: EscortFeed, now: datetime) -> QuerySet[Booking]:
    """What the escort is asked for, has promised, and did of late, as hours.feeds.visits_of counts them."""
    mine = Booking.objects.filter(escort=feed.escort_id, state__in=(State.ASSIGNED, *REPORTED_STATES))
    lately = mine.filter(ends_at__gte=now - SHOWN_BACK)
    counted = lately.annotate(events_seen=Count("events"), changed_at=Max("events__at"))
    return counted.select_related("pool__participant").order_by("starts_at", "pk")
