"""The columns of the payroll file, as data: docs/payroll.md is written from them. Pure.

The words of the file are the file's, whatever the language of the page: a payroll program is set up once.
"""

from dataclasses import dataclass
from enum import StrEnum

WORKED, EXPENSES = "TID", "UTLAGG"
NAMES = {WORKED: "Arbetad tid", EXPENSES: "Utlägg"}


class Status(StrEnum):
    """Whether the month can still change."""

    LOCKED = "låst"
    OPEN = "preliminär"


@dataclass(frozen=True, slots=True)
class PayColumn:
    """A column: its heading in the file, what it means, in which unit or form, and where it comes from."""

    heading: str
    meaning: str
    unit: str
    source: str


COLUMNS = (
    PayColumn("Period", "The month that is paid", "YYYY-MM", "the month that was locked"),
    PayColumn(
        "Status", "Whether the month can still change", "låst or preliminär", "the month that was locked"
    ),
    PayColumn("Utförare", "The employer", "text", "the unit of the companion when the visit was reported"),
    PayColumn("Anställningsnummer", "What the payroll program knows the employee by", "text", "settings"),
    PayColumn("Namn", "The employee", "text", "the account"),
    PayColumn("Datum", "The day the visits began", "YYYY-MM-DD, Swedish time", "the report"),
    PayColumn("Kod", "The kind of pay", "TID, UTLAGG or a supplement's code", "the supplements page"),
    PayColumn("Benämning", "The kind of pay in words", "text", "the supplements page"),
    PayColumn("Minuter", "How long, exactly", "whole minutes; empty for expenses", "the report"),
    PayColumn(
        "Timmar",
        "The same as hours",
        "hours, two decimals, half a hundredth up; empty for expenses",
        "minutes",
    ),
    PayColumn(
        "Belopp", "Expenses paid by the employee", "kronor, two decimals; empty for time", "the report"
    ),
)
HEADINGS = tuple(column.heading for column in COLUMNS)

PREAMBLE = """\
# The payroll file

Written from `hours/pay_columns.py` by its function `document`; a test keeps the two equal.

One row for each employee, day and kind of pay. CSV is UTF-8 with BOM, semicolons, decimal commas and a row of
headings; XLSX has the same cells on one sheet, numbers as numbers. No person served is named in it.

| Column | Meaning | Unit or form | From |
|---|---|---|---|
"""
RULES = """
## How minutes are counted

- A visit stands on the day it began, also past midnight. Minutes are those that truly pass: 01.30–03.30
  on 25 October 2026 is 180.
- `TID` is all the time worked. A supplement's row is those of these minutes that are paid extra, so
  the two are not added together. No minute has more than one supplement: the one with the lowest order.
- Supplements are data: hours of weekdays or public holidays, valid from a day, each municipality's own.
  Those there from the start are assumptions, no agreement's figures. A rule's days are those on which its
  hours begin.
- Public holidays are those of lag (1989:253), with midsommarafton, julafton and nyårsafton.
- Only attested visits are in the file. What was reported as booked without expenses is attested by itself.
- A visit that nobody came to is paid as booked, once somebody has attested it.

## When a month is locked

- A visit is paid with the month in which it began. When that is locked already, it is paid with the next
  month that is locked: its rows then have the earlier day.
- A locked month never changes: its reports cannot be corrected, and no supplement can be added or ended for
  days that are locked.
- The file of an open month says `preliminär`.
"""


def document() -> str:
    """What docs/payroll.md says."""
    rows = "".join(f"| {c.heading} | {c.meaning} | {c.unit} | {c.source} |\n" for c in COLUMNS)
    return PREAMBLE + rows + RULES
