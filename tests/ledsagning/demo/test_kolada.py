"""The demonstration's figures in the shape of Kolada's: marked as made up, sourced where a source is."""

import pytest

from admin_costs.kolada import means_of
from admin_costs.kolada_kpis import BY_ID
from admin_costs.models import KoladaFigure, KoladaSnapshot
from ledsagning.demo.kolada import made_up_kolada
from tests.cast import NOW


@pytest.mark.django_db
def test_every_key_figure_is_there_and_marked_as_made_up():
    made_up_kolada(NOW, seed=1)
    assert set(KoladaSnapshot.objects.filter(is_illustrative=True).values_list("pk", flat=True)) == set(BY_ID)
    assert KoladaFigure.objects.filter(mark="..").exists()
    # 6.4 of 10,000 in 2021, and 27 % fewer in 13 years (domain section 3).
    found = means_of({("N28812", 2021), ("N28812", 2025)}, "T")
    assert found["N28812", 2021].value == pytest.approx(6.4, abs=0.5)
    assert found["N28812", 2025].value / found["N28812", 2021].value == pytest.approx(
        0.73 ** (4 / 13), abs=0.02
    )
