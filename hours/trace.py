"""Who has done what with a visit, and when, in words: so that two coordinators never surprise each other.

No reason is told, for none is asked (P3), and nothing of anybody's hours (P2).
"""

from collections.abc import Iterator
from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hours.models import Assignment, Booking, Event, EventKind, Offer, OfferAnswer
from hours.models.bookings import Answer
from ledsagning.people.models import User
from ledsagning.templatetags.people_words import clock_words, day_words

ASKED = {
    Answer.WAITING: gettext_lazy("%(by)s asked %(escort)s %(at)s. No answer yet."),
    Answer.ACCEPTED: gettext_lazy("%(by)s asked %(escort)s %(at)s. Answered yes %(answered)s."),
    Answer.DECLINED: gettext_lazy("%(by)s asked %(escort)s %(at)s. Answered no %(answered)s."),
    Answer.ENDED: gettext_lazy("%(by)s asked %(escort)s %(at)s. No longer asked since %(answered)s."),
}
OFFERED = {
    OfferAnswer.WAITING: gettext_lazy("%(by)s offered it to %(escort)s %(at)s. No answer yet."),
    OfferAnswer.ACCEPTED: gettext_lazy("%(by)s offered it to %(escort)s %(at)s. Answered yes %(answered)s."),
    OfferAnswer.DECLINED: gettext_lazy("%(by)s offered it to %(escort)s %(at)s. Answered no %(answered)s."),
    OfferAnswer.TAKEN: gettext_lazy("%(by)s offered it to %(escort)s %(at)s. Somebody else was first."),
    OfferAnswer.ENDED: gettext_lazy(
        "%(by)s offered it to %(escort)s %(at)s. No longer offered since %(answered)s."
    ),
}
HAPPENED = {
    EventKind.BOOKED: gettext_lazy("%(by)s booked %(at)s."),
    EventKind.PHONE_BOOKED: gettext_lazy("%(by)s booked by phone %(at)s."),
    EventKind.CHANGED: gettext_lazy("%(by)s changed the visit %(at)s."),
    EventKind.CANCELLED: gettext_lazy("%(by)s cancelled %(at)s."),
    EventKind.TOP_UP_CONFIRMED: gettext_lazy("%(by)s confirmed the hours %(at)s."),
    EventKind.REPORTED: gettext_lazy("%(by)s reported the visit %(at)s."),
    EventKind.REPORTED_OTHERWISE: gettext_lazy("%(by)s reported the visit %(at)s."),
    EventKind.CORRECTED: gettext_lazy("%(by)s corrected the report %(at)s."),
    EventKind.NO_SHOW: gettext_lazy("%(by)s reported %(at)s that they did not meet."),
}


BOOKINGS = (EventKind.BOOKED, EventKind.PHONE_BOOKED)
# Of what stands at the same instant: booked, then asked, then what ended it.
BEGUN, ANSWERED, DONE = range(3)
Line = tuple[datetime, int, str]


def trace(visit: Booking) -> list[str]:
    """What has been done, the latest first; of one instant, first the deed and then what ended with it."""
    found = [*asked(visit), *offered(visit), *happened(visit)]
    return [words for _at, _place, words in sorted(found, key=lambda line: line[:2], reverse=True)]


def latest_words(visit: Booking) -> str:
    """What was done last; "" when nothing is known."""
    return next(iter(trace(visit)), "")


def asked(visit: Booking) -> Iterator[Line]:
    found = Assignment.objects.filter(booking=visit).select_related("by", "escort__user")
    for each in found.order_by("-at", "-pk"):
        yield touched(each), ANSWERED, sentence(ASKED[Answer(each.answer)], each)


def offered(visit: Booking) -> Iterator[Line]:
    found = Offer.objects.filter(booking=visit).select_related("by", "escort__user")
    for each in found.order_by("-at", "-pk"):
        yield touched(each), ANSWERED, sentence(OFFERED[OfferAnswer(each.answer)], each)


def happened(visit: Booking) -> Iterator[Line]:
    found = Event.objects.filter(booking=visit, kind__in=HAPPENED).select_related("by").order_by("-at", "-pk")
    for event in found:
        words = HAPPENED[EventKind(event.kind)]
        place = BEGUN if event.kind in BOOKINGS else DONE
        yield event.at, place, words % {"by": name(event.by), "at": moment_words(event.at)}


def touched(each: Assignment | Offer) -> datetime:
    """When something last happened with it."""
    return each.answered_at or each.at


def sentence(words: object, each: Assignment | Offer) -> str:
    return str(words) % {
        "by": name(each.by),
        "escort": each.escort,
        "at": moment_words(each.at),
        "answered": moment_words(each.answered_at or each.at),
    }


def name(user: User | None) -> str:
    """Who did it; what was done by the clock, such as a series that goes on, has no name."""
    return str(user) if user else _("The system")


def moment_words(at: datetime) -> str:
    """A moment: "today at 9.12", "yesterday at 16", "on Monday 2 March at 9"."""
    days = (timezone.localdate() - timezone.localtime(at).date()).days
    words = {0: _("today at %(clock)s"), 1: _("yesterday at %(clock)s")}.get(
        days, _("on %(day)s at %(clock)s")
    )
    return words % {"day": day_words(at), "clock": clock_words(at)}
