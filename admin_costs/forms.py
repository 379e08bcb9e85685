"""Forms of effort, activities, rates and the registered change."""

from collections.abc import Callable
from datetime import date
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from admin_costs.effort import activities_of, loggable_activities
from admin_costs.models.activities import Process, StaffRole
from admin_costs.reading import (
    Unreadable,
    read_basis_points,
    read_day,
    read_kronor,
    read_minutes,
    read_month,
    read_name,
)
from admin_costs.reasons import reason
from admin_costs.time_equations import More, NotALine, read_more
from ledsagning.people.models import Municipality, Unit
from ledsagning.people.models.places import UnitKind

MINUTES_A_DAY = 24 * 60
OLDEST_LOG_DAYS = 400
MOST_ORE_PER_HOUR = 10_000_00
MOST_ON_COST_BASIS_POINTS = 20_000


class WrittenField(forms.CharField):
    """A text that `read` understands; the value is what it gives."""

    def __init__(self, read: Callable[[str], Any], *, width: str = "input-10", **options: Any) -> None:
        self.read = read
        widget = forms.TextInput(attrs={"class": width, "autocomplete": "off"})
        super().__init__(max_length=100, widget=widget, **options)

    def clean(self, value: str) -> Any:
        text = super().clean(value)
        if not text:
            return None
        try:
            return self.read(text)
        except Unreadable as error:
            raise forms.ValidationError(f"“{text}” {reason(error)}.") from error


def no_more_than(read: Callable[[str], int], most: int) -> Callable[[str], int]:
    """The same reader, that refuses what must be a slip of the pen."""

    def limited(text: str) -> int:
        number = read(text)
        if number > most:
            raise forms.ValidationError(_("“%(text)s” is too much.") % {"text": text})
        return number

    return limited


def this_month() -> str:
    """The current month as it is written."""
    return f"{timezone.localdate():%Y-%m}"


class EffortForm(forms.Form):
    """The quick log: what, how long, which day."""

    activity = forms.ModelChoiceField(
        None,
        label=gettext_lazy("What did you do?"),
        empty_label=gettext_lazy("Choose"),
        error_messages={"required": gettext_lazy("Choose what you did.")},
    )
    minutes = WrittenField(
        no_more_than(read_minutes, MINUTES_A_DAY),
        label=gettext_lazy("How long?"),
        help_text=gettext_lazy("For example 10, 1,5 h or a quarter"),
        error_messages={"required": gettext_lazy("Write how long it took.")},
    )
    day = WrittenField(
        lambda text: read_day(text, timezone.localdate()),
        label=gettext_lazy("Which day?"),
        help_text=gettext_lazy("For example 31/1 or yesterday"),
        error_messages={"required": gettext_lazy("Write the day.")},
    )
    unit = forms.ModelChoiceField(None, label=gettext_lazy("Unit"), empty_label=None)

    def __init__(self, data: Any, *, units: QuerySet[Unit]) -> None:
        super().__init__(data, initial={"day": f"{timezone.localdate():%Y-%m-%d}", "unit": units[0].pk})
        self.fields["activity"].queryset = loggable_activities(units[0].municipality)  # type: ignore[attr-defined]
        self.fields["unit"].queryset = units  # type: ignore[attr-defined]
        if len(units) == 1:
            self.fields["unit"].widget = forms.HiddenInput()

    def clean_day(self) -> date:
        day: date = self.cleaned_data["day"]
        age = (timezone.localdate() - day).days
        if age < 0:
            raise forms.ValidationError(_("The day has not come yet. Log what has been done."))
        if age > OLDEST_LOG_DAYS:
            raise forms.ValidationError(_("The day is more than a year ago. Is the year right?"))
        return day


class ActivityForm(forms.Form):
    """An activity of the municipality's own."""

    name = WrittenField(
        read_name,
        width="",
        label=gettext_lazy("Name"),
        error_messages={"required": gettext_lazy("Write what the activity is called.")},
    )
    process = forms.ChoiceField(
        choices=Process.choices,
        initial=Process.BOTH,
        widget=forms.RadioSelect,
        label=gettext_lazy("Which way of working does it belong to?"),
    )
    role = forms.ChoiceField(
        choices=[(role.value, role.label) for role in StaffRole if role != StaffRole.ESCORT],
        label=gettext_lazy("Who usually does it?"),
    )
    minutes = WrittenField(
        no_more_than(read_minutes, MINUTES_A_DAY),
        label=gettext_lazy("Standard time"),
        help_text=gettext_lazy("How long it usually takes each time, such as 80 or 1 h 20"),
        error_messages={"required": gettext_lazy("Write how long it usually takes.")},
    )

    def __init__(self, data: Any, *, municipality: Municipality) -> None:
        super().__init__(data)
        self.municipality = municipality

    def clean_name(self) -> str:
        name: str = self.cleaned_data["name"]
        if any(known.name.casefold() == name.casefold() for known in activities_of(self.municipality)):
            raise forms.ValidationError(_("There is already an activity with that name."))
        return name


class StandardTimeForm(forms.Form):
    """Another standard time of an activity, from a month on."""

    minutes = WrittenField(
        no_more_than(read_minutes, MINUTES_A_DAY),
        label=gettext_lazy("Standard time"),
        help_text=gettext_lazy("How long it usually takes each time, such as 80 or 1 h 20"),
        error_messages={"required": gettext_lazy("Write how long it usually takes.")},
    )
    valid_from = WrittenField(
        read_month,
        label=gettext_lazy("From which month?"),
        help_text=gettext_lazy("Year and month, such as 2024-01. Earlier months keep the time they have."),
        initial=this_month,
        error_messages={"required": gettext_lazy("Write the month.")},
    )
    more = forms.CharField(
        required=False,
        max_length=2000,
        label=gettext_lazy("What makes it longer"),
        help_text=gettext_lazy(
            "A line for each thing: what, minutes more, and in how many per cent of all cases, with "
            "semicolons between. Such as: with a representative; 20; 40. Then the standard time above is "
            "without them, and what is counted is the average."
        ),
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    field_order = ("minutes", "more", "valid_from")

    def clean_more(self) -> tuple[More, ...]:
        try:
            return read_more(self.cleaned_data["more"])
        except NotALine as error:
            why = f" {reason(error.why)}." if error.why else ""
            raise forms.ValidationError(
                _("Line %(number)s, “%(text)s”:%(why)s Write what; minutes; per cent, each thing once.")
                % {"number": error.number, "text": error.text, "why": why}
            ) from error


class RateForm(forms.Form):
    """A price of an hour, from a month on."""

    who = forms.ChoiceField(label=gettext_lazy("Whose hour?"))
    ore_per_hour = WrittenField(
        no_more_than(read_kronor, MOST_ORE_PER_HOUR),
        label=gettext_lazy("Kronor an hour"),
        error_messages={"required": gettext_lazy("Write what an hour costs.")},
    )
    on_cost_basis_points = WrittenField(
        no_more_than(read_basis_points, MOST_ON_COST_BASIS_POINTS),
        width="input-4",
        required=False,
        label=gettext_lazy("Employer's on-costs, per cent"),
        help_text=gettext_lazy("Leave empty when they are in the price already."),
    )
    valid_from = WrittenField(
        read_month,
        label=gettext_lazy("From which month?"),
        help_text=gettext_lazy("Year and month, such as 2024-01. Earlier months keep the price they have."),
        initial=this_month,
        error_messages={"required": gettext_lazy("Write the month.")},
    )

    def __init__(self, data: Any, *, municipality: Municipality) -> None:
        super().__init__(data)
        self.providers = {
            f"unit-{unit.pk}": unit
            for unit in Unit.objects.filter(municipality=municipality).exclude(kind=UnitKind.AUTHORITY)
        }
        roles = [(role.value, role.label) for role in StaffRole]
        providers = [
            (key, _("Companion: %(provider)s") % {"provider": unit.name})
            for key, unit in self.providers.items()
        ]
        self.fields["who"].choices = roles + providers  # type: ignore[attr-defined]

    def rate(self) -> dict[str, Any]:
        """The rate, as `rates.set_rate` takes it."""
        unit = self.providers.get(self.cleaned_data["who"])
        return {
            "unit": unit,
            "role": StaffRole.ESCORT if unit else self.cleaned_data["who"],
            "ore_per_hour": self.cleaned_data["ore_per_hour"],
            "on_cost_basis_points": self.cleaned_data["on_cost_basis_points"] or 0,
            "valid_from": self.cleaned_data["valid_from"],
        }
