"""Municipalities as people write them."""

import pytest

from admin_costs.municipality_names import named_municipalities


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("text", "names", "unknown"),
    [
        ("", [], ""),
        (" , ;\n", [], ""),
        ("Halmstad, 1315;laholm", ["Halmstad", "Hylte", "Laholm"], ""),
        ("ÖREBRO\nUpplands   väsby", ["Örebro", "Upplands Väsby"], ""),
        ("Hylte, HYLTE, 1315", ["Hylte"], ""),
        ("Hylte, Ankeborg, Gåseborg", ["Hylte"], "Ankeborg"),
        ("0000", [], "0000"),
    ],
)
def test_names_and_codes(text, names, unknown):
    found, wrong = named_municipalities(text)
    assert ([each.name for each in found], wrong) == (names, unknown)
