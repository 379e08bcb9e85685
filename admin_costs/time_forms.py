"""Forms of the stopwatch and of time studies."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from admin_costs.effort import loggable_activities
from admin_costs.forms import MINUTES_A_DAY, EffortForm, WrittenField, no_more_than
from admin_costs.models import Stopwatch
from admin_costs.reading import read_count, read_day, read_hours, read_minutes
from admin_costs.stopwatch import is_forgotten
from admin_costs.time_studies import may_take_part
from ledsagning.people.models import Unit

MOST_MOMENTS_A_DAY = 12
LEAST_MINUTES_APART = 30
MOST_DAYS_AHEAD = 180
MOST_MINUTES_WORKED = 100_000 * 60
CLOCKS = ("%H.%M", "%H:%M", "%H")
WHOLE = "all"


class StartForm(forms.Form):
    """What the stopwatch is started for, if that is known already."""

    activity = forms.ModelChoiceField(None, required=False)
    unit = forms.ModelChoiceField(None)

    def __init__(self, data: Any, *, units: QuerySet[Unit]) -> None:
        super().__init__(data)
        self.fields["activity"].queryset = loggable_activities(units[0].municipality)
        self.fields["unit"].queryset = units


class StopForm(forms.Form):
    """What was done while the stopwatch went; and for how long, when it has been forgotten."""

    activity = EffortForm.base_fields["activity"]
    minutes = WrittenField(
        no_more_than(read_minutes, MINUTES_A_DAY),
        label=gettext_lazy("How long did you do it?"),
        help_text=gettext_lazy("For example 10, 1,5 h or a quarter"),
        error_messages={"required": gettext_lazy("Write how long it took.")},
    )
    watch = forms.IntegerField(widget=forms.HiddenInput())

    def __init__(self, data: Any, *, watch: Stopwatch, unit: Unit) -> None:
        super().__init__(data, initial={"activity": watch.activity_id, "watch": watch.pk})
        self.fields["activity"].queryset = loggable_activities(unit.municipality)
        if not is_forgotten(watch, timezone.now()):
            del self.fields["minutes"]


class StudyForm(forms.Form):
    """A time study of two weeks: whom it is for, from when, and how often each is asked."""

    where = forms.ChoiceField(
        widget=forms.RadioSelect,
        label=gettext_lazy("Who may take part?"),
        help_text=gettext_lazy(
            "Nothing is shown when fewer than five have answered. Then ask several units."
        ),
        error_messages={"required": gettext_lazy("Choose who may take part.")},
    )
    first_day = WrittenField(
        lambda text: read_coming_day(text, timezone.localdate()),
        label=gettext_lazy("First day"),
        help_text=gettext_lazy("Tomorrow or later, such as 31/1. The study goes on for two weeks."),
        error_messages={"required": gettext_lazy("Write the first day.")},
    )
    moments_a_day = WrittenField(
        no_more_than(read_count, MOST_MOMENTS_A_DAY),
        width="input-2",
        initial="6",
        label=gettext_lazy("Questions a day to each"),
        help_text=gettext_lazy("About so many. Some days have one more or one less."),
        error_messages={"required": gettext_lazy("Write how many questions a day.")},
    )
    starts = forms.TimeField(
        input_formats=CLOCKS,
        initial="08.00",
        widget=forms.TextInput(attrs={"class": "input-4", "autocomplete": "off"}),
        label=gettext_lazy("From what time of the day?"),
        error_messages={
            "required": gettext_lazy("Write a time, such as 08.00."),
            "invalid": gettext_lazy("Write a time, such as 08.00."),
        },
    )
    ends = forms.TimeField(
        input_formats=CLOCKS,
        initial="17.00",
        widget=forms.TextInput(attrs={"class": "input-4", "autocomplete": "off"}),
        label=gettext_lazy("Until what time of the day?"),
        error_messages={
            "required": gettext_lazy("Write a time, such as 17.00."),
            "invalid": gettext_lazy("Write a time, such as 17.00."),
        },
    )

    def __init__(self, data: Any, *, units: QuerySet[Unit]) -> None:
        super().__init__(data)
        self.units = list(units)
        self.fields["where"].choices = list(self.places())

    def places(self) -> Iterator[tuple[str, str]]:
        """Each unit and the whole municipality, with how many people may take part there."""
        first, today = self.units[0], timezone.localdate()
        name = _("All units in %(municipality)s") % {"municipality": first.municipality}
        units = [(str(unit.pk), unit.name, unit, False) for unit in self.units]
        for value, words, unit, whole in [*units, (WHOLE, name, first, True)]:
            people = may_take_part(unit, covers_municipality=whole, today=today)
            yield (
                value,
                _("%(place)s, people who may take part: %(people)s")
                % {
                    "place": words,
                    "people": people,
                },
            )

    def clean_first_day(self) -> date:
        day: date = self.cleaned_data["first_day"]
        ahead = (day - timezone.localdate()).days
        if ahead < 1:
            raise forms.ValidationError(_("Begin tomorrow or later, so that everybody has time to say yes."))
        if ahead > MOST_DAYS_AHEAD:
            raise forms.ValidationError(_("That is very far away. Is the year right?"))
        return day

    def clean_moments_a_day(self) -> int:
        number: int = self.cleaned_data["moments_a_day"]
        if number < 1:
            raise forms.ValidationError(_("Ask at least once a day."))
        return number

    def clean(self) -> None:
        given = self.cleaned_data
        if not {"starts", "ends", "moments_a_day"} <= given.keys():
            return
        minutes = 60 * (given["ends"].hour - given["starts"].hour)
        minutes += given["ends"].minute - given["starts"].minute
        if minutes < LEAST_MINUTES_APART * given["moments_a_day"]:
            self.add_error("ends", _("The day is too short for so many questions: half an hour for each."))

    def study(self) -> dict[str, Any]:
        """The study, as `time_studies.begin_study` takes it."""
        where = self.cleaned_data.pop("where")
        unit = next((unit for unit in self.units if str(unit.pk) == where), self.units[0])
        return {**self.cleaned_data, "unit": unit, "covers_municipality": where == WHOLE}


class HoursWorkedForm(forms.Form):
    """How many hours the group worked, to tell the shares in hours. Stored nowhere."""

    timmar = WrittenField(
        no_more_than(read_hours, MOST_MINUTES_WORKED),
        required=False,
        label=gettext_lazy("Hours worked by all who took part, together"),
        help_text=gettext_lazy(
            "For example 8 people × 70 hours = 560. The shares are then told in hours too."
        ),
    )


def read_coming_day(text: str, today: date) -> date:
    """A day as `read_day` takes it; without a year the nearest to come. Raises Unreadable."""
    day = read_day(text, today)
    if day < today - timedelta(days=1) and str(day.year) not in text:
        return date(day.year + 1, day.month, min(day.day, 28) if day.month == 2 else day.day)
    return day
