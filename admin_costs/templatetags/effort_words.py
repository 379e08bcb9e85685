"""What the system counts by itself, said where it happens: administration is a cost that is seen (P6)."""

from django import template
from django.utils import timezone
from django.utils.translation import gettext as _

from admin_costs.effort import counted_minutes
from admin_costs.models import StandardTime
from admin_costs.wording import number
from hours.queries import EventKind
from ledsagning.people.models import Municipality

register = template.Library()


@register.filter
def equation_words(time: StandardTime) -> str:
    """ "30 min, and 20 min more in 40 per cent (with a representative)"; empty without a time equation."""
    if not time.more or time.base_minutes is None:
        return ""
    parts = [
        _("%(minutes)s min more in %(percent)s per cent (%(name)s)")
        % {
            "minutes": number(each["minutes"]),
            "percent": number(each["permille"] / 10, 1 if each["permille"] % 10 else 0),
            "name": each["name"],
        }
        for each in time.more
    ]
    return ", ".join([_("%(minutes)s min") % {"minutes": number(time.base_minutes)}, *parts])


@register.simple_tag
def minutes_counted(event_kind: str, municipality: Municipality) -> int | None:
    """The standard minutes that such an event counts now; None when it counts none."""
    return counted_minutes(municipality, EventKind(event_kind), timezone.localdate().replace(day=1))
