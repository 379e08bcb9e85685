"""What a used hour costs when what is done around it is counted too."""

from admin_costs.funnels import Kind
from admin_costs.measure_kinds import OF_UNITS, By, Grouped, Measure, Quotient, Theme
from admin_costs.measure_kinds import said as _

MEASURE = Measure(
    slug="kostnad",
    order=20,
    theme=Theme.COST,
    name=_("Cost of a used hour, administration included"),
    unit=_("kr per hour"),
    short=_("kr"),
    why=_("Control costs too: the same hour can be dear because of what is done around it."),
    numerator=_("Cost of visits at the providers' rates, and of administration at each role's rate"),
    denominator=_("Hours of visits, as reported"),
    source=_("Reported visits, logged and counted administration, and the rates of this system."),
    caution=_("Prices and wages differ. A low cost is no quality: look at the satisfaction beside it."),
    # Öre a minute are 60 öre an hour, a hundred of which are a krona.
    ways=(Quotient(("cost_ore", "admin_cost_ore"), "minutes", 60 / 100),),
    low_is_good=True,
    decimals=0,
    is_cost=True,
    by=frozenset((By.UNIT,)),
    grouped=Grouped(Kind.SPREAD, OF_UNITS, 1 / 60, _("Used hours in a month")),
)
