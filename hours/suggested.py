"""Ready answers to press, and what check-your-answers says beside the rules."""

from datetime import date, timedelta

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from hours.drafts import COMPANION, DAY, LINE, PLACE, TIME, Draft
from hours.habits import last_places
from hours.models import Booking
from hours.rules import Span
from hours.times import STOCKHOLM, local_date
from ledsagning.people.models import Participant
from ledsagning.templatetags.people_words import day_words, hours_words

SATURDAY = 5
# Before this a start is more often a slip of the pen than meant: "2" for 14.
FIRST_MORNING_HOUR = 5


def days_to_press(today: date) -> list[tuple[str, str]]:
    """Today, tomorrow, and the first Saturday after that, each with its date."""
    tomorrow = today + timedelta(days=1)
    saturday = tomorrow + timedelta(days=(SATURDAY - tomorrow.weekday() - 1) % 7 + 1)
    words = {
        today: _("Today, %(day)s"),
        tomorrow: _("Tomorrow, %(day)s"),
        saturday: _("On %(day)s"),
    }
    return [(day.isoformat(), said % {"day": date_format(day, "l j F")}) for day, said in words.items()]


def places_to_press(person: Participant) -> list[tuple[str, str]]:
    """Home, when the address is known, and the places latest booked."""
    home = person.home_address
    places = [(place, place) for place in last_places(person.pool) if place != home]
    return [(home, _("At home, %(address)s") % {"address": home}), *places] if home else places


def said_plainly(span: Span, booking: Booking | None) -> list[str]:
    """What the times mean where it is easy to miss: the next day, a turned clock, an escort asked anew."""
    sentences = []
    start, end = span.starts_at.astimezone(STOCKHOLM), span.ends_at.astimezone(STOCKHOLM)
    if local_date(span.ends_at) != local_date(span.starts_at):
        sentences.append(_("The visit ends the next day, %(day)s.") % {"day": day_words(span.ends_at)})
    if start.hour < FIRST_MORNING_HOUR:
        sentences.append(_("The visit starts at night, at %(clock)s.") % {"clock": f"{start:%H.%M}"})
    if start.utcoffset() != end.utcoffset():
        sentences.append(
            _("The clock is changed that night. The visit is %(length)s long.")
            % {"length": hours_words(span.minutes)}
        )
    if booking and booking.escort and booking.span != span:
        sentences.append(
            _("At another time we have to ask anew. %(escort)s has not promised to come then.")
            % {"escort": booking.escort}
        )
    return sentences


def unread_line(typed: str) -> str:
    """What to say of a line with neither day nor time in it: quoted, with two examples."""
    words = _(
        "We do not understand “%(typed)s”. Write a day and a time. For example: tomorrow at 9, 3 hours. "
        "Or: on Saturday 14–17, the library."
    )
    return words % {"typed": typed}


def unsaid(draft: Draft, step: str) -> str:
    """Why a question is asked after a line was written: the line, quoted, and what is missing in it."""
    line = draft.answers.get(LINE, {})
    if step in draft.answers or not line.get("text"):
        return ""
    words = {
        DAY: _("You wrote “%(line)s”. We find no day in it. Write for example 27 March or tomorrow."),
        TIME: _("You wrote “%(line)s”. We find no time in it. Write for example 14–17, or half past two."),
        COMPANION: _("You have not met anybody called “%(name)s”. Choose a companion, or just go on."),
    }
    return words.get(step, "") % {"line": line["text"], "name": line["unknown"]}


def taken_as_place(draft: Draft) -> list[str]:
    """That a part of the line became the place, as long as it still is."""
    place = draft.answers.get(LINE, {}).get("place")
    if not place or place != draft.answers.get(PLACE, {}).get("place"):
        return []
    return [
        _("We took “%(place)s” as the place where you meet. Change it if that is wrong.") % {"place": place}
    ]


def in_short(draft: Draft) -> str:
    """What a draft says so far: "lördag 14 mars 2026, simhallen", or the line as it was typed."""
    day, line = draft.answers.get(DAY, {}).get("day"), draft.answers.get(LINE, {}).get("text")
    if not day and line:
        return line
    change = _("a change") if draft.changes else ""
    return ", ".join(filter(None, [change, day, draft.answers.get(PLACE, {}).get("place")]))
