"""Imports figures from before the system: all the files, or nothing and every reason."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from admin_costs.import_files import ImportRefused
from admin_costs.imports import FileReport, Report, import_files
from ledsagning.management.arguments import municipality_or_error


class Command(BaseCommand):
    help = "Import files of hours, administration and survey answers (CSV, known by their headers)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--municipality", required=True, metavar="CODE", help="four digits, such as 1381")
        parser.add_argument("files", nargs="+", type=Path, metavar="FILE")

    def handle(self, *args: Any, **options: Any) -> None:
        municipality = municipality_or_error(options["municipality"])
        try:
            report = import_files(
                municipality, options["files"], now=timezone.now(), progress=self.tell_progress
            )
        except ImportRefused as refused:
            for problem in refused.problems:
                self.stderr.write(str(problem))
            raise CommandError(_("Nothing was imported. Correct the files and try again.")) from refused
        self.tell(report)

    def tell_progress(self, name: str, rows: int) -> None:
        self.stdout.write(_("%(file)s: %(rows)s rows read") % {"file": name, "rows": rows})

    def tell(self, report: Report) -> None:
        """What the import brought, file by file."""
        for file in report.files:
            for line in file_lines(file):
                self.stdout.write(line)
        for copy in report.copies:
            words = {"file": copy.name, "other": copy.of}
            self.stdout.write(_("%(file)s: has the same content as %(other)s; skipped") % words)
        for unit in report.new_units:
            words = {"unit": unit.name, "kind": unit.get_kind_display()}
            self.stdout.write(_("New unit: %(unit)s (%(kind)s)") % words)
        for question in report.new_questions:
            words = {"question": question.text, "scale": question.scale}
            self.stdout.write(_("New question: %(question)s (%(scale)s)") % words)


def file_lines(file: FileReport) -> list[str]:
    """What one file brought, in sentences."""
    lines = [
        _("%(file)s: %(first)s to %(last)s; %(new)s new rows, %(changed)s changed, %(unchanged)s as before")
        % {
            "file": file.name,
            "first": f"{file.first_month:%Y-%m}",
            "last": f"{file.last_month:%Y-%m}",
            "new": file.new,
            "changed": file.changed,
            "unchanged": file.unchanged,
        }
    ]
    if file.removed:
        lines.append(
            ngettext(
                "%(file)s: %(removed)s row of the same months from an earlier import is not here; "
                "it was removed",
                "%(file)s: %(removed)s rows of the same months from an earlier import are not here; "
                "they were removed",
                file.removed,
            )
            % {"file": file.name, "removed": file.removed}
        )
    if file.imported_before:
        day = date_format(timezone.localtime(file.imported_before), "j F Y")
        lines.append(_("%(file)s: the same file was imported on %(day)s") % {"file": file.name, "day": day})
    return lines
