"""Forms about escorts: away when, able to work when, and which of them to ask. Nobody is asked why."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hours.absences import whole_days
from hours.forms import DayForm, unread_day
from hours.models.escorts import Weekday
from hours.rules import Span
from hours.staff_forms import text_input
from hours.times import add_months, instants
from hours.written import read_day
from hours.written_hours import Hours, read_hours, written
from hours.written_times import read_times
from hours.written_words import NotRead
from ledsagning.people.models import Escort

LONGEST_MONTHS = 24
QUICK = {"today": 0, "tomorrow": 1}


class AbsenceForm(DayForm):
    """From a day to a day, or some hours of one day. `span` is set when the form is valid.

    A button named `quick` says today or tomorrow, whatever stands in the fields.
    """

    is_filter = True  # which fields can be left empty is said at each of them

    last_day = forms.CharField(
        label=gettext_lazy("To which day?"),
        help_text=gettext_lazy("The last day you are away. Leave it empty if it is one day."),
        max_length=60,
        required=False,
        widget=text_input(),
    )
    times = forms.CharField(
        label=gettext_lazy("Only a part of the day?"),
        help_text=gettext_lazy("Write the times, for example 8–12. Leave it empty if it is all day."),
        max_length=60,
        required=False,
        widget=text_input(),
    )

    span: Span

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["day"].label = _("From which day?")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        quick = QUICK.get(self.data.get("quick", ""))
        if quick is not None:
            day = self.today + timedelta(days=quick)
            for name in {"day", "last_day", "times"} & set(self.errors):
                del self._errors[name]
            cleaned |= {"day": day, "last_day": "", "times": ""}
        if first := cleaned.get("day"):
            self.read_span(first, cleaned.get("last_day", ""), cleaned.get("times", ""))
        return cleaned

    def read_span(self, first: date, last_typed: str, times: str) -> None:
        """Sets `span`, or says at its field what is wrong."""
        last = self.read_last(first, last_typed) if last_typed else first
        if last is None:
            return
        if not times:
            self.span = whole_days(first, last)
        elif last != first:
            self.add_error(
                "times",
                _("Times go with one day. Take the times away, or the last day, and register each day."),
            )
        else:
            self.read_hours(first, times)

    def read_last(self, first: date, typed: str) -> date | None:
        """The last day, or None with an error beside its field."""
        try:
            last = read_day(typed, self.today)
            after_first = read_day(typed, first)
        except NotRead as unread:
            self.add_error("last_day", unread_day(unread, typed))
            return None
        # "Friday" is the one after the first day.
        if last < first and last.weekday() == after_first.weekday():
            last = after_first
        if last < first:
            self.add_error("last_day", _("The last day is before the first. Check both days."))
            return None
        if last > add_months(first, LONGEST_MONTHS):
            self.add_error("last_day", _("That is more than two years. Is the year right?"))
            return None
        return last

    def read_hours(self, day: date, typed: str) -> None:
        try:
            starts, ends = read_times(typed)
        except NotRead:
            words = _("We do not understand “%(typed)s”. Write for example 8–12 or 13.30–17.")
            self.add_error("times", words % {"typed": typed})
            return
        last = day if ends > starts else day + timedelta(days=1)
        self.span = Span(instant_of(day, starts, first=True), instant_of(last, ends, first=False))

    def typed(self) -> dict[str, str]:
        """What was answered, to be sent again when the escort has seen what it touches."""
        first = self.cleaned_data["day"].isoformat()
        return {"day": first, **{name: self.cleaned_data[name] for name in ("last_day", "times")}}


def instant_of(day: date, clock: time, *, first: bool) -> datetime:
    """When Swedish clocks show this: the first or last of two such instants, or the next when none is."""
    found = instants(day, clock) or instants(day, time(3))
    return found[0 if first else -1]


class EscortAbsenceForm(AbsenceForm):
    """For an escort who calls a coordinator."""

    escort = forms.ModelChoiceField(
        Escort.objects.none(),
        label=gettext_lazy("Who is away?"),
        empty_label=gettext_lazy("Choose a name"),
        error_messages={
            "required": gettext_lazy("Choose a name in the list."),
            "invalid_choice": gettext_lazy("Choose a name in the list."),
        },
    )

    def __init__(self, *args: Any, escorts: Any, **options: Any) -> None:
        # Who calls is ill today: one press then, when the name is chosen.
        super().__init__(*args, initial={"day": _("today")}, **options)
        self.fields["escort"].queryset = escorts
        self.fields["last_day"].help_text = _("The last day of the absence. Empty if it is one day.")
        self.order_fields(["escort", "day", "last_day", "times"])


class HoursForm(forms.Form):
    """When somebody can work, a line for each weekday, and wishes. `week` is set when the form is valid."""

    is_filter = True  # that a day can be left empty is said once, above

    wishes = forms.CharField(
        label=gettext_lazy("Is there something you wish?"),
        help_text=gettext_lazy("For example: gladly evenings. Only the coordinators read it."),
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    week: dict[int, list[Hours]]

    def __init__(self, *args: Any, week: Mapping[int, Sequence[Hours]], wishes: str, **options: Any) -> None:
        initial = {day_field(day): written(spans) for day, spans in week.items()} | {"wishes": wishes}
        super().__init__(*args, initial=initial, **options)
        for day, label in Weekday.choices:
            self.fields[day_field(day)] = forms.CharField(
                label=label, max_length=80, required=False, widget=text_input()
            )
        self.order_fields([day_field(day) for day in Weekday.values])

    def days(self) -> list[forms.BoundField]:
        """The fields of the weekdays, for the page."""
        return [self[day_field(day)] for day in Weekday.values]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        self.week = {day: self.read_day(day_field(day)) for day in Weekday.values}
        return cleaned

    def read_day(self, name: str) -> list[Hours]:
        typed = self.cleaned_data.get(name, "")
        try:
            return read_hours(typed)
        except NotRead:
            words = _("We do not understand “%(typed)s”. Write for example 8–16 or 8–12 och 13–16.")
            self.add_error(name, words % {"typed": typed})
            return []


def day_field(weekday: int) -> str:
    return f"day{weekday}"


class OfferForm(forms.Form):
    """Which escorts to ask for a visit: the boxes that are ticked."""

    escorts = forms.ModelMultipleChoiceField(
        Escort.objects.none(),
        error_messages={"required": gettext_lazy("Tick those you want to ask.")},
    )

    def __init__(self, data: Any, *, escorts: Any) -> None:
        super().__init__(data)
        self.fields["escorts"].queryset = escorts
