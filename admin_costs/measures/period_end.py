"""Hoarding: whether hours are used up when a decision ends."""

from admin_costs.measure_kinds import Mark, Measure, Quotient, Theme
from admin_costs.measure_kinds import said as _

MEASURE = Measure(
    slug="periodslut",
    order=14,
    theme=Theme.HOURS,
    name=_("Hours used up before a decision ends"),
    unit=_("per cent of an even share"),
    short="%",
    why=_("Who fears that the next decision gives less uses up the hours before this one ends."),
    numerator=_("Hours of visits in the last 30 days of decisions that ended in the year"),
    denominator=_("Hours that 30 days would have if all days of these decisions had as many"),
    source=_("Decisions with a last day, of at least 90 days, and reported visits in this system."),
    caution=_("Few decisions end in a year where most are until further notice."),
    ways=(Quotient(("period_end_minutes",), "period_even_minutes"),),
    factor=100,
    decimals=0,
    marks=(Mark(100, _("Even over the decision")),),
)
