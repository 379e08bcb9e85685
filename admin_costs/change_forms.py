"""The form by which a change is registered, before the figures are looked at."""

from datetime import date
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from admin_costs.changes import possible_comparison_municipalities, possible_comparison_units
from admin_costs.forms import WrittenField, no_more_than
from admin_costs.models import Change, PriceIndex
from admin_costs.municipality_names import named_municipalities
from admin_costs.prices import stored_indexes
from admin_costs.reading import read_count, read_month, read_permille
from ledsagning.people.models import Municipality, Unit

MOST_BEDDING_IN_MONTHS = 24
MOST_MARGIN_PERMILLE = 500
MOST_NAMED_IN_THE_HINT = 12


class IndexField(forms.ModelChoiceField):
    """A stored price index, with the months that it has."""

    def label_from_instance(self, index: PriceIndex) -> str:
        return f"{index.name} ({index.first:%Y-%m} – {index.last:%Y-%m})"


class ChangeForm(forms.Form):
    """The change, registered before the figures are looked at."""

    change_month = WrittenField(
        read_month,
        label=gettext_lazy("First month of the new way of working"),
        help_text=gettext_lazy("Year and month, such as 2024-01"),
        error_messages={"required": gettext_lazy("Write the month.")},
    )
    bedding_in_months = WrittenField(
        no_more_than(read_count, MOST_BEDDING_IN_MONTHS),
        width="input-2",
        label=gettext_lazy("Bedding-in months"),
        help_text=gettext_lazy("Months after the change that count as neither before nor after, such as 3"),
        error_messages={"required": gettext_lazy("Write how many months. 0 is none.")},
    )
    margin_permille = WrittenField(
        no_more_than(read_permille, MOST_MARGIN_PERMILLE),
        width="input-4",
        label=gettext_lazy("Margin, per cent"),
        help_text=gettext_lazy("How much the total cost may differ and still be called the same"),
        error_messages={"required": gettext_lazy("Write the margin, such as 5.")},
    )
    claims = forms.CharField(
        required=False,
        max_length=2000,
        label=gettext_lazy("What do you expect?"),
        help_text=gettext_lazy("Write it before you look at the figures."),
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    comparison_units = forms.ModelMultipleChoiceField(
        Unit.objects.none(),
        required=False,
        label=gettext_lazy("Units where nothing changed"),
        help_text=gettext_lazy(
            "The change is compared with them, which is the soundest. Leave empty when all changed."
        ),
        widget=forms.CheckboxSelectMultiple,
    )
    comparison_municipalities = forms.CharField(
        required=False,
        max_length=1000,
        label=gettext_lazy("Municipalities where nothing changed"),
    )
    price_index = IndexField(
        PriceIndex.objects.none(),
        required=False,
        label=gettext_lazy("Prices"),
        help_text=gettext_lazy("An index takes out what rose because wages and prices did."),
        empty_label=gettext_lazy("As they were, without an index"),
    )

    def __init__(self, data: Any, *, current: Change | None, municipality: Municipality) -> None:
        super().__init__(data, initial=written_change(current))
        units = possible_comparison_units(municipality)
        if units.exists():
            self.fields["comparison_units"].queryset = units
        else:
            del self.fields["comparison_units"]
        self.told = list(possible_comparison_municipalities(municipality))
        if self.told:
            self.fields["comparison_municipalities"].help_text = told_hint(self.told)
        else:
            del self.fields["comparison_municipalities"]
        if (indexes := stored_indexes()).exists():
            self.fields["price_index"].queryset = indexes
        else:
            del self.fields["price_index"]

    def clean_comparison_municipalities(self) -> list[Municipality]:
        """Those that are named, of which something is told here."""
        found, unknown = named_municipalities(self.cleaned_data["comparison_municipalities"])
        if unknown:
            raise forms.ValidationError(
                _("“%(name)s” is no municipality of Sweden. Write its name, such as Halmstad.")
                % {"name": unknown}
            )
        if untold := [each.name for each in found if each not in self.told]:
            raise forms.ValidationError(
                _("Nothing is told here of %(name)s, so it cannot be compared with.") % {"name": untold[0]}
            )
        return found

    def clean_comparison_units(self) -> QuerySet[Unit]:
        chosen: QuerySet[Unit] = self.cleaned_data["comparison_units"]
        every: QuerySet[Unit] = self.fields["comparison_units"].queryset
        if chosen.count() == every.count():
            raise forms.ValidationError(
                _("Leave out the unit that changed: it cannot be compared with itself.")
            )
        return chosen

    def clean_change_month(self) -> date:
        month: date = self.cleaned_data["change_month"]
        if abs(month.year - timezone.localdate().year) > MOST_BEDDING_IN_MONTHS:
            raise forms.ValidationError(_("That is very far away. Is the year right?"))
        return month


def told_hint(told: list[Municipality]) -> str:
    """How to write them, and whom there is to choose among when they are few."""
    hint = _("Names with commas between. Several are better than one. Leave empty when there are none.")
    if len(told) > MOST_NAMED_IN_THE_HINT:
        return hint
    return f"{hint} " + _("There is: %(names)s.") % {"names": ", ".join(map(str, told))}


def written_change(change: Change | None) -> dict[str, Any]:
    """What stands in the form from the start."""
    if change is None:
        expected = _(
            "People use more companion hours. Administration takes less time. "
            "The total cost is the same. People are not less satisfied."
        )
        return {"bedding_in_months": 0, "margin_permille": 5, "claims": expected}
    margin = change.margin_permille / 10
    return {
        "change_month": change.month,
        "bedding_in_months": change.bedding_in_months,
        "margin_permille": f"{margin:g}".replace(".", ","),
        "claims": change.claims,
        "comparison_units": change.comparison_units,
        "comparison_municipalities": ", ".join(
            map(str, Municipality.objects.filter(pk__in=change.comparison_municipalities).order_by("name"))
        ),
        "price_index": change.price_index_id,
    }
