"""Charts for the comparison page: server-side SVG with real text, a title and a description, nothing inline.

Colours, line widths and dashes come from the style sheet by class, so that dark mode, forced colours, print
and the strict content security policy all hold.
"""

from collections.abc import Sequence
from datetime import date
from itertools import pairwise
from math import ceil
from typing import NamedTuple

from django.utils.formats import date_format
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from admin_costs import svg
from admin_costs.comparison import Comparison
from admin_costs.evaluation import MONTHS_PER_YEAR, month_number
from admin_costs.intervals import Interval
from admin_costs.wording import (
    WORDS,
    claim_difference,
    claim_name,
    claim_unit,
    claim_value,
    interval_text,
    month_text,
    number,
    verdict_text,
)

LEFT, RIGHT, TOP, BOTTOM = 52, 628, 80, 276
LINE_HEIGHT = 308
ROOM_FOR_LEVEL = 170
INTERVAL_HEIGHT = 152
ZONE_TOP, ZONE_MIDDLE, ZONE_BOTTOM = 36, 80, 112
MONTH_STEPS = (1, 3, 6, 12, 24, 60, 120)
MOST_MONTH_LABELS = 7
FEW_POINTS = 12


class Plot(NamedTuple):
    """Where a month and a value lie in the picture; `ticks` are the values of the vertical axis, from 0."""

    first: int
    last: int
    ticks: list[float]

    def x(self, month: float) -> float:
        """Return the horizontal place of a month number, inside the plot."""
        share = (month - self.first) / max(self.last - self.first, 1)
        return min(max(svg.between(LEFT + 8, RIGHT - 8, share), LEFT), RIGHT)

    def y(self, value: float) -> float:
        """Return the vertical place of a value."""
        return svg.between(BOTTOM, TOP, value / self.ticks[-1])


class Side(NamedTuple):
    """One side of the change: its months, its level, where the level is drawn, and its words."""

    points: list[tuple[int, float]]
    mean: float | None
    first: float
    last: float
    name: str
    label: str


def line_chart(
    series: Sequence[tuple[str, float]],
    *,
    title: str,
    description: str,
    unit: str,
    change: str,
    before_mean: float | None,
    after_mean: float | None,
    ids_prefix: str,
    bedding_in_months: int = 0,
) -> SafeString:
    """Draw a monthly figure (never negative) from zero up, with the change and the level on each side.

    `series` is (month "YYYY-MM", value) in order; the line breaks where months are missing. `ids_prefix`
    keeps ids apart when a page has several charts. An empty series gives an empty text.
    """
    if not series:
        return svg.NOTHING
    points = [(month_number(month), value) for month, value in series]
    start, settled = month_number(change), month_number(change) + bedding_in_months
    highest = max([value for _month, value in points] + [before_mean or 0, after_mean or 0])
    plot = Plot(min(points[0][0], start), max(points[-1][0], start), svg.round_values(0, highest))
    edge = start - 0.5
    earlier = [point for point in points if point[0] < start]
    later = [point for point in points if point[0] >= start]
    before = Side(earlier, before_mean, plot.first - 0.5, edge, "chart-before", _("Before: %(level)s"))
    after = Side(later, after_mean, settled - 0.5, plot.last + 0.5, "chart-after", _("After: %(level)s"))
    marks = [
        svg.zone(plot.x(edge), TOP, plot.x(settled - 0.5), BOTTOM),
        *_value_axis(plot, unit),
        *_month_axis(plot),
        *(_months(plot, side, _reach(points)) for side in (before, after)),
        *(_level(plot, side) for side in (before, after)),
        *_change(plot, month_text(change), before, after),
    ]
    return svg.picture(LINE_HEIGHT, title, description, ids_prefix, marks)


def interval_chart(
    difference: float,
    interval: Interval,
    *,
    margin: float,
    title: str,
    description: str,
    unit: str,
    ids_prefix: str,
) -> SafeString:
    """Draw a difference and its interval against the zone ± margin that counts as the same, all in `unit`."""
    ticks = svg.round_values(min(interval[0], -margin), max(interval[1], margin))
    decimals = svg.decimals_of(ticks)

    def x(value: float) -> float:
        return svg.between(LEFT, RIGHT, (value - ticks[0]) / (ticks[-1] - ticks[0]))

    words = _("Counts as the same: ±%(margin)s %(unit)s") % {"margin": number(margin, decimals), "unit": unit}
    found = f"{number(difference, decimals, signed=True)} {unit}"
    marks = [
        svg.zone(x(-margin), ZONE_TOP, x(margin), ZONE_BOTTOM),
        svg.text(words, x(0), ZONE_TOP - 12),
        svg.line("chart-axis", LEFT, ZONE_BOTTOM, RIGHT, ZONE_BOTTOM),
        svg.line("chart-axis", x(0), ZONE_TOP, x(0), ZONE_BOTTOM),
        *(svg.tick_below(number(tick, decimals), x(tick), ZONE_BOTTOM) for tick in ticks),
        svg.line("chart-interval", x(interval[0]), ZONE_MIDDLE, x(interval[1]), ZONE_MIDDLE),
        *(svg.line("chart-interval", x(end), ZONE_MIDDLE - 8, x(end), ZONE_MIDDLE + 8) for end in interval),
        svg.dot("chart-point chart-after", x(difference), ZONE_MIDDLE, 6),
        svg.text(found, x(difference), ZONE_MIDDLE - 18),
    ]
    return svg.picture(INTERVAL_HEIGHT, title, description, ids_prefix, marks)


def claim_chart(comparison: Comparison, name: str, ids_prefix: str) -> SafeString:
    """Draw one claim's months (or survey rounds) with the levels before and after, in the page's words."""
    claim, factor = comparison.claims[name], WORDS[name].factor
    description = _("By month, change in %(month)s. Before: %(before)s. After: %(after)s. %(verdict)s.") % {
        "month": month_text(comparison.change_date),
        "before": claim_value(name, claim.before),
        "after": claim_value(name, claim.after),
        "verdict": verdict_text(claim),
    }
    return line_chart(
        [(month, value * factor) for month, value in claim.series],
        title=claim_name(name),
        description=description,
        unit=claim_unit(name),
        change=comparison.change_date,
        before_mean=None if claim.before is None else claim.before * factor,
        after_mean=None if claim.after is None else claim.after * factor,
        ids_prefix=ids_prefix,
        bedding_in_months=comparison.bedding_in_months,
    )


def cost_margin_chart(comparison: Comparison, ids_prefix: str) -> SafeString:
    """Draw the difference in total cost against the margin, or nothing when there is no interval."""
    claim = comparison.claims["total_cost"]
    if claim.interval is None or claim.before is None or claim.difference is None:
        return svg.NOTHING
    margin = comparison.margin * abs(claim.before)
    description = _(
        "The difference is %(difference)s, probably %(interval)s. ±%(margin)s kr is the same."
    ) % {
        "difference": claim_difference("total_cost", claim.difference),
        "interval": interval_text(claim),
        "margin": number(margin),
    }
    return interval_chart(
        claim.difference,
        claim.interval,
        margin=margin,
        title=_("Difference in total cost, kr per person and month"),
        description=description,
        unit=_("kr"),
        ids_prefix=ids_prefix,
    )


def _value_axis(plot: Plot, unit: str) -> list[SafeString]:
    decimals = svg.decimals_of(plot.ticks)
    marks = [svg.text(unit, 4, 16, "start")]
    for tick in plot.ticks:
        marks.append(
            svg.line("chart-grid" if tick else "chart-axis", LEFT, plot.y(tick), RIGHT, plot.y(tick))
        )
        marks.append(svg.text(number(tick, decimals), LEFT - 8, plot.y(tick) + 5, "end"))
    return marks


def _month_axis(plot: Plot) -> list[SafeString]:
    span = plot.last - plot.first + 1
    step = next((step for step in MONTH_STEPS if span / step <= MOST_MONTH_LABELS), MONTH_STEPS[-1])
    months = range(ceil(plot.first / step) * step, plot.last + 1, step)
    return [svg.tick_below(_short_month(month), plot.x(month), BOTTOM) for month in months]


def _months(plot: Plot, side: Side, reach: int) -> SafeString:
    """Draw the months of one side, broken where the next is further off than `reach`; lone months as dots."""
    runs: list[list[tuple[float, float]]] = []
    previous = None
    for month, value in side.points:
        if previous is None or month - previous > reach:
            runs.append([])
        runs[-1].append((plot.x(month), plot.y(value)))
        previous = month
    few = len(side.points) <= FEW_POINTS
    lines = [svg.curve(f"chart-line {side.name}", run) for run in runs if len(run) > 1]
    dots = [
        svg.dot(f"chart-point {side.name}", x, y, 4) for run in runs if few or len(run) == 1 for x, y in run
    ]
    return svg.together(lines + dots)


def _level(plot: Plot, side: Side) -> SafeString:
    if side.mean is None:
        return svg.NOTHING
    y = plot.y(side.mean)
    return svg.line(f"chart-level {side.name}", plot.x(side.first), y, plot.x(side.last), y)


def _change(plot: Plot, month: str, before: Side, after: Side) -> list[SafeString]:
    """Draw the line of the change, its name on top, and between them the level on each side of it."""
    x = plot.x(before.last)
    middle = min(max(x, ROOM_FOR_LEVEL), svg.WIDTH - ROOM_FOR_LEVEL)
    decimals = svg.decimals_of(plot.ticks) + 1 if plot.ticks[-1] < 100 else 0
    marks = [
        svg.line("chart-change", x, 68, x, BOTTOM),
        svg.text(_("Change: %(month)s") % {"month": month}, x, 40),
    ]
    for side, place, anchor in ((before, middle - 10, "end"), (after, middle + 10, "start")):
        if side.mean is not None:
            marks.append(svg.text(side.label % {"level": number(side.mean, decimals)}, place, 60, anchor))
    return marks


def _reach(points: list[tuple[int, float]]) -> int:
    """Return the longest gap a line may cross: less than two of the shortest steps between points."""
    gaps = [after[0] - before[0] for before, after in pairwise(points)]
    return 2 * min(gaps) - 1 if gaps else 1


def _short_month(month: int) -> str:
    return date_format(
        date(month // MONTHS_PER_YEAR, month % MONTHS_PER_YEAR + 1, 1), pgettext("month on an axis", "M Y")
    )
