"""Whether the same companion comes."""

from admin_costs.measure_kinds import Measure, Quotient, Theme
from admin_costs.measure_kinds import said as _

MEASURE = Measure(
    slug="kontinuitet",
    order=41,
    theme=Theme.QUALITY,
    name=_("The same companion"),
    unit=_("per cent of the visits"),
    short="%",
    why=_(
        "Unknown and untrained staff are among what is most often complained of. Who knows the way need "
        "not be told it."
    ),
    numerator=_("Visits by the companion whom each person met most often that year"),
    denominator=_("All visits of the year"),
    source=_("Reported visits in this system."),
    caution=_("Some like to meet several. Who has had few visits has met few companions."),
    ways=(Quotient(("usual_visits",), "visits_of_year"),),
    low_is_good=False,
    factor=100,
    decimals=0,
)
