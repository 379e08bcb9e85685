"""How much of what was granted a group used."""

from admin_costs.measure_kinds import Measure, Quotient, Theme
from admin_costs.measure_kinds import said as _

MEASURE = Measure(
    slug="beviljat-och-anvant",
    order=13,
    theme=Theme.HOURS,
    name=_("Hours used of hours granted"),
    unit=_("per cent of the granted hours"),
    short="%",
    why=_(
        "Under trust, hours may be left: nobody has to use them up. It is a measure of the decisions, "
        "never of a person."
    ),
    numerator=_("Hours used in the month by people who have a decision with a ceiling"),
    denominator=_("Hours that these decisions give for the month"),
    source=_(
        "Decisions and reported visits in this system. Of the whole municipality only, never of a person."
    ),
    caution=_(
        "Unused hours start nothing. A low figure is no reason to grant less: hours never expire, and "
        "months differ."
    ),
    ways=(Quotient(("used_of_granted_minutes",), "granted_minutes"),),
    factor=100,
    decimals=0,
    # The difference from all used hours could be one person's without a ceiling.
    quotient_alone=True,
)
