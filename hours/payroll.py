"""A provider's month of pay: which visits it has in it, what they give, and locking it.

A visit is paid with the month in which it began. When that is locked already, because the report came late or
was left to be attested, it is paid with the next month that is locked. What is paid never changes.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time

from django.db.models import F, Q, QuerySet
from django.db.models.functions import Coalesce

from hours.errors import Code, Problem, Refused
from hours.events import record
from hours.models import Booking, EventKind, PayPeriod
from hours.pay_rules import SupplementRule, holidays_around, minutes_by_code
from hours.policy import REPORTED_STATES, State
from hours.supplements import held_municipality, rules_of
from hours.times import add_months, first_of_month, instants, local_date
from hours.transactions import action
from ledsagning.people.models import Escort, Unit, User

AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class PaidVisit:
    """A visit as it is paid: on the day it began, with the minutes of each supplement's code."""

    visit: Booking
    day: date
    minutes: int
    by_code: dict[str, int]

    @property
    def is_attested(self) -> bool:
        return self.visit.attested_at is not None


@dataclass(slots=True)
class Sums:
    """Visits added up. Minutes and öre; `waiting` is how many are not attested and so not in the minutes."""

    visits: int = 0
    minutes: int = 0
    expenses_ore: int = 0
    waiting: int = 0
    by_code: Counter[str] = field(default_factory=Counter)

    def add(self, paid: PaidVisit) -> None:
        if not paid.is_attested:
            self.waiting += 1
            return
        self.visits += 1
        self.minutes += paid.minutes
        self.expenses_ore += paid.visit.expenses_ore
        self.by_code.update(paid.by_code)


def sums_of(paid: Iterable[PaidVisit]) -> Sums:
    """All of them together."""
    sums = Sums()
    for each in paid:
        sums.add(each)
    return sums


def sums_by_escort(paid: Iterable[PaidVisit]) -> dict[Escort, Sums]:
    """By escort, in the order in which they come."""
    sums: dict[Escort, Sums] = {}
    for each in paid:
        if escort := each.visit.escort:
            sums.setdefault(escort, Sums()).add(each)
    return sums


def providers_of(units: QuerySet[Unit]) -> QuerySet[Unit]:
    """Providers whose escorts hold visits of these units, or have carried them out."""
    visits = Booking.objects.filter(unit__in=units)
    carried_out = visits.exclude(provider=None).values("provider")
    held = visits.exclude(escort=None).values("escort__unit")
    found = Unit.objects.filter(Q(pk__in=carried_out) | Q(pk__in=held))
    return found.select_related("municipality").order_by("name", "pk")


def start_of(month: date) -> datetime:
    """The instant when a month begins in Sweden."""
    return instants(month, time(0))[0]


def reported_visits() -> QuerySet[Booking]:
    """What can be paid, with `began`: when it began as far as anybody has told."""
    reported = Booking.objects.filter(state__in=REPORTED_STATES, provider__isnull=False)
    began = Coalesce("actual_starts_at", "starts_at")
    return reported.annotate(began=began).order_by("escort__user__name", "escort", "began", "pk")


def began_in(month: date) -> dict[str, datetime]:
    """The filter of visits that began in the month."""
    return {"began__gte": start_of(month), "began__lt": start_of(add_months(month, 1))}


def locked_months(provider: Unit) -> set[date]:
    """The provider's locked months, by their first day."""
    return set(PayPeriod.objects.filter(provider=provider).values_list("month", flat=True))


def due_visits(provider: Unit, month: date) -> QuerySet[Booking]:
    """What an open month would pay: its own visits, and late ones of months that are locked."""
    unpaid = reported_visits().filter(provider=provider, paid_in=None)
    own = Q(**began_in(month))
    locked = sorted(earlier for earlier in locked_months(provider) if earlier < month)
    if not locked:
        return unpaid.filter(own)
    before = unpaid.filter(began__gte=start_of(locked[0]), began__lt=start_of(month))
    begun = before.order_by().values_list("pk", "began")
    late = [pk for pk, began in begun if first_of_month(began) in locked]
    return unpaid.filter(own | Q(pk__in=late))


def period_of(provider: Unit, month: date) -> PayPeriod | None:
    """The month, when it is locked."""
    return PayPeriod.objects.filter(provider=provider, month=month).select_related("locked_by").first()


def visits_of(provider: Unit, month: date, period: PayPeriod | None) -> QuerySet[Booking]:
    """The month's visits: what was paid when it is locked, else what would be."""
    found = reported_visits().filter(paid_in=period) if period else due_visits(provider, month)
    return found.select_related("escort__user", "provider", "paid_in")


def month_of_escort(escort: Escort, month: date) -> QuerySet[Booking]:
    """An escort's own visits of a month, whoever was the employer and whenever they are paid."""
    mine = reported_visits().filter(escort=escort, **began_in(month))
    return mine.select_related("escort__user", "provider__municipality", "paid_in")


def as_paid(visits: Iterable[Booking], rules: Sequence[SupplementRule]) -> list[PaidVisit]:
    """Each visit with its minutes."""
    return [
        PaidVisit(
            visit=visit,
            day=local_date(visit.told.starts_at),
            minutes=visit.told.minutes,
            by_code=minutes_by_code(visit.told, rules, holidays_around(visit.told)),
        )
        for visit in visits
    ]


def paid_visits(provider: Unit, month: date, period: PayPeriod | None) -> list[PaidVisit]:
    """The month's visits with their minutes."""
    return as_paid(visits_of(provider, month, period), rules_of(provider.municipality))


def not_reported(provider: Unit, month: date, now: datetime) -> int:
    """How many visits of the month have passed without a report. They are paid when they have one."""
    held = Booking.objects.filter(state=State.ASSIGNED, escort__unit=provider, ends_at__lte=now)
    return held.annotate(began=F("starts_at")).filter(**began_in(month)).count()


def month_problems(month: date, now: datetime, *, waiting: int, leave_waiting: bool) -> list[Problem]:
    """What stops a month from being locked."""
    problems = [Problem(Code.MONTH_NOT_OVER)] if now < start_of(add_months(month, 1)) else []
    if waiting and not leave_waiting:
        problems.append(Problem(Code.NOT_ATTESTED, values={"count": waiting}))
    return problems


@action
def lock_month(
    provider: Unit, month: date, *, unit: Unit, by: User, now: datetime, leave_waiting: bool = False
) -> PayPeriod:
    """Locks a month: its attested visits are paid in it, and their reports stand from now on.

    Locking twice is the same as once. `unit` is the one whose work it was. `leave_waiting` leaves what is not
    attested for the next month; without it such a visit refuses the lock. A correction under way has the
    visit's row, and is waited for: what is paid is what was read after it.
    """
    held_municipality(provider.municipality_id)
    if period := period_of(provider, month):
        return period
    due = list(due_visits(provider, month).select_for_update(of=("self",)).order_by("pk"))
    attested = [visit.pk for visit in due if visit.attested_at is not None]
    waiting = len(due) - len(attested)
    if problems := month_problems(month, now, waiting=waiting, leave_waiting=leave_waiting):
        raise Refused(problems)
    period = PayPeriod.objects.create(provider=provider, month=month, locked_at=now, locked_by=by)
    for first in range(0, len(attested), AT_ONCE):
        Booking.objects.filter(pk__in=attested[first : first + AT_ONCE]).update(paid_in=period)
    record(EventKind.MONTH_LOCKED, unit=unit, by=by, at=now)
    return period
