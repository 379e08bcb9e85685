"""Hours, days, times and kronor as people say them, in the language of the page and in Swedish time."""

from datetime import date, datetime, timedelta

from django import template
from django.utils import timezone
from django.utils.formats import date_format, number_format
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from ledsagning.templatetags.number_words import english_hours, swedish_hours

register = template.Library()

NO_BREAK = "\N{NO-BREAK SPACE}"
MINUS = "\N{MINUS SIGN}"
EN_DASH = "\N{EN DASH}"


def _swedish() -> bool:
    return (get_language() or "sv").startswith("sv")


def _figure(number: int | float, decimals: int) -> str:
    """A figure with the language's decimal sign, thousands apart, and a true minus."""
    text = number_format(abs(number), decimals, use_l10n=True, force_grouping=True)
    return (MINUS if number < 0 else "") + text.replace(" ", NO_BREAK)


@register.filter
def hours_number(minutes: int) -> str:
    """750 → "12,5 tim". Other minutes than halves are said as minutes: 740 → "12 tim 20 min"."""
    hours, rest = divmod(abs(minutes), 60)
    sign = MINUS if minutes < 0 else ""
    unit = pgettext("hours, short", "h")
    if rest in (0, 30):
        return f"{sign}{_figure(abs(minutes) / 60, 1 if rest else 0)}{NO_BREAK}{unit}"
    in_minutes = f"{rest}{NO_BREAK}min"
    return f"{sign}{_figure(hours, 0)}{NO_BREAK}{unit} {in_minutes}" if hours else sign + in_minutes


@register.filter
def hours_words(minutes: int) -> str:
    """750 → "tolv och en halv timme". A person who lacks hours has "minus" before them."""
    words = (swedish_hours if _swedish() else english_hours)(abs(minutes))
    return f"minus {words}" if minutes < 0 else words


@register.filter
def day_words(day: date | datetime) -> str:
    """A day or a moment → "lördag 14 mars"; the year is said only when it is not this one."""
    if isinstance(day, datetime):
        day = timezone.localtime(day).date()
    this_year = timezone.localdate().year
    return date_format(day, "l j F" if day.year == this_year else "l j F Y")


@register.filter
def time_span(start: datetime, end: datetime) -> str:
    """From and to → "kl. 14–17". Another day at the end is named, and so is which of two doubled hours."""
    start, end = timezone.localtime(start), timezone.localtime(end)
    first, last = _clock(start), _clock(end)
    midnight = end.date() - start.date() == timedelta(days=1) and (end.hour, end.minute) == (0, 0)
    if midnight:
        last = "24" if _swedish() else "24:00"
    elif start.date() != end.date():
        return _("{start} to {end}").format(start=_at(first), end=f"{day_words(end)} {_at(last)}")
    if _is_doubled(start) or _is_doubled(end):
        return _("{start} to {end}").format(start=_at(first), end=last)
    return _at(first + EN_DASH + last)


@register.filter
def clock_words(moment: datetime) -> str:
    """A moment's time of day → "kl. 14.03"."""
    return _at(_clock(timezone.localtime(moment)))


def _at(clock: str) -> str:
    return f"kl.{NO_BREAK}{clock}" if _swedish() else clock


def _clock(moment: datetime) -> str:
    """14.30 and 14 in Swedish, 14:30 and 14:00 in English; a doubled hour says which one it is."""
    if _swedish():
        text = f"{moment.hour}.{moment:%M}" if moment.minute else str(moment.hour)
    else:
        text = f"{moment:%H:%M}"
    if not _is_doubled(moment):
        return text
    season = _("winter time") if moment.fold else _("summer time")
    return f"{text} {season}"


def _is_doubled(moment: datetime) -> bool:
    """Whether the clock shows this time twice, on the night in October when summer time ends."""
    return moment.utcoffset() != moment.replace(fold=1 - moment.fold).utcoffset()


@register.filter
def kronor(ore: int) -> str:
    """123 450 öre → "1 235 kr": whole kronor, half a krona up."""
    sign = -1 if ore < 0 else 1
    return f"{_figure(sign * ((abs(ore) + 50) // 100), 0)}{NO_BREAK}kr"


@register.filter
def kronor_exact(ore: int) -> str:
    """123 450 öre → "1 234,50 kr", for expenses and rates."""
    return f"{_figure(ore / 100, 2)}{NO_BREAK}kr"
