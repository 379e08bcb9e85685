"""A year of hours as a drawing: a row a month, narrow enough for a telephone, with real text and no style.

The table beside it says the same; what the drawing says in words stands in its description.
"""

from django.utils.dates import MONTHS
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from hours.history import Month, Year
from ledsagning.templatetags.people_words import hours_number, hours_words

# The picture's own units: text is 18 of them high (app.css).
WIDTH, ROW, TOP = 380, 32, 6
NAME_ENDS, BAR_BEGINS, LONGEST_BAR = 116, 124, 112
TEXT_DROP, BAR_HEIGHT = 22, 20
PICTURE = (
    '<svg class="hours-chart" role="img" aria-labelledby="hours-title hours-desc" viewBox="0 0 {} {}" '
    'xmlns="http://www.w3.org/2000/svg"><title id="hours-title">{}</title>'
    '<desc id="hours-desc">{}</desc>{}</svg>'
)
BAR = (
    '<text class="hours-name" x="{}" y="{}" text-anchor="end">{}</text>'
    '<rect class="hours-bar" x="{}" y="{}" width="{}" height="{}"/>'
    '<text class="hours-figure" x="{}" y="{}">{}</text>'
)


def month_name(month: Month) -> str:
    """The month's name in the language of the page, as it stands in a sentence."""
    return str(MONTHS[month.first.month])


def year_chart(year: Year) -> SafeString:
    """Draws a year. An empty one has its rows and no bars."""
    most = max((month.minutes for month in year.months), default=0)
    rows = format_html_join("", "{}", ((row(month, n, most),) for n, month in enumerate(year.months)))
    return format_html(
        PICTURE,
        WIDTH,
        TOP * 2 + ROW * len(year.months),
        _("Hours used each month of %(year)s") % {"year": year.number},
        in_words(year),
        rows,
    )


def row(month: Month, number: int, most: int) -> SafeString:
    """One month: its name, a bar as long as its share of the longest, and its hours."""
    top = TOP + number * ROW
    length = round(LONGEST_BAR * month.minutes / most) if most else 0
    return format_html(
        BAR,
        *(NAME_ENDS, top + TEXT_DROP, month_name(month)),
        *(BAR_BEGINS, top + (ROW - BAR_HEIGHT) // 2, length, BAR_HEIGHT),
        *(BAR_BEGINS + length + 6, top + TEXT_DROP, hours_number(month.minutes)),
    )


def in_words(year: Year) -> str:
    """What the drawing shows, in a sentence or two."""
    if year.busiest is None:
        return _("No hours were used in %(year)s.") % {"year": year.number}
    words = {
        "year": year.number,
        "hours": hours_words(year.minutes),
        "month": month_name(year.busiest),
        "most": hours_words(year.busiest.minutes),
    }
    return _("In %(year)s you used %(hours)s. The most was in %(month)s: %(most)s.") % words
