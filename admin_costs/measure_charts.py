"""A measure drawn over months or years, with goal, baseline and the change. Colour never stands alone."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import NamedTuple

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from admin_costs import svg
from admin_costs.measure_kinds import MONTHS_PER_YEAR, Measure
from admin_costs.measure_rules import Figure
from admin_costs.wording import month_text, number

LEFT, RIGHT, TOP, BOTTOM, HEIGHT = 64, 612, 44, 240, 280
FEW = 24
LINE_OF_TEXT = 24
MOST_LABELS = 8


class Plot(NamedTuple):
    """Where a period and a value lie in the picture; `ticks` are the values of the vertical axis, from 0."""

    first: int
    last: int
    ticks: list[float]

    def x(self, period: float) -> float:
        share = (period - self.first) / max(self.last - self.first, 1)
        return svg.between(LEFT + 12, RIGHT - 12, share)

    def y(self, value: float) -> float:
        return svg.between(BOTTOM, TOP, value / self.ticks[-1])


def measure_chart(
    measure: Measure,
    figures: Sequence[Figure],
    *,
    change: date | None,
    title: str,
    description: str,
    ids_prefix: str,
) -> SafeString:
    """Draw two or more figures of months, or of years, as a line from zero up; nothing when there are fewer.

    The line breaks where periods are missing.
    """
    points = [
        (place_of(each.period), measure.in_unit(each.value)) for each in figures if each.value is not None
    ]
    if len(points) < 2:
        return svg.NOTHING
    highest = max([value for _period, value in points] + [mark.value for mark in measure.marks])
    plot = Plot(points[0][0], points[-1][0], svg.round_values(0, highest))
    months = isinstance(figures[0].period, date)
    marks = [
        *value_axis(plot),
        *periods_axis(plot, months=months),
        *lines_across(plot, measure),
        *(change_line(plot, change) if change and months else ()),
        *lines(plot, points),
    ]
    height = HEIGHT + len(measure.marks) * LINE_OF_TEXT
    return svg.picture(height, title, description, ids_prefix, marks)


def lines(plot: Plot, points: Sequence[tuple[int, float]]) -> Iterator[SafeString]:
    """The figures as lines, with dots where they are few and where one stands alone."""
    for run in runs(points):
        drawn = [(plot.x(period), plot.y(value)) for period, value in run]
        if len(drawn) > 1:
            yield svg.curve("chart-line chart-after", drawn)
        if len(drawn) == 1 or len(points) <= FEW:
            yield from (svg.dot("chart-point chart-after", *place, 4) for place in drawn)


def change_line(plot: Plot, change: date) -> list[SafeString]:
    """The line of a registered change that lies within the months, and its name."""
    at = place_of(change)
    if not plot.first < at <= plot.last:
        return []
    x, words = plot.x(at - 0.5), _("Change: %(month)s") % {"month": month_text(f"{change:%Y-%m}")}
    return [svg.line("chart-change", x, TOP - 16, x, BOTTOM), svg.text(words, x, 20)]


def lines_across(plot: Plot, measure: Measure) -> list[SafeString]:
    """The goal and the baseline, each explained below."""
    marks = []
    for place, mark in enumerate(measure.marks):
        marks.append(svg.line("chart-target", LEFT, plot.y(mark.value), RIGHT, plot.y(mark.value)))
        marks += explained(number(mark.value) + ": " + _(mark.words), HEIGHT + place * LINE_OF_TEXT)
    return marks


def explained(words: str, y: float) -> list[SafeString]:
    """What a line across is, under the picture: beside the line it would lie over the figures."""
    return [svg.line("chart-target", LEFT, y, LEFT + 28, y), svg.text(words, LEFT + 38, y + 5, "start")]


def place_of(period: int | date) -> int:
    """A period's number on the axis: the year, or the month counted from year 0."""
    return period if isinstance(period, int) else period.year * MONTHS_PER_YEAR + period.month - 1


def value_axis(plot: Plot) -> list[SafeString]:
    """Lines across with their values."""
    decimals = svg.decimals_of(plot.ticks)
    marks = []
    for tick in plot.ticks:
        name = "chart-grid" if tick else "chart-axis"
        marks.append(svg.line(name, LEFT, plot.y(tick), RIGHT, plot.y(tick)))
        marks.append(svg.text(number(tick, decimals), LEFT - 8, plot.y(tick) + 5, "end"))
    return marks


def periods_axis(plot: Plot, *, months: bool) -> list[SafeString]:
    """The years below, each at its own place or at its January; all months when they are few."""
    periods = range(plot.first, plot.last + 1)
    if not months:
        return [svg.tick_below(str(year), plot.x(year), BOTTOM) for year in periods]
    if len(periods) <= MOST_LABELS:
        return [svg.tick_below(short_month(month), plot.x(month), BOTTOM) for month in periods]
    step = next(step for step in (3, 6, 12, 24, 60) if len(periods) / step <= MOST_LABELS)
    return [
        svg.tick_below(short_month(month), plot.x(month), BOTTOM) for month in periods if month % step == 0
    ]


def short_month(month: int) -> str:
    return f"{month // MONTHS_PER_YEAR}-{month % MONTHS_PER_YEAR + 1:02}"


def runs(points: Sequence[tuple[int, float]]) -> list[list[tuple[int, float]]]:
    """Points next to each other, broken where a period is missing."""
    found: list[list[tuple[int, float]]] = []
    for point in points:
        if found and point[0] - found[-1][-1][0] == 1:
            found[-1].append(point)
        else:
            found.append([point])
    return found
