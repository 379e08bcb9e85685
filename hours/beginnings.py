"""How a booking can begin with answers: one written line, an earlier visit once more, or a favourite."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta

from django.utils import timezone

from hours.drafts import COMPANION, DAY, LINE, PLACE, TIME, Answers
from hours.forms import DayForm
from hours.habits import known_escorts
from hours.models import Booking, Favourite, Pool
from hours.one_line import read_line
from hours.policy import OPEN_STATES
from hours.questions import answers_of, in_words, wished_answer
from hours.rules import Span
from hours.times import STOCKHOLM, instants
from hours.written_words import plain
from ledsagning.people.models import Participant
from ledsagning.templatetags.people_words import hours_number

WEEKS_AHEAD = 52
HOME = {"hemma", "hemma hos mig", "hos mig", "hemifran", "home", "at home", "from home", "my place"}


def answers_of_line(text: str, person: Participant, today: date) -> Answers | None:
    """The answers a line gives; None when it says neither day nor time.

    What it does not say is left unanswered and so asked. Where to meet and with whom need no answer.
    """
    names = {escort.pk: str(escort) for escort in known_escorts(person, today)}
    said = read_line(text, today, names)
    if not said.says_when:
        return None
    place = home_or(said.place, person)
    answers = {LINE: {"text": text, "place": place, "unknown": said.unknown}, PLACE: {"place": place}}
    if said.day:
        answers[DAY] = {"day": lasting(said.day, today)}
    if said.starts or said.length:
        answers[TIME] = {"starts": said.starts, "ends": said.ends, "length": said.length}
    if not said.unknown:
        answers[COMPANION] = {"escort": str(said.escort_id or ""), "note": ""}
    return answers


def home_or(place: str, person: Participant) -> str:
    """The home address for "hemma", when it is known."""
    return person.home_address or place if plain(place) in HOME else place


def lasting(typed: str, today: date) -> str:
    """A day by its date, for "tomorrow" grows old; as typed when it cannot be read."""
    form = DayForm({"day": typed}, today=today)
    return in_words(form.cleaned_data["day"]) if form.is_valid() else typed


def answers_again(booking: Booking, now: datetime) -> Answers:
    """The same visit the next time its day of the week is free. The note was for that visit only."""
    local = booking.starts_at.astimezone(STOCKHOLM)
    day = next_day(
        local.weekday(),
        local.time(),
        booking.span.minutes,
        now=now,
        after=local.date(),
        taken=open_spans(booking.pool, now),
    )
    answers = answers_of(booking)
    answers[TIME] = {name: said for name, said in answers[TIME].items() if not name.endswith("_which")}
    answers[COMPANION] = {"escort": wished_answer(booking), "note": ""}
    return answers | {DAY: {"day": in_words(day)}, LINE: {"text": ""}}


def answers_of_favourite(favourite: Favourite, pool: Pool, now: datetime) -> Answers:
    """A favourite the next time its day is free; without a day of the week, the day is asked."""
    answers = {
        LINE: {"text": ""},
        TIME: {
            "starts": f"{favourite.starts:%H.%M}",
            "ends": "",
            "length": hours_number(favourite.minutes),
        },
        PLACE: {"place": favourite.meeting_place},
        COMPANION: {"escort": wished_answer(favourite), "note": favourite.note},
    }
    if favourite.weekday is not None:
        yesterday = timezone.localdate(now) - timedelta(days=1)
        day = next_day(
            favourite.weekday,
            favourite.starts,
            favourite.minutes,
            now=now,
            after=yesterday,
            taken=open_spans(pool, now),
        )
        answers[DAY] = {"day": in_words(day)}
    return answers


def open_spans(pool: Pool, now: datetime) -> list[Span]:
    """The person's visits to come."""
    booked = Booking.objects.filter(pool=pool, state__in=OPEN_STATES, ends_at__gt=now)
    return [Span(*times) for times in booked.values_list("starts_at", "ends_at")]


def next_day(
    weekday: int, starts: time, minutes: int, *, now: datetime, after: date, taken: Sequence[Span]
) -> date:
    """The first such day of the week after `after` whose time is still to come and not booked already."""
    earliest = max(after + timedelta(days=1), timezone.localdate(now))
    day = earliest + timedelta(days=(weekday - earliest.weekday()) % 7)
    for _ in range(WEEKS_AHEAD):
        spans = [Span(begins, begins + timedelta(minutes=minutes)) for begins in instants(day, starts)]
        if spans and spans[0].starts_at > now and not any(map(spans[0].overlaps, taken)):
            return day
        day += timedelta(weeks=1)
    return day
