"""The payroll file: a row for each employee, day and kind of pay, with the columns of hours.pay_columns."""

from collections.abc import Iterable, Iterator
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from itertools import groupby

from hours.models import PayPeriod
from hours.pay_columns import EXPENSES, HEADINGS, NAMES, WORKED, Status
from hours.pay_rules import SupplementRule
from hours.payroll import PaidVisit, as_paid, sums_of, visits_of
from hours.supplements import rules_of
from ledsagning.people.models import Unit
from ledsagning.spreadsheets import Cell, csv_file, xlsx_file

HUNDREDTH = Decimal("0.01")
Row = list[Cell]


def payroll_csv(provider: Unit, month: date, period: PayPeriod | None) -> bytes:
    """The month's file as CSV."""
    return csv_file(file_rows(provider, month, period))


def payroll_xlsx(provider: Unit, month: date, period: PayPeriod | None) -> bytes:
    """The same as XLSX."""
    return xlsx_file(f"{month:%Y-%m}", file_rows(provider, month, period))


def file_rows(provider: Unit, month: date, period: PayPeriod | None) -> Iterator[Row]:
    """The headings and every row, by name and day."""
    rules = rules_of(provider.municipality)
    paid = [each for each in as_paid(visits_of(provider, month, period), rules) if each.is_attested]
    status = Status.LOCKED if period else Status.OPEN
    yield list(HEADINGS)
    for (escort, day), of_day in groupby(paid, key=lambda each: (each.visit.escort, each.day)):
        who: Row = [f"{month:%Y-%m}", status.value, provider.name, escort.payroll_number, escort.user.name]
        for row in day_rows(of_day, names_of(rules)):
            yield [*who, day.isoformat(), *row]


def names_of(rules: Iterable[SupplementRule]) -> dict[str, str]:
    """What each code is called; of several names that of the first rule."""
    return {rule.code: rule.name for rule in reversed(list(rules))} | NAMES


def day_rows(paid: Iterable[PaidVisit], names: dict[str, str]) -> Iterator[Row]:
    """Code, name, minutes, hours and kronor: time, each supplement by its code, and expenses."""
    sums = sums_of(paid)
    for code, minutes in [(WORKED, sums.minutes), *sorted(sums.by_code.items())]:
        yield [code, names[code], minutes, hours_of(minutes), None]
    if sums.expenses_ore:
        yield [EXPENSES, names[EXPENSES], None, None, (Decimal(sums.expenses_ore) / 100).quantize(HUNDREDTH)]


def hours_of(minutes: int) -> Decimal:
    """Hours with two decimals, half a hundredth up."""
    return (Decimal(minutes) / 60).quantize(HUNDREDTH, ROUND_HALF_UP)
