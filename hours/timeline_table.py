"""The timeline as a table: a row an escort, a cell a day, and the week's hours against what is agreed."""

from zlib import crc32

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from hours.models import Booking
from hours.rota import Rota, Row
from hours.tables import tag
from hours.timeline import Day, Kind, Piece, laid_out
from hours.timeline_svg import KINDS
from ledsagning.templatetags.people_words import day_words, hours_number, time_span

LOOKS = {
    Kind.PROMISED: ("status-assigned", "assigned"),
    Kind.ASKED: ("clock", ""),
    Kind.DONE: ("status-done", "done"),
    Kind.LOST: ("warning", "danger"),
    Kind.ABSENT: ("cross", ""),
    Kind.BUSY: ("person", "soft"),
    Kind.OPEN: ("status-requested", "danger"),
}
ENTRY = "<li>{} {} {}</li>"
CELL = '<td role="cell" data-label="{}">{}</td>'
EMPTY = '<td role="cell" class="nothing" data-label="{}">{}</td>'
NO_BREAK = "\N{NO-BREAK SPACE}"


def heading(day: Day) -> str:
    """A day's column: "tors 12/3"."""
    return date_format(day.date, "D j/n")


def rows(rota: Rota) -> SafeString:
    """The table's body. Each row tells what it looked like, for board.js to say which have changed."""
    return format_html_join("", "{}", ((row_of(rota, row),) for row in rota.rows))


def row_of(rota: Rota, row: Row) -> SafeString:
    by_day: dict[int, list[Piece]] = {}
    for piece in laid_out(row.blocks, rota.days):
        by_day.setdefault(piece.day, []).append(piece)
    cells = [cell(heading(day), entries(rota, by_day.get(n, []))) for n, day in enumerate(rota.days)]
    cells.append(cell(_("Promised this week"), promised(row) if row.escort else ""))
    inner = format_html(
        '<th role="rowheader" scope="row">{}</th>{}',
        row.escort or _("Nobody yet"),
        format_html_join("", "{}", ((each,) for each in cells)),
    )
    name = row.escort.pk if row.escort else "nobody"
    return format_html(
        '<tr role="row" id="row-{}" data-seen="{}">{}</tr>', name, f"{crc32(inner.encode()):x}", inner
    )


def cell(label: str, content: SafeString | str) -> SafeString:
    """A cell with its column's name, for where the table is stacked; an empty one is then left out."""
    return format_html(CELL if content else EMPTY, label, content or "–")


def promised(row: Row) -> str:
    """ "12 tim av 30 tim", or the hours alone where none are agreed."""
    hours = hours_number(row.minutes_promised)
    if row.minutes_agreed is None:
        return hours
    return _("%(promised)s of %(agreed)s") % {"promised": hours, "agreed": hours_number(row.minutes_agreed)}


def entries(rota: Rota, pieces: list[Piece]) -> SafeString | str:
    """What lies in a day, in the order of time; "" when nothing does."""
    if not pieces:
        return ""
    found = ((entry(rota, piece),) for piece in pieces)
    return format_html('<ul class="entries">{}</ul>', format_html_join("", "{}", found))


def entry(rota: Rota, piece: Piece) -> SafeString:
    """One thing: when, whose, and what of it with symbol and word."""
    block, day = piece.block, rota.days[piece.day]
    visit = rota.visits.get(block.key)
    is_whole_day = (piece.starts, piece.ends) == (0, day.minutes)
    when = _("All day") if is_whole_day else time_span(block.span.starts_at, block.span.ends_at)
    return format_html(
        ENTRY,
        when,
        link(visit, piece, when) if visit else "",
        tag(*LOOKS[block.kind], str(KINDS[block.kind])),
    )


def link(visit: Booking, piece: Piece, when: str) -> SafeString:
    return format_html(
        '<a id="visit-{}-{}" href="{}">{}<span class="visually-hidden">, {}</span></a>',
        visit.public_id,
        piece.day,
        reverse("assign_visit", args=[visit.public_id]),
        visit.pool.participant or _("A visit"),
        f"{day_words(visit.starts_at)}, {when}",
    )
