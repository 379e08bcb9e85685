"""Reads visits, decisions and remarks of a municipality, and gives their tallies by month and by year.

Nothing of one person leaves this file: `tally_rules` says what does. A year is told when it is over, for the
difference between two tellings of a year that goes on could be one person's (P7).
"""

from collections import Counter, defaultdict
from datetime import date, datetime, time
from typing import Any

from django.db.models import Min, Q

from hours.models import Booking, Decision, Event, EventKind, Remark
from hours.policy import State
from hours.tally_rules import (
    Extent,
    Tally,
    Visit,
    complaints,
    continuity,
    decided,
    first_visits,
    granted_and_used,
    month_end,
    period_end,
    unfilled,
    with_decision,
)
from hours.times import STOCKHOLM, first_of_month, local_date


def month_tallies(municipality_code: str, first: date, end: date) -> dict[date, list[Tally]]:
    """The tallies of each month with visits from `first` to before `end` (firsts of months)."""
    visits = visits_of_months(municipality_code, first, end)
    came, nobody = wanted_of_months(municipality_code, first, end)
    extents = extents_between(municipality_code, first, end)
    return {
        month: [
            month_end(visits[month], month),
            granted_and_used(visits[month], extents, month),
            unfilled(came[month], nobody[month]),
        ]
        for month in sorted(visits)
    }


def year_tallies(municipality_code: str, year: int) -> list[Tally]:
    """The tallies of a calendar year."""
    first, end = date(year, 1, 1), date(year + 1, 1, 1)
    visits = [visit for month in visits_of_months(municipality_code, first, end).values() for visit in month]
    decisions = decisions_of(municipality_code)
    in_force = decisions.filter(starts_on__lt=end).filter(
        Q(ends_on=None) | Q(ends_on__gte=date(year, 12, 31))
    )
    made = decisions.filter(decided_on__gte=first, decided_on__lt=end)
    people = len({visit.pool for visit in visits})
    return [
        continuity(visits),
        complaints(people, complaints_sent(municipality_code, first, end)),
        first_visits(days_waited(municipality_code, first, end)),
        ended_periods(municipality_code, first, end),
        with_decision(in_force.values_list("pool", flat=True)),
        decided(made.values_list("pool", flat=True)),
    ]


def whole_years(municipality_code: str, today: date) -> list[int]:
    """The years that are over, from the first in which visits were reported from January on."""
    visits = Booking.objects.filter(unit__municipality=municipality_code, state=State.DONE)
    began = visits.aggregate(first=Min("starts_at"))["first"]
    if began is None:
        return []
    month = first_of_month(began)
    return list(range(month.year + (month.month > 1), today.year))


def start_of(day: date) -> datetime:
    """When a Swedish day begins."""
    return datetime.combine(day, time(), STOCKHOLM)


def within(column: str, first: date, end: date) -> dict[str, datetime]:
    """The filter of what happened from one Swedish day to before another."""
    return {f"{column}__gte": start_of(first), f"{column}__lt": start_of(end)}


def done_visits(municipality_code: str, first: date, end: date) -> Any:
    """Reported visits whose booked start lies between, as monthly figures have them."""
    found = Booking.objects.filter(
        unit__municipality=municipality_code, state=State.DONE, **within("starts_at", first, end)
    )
    return found.order_by()


def visits_of_months(municipality_code: str, first: date, end: date) -> dict[date, list[Visit]]:
    """Reported visits by month."""
    found: dict[date, list[Visit]] = defaultdict(list)
    rows = done_visits(municipality_code, first, end)
    for pool, escort, starts_at, minutes in rows.values_list("pool", "escort", "starts_at", "minutes_used"):
        day = local_date(starts_at)
        found[day.replace(day=1)].append(Visit(pool, escort or 0, day, minutes))
    return found


def wanted_of_months(
    municipality_code: str, first: date, end: date
) -> tuple[dict[date, Counter[int]], dict[date, Counter[int]]]:
    """By month and pool: visits that a companion came to, and those that nobody was found for."""
    came: dict[date, Counter[int]] = defaultdict(Counter)
    nobody: dict[date, Counter[int]] = defaultdict(Counter)
    states = (State.DONE, State.NO_SHOW)
    met = Booking.objects.filter(
        unit__municipality=municipality_code, state__in=states, **within("starts_at", first, end)
    )
    for pool, starts_at in met.order_by().values_list("pool", "starts_at"):
        came[first_of_month(starts_at)][pool] += 1
    events = Event.objects.filter(
        unit__municipality=municipality_code,
        kind=EventKind.UNFILLED,
        visit_month__gte=first,
        visit_month__lt=end,
    )
    for pool, month in events.order_by().values_list("booking__pool", "visit_month"):
        nobody[month][pool] += 1  # type: ignore[index]  # the filter leaves no empty month
    return came, nobody


def decisions_of(municipality_code: str) -> Any:
    """The municipality's decisions."""
    return Decision.objects.filter(pool__unit__municipality=municipality_code).order_by()


def extents_between(municipality_code: str, first: date, end: date) -> list[Extent]:
    """Decisions with a ceiling that are in force some day between."""
    found = decisions_of(municipality_code).filter(uncapped=False, starts_on__lt=end)
    found = found.filter(Q(ends_on=None) | Q(ends_on__gte=first))
    return [Extent(*row) for row in found.values_list("pool", "minutes_per_month", "starts_on", "ends_on")]


def ended_periods(municipality_code: str, first: date, end: date) -> Tally:
    """How the hours of decisions that ended in the year were used."""
    ended = decisions_of(municipality_code).filter(ends_on__gte=first, ends_on__lt=end)
    periods = [Extent(*row) for row in ended.values_list("pool", "minutes_per_month", "starts_on", "ends_on")]
    if not periods:
        return period_end([], [])
    since = min(period.first for period in periods)
    months = visits_of_months(municipality_code, since, end)
    return period_end((visit for visits in months.values() for visit in visits), periods)


def days_waited(municipality_code: str, first: date, end: date) -> dict[int, int]:
    """By pool: days from the first decision, made in the year, to the first visit."""
    decided_on = dict(
        decisions_of(municipality_code)
        .values_list("pool")
        .annotate(first=Min("decided_on"))
        .filter(first__gte=first, first__lt=end)
    )
    visits = Booking.objects.filter(unit__municipality=municipality_code, state=State.DONE)
    began = dict(visits.order_by().values_list("pool").annotate(first=Min("starts_at")))
    return {
        pool: max(0, (local_date(began[pool]) - day).days)
        for pool, day in decided_on.items()
        if pool in began
    }


def complaints_sent(municipality_code: str, first: date, end: date) -> int:
    """How many remarks of the year were marked as complaints."""
    sent = Remark.objects.filter(unit__municipality=municipality_code, is_complaint=True)
    return sent.filter(**within("at", first, end)).count()
