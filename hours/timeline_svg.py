"""The timeline as a drawing: a row an escort, real text, and no style of its own (app.css has the colours).

Each kind has a look that is not colour alone: promised is filled, asked is dashed, absent and busy are
hatched, each its own way, and the others have a sign. The table beside it says the same in words.
"""

from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext_lazy

from hours.rota import Rota, Row
from hours.timeline import Kind, Piece, laid_out, lanes_of
from ledsagning.templatetags.people_words import day_words

# The picture's own units: text is 14 of them high (app.css).
NAMES, PLOT, TOP, LANE, GAP = 170, 910, 104, 24, 8
LEGEND_ON_A_LINE = 4
LETTER = 8  # about the width of one
SHORT_NAME = (NAMES - 14) // LETTER
HOURS_OF_A_WEEK, HOURS_OF_A_DAY = (6, 12, 18), range(3, 24, 3)
KINDS: dict[Kind, str | Promise] = {
    Kind.PROMISED: gettext_lazy("Has said yes"),
    Kind.ASKED: gettext_lazy("Has not answered"),
    Kind.DONE: gettext_lazy("Reported"),
    Kind.LOST: gettext_lazy("Promised, but away"),
    Kind.ABSENT: pgettext_lazy("companion", "Away"),
    Kind.BUSY: gettext_lazy("Busy elsewhere"),
    Kind.OPEN: gettext_lazy("Nobody yet"),
}
# Beside the colour, in the block itself.
SIGNS = {Kind.DONE: "✓", Kind.LOST: "!", Kind.OPEN: "?"}
PICTURE = (
    '<svg class="timeline" role="img" aria-labelledby="timeline-title timeline-desc" viewBox="0 0 {} {}" '
    'xmlns="http://www.w3.org/2000/svg"><title id="timeline-title">{}</title>'
    '<desc id="timeline-desc">{}</desc>'
    '<defs><pattern id="hatch-absent" width="6" height="6" patternUnits="userSpaceOnUse">'
    '<path class="timeline-hatch" d="M0 6 6 0"/></pattern>'
    '<pattern id="hatch-busy" width="6" height="6" patternUnits="userSpaceOnUse">'
    '<path class="timeline-hatch" d="M0 3H6"/></pattern></defs>{}</svg>'
)
BLOCK = (
    '<rect class="timeline-block timeline-{}" x="{}" y="{}" width="{}" height="{}" rx="3"{}/>'
    '<text class="timeline-in-{}" x="{}" y="{}">{}</text>'
)
LINE = '<path class="timeline-{}" d="M{} {}V{}"/>'
LABEL = '<text x="{}" y="{}" class="timeline-{}">{}</text>'
HATCHED = {kind: SafeString(f' fill="url(#hatch-{kind})"') for kind in (Kind.ABSENT, Kind.BUSY)}


def drawn(rota: Rota) -> SafeString:
    """The picture of a rota."""
    width = PLOT // len(rota.days)
    top, rows = TOP, []
    for row in rota.rows:
        pieces = laid_out(row.blocks, rota.days)
        rows.append(drawn_row(rota, row, pieces, top, width))
        top += lanes_of(pieces) * LANE + GAP
    marks = [legend(), *grid(rota, top, width), *rows]
    return format_html(
        PICTURE,
        *(NAMES + width * len(rota.days) + 2, top + 2),
        title(rota),
        description(rota),
        format_html_join("", "{}", ((mark,) for mark in marks)),
    )


def title(rota: Rota) -> str:
    first, last = rota.days[0].date, rota.days[-1].date
    if first == last:
        return _("Companions on %(day)s") % {"day": day_words(first)}
    return _("Companions from %(first)s to %(last)s") % {"first": day_words(first), "last": day_words(last)}


def description(rota: Rota) -> str:
    """What the drawing shows, in two sentences."""
    open_ones, escorts = len(rota.rows[0].blocks), len(rota.rows) - 1
    count = ngettext("%(count)s companion.", "%(count)s companions.", escorts) % {"count": escorts}
    without = ngettext(
        "%(count)s visit without a companion.", "%(count)s visits without a companion.", open_ones
    )
    return f"{count} {without % {'count': open_ones}} " + _("The table has the same, in words.")


def legend() -> SafeString:
    """What each look means, some on a line."""
    step = (NAMES + PLOT) // LEGEND_ON_A_LINE
    boxes = []
    for number, (kind, words) in enumerate(KINDS.items()):
        line, place = divmod(number, LEGEND_ON_A_LINE)
        x, y = place * step + 2, 8 + line * LANE
        sign = (kind, x + 9, y + 13, SIGNS.get(kind, ""))
        boxes.append(format_html(BLOCK, kind, x, y, 26, 16, HATCHED.get(kind, ""), *sign))
        boxes.append(format_html(LABEL, x + 34, y + 13, "legend", words))
    return format_html_join("", "{}", ((box,) for box in boxes))


def grid(rota: Rota, bottom: int, width: int) -> list[SafeString]:
    """The days with their names, and some hours: a day of 23 or 25 hours is as wide as the others."""
    marks = []
    for number, day in enumerate(rota.days):
        left = NAMES + number * width
        marks.append(format_html(LINE, "day", left, TOP - 40, bottom))
        if len(rota.days) > 1:
            marks.append(format_html(LABEL, left + 4, TOP - 26, "day-name", date_format(day.date, "D j/n")))
        for hour in HOURS_OF_A_WEEK if len(rota.days) > 1 else HOURS_OF_A_DAY:
            x = left + width * day.minute_of(hour) // day.minutes
            marks += [
                format_html(LINE, "hour", x, TOP - 6, bottom),
                format_html(LABEL, x + 2, TOP - 8, "hour-name", hour),
            ]
    marks.append(format_html(LINE, "day", NAMES + width * len(rota.days), TOP - 40, bottom))
    return marks


def drawn_row(rota: Rota, row: Row, pieces: list[Piece], top: int, width: int) -> SafeString:
    """One escort's name and blocks, as high as what lies at the same time needs."""
    name = str(row.escort) if row.escort else _("Nobody yet")
    marks = [
        format_html(
            '<path class="timeline-row" d="M0 {}H{}"/>', top - GAP // 2, NAMES + width * len(rota.days)
        ),
        format_html(LABEL, 4, top + 17, "name", cut_short(name, SHORT_NAME)),
        *(drawn_block(rota, piece, top, width) for piece in pieces),
    ]
    return format_html_join("", "{}", ((mark,) for mark in marks))


def drawn_block(rota: Rota, piece: Piece, top: int, width: int) -> SafeString:
    """A piece where its time lies, with as much of the person's name as there is room for."""
    kind, minutes = piece.block.kind, rota.days[piece.day].minutes
    left = NAMES + piece.day * width + width * piece.starts // minutes
    wide = max(width * (piece.ends - piece.starts) // minutes, 3)
    y = top + piece.lane * LANE
    visit = rota.visits.get(piece.block.key)
    name = visit.pool.participant if visit else ""
    sign = SIGNS.get(kind, "")
    words = f"{sign} {cut_short(str(name or ''), (wide - 8) // LETTER - 2 * len(sign))}".strip()
    hatch = HATCHED.get(kind, "")
    return format_html(BLOCK, kind, left, y, wide, LANE - 2, hatch, kind, left + 4, y + 16, words)


def cut_short(text: str, letters: int) -> str:
    """As many letters as there is room for; none rather than one or two."""
    if len(text) <= letters:
        return text
    return f"{text[: letters - 1]}…" if letters > 3 else ""
