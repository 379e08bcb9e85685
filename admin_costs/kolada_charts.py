"""A key figure over years: one's own line, others' beside it and the mean, each named at its end.

No colour says good or bad, and nothing says who is first: Kolada's own red is only relative rank.
"""

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from django.utils.safestring import SafeString

from admin_costs import svg
from admin_costs.wording import number

LEFT, RIGHT, TOP, BOTTOM, HEIGHT = 64, 488, 20, 250, 290
LINE_OF_TEXT = 17
MOST_YEARS_NAMED = 8


class Line(NamedTuple):
    """A name, (year, value) in order, and the class that the style sheet draws it by."""

    name: str
    points: list[tuple[int, float]]
    style: str


OWN, BESIDE, MEAN = "chart-line chart-after", "chart-beside", "chart-level chart-before"


def kolada_chart(
    lines: Sequence[Line], *, title: str, description: str, ids_prefix: str, decimals: int
) -> SafeString:
    """Draw the lines that have points; nothing when none has."""
    drawn = [line for line in lines if line.points]
    if not drawn:
        return svg.NOTHING
    years = sorted({year for line in drawn for year, _value in line.points})
    values = [value for line in drawn for _year, value in line.points]
    ticks = svg.round_values(min(0.0, *values), max(0.0, *values))

    def x(year: int) -> float:
        return svg.between(LEFT + 16, RIGHT - 12, (year - years[0]) / max(years[-1] - years[0], 1))

    def y(value: float) -> float:
        return svg.between(BOTTOM, TOP, (value - ticks[0]) / (ticks[-1] - ticks[0]))

    step = -(-(years[-1] - years[0] + 1) // MOST_YEARS_NAMED)
    marks = [
        *(mark for tick in ticks for mark in grid(tick, y(tick), svg.decimals_of(ticks))),
        *(svg.tick_below(str(year), x(year), BOTTOM) for year in range(years[-1], years[0] - 1, -step)),
        *(
            mark
            for line in reversed(drawn)  # one's own is first, and on top
            for mark in drawn_line(line, [(year, x(year), y(value)) for year, value in line.points])
        ),
        *names([(y(line.points[-1][1]), line.name) for line in drawn]),
    ]
    return svg.picture(HEIGHT, title, description, ids_prefix, marks)


def grid(tick: float, y: float, decimals: int) -> list[SafeString]:
    line = svg.line("chart-grid" if tick else "chart-axis", LEFT, y, RIGHT, y)
    return [line, svg.text(number(tick, decimals), LEFT - 8, y + 5, "end")]


def drawn_line(line: Line, points: Sequence[tuple[int, float, float]]) -> list[SafeString]:
    """The line, broken where a year is missing; its years as dots where it is one's own or stands alone."""
    runs: list[list[tuple[float, float]]] = [[points[0][1:]]]
    for before, after in pairwise(points):
        if after[0] - before[0] > 1:
            runs.append([])
        runs[-1].append(after[1:])
    curves = [svg.curve(line.style, run) for run in runs if len(run) > 1]
    is_own = line.style == OWN
    style = "chart-point chart-after" if is_own else "chart-point chart-before"
    return curves + [svg.dot(style, *at, 4) for run in runs if is_own or len(run) == 1 for at in run]


def names(ends: Sequence[tuple[float, str]]) -> list[SafeString]:
    """Names at the ends of their lines, moved apart where they would stand on each other."""
    placed = sorted(ends)
    places = [end for end, _name in placed]
    for here in range(1, len(places)):
        places[here] = max(places[here], places[here - 1] + LINE_OF_TEXT)
    # Apart downwards only they would all hang under their lines: half of it goes upwards.
    hanging = sum(place - end for place, (end, _name) in zip(places, placed, strict=True)) / len(places)
    places = [max(place - hanging, TOP + LINE_OF_TEXT * here) for here, place in enumerate(places)]
    places[-1] = min(places[-1], BOTTOM)
    for here in range(len(places) - 2, -1, -1):
        places[here] = min(places[here], places[here + 1] - LINE_OF_TEXT)
    return [
        mark
        for (end, name), place in zip(placed, places, strict=True)
        for mark in (
            svg.line("chart-grid", RIGHT - 8, end, RIGHT + 8, place),
            svg.text(name, RIGHT + 12, place + 5, "start"),
        )
    ]
