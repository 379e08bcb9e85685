"""How many gave the best answer in survey rounds."""

from admin_costs.measure_kinds import Measure, Quotient, Theme
from admin_costs.measure_kinds import said as _

MEASURE = Measure(
    slug="nojdhet-enkat",
    order=40,
    theme=Theme.QUALITY,
    name=_("Satisfaction in survey rounds"),
    unit=_("per cent of the answers that were the best"),
    short="%",
    why=_("A survey asks of more than the last visit, and asks those too who never press a button."),
    numerator=_("Best answers to all questions of the year's rounds"),
    denominator=_("All answers to these questions"),
    source=_("Survey rounds of the people served, imported or held in this system."),
    caution=_("Other questions give other figures: look whether the rounds asked the same."),
    ways=(Quotient(("survey_best",), "survey_answers"),),
    low_is_good=False,
    factor=100,
    decimals=0,
)
