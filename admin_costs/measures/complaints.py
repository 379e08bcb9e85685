"""How often people complain."""

from admin_costs.measure_kinds import Measure, Quotient, Theme
from admin_costs.measure_kinds import said as _

MEASURE = Measure(
    slug="klagomal",
    order=42,
    theme=Theme.QUALITY,
    name=_("Complaints"),
    unit=_("complaints per 100 people and year"),
    short=_("complaints"),
    why=_("Complaints are taken in and looked into (SOSFS 2011:9), and show what figures do not."),
    numerator=_("Remarks that the sender marked as a complaint"),
    denominator=_("People who had a visit in the year"),
    source=_("Remarks sent in this system."),
    caution=_(
        "Few complaints are no proof of quality: it takes courage to complain of whom one depends on. More"
        " may mean that it has become easier."
    ),
    ways=(Quotient(("complaints",), "people_of_year", 100),),
    low_is_good=None,
    decimals=1,
)
