"""The demonstration's other municipalities: brought by the exchange file, of every month until now."""

from datetime import date

import pytest

from admin_costs.models import GroupFigures
from admin_costs.prices import stored_indexes
from ledsagning.demo.elsewhere import INDEX, PEOPLE, made_up_elsewhere
from tests.cast import NOW


@pytest.mark.django_db
def test_four_years_of_halland_and_an_index():
    made_up_elsewhere(first=date(2022, 3, 1), now=NOW, seed=1)
    assert set(GroupFigures.objects.values_list("municipality", flat=True)) == set(PEOPLE)
    assert GroupFigures.objects.count() == 48 * len(PEOPLE)
    (index,) = stored_indexes()
    assert (index.name, index.first, index.last) == (INDEX, date(2022, 3, 1), date(2026, 2, 1))
