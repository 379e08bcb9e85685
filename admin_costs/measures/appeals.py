"""How often decisions are appealed."""

from admin_costs.measure_kinds import Measure, Quotient, Theme
from admin_costs.measure_kinds import said as _

MEASURE = Measure(
    slug="overklaganden",
    order=61,
    theme=Theme.RIGHTS,
    name=_("Appeals"),
    unit=_("appeals per 100 decisions"),
    short=_("appeals"),
    why=_(
        "An appeal is a right (LSS 27 §), and work for everybody. Under trust there is less to disagree "
        "about."
    ),
    numerator=_("Decisions that were appealed, by the year of the appeal"),
    denominator=_("Decisions made in the year"),
    source=_("Appeals are typed in year by year; decisions are those of this system."),
    caution=_(
        "Few appeal, so few appeals are no proof of good decisions: many do not know how, or have no "
        "strength left."
    ),
    ways=(Quotient(("appeals",), "decisions", 100),),
    low_is_good=None,
    decimals=1,
)
