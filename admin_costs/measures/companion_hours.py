"""How many hours a person uses."""

from admin_costs.funnels import Kind
from admin_costs.measure_kinds import By, Grouped, Measure, Quotient, Theme
from admin_costs.measure_kinds import said as _

MEASURE = Measure(
    slug="timmar",
    order=10,
    theme=Theme.HOURS,
    name=_("Companion hours"),
    unit=_("hours per person and month"),
    short=_("hours"),
    why=_("Who may choose freely uses as much as life needs. Differences can come of how it is granted."),
    numerator=_("Hours of visits, as reported"),
    denominator=_("People who had a visit in the month"),
    source=_("Reported visits in this system; before that, the figures that were imported."),
    caution=_("Many hours are neither good nor bad: people need different things, and distances differ."),
    ways=(Quotient(("minutes",), "people", 1 / 60),),
    by=frozenset((By.UNIT, By.PROVIDER, By.AGE_GROUP)),
    grouped=Grouped(Kind.MEAN, size=_("People in a month")),
)
