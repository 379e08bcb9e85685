"""Reads of facts about hours. The only door through which admin_costs sees this app.

Nothing here names a person or tells what is left of anyone's hours (P2): figures of a month, by provider,
age group and sex.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Count

from hours.models import Booking, Event, Rating
from hours.models.events import EventKind
from hours.payroll import began_in, reported_visits
from hours.policy import State
from hours.tallies import month_tallies, whole_years, year_tallies
from hours.tally_rules import Part, Tally

__all__ = [
    "EventKind",
    "Part",
    "ProviderHours",
    "Tally",
    "VisitFigures",
    "event_counts",
    "events_a_month",
    "month_opinions",
    "month_tallies",
    "month_visits",
    "provider_hours",
    "whole_years",
    "year_tallies",
]

AGE_GROUPS = ((65, "65+"), (0, "0–64"))


@dataclass(frozen=True, slots=True)
class VisitFigures:
    """One month of one unit's visits by one provider, for one age group and sex.

    `people` counts each person once a month, in the row where the person had the most minutes, so that
    the rows of a month add up to the people served (the person-months of every comparison).

    `largest_minutes` and `second_minutes` are the two largest parts that one person has of `minutes`, and
    `squared_minutes` is the sum of the squares of all such parts. They decide whether the row may be told
    (P7), and how much people differ; no page shows them.
    """

    provider_id: int
    age_group: str
    sex: str
    people: int
    visits: int
    minutes: int
    expenses_ore: int
    largest_minutes: int
    second_minutes: int
    squared_minutes: int


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
    return visits.select_related("pool").order_by("pk")


def main_providers(visits: Iterable[Booking]) -> dict[int, int]:
    """The provider (unit id) that gave each pool the most minutes; equal minutes go to the lower id."""
    minutes: Counter[tuple[int, int]] = Counter()
    for visit in visits:
        minutes[visit.pool_id, visit.provider_id] += visit.minutes_used  # type: ignore[index]  # set by the report
    rising = sorted(minutes.items(), key=lambda item: (item[1], -item[0][1]))
    return {pool_id: provider_id for (pool_id, provider_id), _ in rising}


def month_visits(unit_id: int, month: date) -> list[VisitFigures]:
    """The month's visits by provider, age group and sex."""
    visits = list(visits_of_month(unit_id, month))
    rows: dict[tuple[int, str, str], list[Booking]] = defaultdict(list)
    for visit in visits:
        group = (visit.provider_id, age_group(visit.pool.birth_year, month), visit.pool.sex)
        rows[group].append(visit)  # type: ignore[index]  # set by the report
    counted_at = main_providers(visits)
    return [
        row_figures(*group, held, [pool_id for pool_id, at in counted_at.items() if at == group[0]])
        for group, held in sorted(rows.items())
    ]


def row_figures(
    provider_id: int, age_group: str, sex: str, held: list[Booking], counted_here: Collection[int]
) -> VisitFigures:
    """The figures of one row's visits; `counted_here` are the pools whose people count at the provider."""
    minutes: Counter[int] = Counter()
    for visit in held:
        minutes[visit.pool_id] += visit.minutes_used
    largest, second = sorted([*minutes.values(), 0, 0], reverse=True)[:2]
    return VisitFigures(
        provider_id=provider_id,
        age_group=age_group,
        sex=sex,
        people=len(minutes.keys() & set(counted_here)),
        visits=len(held),
        minutes=minutes.total(),
        expenses_ore=sum(visit.expenses_ore for visit in held),
        largest_minutes=largest,
        second_minutes=second,
        squared_minutes=sum(each**2 for each in minutes.values()),
    )


def month_opinions(unit_id: int, month: date) -> dict[int, int]:
    """How many people gave each score in a month: the latest of each, for one person is one voice (P7)."""
    rated = Event.objects.filter(unit=unit_id, visit_month=month, kind=EventKind.RATED)
    ratings = Rating.objects.filter(booking__in=rated.values("booking")).order_by("booking__starts_at", "pk")
    return dict(Counter(dict(ratings.values_list("booking__pool", "score")).values()))


@dataclass(frozen=True, slots=True)
class ProviderHours:
    """A provider's visits of a month: attested, and not attested yet. No-shows are only counted."""

    provider_id: int
    visits: int
    minutes: int
    expenses_ore: int
    visits_waiting: int
    minutes_waiting: int
    no_shows: int


def provider_hours(unit_ids: Iterable[int], month: date) -> list[ProviderHours]:
    """These units' visits that began in the month (its first day), as reported, by provider id."""
    reported = reported_visits().filter(unit__in=list(unit_ids), **began_in(month)).order_by()
    by_provider: dict[int, Counter[str]] = defaultdict(Counter)
    for provider_id, state, minutes, expenses_ore, attested_at in reported.values_list(
        "provider", "state", "minutes_used", "expenses_ore", "attested_at"
    ):
        counts = by_provider[provider_id]
        if state == State.NO_SHOW:
            counts["no_shows"] += 1
        elif attested_at is None:
            counts.update(visits_waiting=1, minutes_waiting=minutes)
        else:
            counts.update(visits=1, minutes=minutes, expenses_ore=expenses_ore)
    names = [name for name in ProviderHours.__slots__ if name != "provider_id"]
    return [
        ProviderHours(provider_id, **{name: counts[name] for name in names})
        for provider_id, counts in sorted(by_provider.items())
    ]
