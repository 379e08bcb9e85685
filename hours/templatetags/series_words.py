"""A series as one says it: "Every Tuesday", "The last Friday of every month", "until further notice"."""

from datetime import date, time, timedelta

from django import template
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from hours.errors import Problem
from hours.messages import sentence
from hours.models import Series
from hours.policy import Frequency
from hours.series_rules import LAST, begins_at, occurrence
from hours.times import local_date
from ledsagning.templatetags.people_words import day_words, time_span

register = template.Library()

DAYS_NAMED = 3
MINUTE = timedelta(minutes=1)


def every(frequency: str, day: date, week: int | None = None) -> str:
    """How often, in words: by the weekday of `day`. `week` is that of a monthly series."""
    weekday = {"weekday": date_format(day, "l")}
    if frequency == Frequency.WEEKLY:
        return _("Every %(weekday)s") % weekday
    if frequency == Frequency.BIWEEKLY:
        return _("Every second %(weekday)s") % weekday
    which = {
        1: pgettext("of the month", "first"),
        2: pgettext("of the month", "second"),
        3: pgettext("of the month", "third"),
        4: pgettext("of the month", "fourth"),
        LAST: pgettext("of the month", "last"),
    }
    return _("The %(which)s %(weekday)s of every month") % {"which": which[week or LAST], **weekday}


@register.filter
def how_often(series: Series) -> str:
    """ "Every Tuesday"."""
    return every(series.frequency, series.first_day, series.week_of_month)


@register.filter
def when_in_day(series: Series) -> str:
    """ "14:00–17:00", on a day when no clock is turned; only the start of a visit that ends the next day."""
    day = series.first_day.replace(month=6, day=15)
    span = occurrence(day, series.starts, series.minutes).span
    if local_date(span.ends_at - MINUTE) == day:
        return time_span(span.starts_at, span.ends_at)
    return clock(series.starts)


@register.filter
def clock(time_of_day: time) -> str:
    """14:30 as the page's language writes it: "kl. 14.30"."""
    moment = begins_at(date(2026, 6, 15), time_of_day)[0]
    return time_span(moment, moment).partition("\N{EN DASH}")[0]


@register.filter
def until(last_day: date | None) -> str:
    """ "until 3 June, that day included", or until further notice."""
    if last_day is None:
        return _("until further notice")
    return _("until %(day)s, that day included") % {"day": day_words(last_day)}


@register.filter
def some_days(days: list[date]) -> str:
    """The first few days, and how many more."""
    named = ", ".join(day_words(day) for day in days[:DAYS_NAMED])
    more = len(days) - DAYS_NAMED
    if more < 1:
        return named
    return named + " " + ngettext("and %(more)s more", "and %(more)s more", more) % {"more": more}


@register.filter
def said(problem: Problem) -> str:
    """A problem as a sentence."""
    return sentence(problem)
