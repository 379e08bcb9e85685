"""What a coordinator chooses to look at: kept in the address alone, so that Back and a bookmark hold it."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hours.forms import unread_day
from hours.worklist import Filters, Part
from hours.written import read_day
from hours.written_words import NotRead
from ledsagning.people.models import Area, Unit

# Back and ahead: no visit lies farther away, nor a slip of the pen nearer.
YEARS_SHOWN = 10


def day_field(**more: Any) -> forms.CharField:
    """A day in a filter: any way of writing it, a day that has been as well."""
    return forms.CharField(
        label=gettext_lazy("Day"),
        max_length=60,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "class": "input-10"}),
        **more,
    )


def day_of(typed: str, today: date) -> date | None:
    """The day that is meant; None when nothing is written. Raises ValidationError with what to write."""
    try:
        day = read_day(typed, today) if typed else None
    except NotRead as unread:
        raise forms.ValidationError(unread_day(unread, typed)) from None
    if day and abs(day.year - today.year) > YEARS_SHOWN:
        words = _("“%(typed)s” is more than %(years)s years from now. Is the year right?")
        raise forms.ValidationError(words % {"typed": typed, "years": YEARS_SHOWN})
    return day


class Chosen(forms.ChoiceField):
    """One of a short list of rows, or all. What is not in it, as in an old address, is nothing chosen."""

    def __init__(self, label: Any, everything: Any) -> None:
        super().__init__(label=label, required=False)
        self.everything = everything
        self.rows: dict[str, Any] = {}

    def offer(self, rows: Iterable[Any]) -> None:
        """Sets what there is to choose from."""
        self.rows = {str(row.pk): row for row in rows}
        self.choices = [("", self.everything), *((key, str(row)) for key, row in self.rows.items())]

    def clean(self, value: Any) -> Any:
        return self.rows.get(value or "")


class BoardFilters(forms.Form):
    """Unit (where there are several), day and area (where there are any)."""

    is_filter = True

    part = forms.CharField(required=False, widget=forms.HiddenInput)
    unit = Chosen(gettext_lazy("Unit"), gettext_lazy("All units"))
    day = day_field()
    area = Chosen(gettext_lazy("Area"), gettext_lazy("All areas"))

    def __init__(self, data: Any, *, units: Sequence[Unit], today: date) -> None:
        super().__init__(data)
        self.today = today
        areas = list(Area.objects.filter(municipality__in={unit.municipality_id for unit in units}))
        for name, rows, fewest in (("unit", units, 2), ("area", areas, 1)):
            if len(rows) < fewest:
                del self.fields[name]
            else:
                self.fields[name].offer(rows)

    def clean_day(self) -> date | None:
        return day_of(self.cleaned_data["day"], self.today)

    def filters(self) -> Filters:
        """What can be read of it: a day that cannot is no filter, and the page says so."""
        self.is_valid()
        found = self.cleaned_data
        return Filters(unit=found.get("unit"), day=found.get("day"), area=found.get("area"))


class DayChoice(forms.Form):
    """Which day, or which week by a day in it."""

    is_filter = True

    dag = day_field()

    def __init__(self, data: Any, *, today: date) -> None:
        super().__init__(data)
        self.today = today

    def clean_dag(self) -> date | None:
        return day_of(self.cleaned_data["dag"], self.today)

    def day(self) -> date:
        """The day asked for; today when none can be read."""
        self.is_valid()
        return self.cleaned_data.get("dag") or self.today


def part_asked_for(request: HttpRequest) -> Part:
    """The part of the list; one that is none is the first."""
    asked = request.GET.get("part", "")
    return Part(asked) if asked in set(Part) else Part.NEEDS


def part_names() -> dict[Part, str]:
    return {Part.NEEDS: _("Needs you"), Part.UPCOMING: _("All upcoming"), Part.PASSED: _("Passed")}
