"""import_price_index: the whole file or nothing, under a name."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.utils import translation

from admin_costs.models import PriceIndex, PriceLevel

pytestmark = pytest.mark.django_db


def run(name: str, path) -> str:
    out = StringIO()
    with translation.override("en"):
        call_command("import_price_index", name, str(path), stdout=out, stderr=out)
    return out.getvalue()


def test_years_and_months(tmp_path):
    file = tmp_path / "pkv.csv"
    file.write_text("År;PKV\n2023;100\n2024;104,5\n2025-01;106\n")
    assert run("PKV  kommun", file) == (
        "PKV kommun: 2023-01 to 2025-01; 25 new months, 0 changed, 0 as before, 0 gone\n"
    )
    assert "0 new months, 0 changed, 25 as before" in run("PKV kommun", file)
    assert PriceLevel.objects.filter(index__name="PKV kommun", value=104.5).count() == 12


def test_a_file_with_a_wrong_row_changes_nothing(tmp_path):
    file = tmp_path / "pkv.csv"
    file.write_text("2023;100\n")
    run("PKV", file)
    file.write_text("2023;101\n2024;dyrt\n")
    with pytest.raises(CommandError, match="Nothing was imported"):
        run("PKV", file)
    assert set(PriceLevel.objects.values_list("value", flat=True)) == {100.0}


@pytest.mark.parametrize("name", ["", "  ", "x" * 61, "a\x00b"])
def test_a_name_that_is_none(tmp_path, name):
    file = tmp_path / "pkv.csv"
    file.write_text("2023;100\n")
    with pytest.raises(CommandError, match="Name the index in at most 60 characters"):
        run(name, file)
    assert not PriceIndex.objects.exists()
