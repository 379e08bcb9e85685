"""Fetches Kolada's key figures of all municipalities into the snapshot that the page reads."""

from argparse import ArgumentParser
from datetime import datetime
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from admin_costs.kolada import note_trouble, store
from admin_costs.kolada_client import Kolada, kolada
from admin_costs.kolada_kpis import BY_ID
from admin_costs.kolada_rows import Figure, NotKolada, Wrong
from admin_costs.kolada_words import trouble_words
from admin_costs.models import KoladaSnapshot
from ledsagning.people.models import Municipality

YEARS = 12
"""Years up to this one that are fetched and shown."""
NOBODY_THERE = {Wrong.UNREACHABLE, Wrong.SLOW}


class Command(BaseCommand):
    help = "Fetch key figures from Kolada. Each is stored whole or not at all; again changes nothing."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("kpis", nargs="*", metavar="KPI", help="such as N28812; all of them without")

    def handle(self, *args: Any, **options: Any) -> None:
        kpis = options["kpis"] or list(BY_ID)
        if unknown := [kpi for kpi in kpis if kpi not in BY_ID]:
            raise CommandError(
                _("%(unknown)s is not shown here. These are: %(known)s")
                % {"unknown": unknown[0], "known": ", ".join(BY_ID)}
            )
        peer, titles = kolada(), {}
        try:
            titles = peer.titles(kpis)
        except NotKolada as error:
            self.stderr.write(_("Titles: %(why)s") % {"why": reason(error)})
        failed = self.fetch_all(peer, kpis, titles)
        if failed:
            raise CommandError(
                _("%(failed)s of %(all)s key figures could not be fetched; what was stored before stands.")
                % {"failed": failed, "all": len(kpis)}
            )

    def fetch_all(self, peer: Kolada, kpis: list[str], titles: dict[str, str]) -> int:
        """Fetches them one by one; how many failed. When nobody is there the rest are not asked for."""
        failed, gone = 0, None
        for kpi in kpis:
            now = timezone.now()
            try:
                if gone:
                    raise gone
                self.fetch(peer, kpi, titles.get(kpi, ""), now)
            except NotKolada as error:
                failed += 1
                gone = error if error.wrong in NOBODY_THERE else None
                self.stderr.write(f"{kpi}: {reason(error)}. {kept(note_trouble(kpi, error.wrong, now=now))}")
        return failed

    def fetch(self, peer: Kolada, kpi: str, title: str, now: datetime) -> None:
        """One key figure: fetched in full, then stored."""
        codes = list(Municipality.objects.order_by("pk").values_list("pk", flat=True))
        years = range(timezone.localtime(now).year - YEARS + 1, timezone.localtime(now).year + 1)
        found: list[Figure] = []
        asked = 0
        for part in peer.figures(kpi, codes, years):
            found += part
            asked = min(asked + 25, len(codes))
            self.show(f"{kpi}: {asked}/{len(codes)}")
        stored = store(kpi, found, title=title, now=now)
        words = {"kpi": kpi, **stored._asdict()}
        self.stdout.write(
            _("%(kpi)s: %(new)s new figures, %(changed)s changed, %(unchanged)s as before, %(gone)s gone")
            % words
        )

    def show(self, text: str) -> None:
        """Progress in place, on a terminal only: a log wants one line a key figure."""
        if self.stdout.isatty():
            self.stdout.write(f"\r{text}\r", ending="")
            self.stdout.flush()


def reason(error: NotKolada) -> str:
    """What went wrong, and with what."""
    return f"{trouble_words(error.wrong)} ({error.what})" if error.what else trouble_words(error.wrong)


def kept(snapshot: KoladaSnapshot) -> str:
    """What stands meanwhile."""
    if snapshot.fetched_at is None:
        return _("Nothing is stored of it yet.")
    day = date_format(timezone.localtime(snapshot.fetched_at), "j F Y")
    return _("The figures of %(day)s stand.") % {"day": day}
