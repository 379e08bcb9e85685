"""Which unit's visits, and which days, are to be proposed for."""

from datetime import date, timedelta
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hours.forms import unread_day
from hours.proposals import LONGEST_PERIOD
from hours.written import NotRead, read_day
from ledsagning.people.models import Unit

DAY = {
    "max_length": 60,
    "widget": forms.TextInput(attrs={"autocomplete": "off"}),
}


class PeriodForm(forms.Form):
    """From one day to another, both included. The unit is asked for where there are several."""

    unit = forms.ModelChoiceField(Unit.objects.none(), label=gettext_lazy("Unit"), empty_label=None)
    first_day = forms.CharField(
        label=gettext_lazy("From which day"),
        help_text=gettext_lazy("For example 27/3, 27 March, tomorrow or on Saturday."),
        error_messages={"required": gettext_lazy("Write the first day. For example 27 March or tomorrow.")},
        **DAY,
    )
    last_day = forms.CharField(
        label=gettext_lazy("To which day"),
        help_text=gettext_lazy("The last day is included. 31 days at most."),
        error_messages={"required": gettext_lazy("Write the last day. For example 27 March or tomorrow.")},
        **DAY,
    )

    def __init__(self, *args: Any, units: QuerySet[Unit], today: date, **options: Any) -> None:
        super().__init__(*args, **options)
        self.today = today
        # The week to come, as it is most often asked for; written so that both languages read it.
        first, last = today + timedelta(days=1), today + timedelta(days=7)
        self.initial |= {"first_day": f"{first.day}/{first.month}", "last_day": f"{last.day}/{last.month}"}
        self.fields["unit"].queryset = units
        if len(units) == 1:
            self.fields["unit"].required = False
            self.fields["unit"].widget = forms.HiddenInput()
            self.only_unit = units[0]

    def clean_unit(self) -> Unit:
        return self.cleaned_data["unit"] or self.only_unit

    def clean_first_day(self) -> date:
        return self.day_of("first_day")

    def clean_last_day(self) -> date:
        return self.day_of("last_day")

    def day_of(self, name: str) -> date:
        typed = self.cleaned_data[name]
        try:
            day = read_day(typed, self.today)
        except NotRead as unread:
            raise forms.ValidationError(unread_day(unread, typed)) from None
        if day < self.today:
            raise forms.ValidationError(
                _("“%(typed)s” has already been. Write a later day.") % {"typed": typed}
            )
        return day

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        first, last = cleaned.get("first_day"), cleaned.get("last_day")
        if first and last and last < first:
            self.add_error("last_day", _("The last day is before the first one. Write a later day."))
        elif first and last and last - first >= LONGEST_PERIOD:
            self.add_error("last_day", _("That is more than 31 days. Write an earlier last day."))
        return cleaned
