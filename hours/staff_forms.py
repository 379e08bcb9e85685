"""The staff's forms about visits: searching, assigning, reporting, and booking for somebody on the phone."""

import re
import uuid
from datetime import date, datetime, time, timedelta
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hours.forms import DayForm, TimeForm
from hours.models import Booking
from hours.times import local_date
from ledsagning.people.models import Escort
from ledsagning.templatetags.people_words import day_words

MOST_KRONOR = 100_000
KRONOR = re.compile(r"([0-9]{1,7})(?:[.,]([0-9]{1,2}))?(?:kr|:-)?")


def text_input(**attrs: object) -> forms.TextInput:
    """A text input that the browser does not fill in from other people's answers."""
    return forms.TextInput(attrs={"autocomplete": "off"} | attrs)


class SearchForm(forms.Form):
    """Sent by POST, so that no name stands in an address, a log or a browser's history."""

    is_filter = True

    text = forms.CharField(
        label=gettext_lazy("Name or case number"),
        min_length=2,
        max_length=100,
        widget=text_input(),
        error_messages={
            "required": gettext_lazy("Write a name or a case number."),
            "min_length": gettext_lazy("Write at least two letters or figures."),
        },
    )


class AssignForm(forms.Form):
    """One press: this escort, if the visit still is with whom the coordinator saw there."""

    escort = forms.ModelChoiceField(Escort.objects.none())
    seen_escort_id = forms.IntegerField(required=False)

    def __init__(self, data: Any, *, visit: Booking) -> None:
        super().__init__(data)
        escorts = Escort.objects.filter(unit__municipality=visit.unit.municipality_id)
        self.fields["escort"].queryset = escorts.select_related("user")  # type: ignore[attr-defined]


class KronorField(forms.Field):
    """Kronor as people write them ("125,50", "1 250 kr"), as whole öre. Nothing written is 0."""

    def __init__(self, **options: Any) -> None:
        super().__init__(required=False, widget=text_input(**{"class": "input-10"}), **options)

    def to_python(self, value: str | None) -> int:
        typed = "".join((value or "").casefold().split())
        read = KRONOR.fullmatch(typed or "0")
        if not read:
            raise forms.ValidationError(
                _("We do not understand “%(typed)s”. Write kronor, for example 125 or 125.50.")
                % {"typed": value}
            )
        ore = int(read[1]) * 100 + int((read[2] or "0").ljust(2, "0"))
        if ore > MOST_KRONOR * 100:
            raise forms.ValidationError(_("That is more than 100,000 kronor. Check the figure."))
        return ore

    def prepare_value(self, value: int | str | None) -> str | None:
        if not isinstance(value, int):
            return value
        kronor, ore = divmod(value, 100)
        return f"{kronor},{ore:02}" if ore else str(kronor)


class ReportForm(TimeForm):
    """What happened, prefilled with what was booked, or with what was reported before.

    The button `as_booked` reports the booked times, whatever stands in the fields. Expenses are in öre.
    """

    length = None
    day = forms.TypedChoiceField(label=gettext_lazy("Day"), coerce=date.fromisoformat)
    expenses = KronorField(
        label=gettext_lazy("Expenses in kronor"),
        help_text=gettext_lazy("What you paid for the visit, such as an entrance fee. Nothing is fine."),
    )

    ORDER = ("day", "starts", "starts_which", "ends", "ends_which", "expenses")

    def __init__(self, *args: Any, visit: Booking, **options: Any) -> None:
        starts_at = timezone.localtime(visit.actual_starts_at or visit.starts_at)
        ends_at = timezone.localtime(visit.actual_ends_at or visit.ends_at)
        initial = {
            "day": starts_at.date().isoformat(),
            "starts": f"{starts_at:%H.%M}",
            "ends": f"{ends_at:%H.%M}",
            "expenses": visit.expenses_ore,
        }
        super().__init__(*args, day=starts_at.date(), initial=initial, **options)
        self.booked = visit.span
        self.longest_night = max(self.longest_night, visit.ends_at - visit.starts_at)
        booked_day = local_date(visit.starts_at)
        days = [booked_day + timedelta(days=apart) for apart in (-1, 0, 1)]
        self.fields["day"].choices = [(day.isoformat(), day_words(day)) for day in days]  # type: ignore[attr-defined]
        self.fields["starts"].label, self.fields["ends"].label = (
            _("When did it start?"),
            _("When did it end?"),
        )
        self.fields["starts"].help_text = self.fields["ends"].help_text = _("For example 14.30.")
        self.order_fields(self.ORDER)

    def clean(self) -> dict[str, Any]:
        if "as_booked" in self.data:
            self.span = self.booked
            for name in set(self.errors) - {"expenses"}:
                del self._errors[name]
            return self.cleaned_data
        self.day = self.cleaned_data.get("day", self.day)
        return super().clean()

    def chosen(self, name: str, clock: time, found: list[datetime]) -> datetime | None:
        instant = super().chosen(name, clock, found)
        self.order_fields(self.ORDER)
        return instant


class PhoneBookingForm(TimeForm):
    """A booking on one page, for somebody on the phone. The key makes a double click one booking (R34)."""

    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)
    day = DayForm.base_fields["day"]
    place = forms.CharField(
        label=gettext_lazy("Where to meet"), max_length=200, required=False, widget=text_input()
    )
    note = forms.CharField(
        label=gettext_lazy("Note to the companion"),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    escort = forms.ModelChoiceField(
        Escort.objects.none(),
        label=gettext_lazy("Wished companion"),
        required=False,
        empty_label=gettext_lazy("Anyone"),
    )

    ORDER = (
        "key", "day", "starts", "starts_which", "ends", "ends_which", "length", "place", "note", "escort"
    )  # fmt: skip

    def __init__(self, *args: Any, today: date, escorts: QuerySet[Escort], **options: Any) -> None:
        super().__init__(*args, day=today, **options)
        self.today = today
        self.fields["escort"].queryset = escorts  # type: ignore[attr-defined]
        self.order_fields(self.ORDER)

    clean_day = DayForm.clean_day

    def clean(self) -> dict[str, Any]:
        # Without a readable day the times are still looked at, so that every error is said at once.
        self.day = self.cleaned_data.get("day", self.today)
        return super().clean()

    def chosen(self, name: str, clock: time, found: list[datetime]) -> datetime | None:
        instant = super().chosen(name, clock, found)
        self.order_fields(self.ORDER)
        return instant

    def visit(self) -> dict[str, Any]:
        """What hours.bookings.book wants to know of a valid form."""
        cleaned, span = self.cleaned_data, self.span
        return {
            "key": cleaned["key"],
            "starts_at": span.starts_at,
            "ends_at": span.ends_at,
            "meeting_place": cleaned["place"],
            "note": cleaned["note"],
            "wished_escort": cleaned["escort"],
        }
