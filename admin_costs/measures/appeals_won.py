"""How appeals end."""

from admin_costs.measure_kinds import Mark, Measure, Quotient, Theme
from admin_costs.measure_kinds import said as _

MEASURE = Measure(
    slug="andrade-beslut",
    order=62,
    theme=Theme.RIGHTS,
    name=_("Appeals that the person won"),
    unit=_("per cent of the appeals decided"),
    short="%",
    why=_("A decision that a court changes was wrong, and somebody waited for the right one."),
    numerator=_("Appeals that the person won, in whole or in part"),
    denominator=_("Appeals that a court decided in the year"),
    source=_("Typed in year by year from the courts' judgments. Baseline: Sweden 2011, in first instance."),
    caution=_(
        "Few appeal, so a figure of few says little: with fewer than five appeals decided nothing is shown."
    ),
    ways=(Quotient(("appeals_won",), "appeals_decided"),),
    low_is_good=True,
    factor=100,
    decimals=0,
    marks=(Mark(20, _("Sweden 2011: one in five")),),
)
