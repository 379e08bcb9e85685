"""The drawing of a year: bars as long as their share, and the same in words."""

import re
from datetime import date

from django.utils.translation import override

from hours.history import Month, Year
from hours.history_charts import LONGEST_BAR, in_words, year_chart

JANUARY, FEBRUARY = Month(date(2026, 1, 1), 2, 300), Month(date(2026, 2, 1), 0, 0)
YEAR = Year(2026, (JANUARY, FEBRUARY, Month(date(2026, 3, 1), 1, 75)))
EMPTY = Year(2025, (Month(date(2025, 1, 1), 0, 0),))


def test_bars_are_as_long_as_their_share_of_the_longest():
    widths = re.findall(r'class="hours-bar"[^>]* width="(\d+)"', year_chart(YEAR))
    assert widths == [str(LONGEST_BAR), "0", str(LONGEST_BAR // 4)]


def test_each_month_has_its_name_and_hours_as_text():
    with override("sv"):
        found = re.findall(r"<text[^>]*>([^<]*)</text>", year_chart(YEAR))
    assert found == ["januari", "5\xa0tim", "februari", "0\xa0tim", "mars", "1\xa0tim 15\xa0min"]


def test_it_has_a_title_and_a_description_that_says_the_same():
    with override("sv"):
        drawn = year_chart(YEAR)
        assert '<title id="hours-title">Använda timmar varje månad 2026</title>' in drawn
        said = "Under 2026 har du använt sex timmar och femton minuter. Mest blev det i januari: fem timmar."
        assert f'<desc id="hours-desc">{said}</desc>' in drawn
        assert in_words(YEAR) == said


def test_nothing_used_is_said_and_drawn_without_bars():
    with override("sv"):
        assert in_words(EMPTY) == "Inga timmar användes 2025."
    assert re.findall(r'class="hours-bar"[^>]* width="(\d+)"', year_chart(EMPTY)) == ["0"]


def test_nothing_in_it_needs_a_style():
    assert not re.search(r"style|on\w+=|href", year_chart(YEAR))
