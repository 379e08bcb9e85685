"""So was this computed: every number of the comparison in words, with the numbers put in, and its rows.

Nothing is counted anew here: the sums are of the rows that the comparison itself was counted from
(`counted`), which are also the page's table and the file. Of each month no more is told than the sum that a
claim is counted from: see `counted` for why the cost is not split.
"""

from typing import NamedTuple

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from admin_costs.comparison import MEASURES, Claim, Comparison
from admin_costs.conclusions import claim_sentences
from admin_costs.counted import CountedAnswers, CountedMonth
from admin_costs.disclosure import MISSING
from admin_costs.explained_words import (
    SUMS,
    after_text,
    difference_text,
    half_width_text,
    level_text,
    newcombe_text,
    people_text,
    percent_text,
    placebo_words,
    second_text,
    share_text,
    verdict_words,
)
from admin_costs.wording import claim_difference, claim_name, claim_value, counted_text, month_text, number

SIDES = {
    "before": gettext_lazy("Before"),
    "after": gettext_lazy("After"),
    "": gettext_lazy("Neither: bedding-in"),
}


class Step(NamedTuple):
    """A number of the report, and how it came about."""

    name: str
    how: str


class Column(NamedTuple):
    """A column of a table of rows."""

    name: str
    is_number: bool = True


class Table(NamedTuple):
    """Rows as they are shown; the first cell of each is its heading."""

    caption: str
    columns: list[Column]
    rows: list[list[str]]

    @property
    def body(self) -> list[list[tuple[str, bool]]]:
        """The rows as cells: the text, and whether it is a number."""
        return [
            [(cell, column.is_number) for cell, column in zip(row, self.columns, strict=True)]
            for row in self.rows
        ]


class Section(NamedTuple):
    """What is said of a claim (or a group): `key` is the anchor that the report links to."""

    key: str
    name: str
    steps: list[Step]
    table: Table


def sections(found: Comparison) -> list[Section]:
    """A section for each claim, in their order."""
    monthly = [month_section(name, found) for name in MEASURES]
    return [*monthly, satisfaction_section(found)]


def month_section(name: str, found: Comparison) -> Section:
    """How a claim of hours, administration or cost was computed."""
    claim = found.claims[name]
    table = Table(
        _("%(claim)s: the months it is counted from") % {"claim": claim_name(name)},
        [
            Column(_("Month"), is_number=False),
            Column(_("Counts as"), is_number=False),
            Column(_("People")),
            Column(str(SUMS[name].column)),
            Column(_("Per person")),
        ],
        [month_cells(name, month) for month in reversed(found.months)],
    )
    before = Step(_("Before"), level_text(name, found, "before"))
    if claim.interval is None:
        levels = [before] if claim.before is not None else []
        levels += [Step(_("After"), level_text(name, found, "after"))] if claim.after is not None else []
        return Section(name, claim_name(name), [*levels, Step(_("Verdict"), claim_sentences(claim))], table)
    steps = [
        before,
        Step(_("After"), after_text(name, found)),
        Step(_("Difference"), difference_text(claim)),
        Step(_("In per cent"), percent_text(claim)),
        Step(_("Probably"), half_width_text(claim)),
        Step(_("Rests on"), _("%(counted)s: those in the table.") % {"counted": counted_text(claim)}),
        *second_steps(claim),
        Step(_("Verdict"), verdict_words(claim, found.margin)),
    ]
    return Section(name, claim_name(name), steps, table)


def month_cells(name: str, month: CountedMonth) -> list[str]:
    """A month's row: a dash where a unit has not recorded it."""
    words, counted = SUMS[name], month.sums[name]
    side = str(SIDES[month.side]) if counted is not None else _("Neither: not recorded")
    measure = MEASURES[name]
    return [
        month_text(month.month),
        side,
        number(month.persons),
        MISSING if counted is None else number(counted / words.divided_by, words.decimals),
        MISSING if counted is None else claim_value(name, counted / measure.per_unit / month.persons),
    ]


def satisfaction_section(found: Comparison) -> Section:
    """How the shares of best answers were computed."""
    claim = found.claims["satisfaction"]
    table = Table(
        _("Satisfaction: the answers it is counted from"),
        [
            Column(_("Round"), is_number=False),
            Column(_("Counts as"), is_number=False),
            Column(_("Question"), is_number=False),
            Column(_("Best answers")),
            Column(_("Answers")),
        ],
        [answer_cells(each) for each in reversed(found.answers)],
    )
    if claim.before is None or claim.weighed_people is None:
        steps = [Step(_("Verdict"), claim_sentences(claim))]
        return Section("satisfaction", claim_name("satisfaction"), steps, table)
    steps = [
        Step(_("Before"), share_text(found, "before")),
        Step(_("After"), share_text(found, "after")),
        Step(
            _("Difference"),
            _("The share after less the share before: %(difference)s.")
            % {"difference": claim_difference(claim.name, claim.difference)},
        ),
        Step(_("Rests on"), people_text(claim)),
        Step(_("Probably"), newcombe_text(claim)),
        Step(_("Verdict"), verdict_words(claim, found.margin)),
    ]
    return Section("satisfaction", claim_name("satisfaction"), steps, table)


def answer_cells(answers: CountedAnswers) -> list[str]:
    return [
        month_text(answers.round),
        str(SIDES[answers.side]),
        answers.question,
        number(answers.best),
        number(answers.answers),
    ]


def second_steps(claim: Claim) -> list[Step]:
    """The second look and the made-up dates, when there are any."""
    if claim.look is None:
        return []
    return [
        Step(_("Second look"), second_text(claim, claim.look)),
        Step(_("Found at made-up dates before"), placebo_words(claim)),
    ]
