"""How many gave the best answer after their visits."""

from admin_costs.funnels import Kind
from admin_costs.measure_kinds import OF_UNITS, By, Grouped, Measure, Quotient, Theme
from admin_costs.measure_kinds import said as _

MEASURE = Measure(
    slug="nojdhet",
    order=40,
    theme=Theme.QUALITY,
    name=_("Satisfaction after visits"),
    unit=_("per cent who gave the best answer"),
    short="%",
    why=_("The person who was accompanied knows how it was."),
    numerator=_("People who gave the best answer of three; the latest answer of each in a month"),
    denominator=_("People who answered in the month"),
    source=_("One press after a visit, by the person or a representative."),
    caution=_(
        "Not everybody answers, and who answers by a phone of one's own may be happier than who cannot."
    ),
    ways=(Quotient(("best_answers",), "answers"),),
    low_is_good=False,
    factor=100,
    decimals=0,
    by=frozenset((By.UNIT,)),
    grouped=Grouped(Kind.PROPORTION, OF_UNITS, size=_("Answers in a month")),
)
