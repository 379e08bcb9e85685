"""An escort's absence and week as one says them."""

from collections.abc import Sequence
from datetime import datetime, time, timedelta

from django import template
from django.utils import timezone
from django.utils.dates import WEEKDAYS
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from hours.models import Absence
from hours.written_hours import Hours, written
from ledsagning.templatetags.people_words import day_words, time_span

register = template.Library()

MINUTE = timedelta(minutes=1)


def is_midnight(moment: datetime) -> bool:
    return timezone.localtime(moment).time() == time(0)


@register.filter
def away_words(absence: Absence) -> str:
    """ "torsdag 12 mars", "torsdag 12 mars till lördag 14 mars", "torsdag 12 mars, kl. 8–12"."""
    first, last = day_words(absence.starts_at), day_words(absence.ends_at - MINUTE)
    if not (is_midnight(absence.starts_at) and is_midnight(absence.ends_at)):
        return f"{first}, {time_span(absence.starts_at, absence.ends_at)}"
    if first == last:
        return first
    return _("%(first)s to %(last)s") % {"first": first, "last": last}


@register.filter
def week_words(week: dict[int, Sequence[Hours]]) -> list[tuple[str, str]]:
    """Each weekday that has hours, with them: [("Måndag", "8–12, 13–16")]."""
    return [(capfirst(str(WEEKDAYS[day])), written(spans)) for day, spans in sorted(week.items())]
