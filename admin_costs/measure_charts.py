"""A measure drawn over months or years, with goal, baseline and the change. Colour never stands alone."""

from collections.abc import Callable, Sequence
from datetime import date

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from admin_costs import svg
from admin_costs.measure_kinds import MONTHS_PER_YEAR, Measure
from admin_costs.measure_rules import Figure
from admin_costs.wording import month_text, number

LEFT, RIGHT, TOP, BOTTOM, HEIGHT = 64, 612, 44, 240, 280
FEW = 24
MOST_LABELS = 8


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
    first, last = points[0][0], points[-1][0]
    ticks = svg.round_values(
        0, max(*(value for _n, value in points), *(mark.value for mark in measure.marks), 0)
    )

    def x(period: float) -> float:
        return svg.between(LEFT + 12, RIGHT - 12, (period - first) / (last - first))

    def y(value: float) -> float:
        return svg.between(BOTTOM, TOP, value / ticks[-1])

    months = isinstance(figures[0].period, date)
    marks = [*value_axis(ticks, y), *periods_axis(range(first, last + 1), x, months=months)]
    for mark in measure.marks:
        marks.append(svg.line("chart-target", LEFT, y(mark.value), RIGHT, y(mark.value)))
        marks.append(svg.text(_(mark.words), LEFT + 6, y(mark.value) - 6, "start"))
    if change and months and first < (at := place_of(change)) <= last:
        marks.append(svg.line("chart-change", x(at - 0.5), TOP - 16, x(at - 0.5), BOTTOM))
        marks.append(
            svg.text(_("Change: %(month)s") % {"month": month_text(f"{change:%Y-%m}")}, x(at - 0.5), 20)
        )
    for run in runs(points):
        drawn = [(x(n), y(value)) for n, value in run]
        if len(drawn) > 1:
            marks.append(svg.curve("chart-line chart-after", drawn))
        if len(drawn) == 1 or len(points) <= FEW:
            marks += [svg.dot("chart-point chart-after", *place, 4) for place in drawn]
    return svg.picture(HEIGHT, title, description, ids_prefix, marks)


def place_of(period: int | date) -> int:
    """A period's number on the axis: the year, or the month counted from year 0."""
    return period if isinstance(period, int) else period.year * MONTHS_PER_YEAR + period.month - 1


def value_axis(ticks: list[float], y: Callable[[float], float]) -> list[SafeString]:
    """Lines across with their values."""
    decimals = svg.decimals_of(ticks)
    marks = []
    for tick in ticks:
        name = "chart-grid" if tick else "chart-axis"
        marks.append(svg.line(name, LEFT, y(tick), RIGHT, y(tick)))
        marks.append(svg.text(number(tick, decimals), LEFT - 8, y(tick) + 5, "end"))
    return marks


def periods_axis(periods: Sequence[int], x: Callable[[float], float], *, months: bool) -> list[SafeString]:
    """The years below, each at its own place or at its January; all months when they are few."""
    if not months:
        return [svg.tick_below(str(year), x(year), BOTTOM) for year in periods]
    if len(periods) <= MOST_LABELS:
        return [svg.tick_below(short_month(month), x(month), BOTTOM) for month in periods]
    step = next(step for step in (3, 6, 12, 24, 60) if len(periods) / step <= MOST_LABELS)
    return [svg.tick_below(short_month(month), x(month), BOTTOM) for month in periods if month % step == 0]


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
