"""Writes the exchange file of a municipality: what may be told of it, for other municipalities to take in."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from admin_costs.exchange import exchange_csv, exchange_json
from admin_costs.exchange_json import is_json
from admin_costs.monthly import refresh
from ledsagning.management.arguments import municipality_or_error

FORMATS = {"csv": exchange_csv, "json": exchange_json}


class Command(BaseCommand):
    help = "Write what may be told of a municipality as a file for others (docs/exchange.md)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--municipality", required=True, metavar="CODE", help="four digits, such as 1381")
        parser.add_argument(
            "--format", choices=tuple(FORMATS), help="by default JSON where the file's name ends so, or CSV"
        )
        parser.add_argument("file", type=Path, metavar="FILE")

    def handle(self, *args: Any, **options: Any) -> None:
        municipality = municipality_or_error(options["municipality"])
        form = options["format"] or ("json" if is_json(options["file"]) else "csv")
        refresh(municipality)
        try:
            options["file"].write_bytes(FORMATS[form](municipality))
        except OSError as error:
            raise CommandError(_("The file cannot be written. Is the path right?")) from error
        self.stdout.write(_("%(file)s is written") % {"file": options["file"]})
