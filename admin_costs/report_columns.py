"""The columns of the report's files: what each is, in what, and whence. docs/report.md has the same.

The files and the first sheet of the workbooks are made from these, so that nothing is in a file that is not
described.
"""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from admin_costs.comparison import MEASURES
from admin_costs.explained_words import SUMS
from admin_costs.wording import WORDS
from admin_costs.workbooks import Column, Look

OF_THE_CLAIM = _("as the column Unit says")
SEE_METHOD = _("the sheet Method, and docs/report.md")
COUNTED = _("the sheets Rows and Answers")
REGISTERED = _("the registered change")

LOOKS = {0: Look.WHOLE, 2: Look.DECIMALS}
COUNTS_AS = Column(
    _("Counts as"), "", _("Before or after the change, or neither while it was bedding in."), REGISTERED
)

RESULT = (
    Column(_("Claim"), "", _("What is compared before and after."), REGISTERED),
    Column(_("Unit"), "", _("What the levels and the difference are counted in."), ""),
    Column(
        _("Before"),
        OF_THE_CLAIM,
        _("The level before the change: all months' sum divided by their person-months."),
        COUNTED,
        Look.DECIMALS,
    ),
    Column(
        _("After"),
        OF_THE_CLAIM,
        _("The level after the change at the same times of the year: before and the difference."),
        COUNTED,
        Look.DECIMALS,
    ),
    Column(
        _("Difference"),
        OF_THE_CLAIM,
        _("After less before, with the season taken out."),
        COUNTED,
        Look.DECIMALS,
    ),
    Column(
        _("Difference, per cent"),
        _("per cent of before"),
        _("The difference divided by the level before."),
        COUNTED,
        Look.DECIMALS,
    ),
    Column(
        _("Interval, low"),
        OF_THE_CLAIM,
        _("The difference is probably not lower."),
        SEE_METHOD,
        Look.DECIMALS,
    ),
    Column(
        _("Interval, high"),
        OF_THE_CLAIM,
        _("The difference is probably not higher."),
        SEE_METHOD,
        Look.DECIMALS,
    ),
    Column(
        _("Confidence level"),
        _("share of 1"),
        _("How often such an interval holds the true difference, as far as chance goes."),
        SEE_METHOD,
        Look.DECIMALS,
    ),
    Column(
        _("Verdict"), "", _("What may be said; that it cannot be decided is a normal answer."), SEE_METHOD
    ),
)

FACTS = (
    Column(_("What"), "", _("What the comparison rests on."), ""),
    Column(_("Value"), "", _("Its value: months as 2024-01, the margin as a share of 1."), REGISTERED),
)

ROWS = (
    Column(_("Month"), _("year-month"), _("A month that counts. Months of few people are not here."), ""),
    COUNTS_AS,
    Column(
        _("People"),
        _("persons"),
        _("People with companion service that month; added up, person-months."),
        _("visits in this system, or an imported file"),
        Look.WHOLE,
    ),
    *(
        Column(
            SUMS[name].column, unit, meaning, source, Look.DECIMALS if name == "total_cost" else Look.WHOLE
        )
        for name, unit, meaning, source in (
            (
                "hours",
                _("minutes"),
                _("Time with companions, of all people."),
                _("visits in this system, or an imported file"),
            ),
            (
                "administration",
                _("minutes"),
                _("Time for administration, of all staff. Empty: a unit has not recorded it."),
                _("logged time and counted events, or an imported file"),
            ),
            (
                "total_cost",
                _("kr"),
                _(
                    "Companions' time and administration at the rates that held, with on-costs; without "
                    "participants' expenses. It is not split, so that no provider's hours can be worked out."
                ),
                _("rates of each role and provider, or an imported file"),
            ),
        )
    ),
)

ANSWERS = (
    Column(_("Round"), _("year-month"), _("When the questions were asked."), ""),
    COUNTS_AS,
    Column(_("Question"), "", _("The question; only those asked both before and after."), ""),
    Column(
        _("Best answers"),
        _("answers"),
        _("How many gave the best answer."),
        _("ratings, survey rounds, or an imported file"),
        Look.WHOLE,
    ),
    Column(
        _("Answers"),
        _("answers"),
        _("How many answered; never fewer than five."),
        _("ratings, survey rounds, or an imported file"),
        Look.WHOLE,
    ),
)

METHOD = (Column(_("Method"), "", _("How we count, in words."), "docs/evaluation.md"),)


def month_columns() -> tuple[Column, ...]:
    """Each claim's figure of a month, as the page shows it."""
    first = Column(_("Month"), _("year-month"), _("A month, or the month of a survey round."), "")
    return (first, *(month_column(name) for name in WORDS))


def month_column(name: str) -> Column:
    """A claim's figure: the rows' sum divided by their people, or the share of best answers."""
    words = WORDS[name]
    meaning: Promise = (
        _("The month's sum divided by its people.") if name in MEASURES else _("Best answers of all answers.")
    )
    title = f"{words.name} ({words.unit})"
    return Column(title, words.unit, meaning, COUNTED, Look.DECIMALS)
