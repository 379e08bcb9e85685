"""What comes back every week, in words: "tisdagar kl. 10–12"."""

from datetime import date, datetime, time, timedelta

from django import template
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ledsagning.templatetags.people_words import time_span

register = template.Library()

WEEKDAYS = (
    gettext_lazy("Mondays"),
    gettext_lazy("Tuesdays"),
    gettext_lazy("Wednesdays"),
    gettext_lazy("Thursdays"),
    gettext_lazy("Fridays"),
    gettext_lazy("Saturdays"),
    gettext_lazy("Sundays"),
)
# No clock is turned on these days.
SOME_DAY = date(2001, 1, 1)


@register.filter
def every(weekday: int | None) -> str:
    """0 → "måndagar"; any day when it is None."""
    return _("any day") if weekday is None else str(WEEKDAYS[weekday])


@register.filter
def clock_span(starts: time, minutes: int) -> str:
    """From a time of day and for so long → "kl. 10–12", also past midnight: "kl. 22–1"."""
    begins = datetime.combine(SOME_DAY, starts, timezone.get_default_timezone())
    ends = begins + timedelta(minutes=minutes)
    return time_span(begins, datetime.combine(SOME_DAY, ends.time(), ends.tzinfo))
