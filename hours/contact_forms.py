"""How somebody wants to be told: by what, where, in which language. What is missing has its sentence."""

from typing import Any, cast

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hours.sms import e164, takes_sms
from ledsagning.people.models import Channel, Escort, Language, Participant, User
from ledsagning.people.models.participants import Representative

NOT_AN_ADDRESS = gettext_lazy("That is no e-mail address. Write it like this: name@example.se")
ONLINE = (Channel.NONE, Channel.EMAIL, Channel.SMS)
# An escort's letter goes to the address that the employer has; of who acts for somebody nobody has one.
BOTH = (*ONLINE, Channel.PHONE)


def text_input(**attrs: str) -> forms.TextInput:
    return forms.TextInput(attrs={"autocapitalize": "none", "spellcheck": "false", **attrs})


def lacking(channel: str, *, email: str, phone: str, home_address: str) -> tuple[str, str] | None:
    """The field that lacks what a channel needs, and what to say of it; None when all is there."""
    number = e164(phone)
    match channel:
        case Channel.EMAIL if not email:
            return "email", _("Write the e-mail address that the messages go to.")
        case Channel.LETTER if not home_address:
            return "home_address", _("Write the address that the letters go to.")
        case Channel.PHONE if not phone:
            return "phone", _("Write the number that we can call.")
        case Channel.SMS if not phone:
            return "phone", _("Write the mobile number that the messages go to.")
        case Channel.SMS if number and not takes_sms(number):
            return "phone", _("That number cannot take text messages. Write a mobile number.")
        case Channel.SMS | Channel.PHONE if number is None:
            return "phone", _("That is no telephone number. Write it like this: 070-123 45 67")
    return None


class NeedsAddress(forms.ModelForm):
    """A form with a channel and the addresses: says what the channel needs, once a field.

    `other_phone` is a number that is used when none is written here.
    """

    other_phone = ""

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        places = {name: cleaned.get(name) or "" for name in ("email", "phone", "home_address")}
        places["phone"] = places["phone"] or self.other_phone
        if "home_address" not in self.fields:
            places["home_address"] = "-"  # not written here: nothing to ask for
        problem = lacking(cleaned.get("channel") or "", **places)
        if problem and problem[0] not in self.errors:
            self.add_error(*problem)
        return cleaned


class ContactForm(NeedsAddress):
    """What a person and an account have in common: channel, language, e-mail and telephone."""

    channel = forms.ChoiceField(
        label=gettext_lazy("How do you want messages?"),
        help_text=gettext_lazy("About your visits: booked, who comes, changes, and the day before."),
        choices=Channel,
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose how you want messages.")},
    )
    email = forms.EmailField(
        label=gettext_lazy("E-mail address"),
        required=False,
        widget=text_input(type="email", autocomplete="email"),
        error_messages={"invalid": NOT_AN_ADDRESS},
    )
    phone = forms.CharField(
        label=gettext_lazy("Telephone number"),
        required=False,
        max_length=30,
        widget=text_input(inputmode="tel", autocomplete="tel"),
    )
    language = forms.ChoiceField(
        label=gettext_lazy("Language of the messages"),
        choices=Language,
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose a language.")},
    )

    is_filter = True  # which address is needed hangs on the channel: none of them is "optional"

    def clean_phone(self) -> str:
        phone = self.cleaned_data["phone"].strip()
        if phone and e164(phone) is None:
            raise forms.ValidationError(_("That is no telephone number. Write it like this: 070-123 45 67"))
        return phone


class PersonContactForm(ContactForm):
    """A participant's choice. Letters need an address, unless it is protected: then nobody writes it here."""

    class Meta:
        model = Participant
        fields = ("channel", "email", "phone", "home_address", "language")
        widgets = {"home_address": forms.TextInput(attrs={"autocomplete": "street-address"})}

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        if self.instance.is_protected:
            del self.fields["home_address"]


class OwnContactForm(ContactForm):
    """An account's choice. Who represents somebody also chooses whether to be told of the person's visits."""

    channel = forms.ChoiceField(
        label=gettext_lazy("How do you want messages?"),
        help_text=gettext_lazy("About visits of those you act for."),
        choices=[(channel.value, channel.label) for channel in ONLINE],
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose how you want messages.")},
    )

    class Meta:
        model = User
        fields = ("channel", "email", "phone", "language")

    def __init__(self, *args: Any, mandates: list[Representative], **options: Any) -> None:
        super().__init__(*args, **options)
        if hasattr(self.instance, "escort"):
            self.ask_escort(self.instance.escort, acts_for_somebody=bool(mandates))
        self.mandates = {f"told_{mandate.pk}": mandate for mandate in mandates}
        for name, mandate in self.mandates.items():
            self.fields[name] = forms.BooleanField(
                label=_("Messages about the visits of %(person)s") % {"person": mandate.participant},
                required=False,
                initial=mandate.is_told,
            )

    def ask_escort(self, escort: Escort, *, acts_for_somebody: bool) -> None:
        """An escort chooses as a participant does. Without a number of one's own the one at work is used."""
        channels = BOTH if acts_for_somebody else Channel
        field = cast(forms.ChoiceField, self.fields["channel"])
        field.choices = [(channel.value, channel.label) for channel in channels]
        field.help_text = (
            _("About the visits you are asked for, and of those you act for.")
            if acts_for_somebody
            else _("About the visits you are asked for. A letter goes to the address that your employer has.")
        )
        self.other_phone = escort.phone
        if escort.phone:
            self.fields["phone"].help_text = _("Left empty, your number at work is used: %(phone)s") % {
                "phone": escort.phone
            }

    def save(self, commit: bool = True) -> User:
        """The fields of the page, and each mandate's choice. The caller opens the transaction."""
        user = super().save(commit=False)
        user.save(update_fields=self.Meta.fields)
        for name, mandate in self.mandates.items():
            mandate.is_told = self.cleaned_data[name]
            mandate.save(update_fields=["is_told"])
        return user
