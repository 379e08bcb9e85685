"""Compares before and after a change: hours, administration, total cost and satisfaction."""

import json
from argparse import ArgumentParser
from datetime import date
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from admin_costs.changes import current_change, open_comparison
from admin_costs.comparison import Comparison
from admin_costs.import_files import ImportRefused
from admin_costs.monthly import refresh
from admin_costs.outcomes import compare_months
from admin_costs.price_files import read_index
from admin_costs.price_levels import IndexEnds
from admin_costs.prices import index_by_month
from admin_costs.wording import (
    claim_difference,
    claim_name,
    claim_value,
    interval_text,
    verdict_text,
)
from ledsagning.management.arguments import month_or_error, municipality_or_error
from ledsagning.people.models import Municipality

DEFAULT_MARGIN = 0.05
MOST_BEDDING_IN_MONTHS = 24


class Command(BaseCommand):
    help = "Compare cost, effort and satisfaction before and after a change. The current month is left out."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--municipality", required=True, metavar="CODE", help="four digits, such as 1381")
        parser.add_argument("--change", metavar="YYYY-MM", help="first month after; default: as registered")
        parser.add_argument("--margin", help="share that counts as the same cost, 0.05 unless registered")
        parser.add_argument(
            "--bedding-in", metavar="MONTHS", help="months after the change that do not count"
        )
        parser.add_argument(
            "--price-index", type=Path, metavar="FILE", help="months and an index: costs in equal prices"
        )
        parser.add_argument("--format", choices=("text", "json"), default="text")

    def handle(self, *args: Any, **options: Any) -> None:
        municipality = municipality_or_error(options["municipality"])
        settings = settings_of(municipality, options)
        if index := index_or_error(options["price_index"]):
            settings |= {"price_index": index, "index_name": ""}
        if change := current_change(municipality):
            open_comparison(change, by=None, now=timezone.now())
        refresh(municipality)
        try:
            self.say_comparison(municipality, settings, options["format"])
        except IndexEnds as error:
            raise CommandError(
                _("The price index has none of the months with figures, %(first)s to %(last)s.")
                % {"first": error.months[0], "last": error.months[-1]}
            ) from error

    def say_comparison(self, municipality: Municipality, settings: dict[str, Any], form: str) -> None:
        """As text, or as the published JSON."""
        if form == "json":
            # The published JSON is in Swedish, whoever asks.
            with translation.override("sv"):
                found = compare_months(municipality, **settings, today=timezone.localdate())
            text = json.dumps(found.to_json(), ensure_ascii=False, allow_nan=False, indent=2)
            if not self.can_write(text):
                text = json.dumps(found.to_json(), allow_nan=False, indent=2)
            self.stdout.write(text)
        else:
            self.tell(compare_months(municipality, **settings, today=timezone.localdate()))

    def can_write(self, text: str) -> bool:
        """Say whether the encoding of where it is written has all the characters."""
        try:
            text.encode(getattr(self.stdout, "encoding", None) or "utf-8")
        except UnicodeEncodeError:
            return False
        return True

    def say(self, line: str) -> None:
        """Write a line, with a question mark for what the encoding lacks: a text is no reason to stop."""
        encoding = getattr(self.stdout, "encoding", None) or "utf-8"
        self.stdout.write(line.encode(encoding, "replace").decode(encoding))

    def tell(self, found: Comparison) -> None:
        """The conclusion, then each claim on its own line."""
        self.say(found.conclusion)
        self.stdout.write("")
        for name, claim in found.claims.items():
            levels = f"{claim_value(name, claim.before)} → {claim_value(name, claim.after)}"
            difference = f"{claim_difference(name, claim.difference)} ({interval_text(claim)})"
            self.say(f"{claim_name(name)}: {levels}; {difference}. {verdict_text(claim)}.")


def index_or_error(path: Path | None) -> dict[str, float] | None:
    """The price index in a file, or an error with every row that is wrong."""
    if path is None:
        return None
    try:
        return read_index(path)
    except ImportRefused as error:
        raise CommandError("\n".join(map(str, error.problems))) from error


def settings_of(municipality: Municipality, options: dict[str, Any]) -> dict[str, Any]:
    """What to compare by: the options, and what is registered where an option is not given.

    With a change month of one's own, the registered margin and bedding-in do not belong to it.
    """
    change = None if options["change"] else current_change(municipality)
    if options["change"] is None and change is None:
        raise CommandError(
            _("No change is registered for %(municipality)s. Write --change YYYY-MM, or register it.")
            % {"municipality": municipality}
        )
    margin, bedding_in = options["margin"], options["bedding_in"]
    return {
        "change_month": change.change_month if change else change_month(options["change"]),
        "margin": float(number("margin", margin, 1))
        if margin
        else change.margin
        if change
        else DEFAULT_MARGIN,
        "comparison_units": change.comparison_units if change else (),
        "comparison_municipalities": change.comparison_municipalities if change else (),
        "price_index": index_by_month(change.price_index) if change and change.price_index else None,
        "index_name": change.price_index.name if change and change.price_index else "",
        "bedding_in_months": int(number("bedding-in", bedding_in, MOST_BEDDING_IN_MONTHS, whole=True))
        if bedding_in
        else (change.bedding_in_months if change else 0),
    }


def change_month(text: str) -> date:
    """A month that has begun."""
    month = month_or_error(text)
    if month > timezone.localdate():
        raise CommandError(_("“%(month)s” has not begun yet.") % {"month": text})
    return month


def number(name: str, text: str, most: int, *, whole: bool = False) -> Decimal:
    """A number from 0 to `most`, with a decimal comma or point: nobody writes thousands here."""
    try:
        found = Decimal(text.replace(",", "."))
    except InvalidOperation:
        found = Decimal("NaN")
    words = {"name": name, "text": text, "most": most}
    if not found.is_finite() or not 0 <= found <= most:
        raise CommandError(_("--%(name)s “%(text)s” is not a number from 0 to %(most)s.") % words)
    if whole and found != found.to_integral_value():
        raise CommandError(_("--%(name)s “%(text)s” is not a whole number.") % words)
    return found
