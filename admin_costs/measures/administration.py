"""Hours of administration a person."""

from admin_costs.funnels import Kind
from admin_costs.measure_kinds import OF_UNITS, By, Grouped, Measure, Quotient, Theme
from admin_costs.measure_kinds import said as _

MEASURE = Measure(
    slug="administration",
    order=30,
    theme=Theme.COST,
    name=_("Administration"),
    unit=_("hours per person and month"),
    short=_("hours"),
    why=_("Hours of administration are hours that nobody was accompanied."),
    numerator=_("Hours of administration: logged, timed, or counted by standard time"),
    denominator=_("People who had a visit in the month"),
    source=_(
        "The log of time, the stopwatch and standard times in this system; before that, imported figures."
    ),
    caution=_("Who logs carefully has more administration on paper than who logs little."),
    ways=(Quotient(("admin_minutes",), "people", 1 / 60),),
    low_is_good=True,
    decimals=2,
    by=frozenset((By.UNIT,)),
    grouped=Grouped(Kind.SPREAD, OF_UNITS, size=_("People in a month")),
)
