"""Attacks what is told of groups, and says what can be worked out. Exits with an error when anything can."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from admin_costs.group_audit import exposed_months
from admin_costs.monthly import refresh
from ledsagning.management.arguments import municipality_or_error


class Command(BaseCommand):
    help = "Solve, by linear programming, what an attacker could work out of what is told of groups."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--municipality", required=True, metavar="CODE", help="four digits, such as 1381")

    def handle(self, *args: Any, **options: Any) -> None:
        municipality = municipality_or_error(options["municipality"])
        refresh(municipality)
        found = list(exposed_months(municipality))
        for month, what in found:
            self.stderr.write(f"{month:%Y-%m}: {what}")
        if found:
            raise CommandError(_("Some of what is hidden can be worked out. Tell who maintains the program."))
        self.stdout.write(_("Nothing hidden can be worked out."))
