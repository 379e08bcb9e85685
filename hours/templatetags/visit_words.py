"""How a visit stands, in one honest sentence to the person (P4)."""

from django import template
from django.utils import timezone
from django.utils.translation import gettext as _

from hours.models import Booking, EventKind
from hours.policy import State

register = template.Library()


@register.filter
def standing(booking: Booking) -> str:
    """“Elsa is coming”, “Elsa has been asked”, “We are looking for a companion”, or how it ended."""
    passed = booking.ends_at <= timezone.now()
    if booking.state == State.REQUESTED:
        return _("We found no companion") if passed else _("We are looking for a companion")
    if booking.state == State.ASSIGNED and passed:
        return _("%(escort)s has not reported the visit yet") % {"escort": booking.escort}
    if booking.state == State.ASSIGNED:
        words = _("%(escort)s is coming") if booking.accepted_at else _("%(escort)s has been asked")
        return words % {"escort": booking.escort}
    if booking.state == State.CANCELLED:
        unfilled = booking.events.filter(kind=EventKind.UNFILLED).exists()
        return _("We found no companion") if unfilled else _("Cancelled")
    return _("You did not meet") if booking.state == State.NO_SHOW else _("Done")


@register.filter
def minutes_of(booking: Booking) -> int:
    """The minutes to say: what was used of a visit that is done, else what was booked."""
    return booking.minutes_used if booking.state == State.DONE else booking.span.minutes
