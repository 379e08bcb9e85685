"""Arguments that several commands take."""

from datetime import date

from django.core.management.base import CommandError
from django.utils.translation import gettext as _

from admin_costs.reading import Unreadable, read_month
from admin_costs.reasons import reason
from ledsagning.people.models import Municipality


def municipality_or_error(code: str) -> Municipality:
    """The municipality with the code; otherwise an error that says what a code is."""
    municipality = Municipality.objects.filter(code=code).first()
    if municipality is None:
        named = Municipality.objects.filter(name__iexact=code).first()
        hint = _(" Did you mean %(code)s?") % {"code": named.code} if named else ""
        raise CommandError(
            _("There is no municipality with the code “%(code)s”. Write its four digits, such as 1381.")
            % {"code": code}
            + hint
        )
    return municipality


def month_or_error(text: str) -> date:
    """The first day of a month written as 2024-01; otherwise an error that says so."""
    try:
        return read_month(text)
    except Unreadable as error:
        raise CommandError(f"“{text}” {reason(error)}") from error
