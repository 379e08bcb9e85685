"""The words of each message: as an e-mail or a letter, and as a text message of three segments at most.

The words are made when the message is sent, in the recipient's language, and say everything needed: when, how
long, where, who comes and how to reach them, how to change or cancel. Never how many hours are left (P2),
never a reason (P3); and of somebody with protected identity no place and no number (R25).
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from hours.models import Booking, Event
from hours.models.outbox import Message, MessageKind
from hours.outbox import escort_told
from hours.policy import OPEN_STATES
from hours.sms import segments
from hours.templatetags.series_words import how_often
from hours.times import local_date
from ledsagning.templatetags.people_words import day_words, hours_number, hours_words, time_span

MOST_SEGMENTS = 3
# What a text message has room for.
LONGEST_NAME, LONGEST_PLACE, SHORT_PLACE = 40, 60, 20
# A text message with another sign than those of GSM holds half as much.
PLAIN_SIGNS = str.maketrans(
    {"–": "-", "—": "-", "\N{NO-BREAK SPACE}": " ", "“": '"', "”": '"', "’": "'", "…": "...", "\t": " "}
)

SUBJECTS: dict[str, Callable[[str], str]] = {
    MessageKind.BOOKED: lambda day: _("The visit on %(day)s is booked") % {"day": day},
    MessageKind.CHANGED: lambda day: _("The visit on %(day)s is changed") % {"day": day},
    MessageKind.CANCELLED: lambda day: _("The visit on %(day)s is cancelled") % {"day": day},
    MessageKind.ESCORT_COMES: lambda day: _("Who comes to the visit on %(day)s") % {"day": day},
    MessageKind.ESCORT_CHANGED: lambda day: _("Another companion comes on %(day)s") % {"day": day},
    MessageKind.ESCORT_LOST: lambda day: _("The companion does not come on %(day)s") % {"day": day},
    MessageKind.UNFILLED: lambda day: _("We found no companion for %(day)s") % {"day": day},
    MessageKind.REMINDER: lambda day: _("Remember the visit on %(day)s") % {"day": day},
    MessageKind.RATE: lambda day: _("How was the visit on %(day)s?") % {"day": day},
}


@dataclass(frozen=True, slots=True)
class Letter:
    """A message in words. `facts` are (what, how it is); `steps` say what one can do."""

    language: str
    subject: str
    about: str
    """Whose visit it is, for a representative; else ""."""
    news: str
    """What has happened, a few sentences."""
    facts: tuple[tuple[str, str], ...]
    url: str
    phone: str
    """Where one may call; "" when no number may stand there or there is none."""
    signed: str
    sms: str
    is_open: bool
    is_protected: bool
    template: str = "hours/messages/email.txt"

    @property
    def site(self) -> str:
        """Where one signs in: short enough to type from a paper."""
        return f"{settings.SITE_URL}/"

    @property
    def text(self) -> str:
        """The body of an e-mail, whatever language the page that asks is in."""
        with translation.override(self.language):
            return render_to_string(self.template, {"letter": self}).strip() + "\n"


def letter(message: Message, now: datetime) -> Letter:
    """The words of a message as things stand. Reads participant, user, unit and booking with its escort."""
    with translation.override(message.language):
        return in_this_language(message, now)


def in_this_language(message: Message, now: datetime) -> Letter:
    """`letter`, in the language that is active."""
    booking, person = message.booking, message.participant
    assert booking is not None  # noqa: S101 (told: see hours.outbox.is_so)
    protected = person.is_protected
    return Letter(
        language=message.language,
        subject=SUBJECTS[message.kind](day_words(booking.starts_at)),
        about=str(person) if message.user_id and not protected else "",
        news=" ".join([*news(message.kind, booking, now), *of_series(message, booking)]),
        facts=tuple(facts(booking, protected=protected)),
        url=link(message),
        phone="" if protected else message.unit.municipality.phone,
        signed="" if protected else str(message.unit),
        sms=sms_text(message, booking, now),
        is_open=booking.state in OPEN_STATES,
        is_protected=protected,
    )


def link(message: Message) -> str:
    """The visit's own page, or the person's when there is no visit any more. Only who signs in sees it."""
    person, booking = message.participant, message.booking
    if booking and booking.state in OPEN_STATES:
        return settings.SITE_URL + reverse("visit", args=[person.public_id, booking.public_id])
    return settings.SITE_URL + reverse("participant_home", args=[person.public_id])


def day_near(moment: datetime, now: datetime) -> str:
    """The day, said from today: "i morgon, torsdag 12 mars"."""
    ahead = local_date(moment) - local_date(now)
    if ahead == timedelta(0):
        return _("today, %(day)s") % {"day": day_words(moment)}
    if ahead == timedelta(days=1):
        return _("tomorrow, %(day)s") % {"day": day_words(moment)}
    return day_words(moment)


def news(kind: str, booking: Booking, now: datetime, longest: int = 150) -> list[str]:
    """What has happened, and who comes: until somebody has said yes, that we are looking."""
    escort = shortened(str(booking.escort), longest) if escort_told(booking) else ""
    told = _("You are told when somebody has said yes.")
    looking = [_("We are looking for a companion."), told]
    coming = [_("%(escort)s comes.") % {"escort": escort}] if escort else looking
    match kind:
        case MessageKind.CANCELLED:
            return [_("The visit is cancelled."), _("Its hours can be used for something else.")]
        case MessageKind.UNFILLED:
            sorry = _("We found no companion for the visit. We are sorry.")
            return [sorry, _("Its hours can be used for something else.")]
        case MessageKind.ESCORT_COMES:
            return [_("The visit has a companion."), *coming]
        case MessageKind.ESCORT_CHANGED:
            return [_("Another companion comes to the visit."), *coming]
        case MessageKind.ESCORT_LOST:
            lost = _("The companion who had said yes does not come.")
            return [lost, _("We are looking for somebody else."), told]
        case MessageKind.REMINDER:
            return [_("Remember the visit %(day)s.") % {"day": day_near(booking.starts_at, now)}, *coming]
        case MessageKind.CHANGED:
            return [_("The visit is changed."), *coming]
        case _:
            return [_("The visit is booked."), *coming]


def of_series(message: Message, booking: Booking) -> list[str]:
    """What one message about many visits has to say: how a visit comes back, or how many more it is about.

    Those changed or cancelled together were so at the same instant (hours.series.MANY).
    """
    if booking.series is None:
        return []
    if message.kind == MessageKind.BOOKED:
        often = how_often(booking.series)
        return [_("It comes back: %(often)s.") % {"often": often[0].lower() + often[1:]}]
    if message.kind not in (MessageKind.CHANGED, MessageKind.CANCELLED):
        return []
    together = Event.objects.filter(kind=message.kind, at=message.made_at, booking__series=booking.series)
    more = together.exclude(booking=booking).count()
    words = ngettext("It is about %(more)s more visit too.", "It is about %(more)s more visits too.", more)
    return [words % {"more": more}] if more else []


def escort_phone(booking: Booking) -> str:
    """The number to the escort who has said yes; "" when there is none."""
    escort = booking.escort if escort_told(booking) else None
    return (escort.phone or escort.user.phone) if escort else ""


def facts(booking: Booking, *, protected: bool) -> list[tuple[str, str]]:
    """When, how long, where, who. A visit that is off has only its time."""
    found = [
        (_("Day"), capfirst(day_words(booking.starts_at))),
        (_("Time"), time_span(booking.starts_at, booking.ends_at)),
    ]
    if booking.state not in OPEN_STATES:
        return found
    found.append((_("Length"), capfirst(hours_words(booking.span.minutes))))
    if not protected:
        found.append((_("Meeting place"), booking.meeting_place or _("Agreed later")))
    if escort_told(booking):
        found.append((_("Companion"), str(booking.escort)))
        if not protected and (phone := escort_phone(booking)):
            found.append((_("Telephone to the companion"), phone))
    return found


def shortened(text: str, longest: int) -> str:
    """At most so many signs, with dots where something is left out."""
    return text if len(text) <= longest else text[: longest - 3].rstrip() + "..."


def sms_text(message: Message, booking: Booking, now: datetime) -> str:
    """The text message. When a name or a place in other letters makes it too long, the place is cut first."""
    for longest in (LONGEST_PLACE, SHORT_PLACE, 0):
        text = sms_with(message, booking, now, longest)
        if segments(text) <= MOST_SEGMENTS:
            return text
    # Left without what the page also says.
    return plain(" ".join([*news(message.kind, booking, now, SHORT_PLACE), when(booking)]))


def plain(text: str) -> str:
    """On one line, with the signs that a text message has room for."""
    return " ".join(text.translate(PLAIN_SIGNS).split())


def when(booking: Booking) -> str:
    """Day, time and length in a sentence."""
    clock, hours = time_span(booking.starts_at, booking.ends_at), hours_number(booking.span.minutes)
    return f"{capfirst(day_words(booking.starts_at))}, {clock} ({hours})."


def sms_with(message: Message, booking: Booking, now: datetime, longest_place: int) -> str:
    """The whole text message, with so much of the place."""
    person, protected = message.participant, message.participant.is_protected
    is_open, phone = booking.state in OPEN_STATES, message.unit.municipality.phone
    said = [*news(message.kind, booking, now, LONGEST_NAME), *of_series(message, booking)]
    said.append(when(booking))
    if message.user_id and not protected:
        said.append(_("It is for %(person)s.") % {"person": shortened(str(person), LONGEST_NAME)})
    if is_open and not protected:
        if number := escort_phone(booking):
            said.append(_("Call the companion: %(phone)s.") % {"phone": number})
        if booking.meeting_place and longest_place:
            place = shortened(booking.meeting_place, longest_place)
            said.append(_("Place: %(place)s.") % {"place": place})
    if protected:
        said.append(_("Sign in to see the rest: %(url)s") % {"url": f"{settings.SITE_URL}/"})
    elif is_open:
        said.append(_("Change or cancel: %(url)s") % {"url": f"{settings.SITE_URL}/"})
        said += [_("or call %(phone)s.") % {"phone": phone}] if phone else []
    elif phone:
        said.append(_("Call us: %(phone)s.") % {"phone": phone})
    return plain(" ".join(said))
