"""The questions of a booking and a wish. Everything typed is kept; an error quotes it (R8)."""

from collections.abc import Callable, Sequence
from datetime import date, datetime, time, timedelta
from typing import Any, TypeVar

from django import forms
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hours.errors import Code, Problem
from hours.messages import sentence
from hours.policy import YEARS_AHEAD
from hours.rules import Span
from hours.times import add_months, instants, local_date, possible_ends
from hours.written import read_day
from hours.written_times import read_length, read_time, split_times
from hours.written_words import NotRead, Why
from ledsagning.people.models import Escort

T = TypeVar("T")

FIRST, SECOND = "first", "second"
WHICH = (
    (FIRST, gettext_lazy("Before the clock is turned back (summer time)")),
    (SECOND, gettext_lazy("After the clock is turned back (winter time)")),
)


class DayForm(forms.Form):
    """Which day? One field that takes any way of writing it; never a calendar (R6, R7)."""

    day = forms.CharField(
        label=gettext_lazy("Which day?"),
        help_text=gettext_lazy("For example 27/3, 27 March, tomorrow or on Saturday."),
        max_length=60,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": gettext_lazy("Write which day. For example 27 March or tomorrow.")},
    )

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today

    def clean_day(self) -> date:
        typed = self.cleaned_data["day"]
        try:
            day = read_day(typed, self.today)
        except NotRead as unread:
            raise forms.ValidationError(unread_day(unread, typed)) from None
        if day < self.today:
            raise forms.ValidationError(
                _("“%(typed)s” has already been. Write a later day.") % {"typed": typed}
            )
        if day > add_months(self.today, 12 * YEARS_AHEAD):
            raise forms.ValidationError(sentence(Problem(Code.TOO_FAR_AHEAD, values={"years": YEARS_AHEAD})))
        return day


def unread_day(unread: NotRead, typed: str) -> str:
    """Why a day could not be read, with what was typed and two examples."""
    if unread.day:
        words = _(
            "“%(typed)s” does not fit: %(day)s is a %(weekday)s. Write for example %(day)s or tomorrow."
        )
        told = {"day": date_format(unread.day, "j F Y"), "weekday": date_format(unread.day, "l")}
        return words % {"typed": typed, **told}
    if unread.why == Why.NO_SUCH_DAY:
        words = _("There is no such day as “%(typed)s”. Write for example 27 March or tomorrow.")
    else:
        words = _("We do not understand “%(typed)s”. Write for example 27 March or tomorrow.")
    return words % {"typed": typed}


class TimeForm(forms.Form):
    """From when, and until when or for how long. `span` is set when the form is valid.

    On the night when the clock is turned back an hour comes twice: a question is then added for the time
    that fell in it (R36).
    """

    is_filter = True  # "either the end or the length" is said once, above, and not as "optional" twice

    starts = forms.CharField(
        label=gettext_lazy("When does it start?"),
        help_text=gettext_lazy("For example 14.30, 2 pm or half past two."),
        max_length=60,
        widget=forms.TextInput(attrs={"autocomplete": "off", "class": "input-10"}),
        error_messages={
            "required": gettext_lazy("Write when it starts. For example 14.30 or half past two.")
        },
    )
    ends = forms.CharField(
        label=gettext_lazy("When does it end?"),
        help_text=gettext_lazy("Write a time, for example 17.00. Or write how long below."),
        max_length=60,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "class": "input-10"}),
    )
    length = forms.CharField(
        label=gettext_lazy("Or how many hours?"),
        help_text=gettext_lazy("For example 3 or 2.5."),
        max_length=60,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "class": "input-10"}),
    )

    span: Span
    # Past midnight and longer than this is a slip of the pen, unless the hours are written too.
    longest_night = timedelta(hours=12)

    def __init__(self, *args: Any, day: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.day = day

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        self.take_both_from_one()
        start = self.read("starts", read_time)
        starts_at = self.one_instant("starts", start, instants(self.day, start)) if start else None
        ends_at = self.end(starts_at, start) if starts_at and start else None
        if starts_at and ends_at:
            self.span = Span(starts_at, ends_at)
        return cleaned

    def take_both_from_one(self) -> None:
        """ "14-17" as the start is the start and the end."""
        both = split_times(self.given("starts"))
        if both and not self.given("ends") and not self.given("length"):
            self.cleaned_data["starts"], self.cleaned_data["ends"] = both

    def end(self, starts_at: datetime, start: time) -> datetime | None:
        """The end's instant, or None with an error beside its field."""
        if not self.given("ends") and not self.given("length"):
            if not self.errors:
                self.add_error(
                    "ends", _("Write when it ends or how long it is. For example 17.00 or 3 hours.")
                )
            return None
        minutes = self.read("length", read_length)
        by_length = None if minutes is None else starts_at + timedelta(minutes=minutes)
        clock = self.read("ends", lambda text: read_time(text, after=start))
        if clock is None:
            return by_length
        ends = [end for end in possible_ends(starts_at, clock) if by_length in (None, end)]
        if by_length and not ends:
            self.add_error(
                "length", _("The end and the number of hours do not agree. Write only one of them.")
            )
            return None
        if clock == start and all(local_date(end) > self.day for end in ends):
            self.add_error("ends", sentence(Problem(Code.ENDS_BEFORE_START)))
            return None
        if by_length is None and ends and self.is_slip(starts_at, min(ends)):
            self.add_error("ends", sentence(Problem(Code.ENDS_BEFORE_START)))
            return None
        return self.one_instant("ends", clock, ends)

    def is_slip(self, starts_at: datetime, ends_at: datetime) -> bool:
        """Whether an end that is earlier on the clock than the start is more likely mistyped than meant."""
        return local_date(ends_at) > self.day and ends_at - starts_at > self.longest_night

    def given(self, name: str) -> str:
        return str(self.cleaned_data.get(name) or "")

    def read(self, name: str, reader: Callable[[str], T]) -> T | None:
        """What a field says; None when it is empty or cannot be read, which is then said beside it."""
        typed = self.given(name)
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

    def one_instant(self, name: str, clock: time, found: list[datetime]) -> datetime | None:
        """The instant a time of day means; asks which when there are two."""
        if not found:
            self.add_error(
                name,
                _(
                    "There is no %(clock)s that night: the clock goes from 2.00 to 3.00. "
                    "Write for example 1.45 or 3.15."
                )
                % {"clock": f"{clock:%H.%M}"},
            )
            return None
        return found[0] if len(found) == 1 else self.chosen(name, clock, found)

    def chosen(self, name: str, clock: time, found: list[datetime]) -> datetime | None:
        """Adds the question which of two instants is meant, and reads its answer."""
        field = f"{name}_which"
        self.fields[field] = forms.ChoiceField(
            label=_("Which %(clock)s do you mean?") % {"clock": f"{clock:%H.%M}"},
            choices=WHICH,
            widget=forms.RadioSelect,
            required=False,
        )
        self.order_fields(["starts", "starts_which", "ends", "ends_which", "length"])
        answer = self.data.get(field)
        if answer not in (FIRST, SECOND):
            self.add_error(
                field,
                _("%(clock)s comes twice that night. Choose before or after the clock is turned back.")
                % {"clock": f"{clock:%H.%M}"},
            )
            return None
        return found[answer == SECOND]


class PlaceForm(forms.Form):
    """Where to meet. Nobody is asked what for (P3)."""

    place = forms.CharField(
        label=gettext_lazy("Where do you meet?"),
        help_text=gettext_lazy("Write a place or an address. You can leave it empty and agree later."),
        max_length=200,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )


ANYONE, SOMEBODY_KNOWN = gettext_lazy("Anyone"), gettext_lazy("Somebody I know")


class LineForm(forms.Form):
    """The whole booking in one line (hours/one_line.py)."""

    line = forms.CharField(
        label=gettext_lazy("Write it all in one line"),
        help_text=gettext_lazy("For example: on Saturday 14–17, the swimming hall"),
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={
            "required": gettext_lazy(
                "Write a day and a time. For example: tomorrow at 9, 3 hours. "
                "Or: on Saturday 14–17, the library."
            )
        },
    )


class CompanionForm(forms.Form):
    """Who should come, and something to tell them. The note is for the companion only (P3).

    Cleaned, `escort` is an Escort or None, and `wishes_known` says that it should be somebody they know.
    """

    KNOWN = "known"

    escort = forms.ChoiceField(
        label=gettext_lazy("Who would you like to go with?"),
        help_text=gettext_lazy("We ask that person first. If they cannot come, we look for somebody else."),
        initial="",
        required=False,
        widget=forms.RadioSelect,
        error_messages={"invalid_choice": gettext_lazy("That companion cannot be chosen. Choose another.")},
    )
    note = forms.CharField(
        label=gettext_lazy("Do you want to tell the companion something?"),
        help_text=gettext_lazy("Only the companion and the coordinator read it."),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def __init__(self, *args: Any, escorts: Sequence[Escort], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.escorts = {str(escort.pk): escort for escort in escorts}
        if escorts:
            names = ((key, str(escort)) for key, escort in self.escorts.items())
            choices = [("", ANYONE), (self.KNOWN, SOMEBODY_KNOWN), *names]
            self.fields["escort"].choices = choices  # type: ignore[attr-defined]
        else:
            del self.fields["escort"]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        wish = cleaned.get("escort", "")
        return cleaned | {"escort": self.escorts.get(wish), "wishes_known": wish == self.KNOWN}


class CompanionOrNeverForm(CompanionForm):
    """With a wish about who shall never come: an Escort or None, a wish and not a reason (P3)."""

    never = forms.ChoiceField(
        label=gettext_lazy("Is there somebody you never want to meet?"),
        help_text=gettext_lazy("We do not send that person to you again."),
        initial="",
        required=False,
        error_messages={"invalid_choice": gettext_lazy("That companion cannot be chosen. Choose another.")},
    )

    def __init__(self, *args: Any, spared: Sequence[Escort] = (), **kwargs: Any) -> None:
        """`spared` are those that this very answer has said never to: a choice still when it is sent."""
        super().__init__(*args, **kwargs)
        self.known = self.escorts | {str(escort.pk): escort for escort in spared}
        names = [(key, str(escort)) for key, escort in self.known.items()]
        self.fields["never"].choices = [("", gettext_lazy("Nobody")), *names]  # type: ignore[attr-defined]
        if not names:
            del self.fields["never"]
        self.order_fields(["escort", "never", "note"])

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        never = self.known.get(cleaned.get("never", ""))
        if never and never == cleaned["escort"]:
            words = _("You have chosen %(escort)s both to come and never to come. Choose one of them.")
            self.add_error("never", words % {"escort": never})
        return cleaned | {"never": never}


class WishForm(forms.Form):
    """A companion the person likes to go with, or never wants to meet. No reason is asked."""

    GLADLY, NEVER = "gladly", "never"

    escort = forms.ModelChoiceField(
        Escort.objects.none(),
        label=gettext_lazy("Which companion?"),
        empty_label=gettext_lazy("Choose a name"),
        error_messages={
            "required": gettext_lazy("Choose a name in the list."),
            "invalid_choice": gettext_lazy("Choose a name in the list."),
        },
    )
    wish = forms.ChoiceField(
        label=gettext_lazy("What do you wish?"),
        choices=((GLADLY, gettext_lazy("Gladly this one")), (NEVER, gettext_lazy("Never this one"))),
        widget=forms.RadioSelect,
        error_messages={
            "required": gettext_lazy("Choose gladly or never."),
            "invalid_choice": gettext_lazy("Choose gladly or never."),
        },
    )

    def __init__(self, *args: Any, escorts: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["escort"].queryset = escorts  # type: ignore[attr-defined]
