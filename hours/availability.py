"""When an escort can work: hours of each weekday, and wishes in the escort's own words."""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from hours.assignments import locked_escort
from hours.models import Availability
from hours.transactions import action
from hours.written_hours import Hours
from ledsagning.people.models import Escort


def week_of(escort: Escort) -> dict[int, list[Hours]]:
    """The spans of each weekday (Monday is 0) that has any; empty when any time will do."""
    week: dict[int, list[Hours]] = defaultdict(list)
    for row in escort.availability.all():
        week[row.weekday].append((row.starts, row.ends))
    return dict(week)


@action
def set_week(escort: Escort, week: Mapping[int, Sequence[Hours]], *, wishes: str) -> Escort:
    """Takes the place of the whole pattern and of the wishes. The same twice is the same as once.

    What is promised already stays promised, also where it no longer fits.
    """
    escort = locked_escort(escort)
    escort.availability.all().delete()
    Availability.objects.bulk_create(
        Availability(escort=escort, weekday=weekday, starts=starts, ends=ends)
        for weekday, spans in sorted(week.items())
        for starts, ends in spans
    )
    escort.wishes = wishes
    escort.save(update_fields=["wishes"])
    return escort
