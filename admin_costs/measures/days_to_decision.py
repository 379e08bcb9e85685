"""How long a person waits for a decision."""

from admin_costs.measure_kinds import Measure, Quotient, Theme
from admin_costs.measure_kinds import said as _

MEASURE = Measure(
    slug="dagar-till-beslut",
    order=50,
    theme=Theme.WAITING,
    name=_("Days from application to decision"),
    unit=_("days, mean"),
    short=_("days"),
    why=_("While the municipality thinks, the person stays at home."),
    numerator=_("Days from application to decision, added"),
    denominator=_("Decisions"),
    source=_(
        "The municipality's case system, typed in year by year: the figure that is reported to Kolada "
        "(U28414)."
    ),
    caution=_("A mean hides the longest waits. In Kolada it is of all services under LSS."),
    ways=(Quotient(("days_to_decision",)),),
    low_is_good=True,
    decimals=0,
)
