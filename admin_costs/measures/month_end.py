"""Hoarding: whether hours are used up when the month ends."""

from admin_costs.measure_kinds import Mark, Measure, Quotient, Theme
from admin_costs.measure_kinds import said as _

MEASURE = Measure(
    slug="manadsslut",
    order=14,
    theme=Theme.HOURS,
    name=_("Hours used up at the end of the month"),
    unit=_("per cent of an even share"),
    short="%",
    why=_(
        "Who fears to lose hours uses them up before the month ends. With trust the month's end is like "
        "any other week."
    ),
    numerator=_("Hours of visits in the month's last seven days"),
    denominator=_("Hours that seven days would have if all days of the month had as many"),
    source=_("Reported visits in this system, by the Swedish day on which they began."),
    caution=_(
        "A month with a holiday at its end says little. Look at several months, before and after the change."
    ),
    ways=(Quotient(("last_days_minutes",), "even_share_minutes"),),
    low_is_good=None,
    factor=100,
    decimals=0,
    marks=(Mark(100, _("Even over the month")),),
    beside_change=True,
)
