"""The few marks a chart is made of, as SVG with classes and real text. `charts` draws with them."""

from collections.abc import Iterable
from math import ceil, floor, log10

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

WIDTH = 640
CHARACTER = 7.6
"""About how wide a character is at the style sheet's 14 px: keeps labels inside the picture."""
NOTHING = SafeString("")
PICTURE = (
    '<svg class="chart" role="img" aria-labelledby="{0}-title {0}-desc" viewBox="0 0 {1} {2}" '
    'xmlns="http://www.w3.org/2000/svg"><title id="{0}-title">{3}</title>'
    '<desc id="{0}-desc">{4}</desc>{5}</svg>'
)


def picture(
    height: int, title: str, description: str, ids_prefix: str, marks: Iterable[SafeString]
) -> SafeString:
    """Return the marks as one image named by its title and description."""
    return format_html(PICTURE, ids_prefix, WIDTH, height, title, description, together(marks))


def together(marks: Iterable[SafeString]) -> SafeString:
    """Return several marks as one."""
    return format_html_join("", "{}", ((mark,) for mark in marks))


def text(words: str, x: float, y: float, anchor: str = "middle") -> SafeString:
    """Write words at x (anchor start, middle or end), moved sideways when they would leave the picture."""
    width = len(words) * CHARACTER
    left = x - {"start": 0.0, "middle": width / 2, "end": width}[anchor]
    moved = x + max(0.0, 2 - left) - max(0.0, left + width - (WIDTH - 2))
    return format_html(
        '<text class="chart-label" x="{}" y="{}" text-anchor="{}">{}</text>',
        place(moved),
        place(y),
        anchor,
        words,
    )


def line(name: str, x1: float, y1: float, x2: float, y2: float) -> SafeString:
    """Draw a straight line of a class."""
    places = [place(each) for each in (x1, y1, x2, y2)]
    return format_html('<line class="{}" x1="{}" y1="{}" x2="{}" y2="{}"/>', name, *places)


def curve(name: str, points: Iterable[tuple[float, float]]) -> SafeString:
    """Draw a line through points."""
    path = " ".join(f"{place(x)},{place(y)}" for x, y in points)
    return format_html('<polyline class="{}" points="{}"/>', name, path)


def dot(name: str, x: float, y: float, radius: int) -> SafeString:
    """Draw a dot."""
    return format_html('<circle class="{}" cx="{}" cy="{}" r="{}"/>', name, place(x), place(y), radius)


def zone(left: float, top: float, right: float, bottom: float) -> SafeString:
    """Draw a shaded field; nothing when it has no width."""
    return NOTHING if right <= left else box("chart-zone", left, top, right, bottom)


def box(name: str, left: float, top: float, right: float, bottom: float) -> SafeString:
    """Draw a rectangle of a class."""
    places = [place(each) for each in (left, top, right - left, bottom - top)]
    return format_html('<rect class="{}" x="{}" y="{}" width="{}" height="{}"/>', name, *places)


def tick_below(words: str, x: float, y: float) -> SafeString:
    """Draw a tick under a horizontal axis with its words."""
    return line("chart-axis", x, y, x, y + 6) + text(words, x, y + 22)


def round_values(lowest: float, highest: float) -> list[float]:
    """Return two to seven round values at equal steps that hold lowest…highest."""
    span = (highest - lowest) or 1.0
    power = 10.0 ** floor(log10(span / 5))
    step = next(power * factor for factor in (1, 2, 5, 10) if span / (power * factor) <= 5)
    first, last = floor(lowest / step + 1e-9), ceil(highest / step - 1e-9)
    return [step * n for n in range(first, max(last, first + 1) + 1)]


def decimals_of(values: list[float]) -> int:
    """Return how many decimals tell the equal steps between these values."""
    step = values[1] - values[0]
    return next((places for places in range(4) if abs(round(step, places) - step) < 1e-9), 4)


def place(coordinate: float) -> str:
    """Return a coordinate with a point, whatever the language of the page."""
    return f"{coordinate:.1f}".removesuffix(".0")


def between(start: float, end: float, share: float) -> float:
    """Return the place a share of the way from start to end."""
    return start + (end - start) * share
