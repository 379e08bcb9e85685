"""Shares as bars from zero, each with its words over it and its interval across its end."""

from collections.abc import Sequence
from typing import NamedTuple

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from admin_costs import svg
from admin_costs.intervals import Interval
from admin_costs.wording import number

ROW, BAR_TOP, BAR_BOTTOM, TEXT_DROP = 56, 26, 42, 18
LEFT, RIGHT, AXIS_ROOM = 14, 614, 34
MIDDLE = (BAR_TOP + BAR_BOTTOM) / 2
MOST_CHARACTERS = int((svg.WIDTH - 2 * LEFT) / svg.CHARACTER)


class Bar(NamedTuple):
    """A share (0–1) with its interval; `words` stand over the bar, `figures` after them."""

    words: str
    figures: str
    share: float
    interval: Interval


def bar_chart(
    bars: Sequence[Bar], *, title: str, description: str, ids_prefix: str, highest: float | None = None
) -> SafeString:
    """Draw the bars under each other, to `highest` (a share) or as far as they need."""
    if not bars:
        return svg.NOTHING
    most = max(bar.interval[1] for bar in bars) if highest is None else highest
    ticks = svg.round_values(0, 100 * most)
    bottom = ROW * len(bars) + 4

    def x(share: float) -> float:
        return svg.between(LEFT, RIGHT, 100 * share / ticks[-1])

    marks = []
    for tick in ticks:
        place = x(tick / 100)
        marks.append(svg.line("chart-grid" if tick else "chart-axis", place, 0, place, bottom))
        marks.append(svg.tick_below(_("%(number)s %%") % {"number": number(tick)}, place, bottom))
    for row, bar in enumerate(bars):
        top, (low, high) = row * ROW, bar.interval
        marks += [
            svg.text(label(bar), LEFT + 4, top + TEXT_DROP, "start"),
            svg.zone(LEFT, top + BAR_TOP, x(bar.share), top + BAR_BOTTOM),
            svg.line("chart-interval", x(low), top + MIDDLE, x(high), top + MIDDLE),
            *(
                svg.line("chart-interval", x(end), top + MIDDLE - 6, x(end), top + MIDDLE + 6)
                for end in (low, high)
            ),
            svg.dot("chart-point chart-after", x(bar.share), top + MIDDLE, 5),
        ]
    return svg.picture(bottom + AXIS_ROOM, title, description, ids_prefix, marks)


def label(bar: Bar) -> str:
    """The words as far as there is room, and the figures whole: the table has all the words."""
    room = MOST_CHARACTERS - len(bar.figures) - 2
    words = bar.words if len(bar.words) <= room else bar.words[: room - 1].rstrip() + "…"
    return f"{words}{' ' if words.endswith('?') else ': '}{bar.figures}"
