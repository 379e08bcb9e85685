"""Makes all monthly figures anew from the facts. Imported figures are left alone."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from admin_costs.monthly import rebuild
from ledsagning.management.arguments import municipality_or_error
from ledsagning.people.models import Municipality


class Command(BaseCommand):
    help = "Make the monthly figures anew from bookings, events and logged time, for one municipality or all."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--municipality", metavar="CODE", help="four digits, such as 1381; default: all")

    def handle(self, *args: Any, **options: Any) -> None:
        code = options["municipality"]
        wanted = (
            [municipality_or_error(code)]
            if code
            else Municipality.objects.filter(units__isnull=False).distinct()
        )
        for municipality in wanted:
            self.rebuild_one(municipality)

    def rebuild_one(self, municipality: Municipality) -> None:
        """One municipality, with progress in tenths."""

        def progress(done: int, of: int) -> None:
            if done == of or done % max(1, of // 10) == 0:
                words = {"municipality": municipality, "done": done, "of": of}
                self.stdout.write(_("%(municipality)s: %(done)s of %(of)s months") % words)

        months = rebuild(municipality, progress)
        self.stdout.write(
            ngettext(
                "%(municipality)s: %(months)s month made anew",
                "%(municipality)s: %(months)s months made anew",
                months,
            )
            % {"municipality": municipality, "months": months}
        )
