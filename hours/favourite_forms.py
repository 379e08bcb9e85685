"""A favourite as one form: its name, its day of the week, its time, its place and with whom."""

from collections.abc import Callable, Sequence
from datetime import time
from typing import Any, TypeVar

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hours.errors import Code, Problem
from hours.forms import ANYONE, SOMEBODY_KNOWN, CompanionForm
from hours.messages import sentence
from hours.models import Booking, Favourite
from hours.policy import LONGEST_VISIT_MINUTES
from hours.questions import wished_answer
from hours.times import STOCKHOLM
from hours.written_times import read_length, read_time, split_times
from hours.written_words import NotRead
from ledsagning.people.models import Escort
from ledsagning.templatetags.people_words import hours_number
from ledsagning.templatetags.week_words import WEEKDAYS, every

T = TypeVar("T")
DAY_AND_NIGHT = 24 * 60


class FavouriteForm(forms.Form):
    """Valid, `fill` puts what it says into a Favourite."""

    name = forms.CharField(
        label=gettext_lazy("What do you call it?"),
        help_text=gettext_lazy("For example: The gym, Tuesdays"),
        max_length=60,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": gettext_lazy("Give it a name. For example: The gym.")},
    )
    weekday = forms.TypedChoiceField(
        label=gettext_lazy("Which day of the week?"), coerce=int, empty_value=None, required=False
    )
    starts = forms.CharField(
        label=gettext_lazy("When does it start?"),
        help_text=gettext_lazy("For example 14.30, 2 pm or half past two."),
        max_length=60,
        widget=forms.TextInput(attrs={"autocomplete": "off", "class": "input-10"}),
        error_messages={
            "required": gettext_lazy("Write when it starts. For example 14.30 or half past two.")
        },
    )
    length = forms.CharField(
        label=gettext_lazy("How many hours?"),
        help_text=gettext_lazy("For example 3 or 2.5."),
        max_length=60,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "class": "input-10"}),
    )
    place = forms.CharField(
        label=gettext_lazy("Where do you meet?"),
        max_length=200,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    escort = forms.ChoiceField(
        label=gettext_lazy("Who would you like to go with?"),
        required=False,
        error_messages={"invalid_choice": gettext_lazy("That companion cannot be chosen. Choose another.")},
    )

    def __init__(self, *args: Any, escorts: Sequence[Escort], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.escorts = {str(escort.pk): escort for escort in escorts}
        days = [(number, every(number)) for number in range(len(WEEKDAYS))]
        self.fields["weekday"].choices = [("", _("Any day")), *days]  # type: ignore[attr-defined]
        names = [(key, str(escort)) for key, escort in self.escorts.items()]
        known = [(CompanionForm.KNOWN, SOMEBODY_KNOWN)] if names else []
        self.fields["escort"].choices = [("", ANYONE), *known, *names]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        typed = cleaned.get("starts", "")
        both = split_times(typed)
        start = self.read("starts", read_time, both[0] if both else typed)
        if both and start and not cleaned.get("length"):
            end = read_time(both[1], after=start)
            cleaned["minutes"] = (minutes_of(end) - minutes_of(start)) % DAY_AND_NIGHT or DAY_AND_NIGHT
        elif cleaned.get("length"):
            cleaned["minutes"] = self.read("length", read_length, cleaned["length"])
        elif not self.errors:
            self.add_error("length", _("Write how long it is. For example 3 hours."))
        self.refuse_impossible(cleaned.get("minutes"))
        return cleaned | {"start": start}

    def refuse_impossible(self, minutes: int | None) -> None:
        if minutes is not None and minutes < 1:
            self.add_error("length", sentence(Problem(Code.ENDS_BEFORE_START)))
        elif minutes is not None and minutes > LONGEST_VISIT_MINUTES:
            self.add_error("length", sentence(Problem(Code.TOO_LONG)))

    def read(self, name: str, reader: Callable[[str], T], typed: str) -> T | None:
        """What a field says; None with the words beside it when it cannot be read."""
        if not typed:
            return None
        try:
            return reader(typed)
        except NotRead:
            if name == "length":
                words = _("We do not understand “%(typed)s”. Write for example 3 or 2.5.")
            else:
                words = _("We do not understand “%(typed)s”. Write for example 14.30 or half past two.")
            self.add_error(name, words % {"typed": typed})
            return None

    def fill(self, favourite: Favourite) -> Favourite:
        """The favourite with what the valid form says."""
        cleaned = self.cleaned_data
        favourite.name, favourite.weekday = cleaned["name"], cleaned["weekday"]
        favourite.starts, favourite.minutes = cleaned["start"], cleaned["minutes"]
        favourite.meeting_place = cleaned["place"]
        favourite.wished_escort = self.escorts.get(cleaned["escort"])
        favourite.wishes_known = cleaned["escort"] == CompanionForm.KNOWN
        return favourite


def minutes_of(clock: time) -> int:
    return clock.hour * 60 + clock.minute


def like_visit(booking: Booking) -> dict[str, object]:
    """A favourite's answers after a visit, to be looked over and saved."""
    local = booking.starts_at.astimezone(STOCKHOLM)
    return {
        "name": name_for(booking.meeting_place, local.weekday()),
        "weekday": local.weekday(),
        "starts": f"{local:%H.%M}",
        "length": hours_number(booking.span.minutes),
        "place": booking.meeting_place,
        "escort": wished_answer(booking),
    }


def name_for(place: str, weekday: int) -> str:
    """ "Simhallen, lördagar": a name to begin with."""
    return ", ".join(filter(None, [place[:40], every(weekday)]))


def like_favourite(favourite: Favourite) -> dict[str, object]:
    """A favourite's own answers, to be changed."""
    return {
        "name": favourite.name,
        "weekday": favourite.weekday,
        "starts": f"{favourite.starts:%H.%M}",
        "length": hours_number(favourite.minutes),
        "place": favourite.meeting_place,
        "escort": wished_answer(favourite),
    }
