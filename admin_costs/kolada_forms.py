"""What of Kolada is shown, and beside whom: choices in the address, so that a link keeps them."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from admin_costs.kolada_kpis import BY_ID, About, Kpi, of
from admin_costs.kolada_words import kpi_name
from admin_costs.municipality_names import named_municipalities
from ledsagning.people.models import Municipality

MOST_BESIDE = 5
COUNTY = 2  # digits of a municipality's code that are its county's
FIGURES, QUALITIES = of(About.PEOPLE, About.COST), of(About.QUALITY)
GENDERS = (("T", gettext_lazy("Everybody")), ("K", gettext_lazy("Women")), ("M", gettext_lazy("Men")))


class KoladaForm(forms.Form):
    """A figure of people or cost, a quality beside it, of whom, and up to five municipalities beside."""

    matt = forms.ChoiceField(label=gettext_lazy("What"))
    kvalitet = forms.ChoiceField(label=gettext_lazy("Quality beside it"))
    kon = forms.ChoiceField(label=gettext_lazy("Of whom"), choices=GENDERS)
    kommuner = forms.CharField(
        label=gettext_lazy("Municipalities beside"),
        help_text=gettext_lazy("Up to five names with commas between. Empty: others of the same county."),
        required=False,
        max_length=200,
    )

    def __init__(self, data: Any, *, own: Municipality) -> None:
        # What the address does not say is the default, in the form too.
        defaults = {"matt": FIGURES[0].id, "kvalitet": QUALITIES[0].id, "kon": "T", "kommuner": ""}
        given = {name: value for name in defaults if (value := data.get(name, "").strip())}
        super().__init__(defaults | given)
        self.own = own
        self.fields["matt"].choices = choices(FIGURES)
        self.fields["kvalitet"].choices = choices(QUALITIES)

    def clean_matt(self) -> Kpi:
        return BY_ID[self.cleaned_data["matt"]]

    def clean_kvalitet(self) -> Kpi:
        return BY_ID[self.cleaned_data["kvalitet"]]

    def clean_kommuner(self) -> list[Municipality]:
        """The municipalities that are named, in that order, each once and never one's own."""
        named, unknown = named_municipalities(self.cleaned_data["kommuner"])
        if unknown:
            raise ValidationError(
                _("“%(name)s” is no municipality of Sweden. Write its name, such as Halmstad.")
                % {"name": unknown}
            )
        beside = [each for each in named if each != self.own]
        if not beside:
            return neighbours(self.own)
        if len(beside) > MOST_BESIDE:
            raise ValidationError(_("Write at most five municipalities."))
        return beside


def choices(kpis: list[Kpi]) -> list[tuple[str, str]]:
    return [(kpi.id, f"{kpi_name(kpi)} ({kpi.id})") for kpi in kpis]


def neighbours(own: Municipality) -> list[Municipality]:
    """Those of the same county whose codes come next: who stands there until somebody chooses."""
    county = Municipality.objects.filter(pk__startswith=own.pk[:COUNTY]).exclude(pk=own.pk)
    nearest = sorted(county, key=lambda each: (abs(int(each.pk) - int(own.pk)), each.pk))[:MOST_BESIDE]
    return sorted(nearest, key=lambda each: each.pk)
