"""How was it, and what do you want to say? Everything may be said by pressing pictures with their words."""

import uuid
from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from hours.models.bookings import Score

# The three answers: value, word, and the face that stands beside it (static/icons.svg).
FACES = {Score.GOOD: "face-good", Score.OKAY: "face-okay", Score.BAD: "face-bad"}
SCORES = [(score.value, score.label, face) for score, face in FACES.items()]

# What can be said by a picture. Each has a symbol "said-…"; what was good and what was not stand in pairs.
PICTURED: dict[str, Promise] = {
    "on_time": gettext_lazy("The companion came on time"),
    "late": gettext_lazy("The companion came late"),
    "safe": gettext_lazy("I felt safe"),
    "unsafe": gettext_lazy("I felt unsafe"),
    "my_way": gettext_lazy("I decided what we did"),
    "not_my_way": gettext_lazy("I did not get to decide"),
}
LONGEST_SAID = 1000
LONGEST_REMARK = 2000

SPEAK = gettext_lazy("You may speak instead. Press the microphone on the keyboard of your phone or tablet.")


class SpokenField(forms.CharField):
    """A field to write or dictate in."""

    def __init__(self, **more: Any) -> None:
        words = {
            "required": gettext_lazy("Write what you want to say. One word is enough."),
            "max_length": gettext_lazy("That is too long. Write a shorter text, or send two."),
        }
        area = forms.Textarea(attrs={"rows": 4})
        super().__init__(help_text=SPEAK, widget=area, error_messages=words, **more)


class RateForm(forms.Form):
    """How was it? The score is the button that was pressed; the rest is for those who want."""

    score = forms.TypedChoiceField(
        choices=Score,
        coerce=int,
        widget=forms.HiddenInput,
        error_messages={
            "required": gettext_lazy("Press one of the three buttons."),
            "invalid_choice": gettext_lazy("Press one of the three buttons."),
        },
    )
    pictured = forms.MultipleChoiceField(
        label=gettext_lazy("What fits?"),
        choices=list(PICTURED.items()),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": gettext_lazy("Choose among the pictures.")},
    )
    comment = SpokenField(label=gettext_lazy("In your own words"), max_length=LONGEST_SAID, required=False)
    to_unit = forms.BooleanField(
        label=gettext_lazy("Send what I say to the unit, with my name"), required=False
    )
    is_complaint = forms.BooleanField(label=gettext_lazy("It is a complaint"), required=False)

    @property
    def said(self) -> str:
        """The pictures' words and one's own, as one text. "" when nothing was said."""
        pictures = [f"{PICTURED[each]}." for each in self.cleaned_data["pictured"]]
        return " ".join([*pictures, self.cleaned_data["comment"]]).strip()


class RemarkForm(forms.Form):
    """A remark or a complaint to the unit. The key makes a double press one remark (R34)."""

    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)
    text = SpokenField(label=gettext_lazy("What do you want to say?"), max_length=LONGEST_REMARK)
    is_complaint = forms.BooleanField(
        label=gettext_lazy("This is a complaint"),
        help_text=gettext_lazy("Then we look into what happened."),
        required=False,
    )

    def remark(self) -> dict[str, Any]:
        """What hours.remarks.send wants to know."""
        return {name: self.cleaned_data[name] for name in ("key", "text", "is_complaint")}
