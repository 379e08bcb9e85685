"""Takes in an exchange file of other municipalities: all of it, or nothing and every reason."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.translation import gettext as _

from admin_costs.exchange import take_exchange
from admin_costs.import_files import ImportRefused


class Command(BaseCommand):
    help = "Take in what may be told of other municipalities (docs/exchange.md)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, metavar="FILE")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            taken = take_exchange(options["file"], today=timezone.localdate())
        except ImportRefused as refused:
            for problem in refused.problems:
                self.stderr.write(str(problem))
            raise CommandError(_("Nothing was imported. Correct the files and try again.")) from refused
        words = {
            "new": taken.new,
            "changed": taken.changed,
            "unchanged": taken.unchanged,
            "who": ", ".join(map(str, taken.municipalities)),
        }
        self.stdout.write(
            _("%(who)s: %(new)s new months, %(changed)s changed, %(unchanged)s as before") % words
        )
