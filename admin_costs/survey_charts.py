"""Survey rounds in pictures: best answers as bars, and ratings after visits as a curve through the months."""

from collections.abc import Sequence
from datetime import date
from itertools import groupby

from django.utils.formats import date_format
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from admin_costs import svg
from admin_costs.bar_charts import Bar, bar_chart
from admin_costs.round_results import MonthShare, QuestionResult, RoundResult
from admin_costs.survey_questions import Perspective, Theme
from admin_costs.survey_shares import Told
from admin_costs.survey_words import PERSPECTIVES, THEMES, interval_words, per_cent

LEFT, RIGHT, TOP, BOTTOM, HEIGHT = 52, 628, 24, 236, 268
MONTHS_A_YEAR = 12
MOST_LABELS = 7
STEPS = (1, 3, 6, 12, 24, 60)

Themes = Sequence[tuple[Theme, dict[Perspective, QuestionResult]]]


def bar_of(words: str, told: Told) -> list[Bar]:
    """The best answer as a bar; none of what is hidden."""
    if told.best is None:
        return []
    best = told.best
    figures = f"{per_cent(best.share)} ({interval_words(best.interval)})"
    return [Bar(words, figures, best.share, best.interval)]


def round_chart(result: RoundResult, ids_prefix: str) -> SafeString:
    """Each question's share of the best answer."""
    bars = [bar for question in result.questions for bar in bar_of(question.text, question.told)]
    return bar_chart(
        bars,
        title=_("Share who gave the best answer"),
        description=_("A bar for each question, with its interval. All figures are in the table."),
        ids_prefix=ids_prefix,
        highest=1,
    )


def themes_chart(themes: Themes, ids_prefix: str) -> SafeString:
    """Each theme's share of the best answer, perspective by perspective."""
    bars = [
        bar
        for theme, questions in themes
        for perspective, question in questions.items()
        for bar in bar_of(f"{THEMES[theme]}, {PERSPECTIVES[perspective]}", question.told)
    ]
    return bar_chart(
        bars,
        title=_("Three perspectives on the same things"),
        description=_("A bar for each theme and perspective. All figures are in the table."),
        ids_prefix=ids_prefix,
        highest=1,
    )


def month_number(month: date) -> int:
    return month.year * MONTHS_A_YEAR + month.month - 1


def curve_chart(months: Sequence[MonthShare], ids_prefix: str) -> SafeString:
    """The share of best ratings month by month with intervals; the curve breaks where a month is hidden."""
    told = [each for each in months if each.share is not None]
    if not told:
        return svg.NOTHING
    first, last = month_number(told[0].month), month_number(told[-1].month)

    def x(month: date) -> float:
        return svg.between(LEFT + 8, RIGHT - 8, (month_number(month) - first) / max(last - first, 1))

    def y(share: float) -> float:
        return svg.between(BOTTOM, TOP, share)

    marks = [
        *(svg.line("chart-grid", LEFT, y(tick / 4), RIGHT, y(tick / 4)) for tick in range(1, 5)),
        svg.line("chart-axis", LEFT, BOTTOM, RIGHT, BOTTOM),
        *(svg.text(per_cent(tick / 4), LEFT - 8, y(tick / 4) + 5, "end") for tick in range(5)),
        *(svg.tick_below(short_month(month), x(month), BOTTOM) for month in labelled(first, last)),
        *(
            svg.line("chart-interval", x(each.month), y(each.interval[0]), x(each.month), y(each.interval[1]))
            for each in told
            if each.interval
        ),
        *(
            svg.curve("chart-line chart-after", [(x(each.month), y(each.share or 0)) for each in run])
            for run in runs(told)
        ),
        *(svg.dot("chart-point chart-after", x(each.month), y(each.share or 0), 4) for each in told),
    ]
    description = _("From %(first)s to %(last)s. Latest: %(share)s, of %(answered)s people.") % {
        "first": short_month(told[0].month),
        "last": short_month(told[-1].month),
        "share": per_cent(told[-1].share or 0),
        "answered": told[-1].answered,
    }
    return svg.picture(HEIGHT, _("Ratings after visits, month by month"), description, ids_prefix, marks)


def runs(months: Sequence[MonthShare]) -> list[list[MonthShare]]:
    """The months in runs without a gap, each of at least two."""
    found = groupby(enumerate(months), key=lambda pair: month_number(pair[1].month) - pair[0])
    several = [[month for _place, month in run] for _start, run in found]
    return [run for run in several if len(run) > 1]


def labelled(first: int, last: int) -> list[date]:
    """Round months under the axis, no more than there is room for."""
    span = last - first + 1
    step = next((step for step in STEPS if span / step <= MOST_LABELS), STEPS[-1])
    start = -(-first // step) * step
    return [date(n // MONTHS_A_YEAR, n % MONTHS_A_YEAR + 1, 1) for n in range(start, last + 1, step)]


def short_month(month: date) -> str:
    return date_format(month, pgettext("month on an axis", "M Y"))
