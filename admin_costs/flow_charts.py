"""The old process and the new as a drawn flow, side by side: a box a step, as long a bar as its minutes."""

from collections.abc import Sequence
from fractions import Fraction
from itertools import pairwise
from typing import NamedTuple

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from admin_costs import svg
from admin_costs.process_costs import PersonMonth
from admin_costs.wording import number

HEAD, ROW, BOX = 34, 62, 46
COLUMNS = ((2.0, 312.0), (328.0, 638.0))
FLOW = 14
"""How far inside its left edge a column's arrows go."""
LONGEST = 38
"""Characters of a name that a box has room for; the table has it whole."""


class FlowStep(NamedTuple):
    """A step's name, and its minutes and öre before and after; None where they may not be told."""

    name: str
    before: PersonMonth | None
    after: PersonMonth | None


class Flow(NamedTuple):
    """Steps in their order, the words over each column, and the title of the picture.

    `short` are the same words for a table; `absent` is what is said of a step that one side does not have.
    """

    title: str
    heads: tuple[str, str]
    steps: Sequence[FlowStep]
    short: tuple[str, str]
    absent: str

    @property
    def columns(self) -> tuple[list[PersonMonth | None], list[PersonMonth | None]]:
        """The steps of each side."""
        return [step.before for step in self.steps], [step.after for step in self.steps]


def figure(side: PersonMonth) -> str:
    """ "46.2 min, 398 kr"."""
    return _("%(minutes)s min, %(kronor)s kr") % {
        "minutes": number(float(side.minutes), 1),
        "kronor": number(float(side.cost_ore) / 100),
    }


def is_gone(side: PersonMonth | None) -> bool:
    """Whether the step is not in this process."""
    return side is not None and side.minutes == 0


def flow_chart(flow: Flow, ids_prefix: str) -> SafeString:
    """Draw both processes downwards, the same step on the same height."""
    longest = max((float(each.minutes) for side in flow.columns for each in side if each), default=0.0)
    marks = []
    for (left, right), head, column in zip(COLUMNS, flow.heads, flow.columns, strict=True):
        marks += [svg.text(head, left, 18, "start"), *arrows(left, column)]
        for place, (step, side) in enumerate(zip(flow.steps, column, strict=True)):
            top = HEAD + ROW * place
            share = float(side.minutes) / longest if side and longest else 0.0
            marks += (
                gone(flow, left, top) if is_gone(side) else boxed(step.name, side, share, (left, top, right))
            )
    height = HEAD + ROW * len(flow.steps)
    return svg.picture(height, flow.title, description(flow), ids_prefix, marks)


def boxed(
    name: str, side: PersonMonth | None, share: float, corner: tuple[float, float, float]
) -> list[SafeString]:
    """A step's box with its name and figures, and a bar of its minutes at the bottom."""
    left, top, right = corner
    return [
        svg.box("chart-box", left, top, right, top + BOX),
        svg.box("chart-bar", left + 1, top + BOX - 6, svg.between(left + 1, right - 1, share), top + BOX - 1),
        svg.text(shortened(name), left + 8, top + 16, "start"),
        svg.text(_("among other steps") if side is None else figure(side), left + 8, top + 33, "start"),
    ]


def gone(flow: Flow, left: float, top: float) -> list[SafeString]:
    """Where a step of the other process is not: the flow goes past it."""
    return [svg.text(flow.absent, left + 2 * FLOW, top + BOX / 2 + 4, "start")]


def arrows(left: float, column: Sequence[PersonMonth | None]) -> list[SafeString]:
    """From each step to the next that is there."""
    there = [place for place, side in enumerate(column) if not is_gone(side)]
    x, marks = left + FLOW, []
    for start, end in pairwise(there):
        bottom, top = HEAD + ROW * start + BOX, HEAD + ROW * end
        marks += [
            svg.line("chart-axis", x, bottom, x, top),
            svg.curve("chart-axis", [(x - 5, top - 7), (x, top - 1), (x + 5, top - 7)]),
        ]
    return marks


def shortened(name: str) -> str:
    """A name that fits into a box."""
    return name if len(name) <= LONGEST else name[: LONGEST - 1].rstrip() + "…"


def description(flow: Flow) -> str:
    """Both processes in words: how many steps, what they come to, and which are gone."""
    before, after = (
        _("%(head)s: %(steps)s steps, %(figure)s.")
        % {
            "head": head,
            "steps": sum(not is_gone(side) for side in column),
            "figure": figure(told_sum(column)),
        }
        for head, column in zip(flow.heads, flow.columns, strict=True)
    )
    gone_steps = [step.name for step in flow.steps if is_gone(step.after) and not is_gone(step.before)]
    ending = _("No longer done: %(steps)s.") % {"steps": ", ".join(gone_steps)} if gone_steps else ""
    return " ".join(part for part in (before, after, ending, _("Every step is in the table.")) if part)


def told_sum(sides: Sequence[PersonMonth | None]) -> PersonMonth:
    """The told steps added."""
    told = [side for side in sides if side]
    return PersonMonth(
        sum((side.minutes for side in told), Fraction(0)), sum((side.cost_ore for side in told), Fraction(0))
    )
