"""Ready answers to press, and what check-your-answers says beside the rules."""

from datetime import date, timedelta

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from hours.habits import last_places
from hours.models import Booking
from hours.rules import Span
from hours.times import STOCKHOLM, local_date
from ledsagning.people.models import Participant
from ledsagning.templatetags.people_words import day_words, hours_words

SATURDAY = 5


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
