"""The questions of a series, one a page: how often, until when, days off, and what a change concerns."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils.dates import WEEKDAYS
from django.utils.text import capfirst
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from hours.days_off import Holiday, holidays_among
from hours.forms import DayForm
from hours.messages import sentence
from hours.policy import Frequency
from hours.series_rules import Pattern, days, end_problems, may_be_off, weeks_of
from hours.templatetags.series_words import every
from hours.times import add_months
from hours.written import plain
from ledsagning.templatetags.people_words import day_words

THIS, LATER, ALL = "denna", "senare", "alla"
FURTHER_NOTICE = "tills vidare"
NO_END = {"tills vidare", "tv", "t v", "until further notice", "no end", "inget slut"}
# Holidays are suggested a year ahead of a series without an end.
SUGGESTED_AHEAD = timedelta(days=366)


class OftenForm(forms.Form):
    """How often? Said with the weekday of the visit, so that nobody has to work out what is meant."""

    often = forms.ChoiceField(
        label=gettext_lazy("How often shall the visit come back?"),
        widget=forms.RadioSelect,
        error_messages={
            "required": gettext_lazy("Choose how often."),
            "invalid_choice": gettext_lazy("Choose how often."),
        },
    )

    def __init__(self, *args: Any, day: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        values = {each: (each, None) for each in (Frequency.WEEKLY, Frequency.BIWEEKLY)}
        values |= {f"{Frequency.MONTHLY}-{week}": (Frequency.MONTHLY, week) for week in weeks_of(day)}
        self.values = values
        self.fields["often"].choices = [
            (value, every(frequency, day, week)) for value, (frequency, week) in values.items()
        ]

    def pattern(self, day: date) -> Pattern:
        """The series without an end, when the form is valid."""
        frequency, week = self.values[self.cleaned_data["often"]]
        return Pattern(frequency, day, None, week)


class UntilForm(DayForm):
    """Until which day, or until further notice: written any way a day is written (R7)."""

    day = forms.CharField(
        label=gettext_lazy("Until when shall it come back?"),
        help_text=gettext_lazy("Write the last day, for example 27 March. Or write: until further notice."),
        max_length=60,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": gettext_lazy("Write the last day, or write: until further notice.")},
    )

    def __init__(self, *args: Any, pattern: Pattern, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.pattern = pattern

    def clean_day(self) -> date | None:
        if " ".join(plain(self.cleaned_data["day"]).replace(".", " ").split()) in NO_END:
            return None
        day = super().clean_day()
        ended = Pattern(self.pattern.frequency, self.pattern.first_day, day, self.pattern.week)
        if problems := end_problems(ended, self.today):
            raise forms.ValidationError(sentence(problems[0]))
        return day


def ends_to_press(first_day: date) -> list[tuple[str, str]]:
    """Ready answers: no end, or some months ahead."""
    ahead = [add_months(first_day, months) for months in (1, 3, 6)]
    words = (_("For one month, until %(day)s"), _("For three months, until %(day)s"))
    words = (*words, _("For half a year, until %(day)s"))
    with_day = zip(ahead, words, strict=True)
    return [
        (FURTHER_NOTICE, _("Until further notice")),
        *((day.isoformat(), said % {"day": day_words(day)}) for day, said in with_day),
    ]


def suggested(pattern: Pattern, today: date) -> list[Holiday]:
    """Holidays among the days of a series that are to come and not off yet; the first visit is booked."""
    after = max(today, pattern.first_day)
    return holidays_among(days(pattern, after + SUGGESTED_AHEAD, after=after), get_language() or "sv")


class DaysOffForm(forms.Form):
    """Holidays that the series would fall on. None is chosen beforehand: suggested, never imposed."""

    off = forms.MultipleChoiceField(
        label=gettext_lazy("Do you want any of these days off?"),
        help_text=gettext_lazy("Choose the days when the visit shall not come. You need not choose any."),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": gettext_lazy("Choose among the days in the list.")},
    )
    is_filter = True  # "you need not choose any" is said already

    def __init__(self, *args: Any, holidays: Sequence[Holiday], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(each.day.isoformat(), f"{day_words(each.day)}: {each.name}") for each in holidays]
        self.fields["off"].choices = choices

    def clean_off(self) -> list[date]:
        return [date.fromisoformat(day) for day in self.cleaned_data["off"]]


class MoreDaysOffForm(DaysOffForm):
    """Days off of a series that there is: holidays to choose, and any other day to write."""

    field_order = ("off", "day")

    day = forms.CharField(
        label=gettext_lazy("Another day off"),
        help_text=gettext_lazy("For example 27/3 or 27 March."),
        max_length=60,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )

    def __init__(self, *args: Any, pattern: Pattern, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.pattern, self.today = pattern, today
        if not self.fields["off"].choices:
            del self.fields["off"]

    def clean_day(self) -> date | None:
        """Read as the question about days reads it, with its words when it cannot be."""
        typed = self.cleaned_data["day"]
        if not typed:
            return None
        form = DayForm({"day": typed}, today=self.today)
        if not form.is_valid():
            raise forms.ValidationError(form.errors["day"])
        day = form.cleaned_data["day"]
        if not may_be_off(self.pattern, day):
            words = _("The visit does not come on %(day)s. Write a day when it does.")
            raise forms.ValidationError(words % {"day": day_words(day)})
        return day

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if not self.errors and not self.chosen:
            raise forms.ValidationError(_("Choose a day or write one."))
        return cleaned

    @property
    def chosen(self) -> list[date]:
        day = self.cleaned_data.get("day")
        return [*self.cleaned_data.get("off", ()), *([day] if day else [])]


class WhichForm(forms.Form):
    """What a change or a cancellation concerns. Asked first, so that nobody cancels more than they mean."""

    which = forms.ChoiceField(
        widget=forms.RadioSelect,
        error_messages={
            "required": gettext_lazy("Choose which visits."),
            "invalid_choice": gettext_lazy("Choose which visits."),
        },
    )

    def __init__(self, *args: Any, day: date, label: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["which"].label = label
        self.fields["which"].choices = (
            (THIS, _("Only the visit on %(day)s") % {"day": day_words(day)}),
            (LATER, _("That one and all later")),
            (ALL, _("All that are to come")),
        )


class WeekdayForm(forms.Form):
    """Which day of the week shall it be from now on?"""

    weekday = forms.TypedChoiceField(
        label=gettext_lazy("Which day of the week?"),
        coerce=int,
        widget=forms.RadioSelect,
        error_messages={
            "required": gettext_lazy("Choose a day of the week."),
            "invalid_choice": gettext_lazy("Choose a day of the week."),
        },
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["weekday"].choices = [(number, capfirst(WEEKDAYS[number])) for number in range(7)]


class KeyForm(forms.Form):
    """The key made before the first attempt: sent twice is sent once (R34)."""

    key = forms.UUIDField(widget=forms.HiddenInput)
