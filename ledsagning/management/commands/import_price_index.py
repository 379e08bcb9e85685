"""Imports a price index under a name, in the place of what had that name."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.translation import gettext as _

from admin_costs.import_files import ImportRefused
from admin_costs.models import PriceIndex
from admin_costs.price_files import read_index
from admin_costs.prices import store_index

LONGEST_NAME = PriceIndex._meta.get_field("name").max_length or 60


class Command(BaseCommand):
    help = "Import a price index: rows of a month (2024-01) or a year (2024) and a number."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("name", metavar="NAME", help="such as PKV; what had the name is replaced")
        parser.add_argument("file", type=Path, metavar="FILE")

    def handle(self, *args: Any, **options: Any) -> None:
        name = " ".join(options["name"].split())
        if not name or len(name) > LONGEST_NAME or not name.isprintable():
            raise CommandError(_("Name the index in at most %(most)s characters.") % {"most": LONGEST_NAME})
        try:
            values = read_index(options["file"])
        except ImportRefused as refused:
            for problem in refused.problems:
                self.stderr.write(str(problem))
            raise CommandError(_("Nothing was imported. Correct the files and try again.")) from refused
        stored = store_index(name, values, now=timezone.now())
        self.stdout.write(
            _(
                "%(name)s: %(first)s to %(last)s; %(new)s new months, %(changed)s changed, "
                "%(unchanged)s as before, %(gone)s gone"
            )
            % {"name": name, **stored._asdict()}
        )
