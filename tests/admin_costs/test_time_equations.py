"""Time equations as they are written, and what they come to on average."""

from fractions import Fraction

import pytest

from admin_costs.reading import Code
from admin_costs.tdabc import TimeEquation
from admin_costs.time_equations import More, NotALine, average_minutes, read_more

WRITTEN = "med företrädare; 20; 40 %\n\nbilagor; 1 h 15 ; 12,5"
READ = (More("med företrädare", 20, 400), More("bilagor", 75, 125))


def test_lines_are_read_as_people_write_them():
    assert read_more(WRITTEN) == READ
    assert read_more("") == ()


def test_the_average_is_the_base_and_shares_of_more():
    """30 + 20 × 0.4 + 75 × 0.125 = 47.375."""
    assert average_minutes(30, READ) == 47
    assert average_minutes(30, ()) == 30
    assert average_minutes(30, [More("hälften", 1, 500)]) == 31  # half a minute upwards
    equation = TimeEquation(30, {"a": 20, "b": 75})
    assert equation.average({"a": Fraction(2, 5), "b": Fraction(1, 8)}) == Fraction(379, 8)


def test_a_thing_that_is_not_in_the_equation_has_no_average():
    with pytest.raises(KeyError):
        TimeEquation(30).average({"weather": Fraction(1)})


@pytest.mark.parametrize(
    ("text", "number", "code"),
    [
        ("a; 20", 1, None),
        ("a; 20; 40; 50", 1, None),
        ("a; 20; 40\nb; länge; 40", 2, Code.NOT_MINUTES),
        ("; 20; 40", 1, Code.EMPTY),
        ("a; 20; många", 1, Code.NOT_A_NUMBER),
        ("a; 20; 0", 1, None),
        ("a; 20; 101", 1, None),
        ("a; 20; -5", 1, Code.NEGATIVE),
        ("a; 20; 40\nA; 30; 10", 2, None),
        ("\n".join(f"{n}; 1; 1" for n in range(11)), 11, None),
    ],
)
def test_what_is_no_line_is_named(text, number, code):
    with pytest.raises(NotALine) as refused:
        read_more(text)
    assert refused.value.number == number
    assert (refused.value.why and refused.value.why.code) == code
