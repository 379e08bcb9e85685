"""How many visits nobody came to."""

from admin_costs.measure_kinds import Measure, Quotient, Theme
from admin_costs.measure_kinds import said as _

MEASURE = Measure(
    slug="utan-ledsagare",
    order=52,
    theme=Theme.WAITING,
    name=_("Visits that no companion took"),
    unit=_("per cent of the visits wanted"),
    short="%",
    why=_("A booking that nobody takes is a day that did not happen."),
    numerator=_("Visits that were not cancelled and that had no companion when their time had passed"),
    denominator=_("All visits that were not cancelled and whose time has passed"),
    source=_("Bookings in this system."),
    caution=_("Who expects that nobody comes does not book. What was never asked for is not here."),
    ways=(Quotient(("unfilled_visits",), "wanted_visits"),),
    low_is_good=True,
    factor=100,
)
