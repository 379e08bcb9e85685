"""How long a person waits for the first visit."""

from admin_costs.measure_kinds import Mark, Measure, Quotient, Theme
from admin_costs.measure_kinds import said as _

MEASURE = Measure(
    slug="dagar-till-forsta-besok",
    order=51,
    theme=Theme.WAITING,
    name=_("Days from decision to first visit"),
    unit=_("days, mean"),
    short=_("days"),
    why=_("A decision is worth nothing until somebody comes."),
    numerator=_("Days from a person's first decision in this system to the first visit, added"),
    denominator=_("People whose first decision was made in the year and who have had a visit"),
    source=_("Decisions and reported visits in this system."),
    caution=_(
        "The person chooses when to begin, so a long time need not be a wait. Who has had no visit yet is "
        "not counted."
    ),
    ways=(Quotient(("days_to_first_visit",), "first_visits"),),
    low_is_good=True,
    decimals=0,
    marks=(Mark(90, _("Three months: then the decision is reported as not executed (LSS 28 f §)")),),
)
