"""What trust would cost here, in words and rows."""

from typing import NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from admin_costs.baseline import Baseline
from admin_costs.power_words import Foresight
from admin_costs.what_if import FEW_PEOPLE, Answer, Case, Outcome
from admin_costs.wording import month_text, number
from ledsagning.spreadsheets import Cell, csv_file

CASES = (gettext_lazy("Cautious"), gettext_lazy("Likely"), gettext_lazy("Hopeful"))


class Line(NamedTuple):
    """A row of the table: what it is, in which unit, and how a case gives it."""

    name: Promise
    unit: Promise
    decimals: int
    signed: bool = False


LINES = (
    Line(gettext_lazy("Administration saved"), gettext_lazy("hours a month"), 1),
    Line(gettext_lazy("Worth"), gettext_lazy("kr a month"), 0),
    Line(gettext_lazy("Companion hours that it pays"), gettext_lazy("hours a month"), 1),
    Line(
        gettext_lazy("Break-even: so much may the hours rise"), gettext_lazy("per cent of today's hours"), 1
    ),
    Line(gettext_lazy("More hours that people use"), gettext_lazy("hours a month"), 1),
    Line(gettext_lazy("Cost of those hours"), gettext_lazy("kr a month"), 0),
    Line(gettext_lazy("Total cost beside today's"), gettext_lazy("kr a month"), 0, True),
    Line(gettext_lazy("Total cost beside today's"), gettext_lazy("per cent"), 1, True),
    Line(
        gettext_lazy("For zero-sum, this much administration must go"),
        gettext_lazy("per cent of today's administration"),
        0,
    ),
)


class WhatIfRow(NamedTuple):
    """A line in words, with the three cases."""

    name: str
    unit: str
    values: list[str]

    @property
    def cells(self) -> list[tuple[Promise, str]]:
        """Each case with its value."""
        return list(zip(CASES, self.values, strict=True))


def figures_of(case: Case) -> tuple[float, ...]:
    """A case's figures in the order and units of LINES."""
    return tuple(
        map(
            float,
            (
                case.saved_hours,
                case.saved_ore / 100,
                case.paid_hours,
                100 * case.break_even,
                case.more_hours,
                case.more_ore / 100,
                case.difference_ore / 100,
                100 * case.share,
                100 * case.needed,
            ),
        )
    )


def rows_of(answer: Answer) -> list[WhatIfRow]:
    """The table: a row a figure, a column a case."""
    columns = zip(*(figures_of(case) for case in answer.cases), strict=True)
    return [
        WhatIfRow(
            str(line.name),
            str(line.unit),
            [number(value, line.decimals, signed=line.signed) for value in values],
        )
        for line, values in zip(LINES, columns, strict=True)
    ]


def pays_sentence(answer: Answer) -> str:
    """The break-even, with its range."""
    low, likely, high = (number(float(case.paid_hours)) for case in answer.cases)
    least, most = (number(float(100 * case.break_even), 1) for case in (answer.cautious, answer.hopeful))
    return _(
        "The saved administration pays about %(likely)s companion hours a month, somewhere between %(low)s "
        "and %(high)s: the hours may rise by %(least)s to %(most)s per cent before the total cost does."
    ) % {"low": low, "likely": likely, "high": high, "least": least, "most": most}


def outcome_sentence(answer: Answer) -> str:
    """What the three cases say together, never surer than they are."""
    return {
        Outcome.CHEAPER: _("In all three cases the total cost is lower than today's."),
        Outcome.SAME: _("In all three cases the total cost is the same as today's, within 5 per cent."),
        Outcome.DEARER: _("In all three cases the total cost is higher than today's."),
        Outcome.DEPENDS: _(
            "It cannot be told whether it is zero-sum: the three cases differ. That is a normal answer when "
            "the inputs are not known better."
        ),
    }[answer.outcome]


def zero_sum_sentences(answer: Answer) -> list[str]:
    """What would have to be true for zero-sum."""
    likely = answer.likely
    growth = number(float(100 * likely.more_ore / likely.today_ore), 1)
    if likely.needed > 1:
        return [
            _(
                "With the likely rise, not even all administration would pay: zero-sum takes that the hours "
                "rise by no more than %(most)s per cent."
            )
            % {"most": number(float(100 * likely.break_even), 1)}
        ]
    return [
        _(
            "With the likely rise, which adds %(growth)s per cent to today's total cost, zero-sum takes that "
            "%(needed)s per cent of today's administration goes, and that staffing falls as much or the time "
            "is needed for something else."
        )
        % {"growth": growth, "needed": number(float(100 * likely.needed))},
        _("With the likely saving, zero-sum takes that the hours rise by no more than %(most)s per cent.")
        % {"most": number(float(100 * likely.break_even), 1)},
    ]


def baseline_sentence(baseline: Baseline | None) -> str:
    """What is prefilled, and how much it rests on."""
    if baseline is None:
        return _(
            "There is no month with both hours and administration that may be shown. Import figures from "
            "before, or write your own below."
        )
    words = {"months": baseline.months, "last": month_text(f"{baseline.last:%Y-%m}")}
    if baseline.is_short:
        return (
            _(
                "The form is filled in from only %(months)s months, up to %(last)s. That is too few to lean "
                "on: a season may be missing. Import more, or write your own."
            )
            % words
        )
    return (
        _(
            "The form is filled in from %(months)s months, up to %(last)s. Change what you know better; "
            "nothing is stored."
        )
        % words
    )


def assumption_sentences(baseline: Baseline | None) -> list[str]:
    """Which of the prefilled values are assumptions."""
    share = baseline.control_share if baseline else None
    if share:
        saved = _(
            "Saved: control of hours and renewals were %(share)s per cent of your administration in the "
            "latest half-year. Likely is that all of it goes, low is half, high is half as much again."
        ) % {"share": number(float(100 * share))}
    else:
        saved = _("Saved: an assumption, for your figures do not tell which steps are control of hours.")
    return [
        saved,
        _("More hours: an assumption. How much they rose in Laholm was never published."),
        _("Prices: 5 per cent in either direction of what your figures or rates say."),
    ]


def knowing_sentences(foresight: Foresight, growth: float, people: int) -> list[str]:
    """How long it takes to know, with so many people. `growth` is the likely rise as a share."""
    if people < FEW_PEOPLE:
        return [
            _(
                "With fewer than five people nothing may be shown, and nothing could be known. Evaluate "
                "together with other municipalities."
            )
        ]
    if not foresight.rows:
        return [
            _(
                "The months before are too few: whatever came after, nothing could be told from them. Import "
                "a year at the least, or wait with the change."
            )
        ]
    assumed = (
        _(
            "How much hours differ from month to month is an assumption, by half for each person: there are "
            "fewer than 18 months to learn it from."
        )
        if foresight.is_assumed
        else ""
    )
    said = (foresight.sentence, rise_sentence(foresight, growth), same_sentence(foresight), assumed)
    return [sentence for sentence in said if sentence]


def rise_sentence(foresight: Foresight, growth: float) -> str:
    """When the likely rise can be told from chance."""
    seen = next((row.months_after for row in foresight.rows if row.detectable <= growth), None)
    percent = number(100 * growth, 1)
    if seen is None:
        return _(
            "A rise of %(percent)s per cent in the hours cannot be told from chance within three years."
        ) % {"percent": percent}
    return _("A rise of %(percent)s per cent in the hours can be seen after %(months)s months.") % {
        "percent": percent,
        "months": seen,
    }


def same_sentence(foresight: Foresight) -> str:
    """When the same total cost can be shown."""
    same = next((row.months_after for row in foresight.rows if row.is_enough), None)
    if same is None:
        return _("That the total cost is the same within 5 per cent cannot be shown within three years.")
    return _("That the total cost is the same within 5 per cent can be shown after %(months)s months.") % {
        "months": same
    }


def what_if_csv(answer: Answer, said: list[str]) -> bytes:
    """The table as a file, in numbers, with what was said: UTF-8 with BOM, semicolons, decimal commas."""
    columns = zip(*(figures_of(case) for case in answer.cases), strict=True)
    heading: list[Cell] = [_("What"), _("Unit"), *map(str, CASES)]
    rows: list[list[Cell]] = [
        [str(line.name), str(line.unit), *values] for line, values in zip(LINES, columns, strict=True)
    ]
    return csv_file([heading, *rows, [], *([sentence] for sentence in said)])
