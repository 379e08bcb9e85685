"""Hours per inhabitant: how much there is of it in the municipality."""

from admin_costs.measure_kinds import Measure, Quotient, Theme
from admin_costs.measure_kinds import said as _

MEASURE = Measure(
    slug="timmar-per-invanare",
    order=11,
    theme=Theme.HOURS,
    name=_("Companion hours per 1,000 inhabitants"),
    unit=_("hours per 1,000 inhabitants and year"),
    short=_("hours"),
    why=_(
        "Fewer people with hours, or fewer hours each, both show here. Use that falls may be need that is "
        "not met."
    ),
    numerator=_("Hours of visits in a whole year, as reported"),
    denominator=_("Inhabitants on 31 December, in thousands"),
    source=_("Reported visits and imported figures; inhabitants from SCB, typed in year by year."),
    caution=_("An older population needs more. Compare with the years before rather than with other places."),
    ways=(Quotient(("minutes",), "inhabitants", 1000 / 60),),
)
