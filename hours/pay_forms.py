"""The coordinator's forms about pay: attesting, locking a month, and what is paid extra."""

import re
from datetime import date, datetime, time
from typing import Any
from uuid import UUID

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hours.decision_forms import date_field, is_mistyped
from hours.models import Booking
from hours.models.escorts import Weekday
from hours.staff_forms import text_input
from hours.written import NotRead
from hours.written_times import read_time

MOST_ORDER = 999
WEEKDAYS = [(str(day.value), capfirst(day.label)) for day in Weekday]
# What a payroll program's code is written with, as most of them have it.
CODE = re.compile(r"\A[0-9A-Za-zÅÄÖåäö_][0-9A-Za-zÅÄÖåäö_-]{0,19}\Z")


def as_seen(visit: Booking) -> str:
    """A visit, and which report of it was seen."""
    return f"{visit.public_id}_{visit.reported_at.isoformat()}"


class AttestForm(forms.Form):
    """Reports to attest: those ticked, or the one whose own button was pressed. Valid, `seen` has them."""

    seen: dict[UUID, datetime]

    def clean(self) -> dict[str, Any]:
        only = self.data.get("only")
        chosen = [only] if only else self.data.getlist("visits")
        try:
            pairs = [text.split("_", 1) for text in chosen]
            self.seen = {UUID(visit): datetime.fromisoformat(seen) for visit, seen in pairs}
        except ValueError:
            self.seen = {}
        if not self.seen:
            raise forms.ValidationError(
                _("Nothing is ticked. Tick the reports first, or press Attest on one.")
            )
        return self.cleaned_data


class LockForm(forms.Form):
    """Whether what is not attested is left for the next month. One wrong month is not locked by a slip."""

    leave = forms.BooleanField(
        label=gettext_lazy("Leave what is not attested for the next month"), required=False
    )


class ClockField(forms.CharField):
    """A time of day as people write it; 24.00 is midnight."""

    def __init__(self, **options: Any) -> None:
        words = gettext_lazy("Write a time, for example 19.00.")
        super().__init__(
            max_length=30,
            widget=text_input(**{"class": "input-10"}),
            error_messages={"required": words, "invalid": words},
            **options,
        )

    def clean(self, value: str) -> time:
        text = super().clean(value)
        try:
            return read_time(text)
        except NotRead:
            raise forms.ValidationError(
                _("We do not understand “%(typed)s”. Write for example 19.00.") % {"typed": text}
            ) from None


class SupplementForm(forms.Form):
    """Hours that are paid extra, from a day on."""

    name = forms.CharField(
        label=gettext_lazy("What is it called?"),
        help_text=gettext_lazy("For example: Evening"),
        max_length=60,
        widget=text_input(),
        error_messages={"required": gettext_lazy("Write what it is called.")},
    )
    payroll_code = forms.RegexField(
        CODE,
        label=gettext_lazy("Code in the payroll program"),
        max_length=20,
        widget=text_input(**{"class": "input-10"}),
        error_messages={
            "required": gettext_lazy("Write the code, as the payroll program has it."),
            "invalid": gettext_lazy("Write the code with letters and figures only, such as OB1."),
        },
    )
    weekdays = forms.MultipleChoiceField(
        label=gettext_lazy("On which days do the hours begin?"),
        choices=WEEKDAYS,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    on_holidays = forms.BooleanField(label=gettext_lazy("On public holidays"), required=False)
    starts = ClockField(label=gettext_lazy("From"), help_text=gettext_lazy("For example 19.00."))
    ends = ClockField(
        label=gettext_lazy("To"),
        help_text=gettext_lazy("At or before the start is the day after: 00.00 to 00.00 is the whole day."),
    )
    order = forms.IntegerField(
        label=gettext_lazy("Order"),
        help_text=gettext_lazy("When two cover the same minute, the lowest order counts. For example 10."),
        min_value=1,
        max_value=MOST_ORDER,
        widget=text_input(**{"class": "input-4", "inputmode": "numeric"}),
        error_messages={
            name: gettext_lazy("Write a figure from 1 to 999.")
            for name in ("required", "invalid", "min_value", "max_value")
        },
    )
    valid_from = date_field(gettext_lazy("From the day"))

    is_filter = True  # "days or holidays" is not two optional questions

    def clean_valid_from(self) -> date:
        return not_mistyped(self.cleaned_data["valid_from"])

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        cleaned["weekdays"] = "".join(sorted(cleaned.get("weekdays", [])))
        if not cleaned["weekdays"] and not cleaned.get("on_holidays") and "weekdays" not in self.errors:
            self.add_error("weekdays", _("Tick a day, or public holidays."))
        return cleaned


class EndSupplementForm(forms.Form):
    """Until when."""

    last_day = date_field(gettext_lazy("Last day"))

    def clean_last_day(self) -> date:
        return not_mistyped(self.cleaned_data["last_day"])


def not_mistyped(day: date) -> date:
    if is_mistyped(day):
        raise forms.ValidationError(_("That is more than ten years from now. Is the year right?"))
    return day
