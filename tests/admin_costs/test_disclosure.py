import pytest

from admin_costs.disclosure import MINIMUM_GROUP, shown


@pytest.mark.parametrize(("n", "expected"), [(0, False), (1, False), (4, False), (5, True), (290, True)])
def test_groups_under_five_are_hidden(n: int, expected: bool) -> None:
    assert shown(n) is expected
    assert MINIMUM_GROUP == 5
