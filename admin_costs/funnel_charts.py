"""Groups in pictures: a funnel with its limits, and a group's years. Colour never stands alone."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from math import ceil, floor, log10

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from admin_costs import svg
from admin_costs.funnels import ALARM, WARNING, Funnel, Place, Point
from admin_costs.intervals import Interval
from admin_costs.wording import number

LEFT, RIGHT, TOP, BOTTOM, HEIGHT = 64, 556, 30, 330, 386
YEARS_BOTTOM, YEARS_HEIGHT = 210, 250
CURVE_POINTS = 48
LINE_OF_TEXT = 17
MOST_NAMED = 5
DECADE = (1, 2, 5)

Value = Callable[[float], str]


@dataclass(frozen=True, slots=True)
class Plot:
    """From sizes (on a logarithmic axis, for groups differ a hundredfold) and values to places."""

    least: float
    most: float
    ticks: list[float]
    bottom: float = BOTTOM

    def x(self, size: float) -> float:
        share = log10(size / self.least) / log10(self.most / self.least)
        return svg.between(LEFT, RIGHT, share)

    def y(self, value: float) -> float:
        low, high = self.ticks[0], self.ticks[-1]
        return svg.between(self.bottom, TOP, min(max((value - low) / (high - low), 0.0), 1.0))

    def holds(self, value: float) -> bool:
        return self.ticks[0] <= value <= self.ticks[-1]


def funnel_chart(
    found: Funnel,
    *,
    own: object,
    names: dict[object, str],
    title: str,
    size_name: str,
    factor: int,
    description: str,
    ids_prefix: str,
) -> SafeString:
    """Draw the groups by their size, with the limits; outside them a point is filled, far outside a diamond.

    `own` is the key of the group that is marked with a ring, or None. `factor` makes values their unit.
    """
    plot = plot_of(found, factor)
    marks = [
        *value_axis(plot, LEFT, RIGHT),
        *size_axis(plot, size_name),
        *(limit_curves(plot, found, factor) if found.variance is not None else ()),
        svg.line("chart-target", LEFT, plot.y(found.target * factor), RIGHT, plot.y(found.target * factor)),
        *line_names(plot, found, factor),
        *(
            mark_of(plot, point, found.places[point.key], factor, is_own=point.key == own)
            for point in sorted(found.points, key=lambda point: point.key == own)  # the own one on top
        ),
        *names_of(plot, found, own, names, factor),
    ]
    return svg.picture(HEIGHT, title, description, ids_prefix, marks)


def plot_of(found: Funnel, factor: int) -> Plot:
    """A plot that holds every group. Limits that reach outside are cut, for no group is there."""
    sizes = [point.size for point in found.points]
    values = [point.value * factor for point in found.points]
    middle = found.limits(sorted(sizes)[len(sizes) // 2], ALARM) or (found.target, found.target)
    low, high = min(*values, middle[0] * factor), max(*values, middle[1] * factor)
    room = 0.06 * (high - low) or 1.0
    ticks = svg.round_values(max(0.0, low - room), high + room)
    return Plot(0.85 * min(sizes), 1.15 * max(sizes), ticks)


def value_axis(plot: Plot, left: float, right: float) -> list[SafeString]:
    decimals = svg.decimals_of(plot.ticks)
    marks = []
    for tick in plot.ticks:
        is_axis = tick == plot.ticks[0]
        marks.append(
            svg.line("chart-axis" if is_axis else "chart-grid", left, plot.y(tick), right, plot.y(tick))
        )
        marks.append(svg.text(number(tick, decimals), left - 8, plot.y(tick) + 5, "end"))
    return marks


def size_axis(plot: Plot, name: str) -> list[SafeString]:
    powers = range(floor(log10(plot.least)), ceil(log10(plot.most)) + 1)
    sizes = [step * 10.0**power for power in powers for step in DECADE]
    ticks = [size for size in sizes if plot.least <= size <= plot.most]
    return [
        *(svg.tick_below(number(tick), plot.x(tick), plot.bottom) for tick in ticks),
        svg.text(name, (LEFT + RIGHT) / 2, plot.bottom + 46),
    ]


def limit_curves(plot: Plot, found: Funnel, factor: int) -> list[SafeString]:
    """The limits of 95 and 99.8 %."""
    steps = [plot.least * (plot.most / plot.least) ** (n / CURVE_POINTS) for n in range(CURVE_POINTS + 1)]
    marks = []
    for level, name in ((WARNING, "chart-limit"), (ALARM, "chart-limit chart-limit-far")):
        limits = [found.limits(size, level) for size in steps]
        for end in (0, 1):
            curve = [
                (plot.x(size), plot.y(limit[end] * factor))
                for size, limit in zip(steps, limits, strict=True)
                if limit and plot.holds(limit[end] * factor)
            ]
            if len(curve) > 1:
                marks.append(svg.curve(name, curve))
    return marks


def line_names(plot: Plot, found: Funnel, factor: int) -> list[SafeString]:
    """The line across and the upper limits named at their right ends, never one over another."""
    ends = [(_("All"), found.target)]
    for level, decimals in ((WARNING, 0), (ALARM, 1)):
        if limit := found.limits(plot.most, level):
            ends.append((_("%(number)s %%") % {"number": number(100 * level, decimals)}, limit[1]))
    marks, free = [], float("inf")
    for words, value in ends:
        if plot.holds(value * factor):
            free = min(plot.y(value * factor), free)
            marks.append(svg.text(words, RIGHT + 6, free + 5, "start"))
            free -= LINE_OF_TEXT
    return marks


def mark_of(plot: Plot, point: Point, place: Place, factor: int, *, is_own: bool) -> SafeString:
    """A hollow ring within the limits, a filled one outside the inner, a diamond outside the outer."""
    x, y = plot.x(point.size), plot.y(point.value * factor)
    if place.is_far:
        mark = diamond(x, y)
    else:
        mark = svg.dot("chart-group chart-group-out" if place.is_outside else "chart-group", x, y, 4)
    return svg.together([mark, svg.dot("chart-own", x, y, 9)]) if is_own else mark


def diamond(x: float, y: float) -> SafeString:
    corners = ((x, y - 7), (x + 7, y), (x, y + 7), (x - 7, y))
    places = " ".join(f"{svg.place(a)},{svg.place(b)}" for a, b in corners)
    return format_html('<polygon class="chart-group chart-group-far" points="{}"/>', places)


def names_of(
    plot: Plot, found: Funnel, own: object, names: dict[object, str], factor: int
) -> list[SafeString]:
    """Names the own group, and those far outside when they are few; the table names all.

    Among many the own name stands over them all, with a line down to its group.
    """
    above = [point for point in found.points if point.key == own and len(found.points) > MOST_NAMED]
    far = [point for point in found.points if found.places[point.key].is_far and point not in above]
    named = far if len(far) <= MOST_NAMED else []
    if len(found.points) <= MOST_NAMED:
        named = list(found.points)
    return [
        *(mark for point in above for mark in name_above(plot, point, names[point.key], factor)),
        *names_beside(plot, named, names, factor, found.target),
    ]


def names_beside(
    plot: Plot, points: Sequence[Point], names: dict[object, str], factor: int, target: float
) -> Iterator[SafeString]:
    """Names over or under their groups, off the line across. One that would hide another is left out."""
    taken: list[tuple[float, float, float]] = []
    for point in points:
        name, x = names[point.key], plot.x(point.size)
        y = plot.y(point.value * factor) + (-14 if point.value >= target else 25)
        width = len(name) * svg.CHARACTER
        if all(
            abs(x - left) > (width + wide) / 2 or abs(y - top) > LINE_OF_TEXT for left, top, wide in taken
        ):
            taken.append((x, y, width))
            yield svg.text(name, x, y)


def name_above(plot: Plot, point: Point, name: str, factor: int) -> list[SafeString]:
    x = plot.x(point.size)
    return [
        svg.line("chart-change", x, TOP - 8, x, plot.y(point.value * factor) - 9),
        svg.text(name, x, TOP - 14),
    ]


Year = tuple[int, float, Interval | None]


def years_chart(
    years: Sequence[Year],
    together: Sequence[tuple[int, float]],
    *,
    factor: int,
    title: str,
    description: str,
    ids_prefix: str,
) -> SafeString:
    """Draw a group's years as points with their intervals, and the level of all groups as a line."""
    ends = [end for _year, value, interval in years for end in (interval or (value, value))]
    every = [factor * value for value in (*ends, *(value for _year, value in together))]
    first, last = min(year for year, *_rest in years), max(year for year, *_rest in years)
    plot = Plot(1, 10, svg.round_values(min(every), max(every)), YEARS_BOTTOM)

    def x(year: int) -> float:
        return svg.between(LEFT + 40, RIGHT - 40, (year - first) / (last - first) if last > first else 0.5)

    line = [(x(year), plot.y(factor * value)) for year, value in together if first <= year <= last]
    marks = [
        *value_axis(plot, LEFT, RIGHT),
        *(svg.tick_below(str(year), x(year), YEARS_BOTTOM) for year in range(first, last + 1)),
        *(
            [svg.curve("chart-target", line), svg.text(_("All"), RIGHT + 6, line[-1][1] + 5, "start")]
            if line
            else []
        ),
    ]
    for year, value, interval in years:
        if interval:
            low, high = (plot.y(factor * end) for end in interval)
            marks.append(svg.line("chart-interval", x(year), low, x(year), high))
            marks += [svg.line("chart-interval", x(year) - 6, end, x(year) + 6, end) for end in (low, high)]
        marks.append(svg.dot("chart-point chart-after", x(year), plot.y(factor * value), 5))
    return svg.picture(YEARS_HEIGHT, title, description, ids_prefix, marks)
