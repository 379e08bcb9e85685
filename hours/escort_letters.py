"""The words of what escorts are told, as an e-mail and as a text message of three segments at most.

When, how long, where, and how to answer. Never whose visit it is: that stands behind the sign-in, as the note
does; never hours left (P2). Of somebody with protected identity there is nothing but that one has to sign in.
"""

from collections.abc import Callable
from datetime import datetime

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from hours.answer_links import Asked, token_of
from hours.escort_news import is_moved, of_one_deed
from hours.letters import LONGEST_PLACE, MOST_SEGMENTS, SHORT_PLACE, Letter, letter, plain, shortened, when
from hours.models import Booking, Message, MessageKind, OfferAnswer
from hours.models.bookings import Answer
from hours.outbox import is_so
from hours.sms import segments
from ledsagning.people.models import Channel
from ledsagning.templatetags.people_words import clock_words, day_words, hours_words, time_span

QUESTIONS = (MessageKind.ASKED, MessageKind.OFFERED)
# Who is told these goes to the visit: where it is matters.
GOING = (*QUESTIONS, MessageKind.VISIT_CHANGED)
CLICKED = (Channel.EMAIL, Channel.SMS)

SUBJECTS: dict[str, Callable[[str], str]] = {
    MessageKind.ASKED: lambda day: _("Can you come on %(day)s?") % {"day": day},
    MessageKind.OFFERED: lambda day: _("A visit to take on %(day)s") % {"day": day},
    MessageKind.OFFER_TAKEN: lambda day: _("The visit on %(day)s is taken") % {"day": day},
    MessageKind.OFFER_ENDED: lambda day: _("The visit on %(day)s is no longer offered") % {"day": day},
    MessageKind.VISIT_CHANGED: lambda day: _("The visit on %(day)s is changed") % {"day": day},
    MessageKind.VISIT_OFF: lambda day: _("The visit on %(day)s is cancelled") % {"day": day},
    MessageKind.VISIT_GIVEN_AWAY: lambda day: _("You need not come on %(day)s") % {"day": day},
}


def words_of(message: Message, now: datetime) -> Letter:
    """The words of any message, to whomever it goes: an escort's here, the others' in hours/letters.py."""
    if message.escort_id is None:
        return letter(message, now)
    with translation.override(message.language):
        return in_this_language(message)


def in_this_language(message: Message) -> Letter:
    """An escort's message in the language that is active."""
    booking = message.booking
    assert booking is not None  # noqa: S101 (told: see hours.outbox.is_so)
    protected = message.participant.is_protected
    day = day_words(message.about_starts_at or booking.starts_at)
    said = [_("There is news about a visit.")] if protected else [*news(message), *many(message)]
    return Letter(
        language=message.language,
        subject=_("News about a visit") if protected else SUBJECTS[message.kind](day),
        about="",
        news=" ".join(said),
        facts=() if protected else tuple(facts(message, booking)),
        url=link(message),
        phone="" if protected else message.unit.municipality.phone,
        signed="" if protected else str(message.unit),
        sms=sms_text(message, booking),
        is_open=message.kind in QUESTIONS,
        is_protected=protected,
        template="hours/messages/escort_email.txt",
    )


def news(message: Message) -> list[str]:
    """What has happened, and what is asked."""
    match message.kind:
        case MessageKind.ASKED:
            return [_("Can you come to a visit?")]
        case MessageKind.OFFERED:
            return [_("Can you take a visit? Several have been asked: the first yes gets it.")]
        case MessageKind.OFFER_TAKEN:
            return [_("Somebody else was first and has the visit."), _("You need not do anything.")]
        case MessageKind.OFFER_ENDED:
            return [_("The visit is no longer offered."), _("You need not do anything.")]
        case MessageKind.VISIT_CHANGED if is_moved(message):
            return [_("The visit has another time."), _("You need not come at this one.")]
        case MessageKind.VISIT_CHANGED:
            return [_("The visit has another place."), _("It is still you who comes.")]
        case MessageKind.VISIT_OFF:
            return [_("The visit is cancelled."), _("You need not come.")]
        case _:
            return [_("The visit goes to somebody else."), _("You need not come.")]


def many(message: Message) -> list[str]:
    """How many more visits it is about: one deed is told once (hours.escort_news.of_one_deed)."""
    more = sum(is_so(other) for other in of_one_deed(message))
    if not more:
        return []
    if message.kind in QUESTIONS:
        words = ngettext(
            "There is %(more)s more question. Sign in to answer it.",
            "There are %(more)s more questions. Sign in to answer them.",
            more,
        )
    else:
        words = ngettext(
            "It is about %(more)s more visit too.", "It is about %(more)s more visits too.", more
        )
    return [words % {"more": more}]


def known_time(message: Message, booking: Booking) -> tuple[str, str]:
    """Day and time as the escort knows them. Where the visit has moved since, its old end is not known."""
    start = message.about_starts_at or booking.starts_at
    is_other = start != booking.starts_at
    clock = clock_words(start) if is_other else time_span(start, booking.ends_at)
    return capfirst(day_words(start)), clock


def facts(message: Message, booking: Booking) -> list[tuple[str, str]]:
    """When; and how long and where, for who is to go there."""
    day, clock = known_time(message, booking)
    found = [(_("Day"), day), (_("Time"), clock)]
    if message.kind in GOING and not is_moved(message):
        found.append((_("Length"), capfirst(hours_words(booking.span.minutes))))
        found.append((_("Meeting place"), booking.meeting_place or _("Agreed later")))
    return found


def question(message: Message, booking: Booking) -> Asked | None:
    """What the message asks, as it waits now; None when it asks nothing."""
    if message.kind == MessageKind.ASKED:
        waiting = booking.assignments.filter(escort=message.escort_id, answer=Answer.WAITING)
        return waiting.order_by("-pk").first()
    if message.kind == MessageKind.OFFERED:
        return booking.offers.filter(escort=message.escort_id, answer=OfferAnswer.WAITING).first()
    return None


def link(message: Message) -> str:
    """Where one answers: by the message's own link where it can be pressed, else on one's own page."""
    booking = message.booking
    protected, clicked = message.participant.is_protected, message.channel in CLICKED
    asked = question(message, booking) if booking and clicked and not protected else None
    path = reverse("answer_link", args=[token_of(asked)]) if asked else reverse("escort_list")
    return settings.SITE_URL + path


def sms_text(message: Message, booking: Booking) -> str:
    """The text message. When it would be too long, the place is cut first."""
    if message.participant.is_protected:
        there_is, site = _("There is news about a visit."), f"{settings.SITE_URL}/"
        return plain(" ".join([there_is, _("Sign in to see the rest: %(url)s") % {"url": site}]))
    for longest in (LONGEST_PLACE, SHORT_PLACE, 0):
        text = sms_with(message, booking, longest)
        if segments(text) <= MOST_SEGMENTS:
            break
    return text


def sms_with(message: Message, booking: Booking, longest_place: int) -> str:
    """The whole text message, with so much of the place. The link stands last, where nothing sticks to it."""
    day, clock = known_time(message, booking)
    is_going = message.kind in GOING and not is_moved(message)
    said = [*news(message), when(booking) if is_going else f"{day}, {clock}.", *many(message)]
    if is_going and booking.meeting_place and longest_place:
        said.append(_("Place: %(place)s.") % {"place": shortened(booking.meeting_place, longest_place)})
    if message.kind in QUESTIONS:
        said.append(_("Answer yes or no: %(url)s") % {"url": link(message)})
    else:
        said.append(_("Your visits: %(url)s") % {"url": link(message)})
    return plain(" ".join(said))
