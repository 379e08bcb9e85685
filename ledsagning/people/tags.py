"""What tells accounts apart in a browser that several people use, without saying who anybody is."""

from django.utils.crypto import salted_hmac

from ledsagning.people.models import User


def account_tag(user: User) -> str:
    """The same for an account each time, and random to everybody who does not have the server's key."""
    return salted_hmac("ledsagning.people.tags", str(user.pk), algorithm="sha256").hexdigest()[:32]
