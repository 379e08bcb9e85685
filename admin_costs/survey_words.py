"""The words of survey rounds: perspectives, themes, and how it is with a round."""

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from admin_costs.disclosure import MINIMUM_GROUP, shown
from admin_costs.intervals import Interval
from admin_costs.rounds import Standing
from admin_costs.survey_questions import Perspective, Theme
from admin_costs.survey_shares import Share, Told
from admin_costs.wording import number

PERSPECTIVES: dict[Perspective, Promise] = {
    Perspective.PARTICIPANT: gettext_lazy("Participants"),
    Perspective.COMMISSIONER: gettext_lazy("Case officers"),
    Perspective.PROVIDER: gettext_lazy("Companions"),
}
ASKS: dict[Perspective, Promise] = {
    Perspective.PARTICIPANT: gettext_lazy("Ask participants"),
    Perspective.COMMISSIONER: gettext_lazy("Ask case officers"),
    Perspective.PROVIDER: gettext_lazy("Ask companions"),
}
THEMES: dict[Theme, Promise] = {
    Theme.HELP: gettext_lazy("The help one wants"),
    Theme.CHOICE: gettext_lazy("To decide for oneself"),
    Theme.SAFETY: gettext_lazy("To feel safe"),
    Theme.UNDERSTANDING: gettext_lazy("To be told and understand"),
    Theme.WHOM_TO_ASK: gettext_lazy("To know whom to talk to"),
}
STANDINGS: dict[Standing, Promise] = {
    Standing.COMING: gettext_lazy("Has not begun"),
    Standing.OPEN: gettext_lazy("Goes on"),
    Standing.KEYING: gettext_lazy("The page is closed; paper can still be written in"),
    Standing.OVER: gettext_lazy("Over"),
}


def per_cent(share: float) -> str:
    return _("%(number)s %%") % {"number": number(100 * share)}


def interval_words(interval: Interval) -> str:
    """ "26-37 %": the interval in whole per cent."""
    low, high = (number(100 * end) for end in interval)
    return _("%(low)s–%(high)s %%") % {"low": low, "high": high}


def answered_words(told: Told) -> str:
    """ "23 of 40"; of a hidden question "fewer than 5 are told, or could be worked out" in short."""
    if told.is_hidden:
        return _("hidden, of %(asked)s") % {"asked": told.asked}
    return _("%(answered)s of %(asked)s") % {"answered": told.answered, "asked": told.asked}


def received_words(answered: int, asked: int) -> str:
    """ "23 of 40"; of fewer than five no more than that (P7)."""
    if not shown(answered):
        return _("fewer than %(fewest)s of %(asked)s") % {"fewest": MINIMUM_GROUP, "asked": asked}
    return _("%(answered)s of %(asked)s") % {"answered": answered, "asked": asked}


def spread_words(shares: tuple[Share, ...]) -> str:
    """ "Ja 72 %, Ibland 20 %, Nej 8 %"."""
    return ", ".join(f"{share.answer} {per_cent(share.share)}" for share in shares)


def hidden_words() -> str:
    return _("Fewer than %(least)s answers, or so few beside them, are not shown.") % {"least": MINIMUM_GROUP}
