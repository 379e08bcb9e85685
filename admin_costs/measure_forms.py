"""What no event in the system tells, typed in: a figure of a year and its source."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from admin_costs.forms import WrittenField
from admin_costs.models import YearKind
from admin_costs.reading import FIRST_YEAR, Code, Unreadable, plain, read_name, read_number

WITH_DECIMALS = (YearKind.DAYS_TO_DECISION, YearKind.GROSS_COST, YearKind.INTERNAL_REVENUE, YearKind.SALES)
MOST_DAYS = 2000


def read_year(text: str) -> int:
    """A year as four figures."""
    written = plain(text)
    if not (len(written) == 4 and written.isascii() and written.isdigit() and int(written) >= FIRST_YEAR):
        raise Unreadable(Code.NOT_KNOWN, [_("a year such as 2025")])
    return int(written)


class YearFigureForm(forms.Form):
    """A figure, its year, and where it was taken from."""

    kind = forms.ChoiceField(label=gettext_lazy("What?"))
    year = WrittenField(
        read_year,
        width="input-4",
        label=gettext_lazy("Which year?"),
        help_text=gettext_lazy("For example 2025"),
        error_messages={"required": gettext_lazy("Write the year.")},
    )
    value = WrittenField(
        read_number,
        label=gettext_lazy("Figure"),
        help_text=gettext_lazy("For example 25 147, or 31,5"),
        error_messages={"required": gettext_lazy("Write the figure.")},
    )
    source = WrittenField(
        read_name,
        width="",
        label=gettext_lazy("Where is it from?"),
        help_text=gettext_lazy("For example SCB, or the annual accounts"),
        error_messages={"required": gettext_lazy("Write where the figure is from.")},
    )

    def __init__(self, data: Any, *, first: Sequence[str] = ()) -> None:
        """`first` are the kinds that stand first in the list: those that the page one came from needs."""
        super().__init__(data)
        kinds = sorted(YearKind, key=lambda kind: kind.value not in first)
        self.fields["kind"].choices = [(kind.value, kind.label) for kind in kinds]

    def clean_year(self) -> int:
        year = self.cleaned_data["year"]
        if year > timezone.localdate().year:
            raise forms.ValidationError(_("The year has not come yet."))
        return year

    def clean(self) -> dict[str, Any]:
        """Counts are whole; days are not longer than years of waiting."""
        kind, value = self.cleaned_data.get("kind"), self.cleaned_data.get("value")
        if kind is None or value is None:
            return self.cleaned_data
        if kind not in WITH_DECIMALS and value != int(value):
            self.add_error("value", _("Write a whole number."))
        if kind == YearKind.DAYS_TO_DECISION and value > MOST_DAYS:
            self.add_error("value", _("So many days are more than five years. Is the number right?"))
        return self.cleaned_data
