"""The case officer's forms: a person, a decision, somebody who may act for the person."""

from datetime import date
from typing import Any

from django import forms
from django.contrib.auth.forms import UsernameField
from django.contrib.auth.password_validation import validate_password
from django.contrib.auth.validators import UnicodeUsernameValidator
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.text import format_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hours.contact_forms import NOT_AN_ADDRESS, NeedsAddress
from hours.models.pools import LegalBasis
from hours.staff_forms import text_input
from hours.times import add_months
from hours.written import NotRead
from hours.written_times import read_length
from ledsagning.people.access import units_of
from ledsagning.people.models import Participant, Representative, Unit, User
from ledsagning.people.models.accounts import RoleKind
from ledsagning.people.models.participants import RepresentativeKind, Sex
from ledsagning.people.models.places import UnitKind

FORMATS = ["%Y-%m-%d", "%Y%m%d", "%d/%m/%Y", "%d.%m.%Y"]
MOST_MINUTES_A_MONTH = 31 * 24 * 60
YEARS_AROUND = 10  # only a guard against a mistyped year


def date_field(label: str | Promise, **options: Any) -> forms.DateField:
    """A day with its year, as text (R6). Its errors name it, for a form has several."""
    unread = format_lazy(
        "{label}: {sentence}",
        label=label,
        sentence=gettext_lazy("write the day as year, month and day, such as 2026-03-27."),
    )
    return forms.DateField(
        label=label,
        input_formats=FORMATS,
        widget=forms.DateInput(format=FORMATS[0], attrs={"class": "input-10", "autocomplete": "off"}),
        error_messages={"required": unread, "invalid": unread},
        **options,
    )


def is_mistyped(day: date) -> bool:
    """Whether a day is so far away that its year must be a slip."""
    return abs(day.year - timezone.localdate().year) > YEARS_AROUND


class HoursField(forms.CharField):
    """Hours as people write them ("20", "12,5"), as whole minutes; None when nothing is written."""

    def __init__(self, *, most_minutes: int, too_many: str | Promise, **options: Any) -> None:
        self.most_minutes, self.too_many = most_minutes, too_many
        super().__init__(required=False, max_length=20, widget=text_input(**{"class": "input-4"}), **options)

    def clean(self, value: str) -> int | None:
        text = super().clean(value)
        if not text:
            return None
        try:
            minutes = read_length(text)
        except NotRead:
            raise forms.ValidationError(_("Write the hours in figures, such as 20 or 12,5.")) from None
        if minutes > self.most_minutes:
            raise forms.ValidationError(self.too_many)
        return minutes


class DecisionForm(forms.Form):
    """How much, and from when to when. `minutes_per_month` is read from the hours."""

    legal_basis = forms.ChoiceField(
        label=gettext_lazy("Legal basis"),
        choices=LegalBasis,
        error_messages={"required": gettext_lazy("Choose LSS or SoL.")},
        widget=forms.RadioSelect(attrs={"class": "choices-row"}),
    )
    hours_per_month = HoursField(
        most_minutes=MOST_MINUTES_A_MONTH,
        too_many=gettext_lazy("A month has 744 hours at most. Check the figure."),
        label=gettext_lazy("Hours a month"),
    )
    uncapped = forms.BooleanField(label=gettext_lazy("Without a ceiling"), required=False)
    decided_on = date_field(gettext_lazy("Decided on"))
    starts_on = date_field(gettext_lazy("From"))
    ends_on = date_field(gettext_lazy("To, last day included"), required=False)
    until_further_notice = forms.BooleanField(label=gettext_lazy("Until further notice"), required=False)

    is_filter = True  # "hours or without a ceiling" is not two optional questions

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        for name in ("decided_on", "starts_on", "ends_on"):
            if cleaned.get(name) and is_mistyped(cleaned[name]):
                self.add_error(name, _("That is more than ten years from now. Is the year right?"))
        if cleaned.get("decided_on") and cleaned["decided_on"] > timezone.localdate():
            self.add_error("decided_on", _("A decision is made before it is registered. Check the day."))
        if cleaned.get("uncapped") and cleaned.get("hours_per_month"):
            self.add_error(
                "hours_per_month", _("Write hours a month or choose “without a ceiling”, not both.")
            )
        has_end, has_none = bool(cleaned.get("ends_on")), bool(cleaned.get("until_further_notice"))
        if "ends_on" not in self.errors and has_end == has_none:
            self.add_error("ends_on", _("Write the last day, or choose “until further notice”: one of them."))
        return cleaned

    def decision(self) -> dict[str, Any]:
        """What hours.pools.register_decision wants to know of a valid form."""
        cleaned = self.cleaned_data
        return {
            "legal_basis": cleaned["legal_basis"],
            "minutes_per_month": cleaned["hours_per_month"] or 0,
            "uncapped": cleaned["uncapped"],
            "decided_on": cleaned["decided_on"],
            "starts_on": cleaned["starts_on"],
            "ends_on": cleaned["ends_on"],
        }


def username_field(**options: Any) -> forms.CharField:
    """Written forms that look the same are the same name (NFKC), as Django stores it."""
    return UsernameField(
        label=gettext_lazy("Username"),
        max_length=150,
        validators=[UnicodeUsernameValidator()],
        error_messages={"required": gettext_lazy("Write the username.")},
        widget=text_input(autocapitalize="none", spellcheck="false"),
        **options,
    )


def password_field(**options: Any) -> forms.CharField:
    """In plain sight: the officer gives it to the person, who changes it."""
    return forms.CharField(
        label=gettext_lazy("First password"),
        max_length=128,
        strip=False,
        required=False,
        widget=text_input(autocapitalize="none", spellcheck="false"),
        **options,
    )


def password_problems(password: str, *, username: str, name: str) -> list[str]:
    """What Django's validators say of a password for such an account."""
    try:
        validate_password(password, User(username=username, name=name))
    except forms.ValidationError as refused:
        return refused.messages
    return []


def account(username: str) -> User | None:
    """The account of a username, capitals or not."""
    return User.objects.filter(username__iexact=username).first()


class ParticipantForm(NeedsAddress):
    """A new person, perhaps with an account; without one, staff book by phone."""

    birth_date = date_field(gettext_lazy("Date of birth"))
    sex = forms.ChoiceField(
        label=gettext_lazy("Sex"),
        choices=Sex,
        widget=forms.RadioSelect(attrs={"class": "choices-row"}),
        error_messages={"required": gettext_lazy("Choose woman or man, as the statistics count.")},
    )
    username = username_field(
        required=False, help_text=gettext_lazy("Leave empty when the person books by phone.")
    )
    password = password_field(help_text=gettext_lazy("At least 12 characters. Give it to the person."))

    class Meta:
        model = Participant
        fields = [
            *("name", "birth_date", "sex", "case_number", "phone", "email", "home_address"),
            *("channel", "language", "unit"),
        ]
        widgets = {
            "name": text_input(),
            "case_number": text_input(),
            "phone": text_input(inputmode="tel"),
            "email": text_input(type="email"),
            "home_address": text_input(),
        }
        error_messages = {
            "name": {"required": gettext_lazy("Write the name.")},
            "email": {"invalid": NOT_AN_ADDRESS},
        }

    def __init__(self, *args: Any, units: QuerySet[Unit], **options: Any) -> None:
        super().__init__(*args, **options)
        for name in ("channel", "language"):
            self.fields[name].required = False  # left out, it is the model's own: no messages, in Swedish
        own = Unit.objects.filter(pk__in=units, kind=UnitKind.AUTHORITY)
        self.fields["unit"].queryset = own  # type: ignore[attr-defined]
        self.fields["unit"].initial = own.first()
        if len(own) == 1:
            self.fields["unit"].widget = forms.HiddenInput()

    def clean_birth_date(self) -> date:
        born, today = self.cleaned_data["birth_date"], timezone.localdate()
        if not add_months(today, -120 * 12) <= born <= today:
            raise forms.ValidationError(_("Nobody alive is born that day. Check the year."))
        return born

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        username, password = cleaned.get("username"), cleaned.get("password", "")
        if username and account(username):
            self.add_error("username", _("That username is taken. Choose another."))
        if username:
            for sentence in password_problems(password, username=username, name=cleaned.get("name", "")):
                self.add_error("password", sentence)
        elif password and "username" not in self.errors:
            self.add_error("username", _("Write a username too, or leave the password empty."))
        self.refuse_twice(cleaned)
        return cleaned

    def refuse_twice(self, cleaned: dict[str, Any]) -> None:
        """The same name and day of birth at the same unit is the same person, or a double click."""
        same = {name: cleaned.get(name) for name in ("name", "birth_date", "unit")}
        if all(same.values()) and Participant.objects.filter(**same).exists():
            self.add_error("name", _("This person is here already. Search for the name."))

    def save(self, commit: bool = True) -> Participant:
        """The person, and the account when there is one. The caller opens the transaction."""
        person = super().save(commit=False)
        if username := self.cleaned_data["username"]:
            person.user = User.objects.create_user(
                username, password=self.cleaned_data["password"], name=person.name
            )
        person.save()
        return person


class RepresentativeForm(forms.Form):
    """Who may act for the person, as what, and when. An account is used when there is one, else made."""

    name = forms.CharField(
        label=gettext_lazy("Name"),
        max_length=150,
        widget=text_input(),
        error_messages={"required": gettext_lazy("Write the name.")},
    )
    username = username_field(help_text=gettext_lazy("Of the account they have, or the one they get now."))
    password = password_field(help_text=gettext_lazy("For a new account: at least 12 characters."))
    kind = forms.ChoiceField(label=gettext_lazy("Kind of mandate"), choices=RepresentativeKind)
    valid_from = date_field(gettext_lazy("From"))
    valid_to = date_field(
        gettext_lazy("To, last day included"),
        required=False,
        help_text=gettext_lazy("Empty: until it is ended."),
    )

    def __init__(self, *args: Any, person: Participant, **options: Any) -> None:
        super().__init__(*args, **options)
        self.person = person

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        starts, ends = cleaned.get("valid_from"), cleaned.get("valid_to")
        if starts and ends and ends < starts:
            self.add_error("valid_to", _("The last day must be later than the first day."))
        if cleaned.get("username") and cleaned.get("name"):
            self.check_account(cleaned)
        return cleaned

    def check_account(self, cleaned: dict[str, Any]) -> None:
        """A mistyped username must not let a stranger in: the name has to be the account's."""
        username, name, password = cleaned["username"], cleaned["name"], cleaned.get("password", "")
        found = account(username)
        if found is None:
            for sentence in password_problems(password, username=username, name=name):
                self.add_error("password", sentence)
        elif found.name.casefold() != name.casefold():
            self.add_error("username", _("That username belongs to somebody with another name. Check both."))
        elif password and not self.mandates(found).exists():
            self.add_error("password", _("The account is there already. Leave the password empty."))
        elif units_of(found, *RoleKind).filter(municipality=self.person.unit.municipality_id).exists():
            words = _("That account belongs to staff. Acting for a person needs an account of its own.")
            self.add_error("username", words)
        elif found.pk == self.person.user_id:
            self.add_error("username", _("That is the person's own account."))

    def mandates(self, user: User) -> QuerySet[Representative]:
        """The very mandate of the form, when it is there already (a double click)."""
        wanted = {name: self.cleaned_data.get(name) for name in ("kind", "valid_from", "valid_to")}
        return Representative.objects.filter(participant=self.person, user=user, **wanted)

    def save(self) -> Representative:
        """The mandate, for the account there is or a new one. The caller opens the transaction."""
        cleaned = self.cleaned_data
        user = account(cleaned["username"]) or User.objects.create_user(
            cleaned["username"], password=cleaned["password"], name=cleaned["name"]
        )
        return self.mandates(user).select_related("user").first() or Representative.objects.create(
            participant=self.person,
            user=user,
            kind=cleaned["kind"],
            valid_from=cleaned["valid_from"],
            valid_to=cleaned["valid_to"],
        )
