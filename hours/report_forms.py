"""The report of a visit: times, expenses and photos of receipts."""

import uuid
from datetime import date, datetime, time, timedelta
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hours.forms import TimeForm
from hours.models import Booking
from hours.photos import NotTaken, Why, receipt_photo
from hours.staff_forms import KronorField
from hours.times import local_date
from ledsagning.templatetags.people_words import day_words

RECEIPT_NOT_TAKEN = {
    Why.TOO_LARGE: gettext_lazy("“%(name)s” is larger than 5 MB. Choose a smaller picture of the receipt."),
    Why.NOT_A_PICTURE: gettext_lazy(
        "“%(name)s” is not a picture that we can open. Choose JPEG, PNG or WebP. "
        "An iPhone makes JPEG when its camera is set to “Most Compatible”."
    ),
    Why.TOO_MANY_PIXELS: gettext_lazy(
        "“%(name)s” has too many pixels. Choose a picture of 25 megapixels at most."
    ),
    Why.TOO_SMALL: gettext_lazy("“%(name)s” is too small to be read. Photograph the receipt anew, closer."),
    Why.BROKEN: gettext_lazy("“%(name)s” is broken and cannot be opened. Photograph the receipt anew."),
}


class FilesInput(forms.FileInput):
    """Several files. A telephone offers both its camera and its pictures, and an iPhone makes them JPEG."""

    allow_multiple_selected = True

    def __init__(self) -> None:
        super().__init__({"accept": "image/jpeg,image/png,image/webp", "multiple": True})


class FilesField(forms.FileField):
    """A list of uploaded files, which may be empty."""

    def __init__(self, **options: Any) -> None:
        # An empty file is told with the others that are no pictures, by name.
        super().__init__(widget=FilesInput(), allow_empty_file=True, **options)

    def clean(self, data: Any, initial: Any = None) -> list[UploadedFile]:  # type: ignore[override]
        return [super(FilesField, self).clean(file) for file in data or []]


def seen_of(visit: Booking) -> str:
    """The report that a page shows, as the page sends it back."""
    return visit.reported_at.isoformat() if visit.reported_at else ""


def seen_at_of(sent: str) -> datetime | None:
    """When the report was made that a page showed, as it sends it back; None when it showed none."""
    try:
        return datetime.fromisoformat(sent)
    except ValueError:
        return None


class ReportForm(TimeForm):
    """What happened, prefilled with what was booked, or with what was reported before.

    The button `as_booked` reports the booked times, whatever stands in the fields. Expenses are in öre.
    `key` makes two sendings one report (R34); `seen_at` is when the report that is corrected was made.
    `pictures` are the receipts that could be read, as JPEG, also when the form is refused for something else.
    """

    length = None
    day = forms.TypedChoiceField(label=gettext_lazy("Day"), coerce=date.fromisoformat)
    expenses = KronorField(
        label=gettext_lazy("Expenses in kronor"),
        help_text=gettext_lazy("What you paid for the visit, such as an entrance fee. Nothing is fine."),
    )
    receipts = FilesField(
        label=gettext_lazy("Photos of receipts"),
        help_text=gettext_lazy(
            "JPEG, PNG or WebP, at most 5 MB each. What the file says about place and time is thrown away."
        ),
        required=False,
    )
    key = forms.UUIDField(widget=forms.HiddenInput, required=False, initial=uuid.uuid4)
    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    ORDER = ("day", "starts", "starts_which", "ends", "ends_which", "expenses", "receipts", "key", "seen")

    def __init__(self, *args: Any, visit: Booking, **options: Any) -> None:
        starts_at = timezone.localtime(visit.actual_starts_at or visit.starts_at)
        ends_at = timezone.localtime(visit.actual_ends_at or visit.ends_at)
        initial = {
            "day": starts_at.date().isoformat(),
            "starts": f"{starts_at:%H.%M}",
            "ends": f"{ends_at:%H.%M}",
            "expenses": visit.expenses_ore,
            "seen": seen_of(visit),
        }
        self.pictures: list[bytes] = []
        super().__init__(*args, day=starts_at.date(), initial=initial, **options)
        self.booked = visit.span
        self.longest_night = max(self.longest_night, visit.ends_at - visit.starts_at)
        booked_day = local_date(visit.starts_at)
        days = [booked_day + timedelta(days=apart) for apart in (-1, 0, 1)]
        self.fields["day"].choices = [(day.isoformat(), day_words(day)) for day in days]  # type: ignore[attr-defined]
        self.fields["starts"].label, self.fields["ends"].label = (
            _("When did it start?"),
            _("When did it end?"),
        )
        self.fields["starts"].help_text = self.fields["ends"].help_text = _("For example 14.30.")
        self.order_fields(self.ORDER)

    @property
    def seen_at(self) -> datetime | None:
        """When the report was made that this page showed; None when it showed none."""
        return seen_at_of(self.cleaned_data["seen"])

    def look_anew(self, visit: Booking) -> None:
        """For a page that says how the report stands now: sent again it corrects that one, with a new key."""
        self.data = self.data.copy()
        self.data["key"], self.data["seen"] = str(uuid.uuid4()), seen_of(visit)

    def clean_receipts(self) -> list[bytes]:
        refused = []
        for file in self.cleaned_data["receipts"]:
            try:
                self.pictures.append(receipt_photo(file, file.size))
            except NotTaken as not_taken:
                refused.append(str(RECEIPT_NOT_TAKEN[not_taken.why]) % {"name": file.name})
        if refused:
            raise forms.ValidationError(refused)
        return self.pictures

    def clean(self) -> dict[str, Any]:
        if "as_booked" in self.data:
            self.span = self.booked
            for name in set(self.errors) - {"expenses", "receipts", "key"}:
                del self._errors[name]
            return self.cleaned_data
        self.day = self.cleaned_data.get("day", self.day)
        return super().clean()

    def chosen(self, name: str, clock: time, found: list[datetime]) -> datetime | None:
        instant = super().chosen(name, clock, found)
        self.order_fields(self.ORDER)
        return instant
