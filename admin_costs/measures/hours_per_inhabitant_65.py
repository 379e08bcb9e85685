"""Hours per inhabitant of 65 or more."""

from admin_costs.measure_kinds import Measure, Quotient, Theme
from admin_costs.measure_kinds import said as _

MEASURE = Measure(
    slug="timmar-per-invanare-65",
    order=11,
    theme=Theme.HOURS,
    name=_("Companion hours per 1,000 inhabitants of 65 or more"),
    unit=_("hours per 1,000 inhabitants of 65 or more and year"),
    short=_("hours"),
    why=_(
        "Many lose their sight when they grow old. Whether they get out shows here, and not in a mean of "
        "all ages."
    ),
    numerator=_("Hours of visits of people of 65 or more in a whole year"),
    denominator=_("Inhabitants of 65 or more on 31 December, in thousands"),
    source=_("Reported visits and imported figures; inhabitants from SCB, typed in year by year."),
    caution=_("A year with months in which a group of this age is small is not told."),
    ways=(Quotient(("minutes_65",), "inhabitants_65", 1000 / 60),),
)
