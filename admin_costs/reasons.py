"""The words for what could not be read, with what to do."""

from django.utils.translation import gettext as _

from admin_costs.reading import Code, Unreadable


def reason(error: Unreadable) -> str:
    """Why a text could not be read, in the reader's language; a clause that follows the text."""
    return {
        Code.EMPTY: _("is empty"),
        Code.TOO_LONG: _("is too long"),
        Code.CONTROL_CHARACTER: _("holds a character that cannot be shown"),
        Code.NOT_A_MONTH: _("is not a month: write year and month as 2024-01"),
        Code.NOT_A_DAY: _("is not a day: write it as 2024-01-31 or 31/1"),
        Code.NOT_A_NUMBER: _("is not a number"),
        Code.NOT_WHOLE: _("is not a whole number"),
        Code.AMBIGUOUS: _("can be read in two ways: write decimals with a comma, and thousands with a space"),
        Code.NEGATIVE: _("is negative"),
        Code.TOO_LARGE: _("is too large"),
        Code.NOT_MINUTES: _("is not a time: write 80, 1 h 20 or 1,5 h"),
        Code.NOT_KNOWN: _("is not known: write one of %(allowed)s") % {"allowed": ", ".join(error.allowed)},
    }[error.code]
