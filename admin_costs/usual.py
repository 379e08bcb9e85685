"""What an account usually does and how long it takes: so that logging it again is one press."""

from collections import Counter
from collections.abc import Collection, Iterator
from datetime import date, timedelta
from itertools import islice
from typing import NamedTuple

from admin_costs.effort import loggable_activities, standard_minutes
from admin_costs.models import Activity, EffortEntry
from ledsagning.people.models import Municipality, User

REMEMBERED_DAYS = 120
MOST_BUTTONS = 5
LONGEST_GUESS = 60
"""Minutes. What takes longer by standard time differs too much to be logged without saying how long."""


class Usual(NamedTuple):
    """An activity and the minutes it usually takes the account, or is assumed to."""

    activity: Activity
    minutes: int


def usual(user: User, municipality: Municipality, kinds: Collection[str], today: date) -> list[Usual]:
    """What the account logs most, most used first; filled up with what its roles usually do."""
    loggable = {activity.pk: activity for activity in loggable_activities(municipality)}
    logged = logged_lately(user, today)
    used = Counter({pk: times.total() for pk, times in logged.items() if pk in loggable})
    own = [Usual(loggable[pk], likeliest(logged[pk])) for pk, _times in used.most_common()]
    guesses = guessed(municipality, loggable, kinds, today)
    return list(islice([*own, *(each for each in guesses if each.activity.pk not in used)], MOST_BUTTONS))


def logged_lately(user: User, today: date) -> dict[int, Counter[int]]:
    """How often the account has logged each number of minutes, by activity id."""
    since = today - timedelta(days=REMEMBERED_DAYS)
    entries = EffortEntry.objects.filter(by=user, day__gte=since, undone_at=None, times=1).order_by("pk")
    found: dict[int, Counter[int]] = {}
    for activity_id, minutes in entries.values_list("activity", "minutes"):
        found.setdefault(activity_id, Counter())[minutes] += 1
    return found


def likeliest(times: Counter[int]) -> int:
    """The minutes logged most often; of equally many the fewest."""
    return min(times, key=lambda minutes: (-times[minutes], minutes))


def guessed(
    municipality: Municipality, loggable: dict[int, Activity], kinds: Collection[str], today: date
) -> Iterator[Usual]:
    """What the roles usually do, by standard time: the shortest first."""
    standard = standard_minutes(municipality, today.replace(day=1))
    for pk, activity in sorted(loggable.items(), key=lambda item: (standard.get(item[0], 0), item[0])):
        if activity.role in kinds and 0 < standard.get(pk, 0) <= LONGEST_GUESS:
            yield Usual(activity, standard[pk])
