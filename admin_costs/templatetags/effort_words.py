"""What the system counts by itself, said where it happens: administration is a cost that is seen (P6)."""

from django import template
from django.utils import timezone

from admin_costs.effort import counted_minutes
from hours.queries import EventKind
from ledsagning.people.models import Municipality

register = template.Library()


@register.simple_tag
def minutes_counted(event_kind: str, municipality: Municipality) -> int | None:
    """The standard minutes that such an event counts now; None when it counts none."""
    return counted_minutes(municipality, EventKind(event_kind), timezone.localdate().replace(day=1))
