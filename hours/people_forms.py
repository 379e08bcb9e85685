"""A coordinator's forms about a person and about an escort: data to match by, never why."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hours.decision_forms import HoursField
from ledsagning.people.models import Escort, Participant, Skill
from ledsagning.people.models.places import Municipality

MOST_MINUTES_A_WEEK = 7 * 24 * 60


class SkillsField(forms.ModelMultipleChoiceField):
    """Languages and skills of a municipality, to tick: languages first."""

    def __init__(self, **options: Any) -> None:
        super().__init__(Skill.objects.none(), required=False, widget=forms.CheckboxSelectMultiple, **options)

    def offer(self, municipality: Municipality) -> None:
        self.queryset = municipality.skills.all()


class AboutForm(forms.ModelForm):
    """Where a person lives, as coordinators speak of it, and what whoever comes should be good at.

    A protected identity has no area here (R25): one that is sent all the same is refused, and nothing stored.
    """

    skills_wanted = SkillsField(label=gettext_lazy("Languages and skills wanted"))

    is_filter = True  # nothing here has to be filled in

    class Meta:
        model = Participant
        fields = ("area", "skills_wanted")

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        municipality = self.instance.unit.municipality
        self.fields["skills_wanted"].offer(municipality)
        self.fields["area"].queryset = municipality.areas.all()
        self.fields["area"].empty_label = _("Not said")
        if self.instance.is_protected:
            del self.fields["area"]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if self.instance.is_protected and self.data.get("area"):
            self.add_error(
                None, _("This person has protected identity, and no area is kept. Nothing was saved.")
            )
        return cleaned


class NameForm(forms.Form):
    """One more of the staff for a person with protected identity."""

    escort = forms.ModelChoiceField(
        Escort.objects.none(),
        label=gettext_lazy("Companion"),
        empty_label=gettext_lazy("Choose"),
        error_messages={
            "required": gettext_lazy("Choose a companion."),
            "invalid_choice": gettext_lazy("Choose a companion in the list."),
        },
    )

    def __init__(self, *args: Any, escorts: QuerySet[Escort], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["escort"].queryset = escorts  # type: ignore[attr-defined]


class AgreedForm(forms.Form):
    """An escort's agreed hours a week, as people write them, and what the escort can."""

    minutes_per_week = HoursField(
        most_minutes=MOST_MINUTES_A_WEEK,
        too_many=gettext_lazy("A week has 168 hours at most. Check the figure."),
        label=gettext_lazy("Agreed hours a week"),
        help_text=gettext_lazy("For example 25 or 25,5. Leave it empty if no hours are agreed."),
    )
    skills = SkillsField(label=gettext_lazy("Languages and skills"))

    is_filter = True  # nothing here has to be filled in

    def __init__(self, *args: Any, escort: Escort, **options: Any) -> None:
        minutes = escort.minutes_per_week
        initial = {
            "minutes_per_week": "" if minutes is None else f"{minutes / 60:g}".replace(".", ","),
            "skills": list(escort.skills.all()),
        }
        super().__init__(*args, initial=initial, **options)
        self.fields["skills"].offer(escort.unit.municipality)  # type: ignore[attr-defined]
