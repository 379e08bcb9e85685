"""Reads of facts about hours. The only door through which admin_costs sees this app.

Nothing here names a person or tells what is left of anyone's hours (P2): figures of a month, by provider,
age group and sex.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Count

from hours.models import Booking, Event, Rating
from hours.models.events import EventKind
from hours.policy import State

__all__ = [
    "EventKind",
    "VisitFigures",
    "event_counts",
    "events_a_month",
    "month_opinions",
    "month_visits",
]

AGE_GROUPS = ((65, "65+"), (0, "0–64"))


@dataclass(frozen=True, slots=True)
class VisitFigures:
    """One month of one unit's visits by one provider, for one age group and sex.

    `people` counts each person once a month, in the row where the person had the most minutes, so that
    the rows of a month add up to the people served (the person-months of every comparison).
    """

    provider_id: int
    age_group: str
    sex: str
    people: int
    visits: int
    minutes: int
    expenses_ore: int


def events_a_month(municipality_code: str) -> dict[tuple[int, date], int]:
    """How many events concern each (unit id, first of month), done in it or about a visit in it.

    The number only grows, and grows with every change: figures made from another number are stale.
    """
    counts: Counter[tuple[int, date]] = Counter()
    mine = Event.objects.filter(unit__municipality=municipality_code).order_by()
    for column in ("done_month", "visit_month"):
        rows = mine.exclude(**{column: None}).values_list("unit", column).annotate(events=Count("pk"))
        for unit_id, month, events in rows:
            counts[unit_id, month] += events
    return dict(counts)


def event_counts(unit_id: int, month: date) -> dict[str, int]:
    """How many events of each kind were done in a month (its first day)."""
    mine = Event.objects.filter(unit=unit_id, done_month=month).order_by()
    return dict(mine.values_list("kind").annotate(events=Count("pk")))


def age_group(birth_year: int, month: date) -> str:
    """The age group of somebody born in a year, by the age reached in the month's year."""
    age = month.year - birth_year
    return next(name for least, name in AGE_GROUPS if age >= least)


def visits_of_month(unit_id: int, month: date) -> Iterable[Booking]:
    """Done visits whose booked start lies in the month. The event says which month that is."""
    reported = Event.objects.filter(
        unit=unit_id,
        visit_month=month,
        kind__in=(EventKind.REPORTED, EventKind.REPORTED_OTHERWISE),
    )
    visits = Booking.objects.filter(pk__in=reported.values("booking"), state=State.DONE)
    return visits.select_related("pool", "escort").order_by("pk")


def main_providers(visits: Iterable[Booking]) -> dict[int, int]:
    """The provider (unit id) that gave each pool the most minutes; equal minutes go to the lower id."""
    minutes: Counter[tuple[int, int]] = Counter()
    for visit in visits:
        minutes[visit.pool_id, visit.escort.unit_id] += visit.minutes_used
    rising = sorted(minutes.items(), key=lambda item: (item[1], -item[0][1]))
    return {pool_id: provider_id for (pool_id, provider_id), _ in rising}


def month_visits(unit_id: int, month: date) -> list[VisitFigures]:
    """The month's visits by provider, age group and sex."""
    visits = list(visits_of_month(unit_id, month))
    rows: dict[tuple[int, str, str], list[Booking]] = defaultdict(list)
    for visit in visits:
        rows[visit.escort.unit_id, age_group(visit.pool.birth_year, month), visit.pool.sex].append(visit)
    counted_at = main_providers(visits)
    return [
        VisitFigures(
            provider_id=provider_id,
            age_group=group,
            sex=sex,
            people=len({visit.pool_id for visit in held if counted_at[visit.pool_id] == provider_id}),
            visits=len(held),
            minutes=sum(visit.minutes_used for visit in held),
            expenses_ore=sum(visit.expenses_ore for visit in held),
        )
        for (provider_id, group, sex), held in sorted(rows.items())
    ]


def month_opinions(unit_id: int, month: date) -> dict[int, int]:
    """How many people gave each score in a month: the latest of each, for one person is one voice (P7)."""
    rated = Event.objects.filter(unit=unit_id, visit_month=month, kind=EventKind.RATED)
    ratings = Rating.objects.filter(booking__in=rated.values("booking")).order_by("booking__starts_at", "pk")
    return dict(Counter(dict(ratings.values_list("booking__pool", "score")).values()))
