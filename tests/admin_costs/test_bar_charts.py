"""Bars of shares: as long as the shares, and words that fit beside their figures."""

import re

from admin_costs.bar_charts import LEFT, MOST_CHARACTERS, RIGHT, Bar, bar_chart, label

HALF = Bar("Får du den hjälp du vill ha?", "50 % (40–60 %)", 0.5, (0.4, 0.6))


def drawn(*bars: Bar, highest: float | None = 1) -> str:
    return str(bar_chart(bars, title="Andel", description="Allt", ids_prefix="a", highest=highest))


def test_a_bar_is_as_long_as_its_share():
    widths = re.findall(r'<rect class="chart-zone" x="[\d.]+" y="[\d.]+" width="([\d.]+)"', drawn(HALF))
    assert list(map(float, widths)) == [(RIGHT - LEFT) / 2]


def test_the_axis_goes_as_far_as_it_has_to():
    assert "100 %" in drawn(HALF).replace("\xa0", " ")
    assert "80 %" not in drawn(HALF, highest=None).replace("\xa0", " ")


def test_nothing_is_no_picture():
    assert drawn() == ""


def test_words_too_long_are_cut_and_figures_are_not():
    words = label(HALF._replace(words="Ord " * 40))
    assert words.endswith("…: 50 % (40–60 %)")
    assert len(words) <= MOST_CHARACTERS


def test_a_question_keeps_its_own_mark():
    assert label(HALF) == "Får du den hjälp du vill ha? 50 % (40–60 %)"
    assert label(HALF._replace(words="Trygghet")) == "Trygghet: 50 % (40–60 %)"


def test_words_are_text_and_no_markup():
    assert "&lt;b&gt;" in drawn(HALF._replace(words="<b>"))
