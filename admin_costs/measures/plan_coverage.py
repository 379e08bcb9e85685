"""How many have an individual plan."""

from admin_costs.measure_kinds import Mark, Measure, Quotient, Theme
from admin_costs.measure_kinds import said as _

MEASURE = Measure(
    slug="individuell-plan",
    order=60,
    theme=Theme.RIGHTS,
    name=_("People with an individual plan"),
    unit=_("per cent of the people with a decision"),
    short="%",
    why=_(
        "A plan is to be offered with every decision and may be asked for at any time (LSS 10 §). Few get "
        "one."
    ),
    numerator=_("People with an individual plan on 31 December"),
    denominator=_("People with a decision in force on 31 December"),
    source=_(
        "Plans are counted by case officers and typed in; decisions are those of this system. Baseline and"
        " goal: national follow-ups of LSS 10 §."
    ),
    caution=_("A person may say no to a plan. A plan that is on paper only is counted too."),
    ways=(Quotient(("people_with_plan",), "people_with_decision"),),
    low_is_good=False,
    factor=100,
    decimals=0,
    marks=(Mark(10, _("Baseline: about one in ten")), Mark(50, _("Goal"))),
)
