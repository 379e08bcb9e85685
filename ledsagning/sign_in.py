"""Signing in: what the form says when it is refused (R8), and that it asks for no feat of memory (R12)."""

from typing import Any

from django.contrib.auth.forms import AuthenticationForm
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _


class SignInForm(AuthenticationForm):
    """User name and password, which a password manager may fill in and anybody may paste (WCAG 3.3.8).

    A refusal stands beside the user name and keeps it. The password is not sent back to the page.
    """

    error_messages = {
        "invalid_login": _("The user name or the password is wrong. Mind small and capital letters."),
        "inactive": _("This account is not in use."),
    }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["username"].label = _("User name")
        self.fields["username"].error_messages["required"] = _("Write your user name.")
        self.fields["password"].error_messages["required"] = _("Write your password.")

    def clean(self) -> dict[str, Any]:
        try:
            return super().clean()
        except ValidationError as refused:
            self.add_error("username", refused)
            return self.cleaned_data
