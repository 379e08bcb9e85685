"""What is to be compared, as three choices in the address."""

from datetime import date

from django import forms
from django.utils.translation import gettext_lazy as _

from admin_costs.compared import GROUP_MEASURES
from admin_costs.group_tables import LATEST, Asked
from admin_costs.group_words import LEVELS, MEASURES

Span = tuple[date, date] | None


class GroupsForm(forms.Form):
    """Measure, level and months. The view reads the address itself: what is not offered is not there."""

    matt = forms.ChoiceField(label=_("What"))
    niva = forms.ChoiceField(label=_("Of whom"))
    tid = forms.ChoiceField(label=_("When"))

    def __init__(self, asked: Asked, span: Span) -> None:
        super().__init__(initial={"matt": asked.measure.slug, "niva": asked.level.value, "tid": asked.period})
        self.fields["matt"].choices = [(each.slug, MEASURES[each.slug].name) for each in GROUP_MEASURES]
        self.fields["niva"].choices = [(level.value, name) for level, name in LEVELS.items()]
        self.fields["tid"].choices = periods(asked, span)


def periods(asked: Asked, span: Span) -> list[tuple[str, object]]:
    """The latest twelve months, and each year that anything is told of or that is asked for, latest first."""
    years = set(range(span[0].year, span[1].year + 1)) if span else set()
    if asked.period != LATEST:
        years.add(asked.first.year)
    return [
        (LATEST, _("The latest twelve months")),
        *((str(year), year) for year in sorted(years, reverse=True)),
    ]
