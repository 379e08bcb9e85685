"""Problems as values."""

import pytest

from hours.errors import Code, Problem, Refused, refuse_if_blocked

STOPS = Problem(Code.STARTS_IN_PAST, at="starts")
INFORMS = Problem(Code.OVERLAPS_OWN, blocks=False)


def test_what_only_informs_is_handed_back():
    assert refuse_if_blocked([INFORMS]) == (INFORMS,)


def test_nothing_wrong_is_nothing_to_say():
    assert refuse_if_blocked([]) == ()


def test_one_that_blocks_refuses_with_all_of_them():
    with pytest.raises(Refused, match=r"^overlaps_own, starts_in_past$") as refused:
        refuse_if_blocked(iter([INFORMS, STOPS]))
    assert refused.value.problems == (INFORMS, STOPS)
