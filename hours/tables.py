"""The staff's tables. No column, sort or filter tells what is left of anyone's hours (P2)."""

from datetime import date, timedelta
from zlib import crc32

import django_tables2 as tables
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from hours.models import Booking, Decision
from hours.worklist import NOBODY_COMES, Need
from ledsagning.people.models import Participant
from ledsagning.templatetags.page_parts import icon
from ledsagning.templatetags.people_words import day_words, time_span

PAGE = 25
# How early a decision's last day is pointed out, so that a new one is there in time.
ENDS_SOON = timedelta(days=60)

# The symbol and the colour of each need.
LOOKS = {
    Need.SOMEBODY: ("status-requested", "danger"),
    Need.SOMEBODY_ELSE: ("warning", "danger"),
    Need.ABSENT: ("warning", "danger"),
    Need.OFFERED: ("clock", ""),
    Need.ANSWER: ("clock", ""),
    Need.TOP_UP: ("plus", ""),
    Need.REPORT: ("clock", "danger"),
    Need.NOTHING: ("status-assigned", "assigned"),
    Need.UNFILLED: ("cross", "soft"),
}


LINK = (
    '<a class="button button-secondary button-small" id="visit-{}" href="{}">{}'
    '<span class="visually-hidden"> {}, {}</span></a>'
)
CELL = '<td role="cell" data-label="{}">{}</td>'
ROW = (
    '<td role="cell" data-label="{}" class="nowrap">{}</td>'
    '<th role="rowheader" scope="row" data-label="{}">{}</th>' + CELL * 4
)


def show_page(request: HttpRequest, table: tables.Table, per_page: int = PAGE) -> None:
    """Sorts as asked and shows the page asked for, or the nearest there is. How much is ours to say."""
    tables.RequestConfig(request, paginate=False).configure(table)
    table.paginate(per_page=per_page)
    table.page = table.paginator.get_page(request.GET.get(table.prefixed_page_field))


def tag(symbol: str, look: str, label: str) -> SafeString:
    """A symbol with its word."""
    return format_html('<span class="status status-{}">{}{}</span>', look, icon(symbol), label)


def visit_tags(visit: Booking) -> SafeString:
    """What a visit of hours.worklist needs, with symbol and word."""
    need = Need(visit.need)
    if need == Need.CLOSED:
        tags = [tag(f"status-{visit.state}", visit.state, visit.get_state_display())]
    else:
        tags = [tag(*LOOKS[need], need_words(need, visit))]
    if visit.awaits_top_up and need not in (Need.TOP_UP, Need.CLOSED):
        tags.append(tag(*LOOKS[Need.TOP_UP], str(Need.TOP_UP.label)))
    return format_html_join(" ", "{}", ((each,) for each in tags))


def need_words(need: Need, visit: Booking) -> str:
    """A need in words: of a visit that is offered, to how many."""
    if need != Need.OFFERED:
        return str(need.label)
    asked = visit.offers_open
    return ngettext("Offered to %(number)s", "Offered to %(number)s", asked) % {"number": asked}


class VisitTable(tables.Table):
    """Visits of hours.worklist.visits_of."""

    when = tables.Column(gettext_lazy("When"), accessor="starts_at", attrs={"td": {"class": "nowrap"}})
    person = tables.Column(gettext_lazy("Person"), accessor="pool__participant__name")
    place = tables.Column(gettext_lazy("Where"), accessor="meeting_place", orderable=False)
    state = tables.Column(gettext_lazy("State"), order_by=("urgency", "starts_at"))
    escort = tables.Column(gettext_lazy("Companion"), accessor="escort__user__name")
    action = tables.Column(gettext_lazy("Open"), accessor="public_id", orderable=False)

    caption = gettext_lazy("Visits")
    row_header = "person"

    class Meta:
        empty_text = gettext_lazy("No visits here now.")

    def render_when(self, record: Booking) -> str:
        return f"{day_words(record.starts_at)}, {time_span(record.starts_at, record.ends_at)}"

    def render_state(self, record: Booking) -> SafeString:
        return visit_tags(record)

    def render_action(self, record: Booking) -> SafeString:
        return self.link(record, self.render_when(record))

    def link(self, visit: Booking, when: str) -> SafeString:
        return format_html(
            LINK,
            visit.public_id,
            reverse("assign_visit", args=[visit.public_id]),
            _("Choose companion") if visit.need in NOBODY_COMES else _("Open"),
            visit.pool.participant or "",
            when,
        )

    def render_rows(self) -> SafeString:
        """The page's rows, as templates/django_tables2/table.html would write them, in a third of the time.

        Each row tells what it looked like (`data-seen`), so that board.js can say which have changed since.
        """
        labels = [str(column.header) for column in self.columns]
        rows = (self.row(bound.record, labels) for bound in self.paginated_rows)
        return format_html_join("", "{}", ((row,) for row in rows))

    def row(self, visit: Booking, labels: list[str]) -> SafeString:
        when = self.render_when(visit)
        cells = format_html(
            ROW,
            *(labels[0], when),
            *(labels[1], visit.pool.participant or "–"),
            *(labels[2], visit.meeting_place or "–"),
            *(labels[3], visit_tags(visit)),
            *(labels[4], visit.escort or "–"),
            *(labels[5], self.link(visit, when)),
        )
        return format_html(
            '<tr role="row" id="row-{}" data-seen="{}">{}</tr>',
            visit.public_id,
            f"{crc32(cells.encode()):x}",
            cells,
        )


def newest_decision(person: Participant) -> Decision | None:
    """The decision that lasts longest, of a person whose decisions are prefetched."""
    decisions = sorted(
        person.decisions.all(), key=lambda each: (each.ends_on is None, each.ends_on or date.min)
    )
    return decisions[-1] if decisions else None


class PersonTable(tables.Table):
    """People with their decisions: until when, never how much is used or left (P2)."""

    name = tables.Column(
        gettext_lazy("Name"), linkify=("person_decisions", {"public_id": tables.A("public_id")})
    )
    case_number = tables.Column(gettext_lazy("Case number"))
    legal_basis = tables.Column(gettext_lazy("Legal basis"), empty_values=(), orderable=False)
    last_day = tables.Column(gettext_lazy("Decision's last day"), empty_values=(), orderable=False)

    caption = gettext_lazy("People")
    row_header = "name"

    class Meta:
        empty_text = gettext_lazy("Nobody found. Check the spelling, or write a part of the name.")

    def render_legal_basis(self, record: Participant) -> str:
        decision = newest_decision(record)
        return decision.get_legal_basis_display() if decision else "–"

    def render_last_day(self, record: Participant) -> str | SafeString:
        decision = newest_decision(record)
        if decision is None:
            return _("No decision yet")
        if decision.ends_on is None:
            return _("Until further notice")
        today = timezone.localdate()
        day = decision.ends_on.isoformat()
        if decision.ends_on < today:
            return format_html("{} {}", day, tag("cross", "soft", _("Ended")))
        if decision.ends_on <= today + ENDS_SOON:
            return format_html("{} {}", day, tag("warning", "danger", _("Ends soon")))
        return day
