import pytest
from hypothesis import given
from hypothesis import strategies as st

from admin_costs.svg import decimals_of, line, round_values, text, zone


@given(st.floats(-1e6, 0), st.floats(0.001, 1e6))
def test_round_values_hold_the_range_in_few_equal_steps(lowest: float, span: float) -> None:
    values = round_values(lowest, lowest + span)
    assert 2 <= len(values) <= 7
    assert values[0] <= lowest + 1e-6 * span
    assert values[-1] >= lowest + span - 1e-6 * span


@pytest.mark.parametrize(
    ("values", "decimals"), [([0, 5], 0), ([0, 0.5], 1), ([0, 0.25], 2), ([0, 2.5], 1), ([0, 1e-7], 4)]
)
def test_decimals_tell_the_steps_apart(values: list[float], decimals: int) -> None:
    assert decimals_of(values) == decimals


def test_a_range_of_nothing_still_has_two_values() -> None:
    assert round_values(0, 0) == [0, 0.2]


def test_marks_escape_words_and_skip_empty_zones() -> None:
    assert "&lt;b&gt;" in text("<b>", 10, 10)
    assert line("chart-axis", 0, 0.04, 1.25, 2) == '<line class="chart-axis" x1="0" y1="0" x2="1.2" y2="2"/>'
    assert zone(5, 0, 5, 10) == ""
