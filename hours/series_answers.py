"""Answers to the questions of a new series. They travel in the address and are asked anew of their forms on
each page, so that nothing is stored before it is sent. None of them says anything about the person.
"""

from dataclasses import dataclass, replace
from datetime import date
from urllib.parse import urlencode

from django.http import QueryDict

from hours.models import Booking
from hours.series_forms import DaysOffForm, OftenForm, UntilForm, suggested
from hours.series_rules import Pattern
from hours.times import local_date

OFTEN, UNTIL, OFF = "hur", "till", "ledig"


@dataclass(frozen=True)
class Answers:
    """As in the address: how often, until when, days off (None before that has been asked)."""

    often: str = ""
    until: str = ""
    off: tuple[str, ...] | None = None

    @classmethod
    def of(cls, query: QueryDict) -> "Answers":
        off = tuple(day for day in query.getlist(OFF) if day) if OFF in query else None
        return cls(query.get(OFTEN, ""), query.get(UNTIL, ""), off)

    @property
    def query(self) -> str:
        """As it stands behind the question mark."""
        pairs = [(OFTEN, self.often), (UNTIL, self.until)]
        pairs += [(OFF, day) for day in (self.off or ("",))] if self.off is not None else []
        return urlencode([(name, value) for name, value in pairs if value or name == OFF])


@dataclass(frozen=True)
class Asked:
    """What the answers so far come to, and which question is open (None: all are answered)."""

    answers: Answers
    pattern: Pattern | None
    open_question: str | None


def asked_for(booking: Booking, answers: Answers, today: date) -> Asked:
    """Asks each answer of its form, in order. A question without anything to choose is not asked."""
    day = local_date(booking.starts_at)
    often = OftenForm({"often": answers.often}, day=day)
    if not often.is_valid():
        return Asked(answers, None, OFTEN)
    pattern = often.pattern(day)
    until = UntilForm({"day": answers.until}, today=today, pattern=pattern)
    if not until.is_valid():
        return Asked(answers, pattern, UNTIL)
    pattern = replace(pattern, last_day=until.cleaned_data["day"])
    holidays = suggested(pattern, today)
    if not holidays:
        return Asked(replace(answers, off=()), pattern, None)
    off = DaysOffForm({"off": list(answers.off or ())}, holidays=holidays)
    if answers.off is None or not off.is_valid():
        return Asked(answers, pattern, OFF)
    return Asked(answers, replace(pattern, days_off=frozenset(off.cleaned_data["off"])), None)
