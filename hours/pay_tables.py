"""Tables of pay: months of a provider, a companion's visits, reports to attest, and what is paid extra.

Only the reports to attest name the person, to whoever booked for them; no file and no sum does.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

import django_tables2 as tables
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hours.models import Booking, Supplement
from hours.pay_forms import as_seen
from hours.payroll import PaidVisit, Sums
from hours.policy import State
from hours.tables import tag
from ledsagning.people.models import Escort, Unit
from ledsagning.templatetags.people_words import day_words, hours_number, kronor_exact, time_span
from ledsagning.templatetags.week_words import WEEKDAYS

NUMBER = {"td": {"class": "number"}, "th": {"class": "number"}}
NOWRAP = {"td": {"class": "nowrap"}}
ATTESTED = ("status-done", "done")
WAITS = ("clock", "danger")


def extra_words(by_code: Mapping[str, int], names: Mapping[str, str]) -> str:
    """Supplements with their hours, such as "Kväll 1,5 tim, Helg 2 tim"."""
    return (
        ", ".join(f"{names.get(code, code)} {hours_number(by_code[code])}" for code in sorted(by_code)) or "–"
    )


def kronor_or_dash(ore: int) -> str:
    return kronor_exact(ore) if ore else "–"


def state_tag(paid: PaidVisit, month: date | None) -> SafeString:
    """Whether it is paid, attested or waits. `month` is the month shown: another one is named."""
    visit = paid.visit
    if visit.paid_in and visit.paid_in.month != month:
        return tag(*ATTESTED, _("Paid with %(month)s") % {"month": f"{visit.paid_in.month:%Y-%m}"})
    if visit.paid_in:
        return tag(*ATTESTED, _("Sent to payroll"))
    if not paid.is_attested:
        return tag(*WAITS, _("Waits for attest"))
    return tag(*ATTESTED, _("Attested") if visit.attested_by_id else _("As booked"))


class TimeReportTable(tables.Table):
    """An escort's visits of a month: PaidVisits."""

    day = tables.Column(gettext_lazy("Day"), attrs=NOWRAP)
    times = tables.Column(gettext_lazy("Time"), accessor="visit", attrs=NOWRAP)
    minutes = tables.Column(gettext_lazy("Hours"), attrs=NUMBER)
    extra = tables.Column(gettext_lazy("Of it paid extra"), accessor="by_code", empty_values=())
    expenses = tables.Column(gettext_lazy("Expenses"), accessor="visit__expenses_ore", attrs=NUMBER)
    state = tables.Column(gettext_lazy("State"), accessor="visit", empty_values=())

    caption = gettext_lazy("Visits")
    row_header = "day"

    class Meta:
        orderable = False
        empty_text = gettext_lazy("No visits this month.")

    def __init__(
        self, paid: Iterable[PaidVisit], *, names: Mapping[str, str], month: date, **options: Any
    ) -> None:
        super().__init__(list(paid), **options)
        self.names, self.month = names, month

    def render_day(self, value: date) -> str:
        return capfirst(day_words(value))

    def render_times(self, record: PaidVisit) -> str:
        when = time_span(record.visit.told.starts_at, record.visit.told.ends_at)
        nobody = _("%(when)s, nobody came") % {"when": when}
        return nobody if record.visit.state == State.NO_SHOW else when

    def render_minutes(self, value: int) -> str:
        return hours_number(value)

    def render_extra(self, record: PaidVisit) -> str:
        return extra_words(record.by_code, self.names)

    def render_expenses(self, value: int) -> str:
        return kronor_or_dash(value)

    def render_state(self, record: PaidVisit) -> SafeString:
        return state_tag(record, self.month)


def linked(address: str, words: str, *args: object) -> SafeString:
    return format_html('<a href="{}">{}</a>', reverse(address, args=args), words)


class EscortMonthTable(tables.Table):
    """A provider's month by escort: rows of `escort` and `sums`."""

    escort = tables.Column(gettext_lazy("Companion"))
    visits = tables.Column(gettext_lazy("Visits"), accessor="sums__visits", attrs=NUMBER)
    minutes = tables.Column(gettext_lazy("Hours"), accessor="sums__minutes", attrs=NUMBER)
    extra = tables.Column(gettext_lazy("Of it paid extra"), accessor="sums__by_code", empty_values=())
    expenses = tables.Column(gettext_lazy("Expenses"), accessor="sums__expenses_ore", attrs=NUMBER)
    waiting = tables.Column(gettext_lazy("To attest"), accessor="sums__waiting", attrs=NUMBER)

    caption = gettext_lazy("Companions")
    row_header = "escort"

    class Meta:
        orderable = False
        empty_text = gettext_lazy("No visits this month.")

    def __init__(
        self,
        sums: Mapping[Escort, Sums],
        *,
        names: Mapping[str, str],
        month: date,
        provider: Unit,
        **options: Any,
    ) -> None:
        super().__init__([{"escort": escort, "sums": each} for escort, each in sums.items()], **options)
        self.names, self.month, self.provider = names, month, provider

    def render_escort(self, value: Escort) -> SafeString:
        return linked("time_report", str(value), f"{self.month:%Y-%m}", self.provider.pk, value.pk)

    def render_minutes(self, value: int) -> str:
        return hours_number(value)

    def render_extra(self, record: dict[str, Any]) -> str:
        return extra_words(record["sums"].by_code, self.names)

    def render_expenses(self, value: int) -> str:
        return kronor_or_dash(value)


class ProviderMonthTable(tables.Table):
    """Providers in a month: rows of `provider`, `sums`, `not_reported` and `period`."""

    provider = tables.Column(gettext_lazy("Provider"))
    visits = tables.Column(gettext_lazy("Visits"), accessor="sums__visits", attrs=NUMBER)
    minutes = tables.Column(gettext_lazy("Hours"), accessor="sums__minutes", attrs=NUMBER)
    waiting = tables.Column(gettext_lazy("To attest"), accessor="sums__waiting", attrs=NUMBER)
    not_reported = tables.Column(gettext_lazy("Not reported"), attrs=NUMBER)
    state = tables.Column(gettext_lazy("State"), accessor="period", empty_values=())

    caption = gettext_lazy("Providers")
    row_header = "provider"

    class Meta:
        orderable = False
        empty_text = gettext_lazy("No provider has visits here yet.")

    def __init__(self, rows: Iterable[dict[str, Any]], *, month: date, **options: Any) -> None:
        super().__init__(list(rows), **options)
        self.month = month

    def render_provider(self, value: Unit) -> SafeString:
        return linked("pay_month", value.name, f"{self.month:%Y-%m}", value.pk)

    def render_minutes(self, value: int) -> str:
        return hours_number(value)

    def render_state(self, record: dict[str, Any]) -> SafeString:
        if record["period"]:
            return tag(*ATTESTED, _("Locked"))
        return tag("clock", "", _("Not locked"))


def receipt_links(visit: Booking) -> list[tuple[str, str]]:
    """Address and word of each receipt."""
    return [(reverse("receipt", args=[each.public_id]), _("receipt")) for each in visit.receipts.all()]


class AttestTable(tables.Table):
    """Reports of hours.attests.waiting, booked and reported side by side, in a form that sends them."""

    chosen = tables.Column(gettext_lazy("Choose"), accessor="public_id", orderable=False)
    person = tables.Column(gettext_lazy("Person"), accessor="pool__participant__name")
    escort = tables.Column(gettext_lazy("Companion"), accessor="escort__user__name")
    booked = tables.Column(gettext_lazy("Booked"), accessor="starts_at")
    reported = tables.Column(
        gettext_lazy("Reported"), accessor="actual_starts_at", empty_values=(), orderable=False
    )
    expenses = tables.Column(gettext_lazy("Expenses"), accessor="expenses_ore", attrs=NUMBER)
    action = tables.Column(gettext_lazy("Attest"), accessor="public_id", orderable=False)

    caption = gettext_lazy("Reports that are not as booked, the oldest first")
    row_header = "person"

    class Meta:
        empty_text = gettext_lazy("Nothing to attest. Everything else was as booked.")

    def words(self, record: Booking) -> str:
        return f"{record.pool.participant or ''}, {self.render_booked(record)}"

    def render_chosen(self, record: Booking) -> SafeString:
        seen = as_seen(record)
        return format_html(
            '<input type="checkbox" name="visits" value="{}" id="visit-{}">'
            '<label class="visually-hidden" for="visit-{}">{}</label>',
            seen,
            record.public_id,
            record.public_id,
            self.words(record),
        )

    def render_booked(self, record: Booking) -> str:
        return f"{day_words(record.starts_at)}, {time_span(record.starts_at, record.ends_at)}"

    def render_reported(self, record: Booking) -> SafeString | str:
        if record.state == State.NO_SHOW:
            return tag("status-no_show", "no_show", _("Nobody came. Paid as booked."))
        booked, told = record.span, record.told
        if told == booked:
            return _("as booked")
        when = time_span(told.starts_at, told.ends_at)
        if day_words(told.starts_at) != day_words(booked.starts_at):
            when = f"{day_words(told.starts_at)}, {when}"
        more = told.minutes - booked.minutes
        if not more:
            return when
        apart = _("%(time)s more") if more > 0 else _("%(time)s less")
        return f"{when} ({apart % {'time': hours_number(abs(more))}})"

    def render_expenses(self, record: Booking) -> SafeString | str:
        links = format_html_join("", ' <a href="{}">{}</a>', receipt_links(record))
        return format_html("{}{}", kronor_or_dash(record.expenses_ore), links)

    def render_action(self, record: Booking) -> SafeString:
        return format_html(
            '<button class="button button-secondary button-small" name="only" value="{}">{}'
            '<span class="visually-hidden"> {}</span></button>',
            as_seen(record),
            _("Attest"),
            self.words(record),
        )


def days_of(supplement: Supplement) -> str:
    """On which days the hours begin, such as "måndag–fredag" or "lördag, söndag, helgdagar"."""
    days = [str(WEEKDAYS[int(figure)]) for figure in supplement.weekdays]
    run = supplement.weekdays in "0123456" and len(days) > 2
    words = [f"{days[0]}–{days[-1]}"] if run else days
    return ", ".join([*words, _("public holidays")] if supplement.on_holidays else words)


class SupplementTable(tables.Table):
    """What is paid extra, and when."""

    order = tables.Column(gettext_lazy("Order"), attrs=NUMBER)
    name = tables.Column(gettext_lazy("Name"))
    payroll_code = tables.Column(gettext_lazy("Code"))
    days = tables.Column(gettext_lazy("Days"), accessor="weekdays", empty_values=())
    hours = tables.Column(gettext_lazy("Time"), accessor="starts", attrs=NOWRAP)
    since = tables.Column(gettext_lazy("Holds"), accessor="valid_from")
    action = tables.Column(gettext_lazy("Change"), accessor="pk")

    row_header = "name"

    class Meta:
        orderable = False

    def __init__(self, rows: Iterable[Supplement], *, caption: str, **options: Any) -> None:
        super().__init__(rows, **options)
        self.caption = caption

    def render_days(self, record: Supplement) -> str:
        return days_of(record)

    def render_hours(self, record: Supplement) -> str:
        ends = "24.00" if record.ends.hour == record.ends.minute == 0 else f"{record.ends:%H.%M}"
        return f"{record.starts:%H.%M}–{ends}"

    def render_since(self, record: Supplement) -> str:
        if record.municipality_id is None:
            return _("until you have rows of your own")
        until = f" – {record.valid_to.isoformat()}" if record.valid_to else " –"
        return record.valid_from.isoformat() + until

    def render_action(self, record: Supplement) -> SafeString | str:
        if record.municipality_id is None or record.valid_to:
            return "–"
        return format_html(
            '<a href="{}">{}<span class="visually-hidden"> {}</span></a>',
            reverse("end_supplement", args=[record.pk]),
            _("End"),
            record.name,
        )
