"""What is paid extra in a municipality, as data. Rows are added and ended, never changed.

Assumptions (templates) hold until the municipality's own first row begins; from that day on only its own do.
Nothing can be changed for days up to the last locked month: what has been paid stays as it was counted.
"""

from dataclasses import replace
from datetime import date, time, timedelta

from django.db.models import QuerySet

from hours.errors import Code, Problem, Refused
from hours.models import PayPeriod, Supplement
from hours.pay_rules import SupplementRule
from hours.times import add_months
from hours.transactions import action
from ledsagning.people.models import Municipality

DAY = timedelta(days=1)


def rule_of(supplement: Supplement) -> SupplementRule:
    """The row as the rules read it."""
    return SupplementRule(
        name=supplement.name,
        code=supplement.payroll_code,
        order=supplement.order,
        weekdays=frozenset(int(day) for day in supplement.weekdays),
        on_holidays=supplement.on_holidays,
        starts=supplement.starts,
        ends=supplement.ends,
        valid_from=supplement.valid_from,
        valid_to=supplement.valid_to,
    )


def own_supplements(municipality: Municipality) -> QuerySet[Supplement]:
    """The municipality's own rows, also those that have ended."""
    return Supplement.objects.filter(municipality=municipality)


def rules_of(municipality: Municipality) -> list[SupplementRule]:
    """Every rule there is or was: the municipality's own, and the templates for the days before the first."""
    own = [rule_of(row) for row in own_supplements(municipality)]
    templates = [rule_of(row) for row in Supplement.objects.filter(municipality=None)]
    if own:
        last = min(rule.valid_from for rule in own) - DAY
        templates = [replace(rule, valid_to=last) for rule in templates]
    return own + templates


def locked_through(municipality: Municipality) -> date | None:
    """The last day of the last month that any provider of the municipality has locked."""
    last = PayPeriod.objects.filter(provider__municipality=municipality).order_by("-month").first()
    return add_months(last.month, 1) - DAY if last else None


def held_municipality(code: str | None) -> Municipality:
    """Locked: no month is locked while its supplements change, nor the other way round."""
    return Municipality.objects.select_for_update(no_key=True).get(pk=code)


def refuse_if_paid(municipality: Municipality, day: date, *, at: str) -> None:
    """Refused when the day lies in a month that is locked."""
    locked = locked_through(municipality)
    if locked and day <= locked:
        raise Refused([Problem(Code.MONTH_IS_LOCKED, at=at, values={"day": locked})])


@action
def add_supplement(
    municipality: Municipality,
    *,
    name: str,
    payroll_code: str,
    order: int,
    weekdays: str,
    on_holidays: bool,
    starts: time,
    ends: time,
    valid_from: date,
) -> Supplement:
    """A row of the municipality's own. `weekdays` are figures, Monday is 0."""
    municipality = held_municipality(municipality.pk)
    refuse_if_paid(municipality, valid_from, at="valid_from")
    return Supplement.objects.create(
        municipality=municipality,
        name=name,
        payroll_code=payroll_code,
        order=order,
        weekdays=weekdays,
        on_holidays=on_holidays,
        starts=starts,
        ends=ends,
        valid_from=valid_from,
    )


@action
def end_supplement(supplement: Supplement, *, last_day: date) -> Supplement:
    """Lets a row of the municipality's own hold no longer than this day. The day before it begins: never."""
    municipality = held_municipality(supplement.municipality_id)
    refuse_if_paid(municipality, last_day + DAY, at="last_day")
    supplement = Supplement.objects.get(pk=supplement.pk)
    supplement.valid_to = max(last_day, supplement.valid_from - DAY)
    supplement.save(update_fields=["valid_to"])
    return supplement
