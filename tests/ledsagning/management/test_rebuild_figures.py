"""rebuild_figures: makes everything anew, and tells how it goes."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.utils import translation

from admin_costs.models import MonthlyFigures
from admin_costs.monthly import refresh


def run(*arguments: str) -> list[str]:
    out = StringIO()
    with translation.override("en"):
        call_command("rebuild_figures", *arguments, stdout=out)
    return out.getvalue().splitlines()


def test_wrong_figures_are_made_right(cast):
    cast.done()
    refresh(cast.unit.municipality)
    MonthlyFigures.objects.update(minutes=1)
    assert run() == ["Laholm: 1 of 1 months", "Laholm: 1 month made anew"]
    assert MonthlyFigures.objects.get().minutes == 180


def test_one_municipality(cast):
    cast.done()
    assert run("--municipality", "1380") == ["Halmstad: 0 months made anew"]
    assert not MonthlyFigures.objects.exists()


def test_an_unknown_municipality_is_named(db):
    with pytest.raises(CommandError, match="no municipality with the code “1”"):
        run("--municipality", "1")
