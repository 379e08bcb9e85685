"""How much of the hours providers under the system of choice give."""

from admin_costs.measure_kinds import By, Measure, Quotient, Theme
from admin_costs.measure_kinds import said as _

MEASURE = Measure(
    slug="marknadsandel",
    order=12,
    theme=Theme.HOURS,
    name=_("Providers under the system of choice: share of the hours"),
    unit=_("per cent of the hours"),
    short="%",
    why=_(
        "Who can choose a provider has one thing more to decide. In Boden's home help, use rose with the "
        "share."
    ),
    numerator=_("Hours of visits by providers under the system of choice (LOV)"),
    denominator=_("Hours of visits by all providers, in months when all providers may be told"),
    source=_("Reported visits in this system; before that, the figures that were imported."),
    caution=_(
        "A large share is neither good nor bad. A provider with few people is hidden, and that month with it."
    ),
    ways=(Quotient(("external_minutes",), "minutes_of_all"),),
    factor=100,
    by=frozenset((By.PROVIDER,)),
)
