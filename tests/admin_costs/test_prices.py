"""Price indexes as they are stored: as a whole, and in the place of what had the name."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from admin_costs.models import PriceIndex, PriceLevel
from admin_costs.prices import IndexStored, index_by_month, store_index, stored_indexes
from tests.cast import NOW

pytestmark = pytest.mark.django_db
PKV = {"2023-12": 100.0, "2024-01": 104.2, "2024-02": 104.5}


def test_stored_replaced_and_read():
    assert store_index("PKV", PKV, now=NOW) == IndexStored(3, 0, 0, 0, "2023-12", "2024-02")
    assert store_index("PKV", PKV, now=NOW) == IndexStored(0, 0, 3, 0, "2023-12", "2024-02")
    later = {"2024-01": 104.2, "2024-02": 104.9, "2024-03": 105.0}
    assert store_index("PKV", later, now=NOW) == IndexStored(1, 1, 1, 1, "2024-01", "2024-03")
    assert index_by_month(PriceIndex.objects.get(name="PKV")) == later


def test_which_there_are_and_from_when_to_when():
    store_index("PKV", PKV, now=NOW)
    PriceIndex.objects.create(name="Tomt", imported_at=NOW)
    (index,) = stored_indexes()
    assert (index.name, index.first, index.last) == ("PKV", date(2023, 12, 1), date(2024, 2, 1))


def test_no_level_is_zero_or_twice():
    store_index("PKV", PKV, now=NOW)
    index = PriceIndex.objects.get()
    for month, value in ((date(2025, 1, 1), 0), (date(2024, 1, 1), 100)):
        with pytest.raises(IntegrityError), transaction.atomic():
            PriceLevel.objects.create(index=index, month=month, value=value)
