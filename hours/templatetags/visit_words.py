"""How a visit stands, in one honest sentence to the person (P4), and who comes."""

from dataclasses import dataclass
from uuid import UUID, uuid4

from django import template
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from hours.access import can_reach_escort
from hours.models import Booking, Event, EventKind
from hours.policy import OPEN_STATES, State
from ledsagning.people.models import EscortPhoto

register = template.Library()


@register.simple_tag
def fresh_key() -> UUID:
    """A new key for a form of one press: sent twice it is once (R34)."""
    return uuid4()


@register.filter
def standing(booking: Booking) -> str:
    """“Elsa is coming”, or how it ended. Until an escort has said yes we are looking, though one is asked."""
    passed = booking.ends_at <= timezone.now()
    if booking.state == State.REQUESTED and passed:
        return _("We found no companion")
    if booking.state == State.REQUESTED or (is_only_asked(booking) and not passed):
        return _("We are looking for a companion")
    if booking.state == State.ASSIGNED and passed:
        return _("%(escort)s has not reported the visit yet") % {"escort": booking.escort}
    if booking.state == State.ASSIGNED:
        return _("%(escort)s is coming") % {"escort": booking.escort}
    if booking.state == State.CANCELLED:
        unfilled = booking.events.filter(kind=EventKind.UNFILLED).exists()
        return _("We found no companion") if unfilled else _("Cancelled")
    return _("You did not meet") if booking.state == State.NO_SHOW else _("Done")


def is_only_asked(booking: Booking) -> bool:
    """Whether somebody holds the visit and has not said yes. Who it is is not told: they may say no."""
    return booking.state == State.ASSIGNED and not booking.accepted_at


@register.filter
def standing_state(booking: Booking) -> str:
    """The state whose symbol goes with `standing`."""
    return State.REQUESTED if is_only_asked(booking) else booking.state


@dataclass(frozen=True)
class Coming:
    """Who comes, or was there. Photo and number are empty when they are not shown; see hours.access."""

    name: str
    phone: str
    photo_url: str
    can_be_reached: bool


@register.filter
def coming(booking: Booking) -> Coming | None:
    """The escort who has said yes; None until then."""
    if booking.escort is None or is_only_asked(booking):
        return None
    escort, reached = booking.escort, can_reach_escort(booking, timezone.now())
    has_photo = reached and EscortPhoto.objects.filter(escort=escort).exists()
    return Coming(
        name=str(escort),
        phone=escort.phone if reached else "",
        photo_url=reverse("escort_photo", args=[escort.pk]) if has_photo else "",
        can_be_reached=reached,
    )


@register.filter
def no_longer_coming(booking: Booking) -> str:
    """The latest escort who had said yes to an open visit and does not come after all; else ""."""
    if booking.state not in OPEN_STATES or booking.ends_at <= timezone.now():
        return ""
    said_yes = Event.objects.filter(booking=booking, kind=EventKind.ACCEPTED)
    if booking.escort and booking.accepted_at:
        said_yes = said_yes.exclude(by=booking.escort.user_id)
    latest = said_yes.select_related("by").order_by("-at", "-pk").first()
    return str(latest.by) if latest else ""


@register.filter
def minutes_of(booking: Booking) -> int:
    """The minutes to say: what was used of a visit that is done, else what was booked."""
    return booking.minutes_used if booking.state == State.DONE else booking.span.minutes
