"""Who can be stepped in as on the demonstration's start page, and what to try there."""

from typing import NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from ledsagning.people.models import User


class Door(NamedTuple):
    """An account to step in as: what they are, and what to try."""

    user: User
    role: str | Promise
    try_this: str | Promise


# By account, in the order of the work: from the person to those who keep the house.
DOORS: dict[str, tuple[str | Promise, str | Promise]] = {
    "berit": (_("Participant"), _("See how many hours are left, and book a visit in half a minute.")),
    "gunn": (_("Representative"), _("Choose whom to act for, and book. Every page says for whom.")),
    "elsa": (_("Companion"), _("Say yes or no to a visit, and report the one from yesterday.")),
    "karin": (_("Coordinator"), _("Find a companion for those who wait, or book for somebody who calls.")),
    "hanna": (_("Case officer"), _("Register a decision. Nowhere does it say what anybody has left.")),
    "maria": (_("Manager"), _("See what trust cost and gave: hours, administration, cost and satisfaction.")),
    "adam": (
        _("Administrator"),
        _("Change a standard time or the price of an hour, and see the months follow."),
    ),
}


def doors() -> list[Door]:
    """The doors whose accounts the demonstration has made."""
    made = {user.username: user for user in User.objects.filter(is_demo=True)}
    return [Door(made[account], *words) for account, words in DOORS.items() if account in made]
