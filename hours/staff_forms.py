"""The staff's forms about visits: searching, assigning, and booking for somebody on the phone."""

import re
import uuid
from collections.abc import Sequence
from datetime import date, datetime, time
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hours.forms import DayForm, TimeForm
from hours.models import Booking
from hours.photos import NotTaken, Why, square_photo
from ledsagning.people.models import Escort

MOST_KRONOR = 100_000
KRONOR = re.compile(r"([0-9]{1,7})(?:[.,]([0-9]{1,2}))?(?:kr|:-)?")


def text_input(**attrs: object) -> forms.TextInput:
    """A text input that the browser does not fill in from other people's answers."""
    return forms.TextInput(attrs={"autocomplete": "off"} | attrs)


class SearchForm(forms.Form):
    """Sent by POST, so that no name stands in an address, a log or a browser's history."""

    is_filter = True

    text = forms.CharField(
        label=gettext_lazy("Name or case number"),
        min_length=2,
        max_length=100,
        widget=text_input(),
        error_messages={
            "required": gettext_lazy("Write a name or a case number."),
            "min_length": gettext_lazy("Write at least two letters or figures."),
        },
    )


class AssignForm(forms.Form):
    """One press: this escort, if the visit still is with whom, and when, the coordinator saw it."""

    escort = forms.ModelChoiceField(Escort.objects.none())
    seen_escort_id = forms.IntegerField(required=False)
    seen_times = forms.CharField(required=False)

    def __init__(self, data: Any, *, visit: Booking) -> None:
        super().__init__(data)
        escorts = Escort.objects.filter(unit__municipality=visit.unit.municipality_id)
        self.fields["escort"].queryset = escorts.select_related("user")  # type: ignore[attr-defined]
        self.times = times_seen(visit)

    def is_moved(self) -> bool:
        """Whether the visit has got other times since the page was shown."""
        return self.cleaned_data["seen_times"] not in ("", self.times)


def times_seen(visit: Booking) -> str:
    """A visit's times as a page sends them back."""
    return f"{visit.starts_at:%Y%m%dT%H%M}-{visit.ends_at:%Y%m%dT%H%M}"


class KronorField(forms.Field):
    """Kronor as people write them ("125,50", "1 250 kr"), as whole öre. Nothing written is 0."""

    def __init__(self, **options: Any) -> None:
        super().__init__(required=False, widget=text_input(**{"class": "input-10"}), **options)

    def to_python(self, value: str | None) -> int:
        typed = "".join((value or "").casefold().split())
        read = KRONOR.fullmatch(typed or "0")
        if not read:
            raise forms.ValidationError(
                _("We do not understand “%(typed)s”. Write kronor, for example 125 or 125.50.")
                % {"typed": value}
            )
        ore = int(read[1]) * 100 + int((read[2] or "0").ljust(2, "0"))
        if ore > MOST_KRONOR * 100:
            raise forms.ValidationError(_("That is more than 100,000 kronor. Check the figure."))
        return ore

    def prepare_value(self, value: int | str | None) -> str | None:
        if not isinstance(value, int):
            return value
        kronor, ore = divmod(value, 100)
        return f"{kronor},{ore:02}" if ore else str(kronor)


class PhoneBookingForm(TimeForm):
    """A booking on one page, for somebody on the phone. The key makes a double click one booking (R34).

    `known` are the escorts the person knows and `others` the rest whom the person may wish for.
    """

    ANYONE, SOMEBODY_KNOWN = "", "known"

    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)
    day = DayForm.base_fields["day"]
    place = forms.CharField(
        label=gettext_lazy("Where to meet"),
        max_length=200,
        required=False,
        widget=text_input(list="places"),
    )
    escort = forms.ChoiceField(label=gettext_lazy("Wished companion"), required=False)
    note = forms.CharField(
        label=gettext_lazy("Note to the companion"),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    ORDER = (
        "key", "day", "starts", "starts_which", "ends", "ends_which", "length", "place", "escort", "note"
    )  # fmt: skip

    def __init__(
        self, *args: Any, today: date, known: Sequence[Escort], others: Sequence[Escort], **options: Any
    ) -> None:
        super().__init__(*args, day=today, **options)
        self.today = today
        self.escorts = {str(escort.pk): escort for escort in (*known, *others)}
        self.fields["ends"].help_text = _("For example 17.00. Or write how many hours.")
        self.fields["escort"].choices = wish_choices(known, others)  # type: ignore[attr-defined]
        self.order_fields(self.ORDER)

    clean_day = DayForm.clean_day

    def clean(self) -> dict[str, Any]:
        # Without a readable day the times are still looked at, so that every error is said at once.
        self.day = self.cleaned_data.get("day", self.today)
        return super().clean()

    def chosen(self, name: str, clock: time, found: list[datetime]) -> datetime | None:
        instant = super().chosen(name, clock, found)
        self.order_fields(self.ORDER)
        return instant

    def visit(self) -> dict[str, Any]:
        """What hours.bookings.book wants to know of a valid form."""
        cleaned, span = self.cleaned_data, self.span
        return {
            "key": cleaned["key"],
            "starts_at": span.starts_at,
            "ends_at": span.ends_at,
            "meeting_place": cleaned["place"],
            "note": cleaned["note"],
            "wished_escort": self.escorts.get(cleaned["escort"]),
            "wishes_known": cleaned["escort"] == self.SOMEBODY_KNOWN,
        }


def wish_choices(known: Sequence[Escort], others: Sequence[Escort]) -> list[Any]:
    """Anyone, somebody the person knows, or a named one: those the person knows first."""
    choices: list[Any] = [
        (PhoneBookingForm.ANYONE, _("Anyone")),
        (PhoneBookingForm.SOMEBODY_KNOWN, _("Somebody the person knows")),
    ]
    for heading, escorts in ((_("Knows the person"), known), (_("Others"), others)):
        if escorts:
            choices.append((heading, [(str(escort.pk), str(escort)) for escort in escorts]))
    return choices


def same_again(visit: Booking) -> dict[str, str]:
    """The answers of an earlier visit, all but the day: for "same again" in a PhoneBookingForm."""
    starts_at, ends_at = timezone.localtime(visit.starts_at), timezone.localtime(visit.ends_at)
    wished = str(visit.wished_escort_id) if visit.wished_escort_id else PhoneBookingForm.ANYONE
    times = {"starts": f"{starts_at:%H.%M}", "ends": f"{ends_at:%H.%M}"}
    if times["ends"] == times["starts"]:  # a day and a night, which two equal times do not say
        times |= {"ends": "", "length": "24"}
    return times | {
        "place": visit.meeting_place,
        "note": visit.note,
        "escort": PhoneBookingForm.SOMEBODY_KNOWN if visit.wishes_known else wished,
    }


NOT_TAKEN = {
    Why.TOO_LARGE: gettext_lazy("The file is larger than 5 MB. Choose a smaller picture."),
    Why.NOT_A_PICTURE: gettext_lazy("The file is not a picture. Choose a JPEG, PNG or WebP."),
    Why.TOO_MANY_PIXELS: gettext_lazy(
        "The picture has too many pixels. Choose one of 25 megapixels at most."
    ),
    Why.TOO_SMALL: gettext_lazy("The picture is too small. Choose one of at least 120 by 120 pixels."),
    Why.BROKEN: gettext_lazy("The picture is broken and cannot be opened. Choose another."),
}


class PhotoForm(forms.Form):
    """An escort's photo. When valid, `picture` is the small square that is kept, as JPEG bytes."""

    picture = forms.FileField(
        label=gettext_lazy("Choose a picture of yourself"),
        help_text=gettext_lazy("Your face from the front, in good light. JPEG, PNG or WebP, at most 5 MB."),
        widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png,image/webp"}),
        error_messages={
            "required": gettext_lazy("Choose a picture first."),
            "empty": gettext_lazy("The file is empty. Choose another picture."),
        },
    )
    agrees = forms.BooleanField(
        label=gettext_lazy("I want those I am going to meet to see my photo"),
        error_messages={"required": gettext_lazy("Tick the box if you want others to see your photo.")},
    )

    def clean_picture(self) -> bytes:
        file = self.cleaned_data["picture"]
        try:
            return square_photo(file, file.size)
        except NotTaken as not_taken:
            raise forms.ValidationError(str(NOT_TAKEN[not_taken.why])) from None
