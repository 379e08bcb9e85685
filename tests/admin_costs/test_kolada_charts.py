"""The picture of a key figure: lines, gaps, and names that do not stand on each other."""

import re
from itertools import pairwise

from admin_costs.kolada_charts import BESIDE, LINE_OF_TEXT, OWN, Line, kolada_chart


def drawn(*lines: Line) -> str:
    return kolada_chart(lines, title="Kr", description="Alla", ids_prefix="k", decimals=0)


def test_nothing_to_draw():
    assert drawn() == drawn(Line("Laholm", [], OWN)) == ""


def test_a_missing_year_breaks_the_line():
    whole = drawn(Line("Laholm", [(2019, 1), (2020, 2), (2021, 3), (2022, 4)], OWN))
    broken = drawn(Line("Laholm", [(2019, 1), (2020, 2), (2022, 3), (2023, 4)], OWN))
    assert (whole.count("<polyline"), broken.count("<polyline")) == (1, 2)
    assert drawn(Line("Laholm", [(2019, 1)], BESIDE)).count("<circle") == 1


def test_names_keep_apart_inside_the_picture():
    lines = [Line(f"Kommun {number}", [(2020, 10), (2021, 10)], BESIDE) for number in range(7)]
    places = sorted(float(y) for y in re.findall(r'y="([\d.]+)" text-anchor="start">Kommun', drawn(*lines)))
    assert len(places) == 7
    assert all(after - before >= LINE_OF_TEXT - 0.1 for before, after in pairwise(places))
    assert places[0] > 0
    assert places[-1] < 290


def test_below_zero_too():
    """N28018 is a difference in per cent."""
    picture = drawn(Line("Laholm", [(2020, -4), (2021, 3)], OWN))
    assert "−" in picture
    assert "NaN" not in picture
    assert all(0 <= float(y) <= 290 for y in re.findall(r' cy="([-\d.]+)"', picture))
