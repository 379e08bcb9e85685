"""KPB: what a person served costs in a year."""

from admin_costs.measure_kinds import MONTHS_PER_YEAR, Measure, Quotient, Theme
from admin_costs.measure_kinds import said as _

MEASURE = Measure(
    slug="kpb",
    order=15,
    theme=Theme.COST,
    name=_("Cost per user (KPB)"),
    unit=_("kr per person and year"),
    short=_("kr"),
    why=_(
        "What it costs that a person is accompanied, whoever does it. Boards decide by it, so it must be "
        "whole."
    ),
    numerator=_(
        "Allocated gross cost, less internal revenue and sales to other care providers. User fees are not "
        "taken off."
    ),
    denominator=_("People who had a visit, as a mean over the year's months"),
    source=_(
        "SKR's model of cost per user (KPB). The accounts, typed in year by year; without them, this "
        "system's rates."
    ),
    caution=_(
        "A cost says nothing of quality: look at the satisfaction beside it. Few hours a person also give "
        "a low cost."
    ),
    ways=(
        Quotient(
            ("gross_cost_kr", "-internal_revenue_kr", "-sales_kr"),
            "people",
            MONTHS_PER_YEAR,
            _("From the accounts."),
        ),
        Quotient(
            ("cost_ore", "admin_cost_ore"),
            "people",
            MONTHS_PER_YEAR / 100,
            _("By this system's rates: the accounts of the year are not typed in."),
        ),
    ),
    low_is_good=None,
    decimals=0,
    is_cost=True,
    prices_a_person=True,
)
