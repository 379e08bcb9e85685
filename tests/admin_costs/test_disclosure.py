"""What may be shown of groups, and what has to be hidden with what is hidden (P7)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from admin_costs.disclosure import (
    MINIMUM_GROUP,
    Group,
    beside,
    hidden_parts,
    may_tell_whole,
    overlapping,
    shown,
)


@pytest.mark.parametrize(("n", "expected"), [(0, False), (MINIMUM_GROUP - 1, False), (MINIMUM_GROUP, True)])
def test_fewer_than_five_are_hidden(n: int, expected: bool) -> None:
    assert shown(n) is expected
    assert Group(n, 100, 10, 10).is_safe is expected


@pytest.mark.parametrize(
    ("total", "largest", "second", "dominated"),
    [
        # The p % rule, p = 20: the rest after the two largest must be a fifth of the largest (100).
        (160, 100, 40, False),
        (159, 100, 40, True),
        (1000, 960, 10, True),
        (100, 20, 20, False),
        (0, 0, 0, False),
        (159, None, None, False),
    ],
)
def test_one_person_who_makes_up_nearly_all(
    total: int, largest: int | None, second: int | None, dominated: bool
) -> None:
    group = Group(9, total, largest, second)
    assert group.is_dominated is dominated
    assert group.is_safe is not dominated


def test_what_the_second_largest_can_work_out_of_the_largest() -> None:
    """The arithmetic behind the rule: total − own − rest is the largest, and the rest is at least 0."""
    safe, dominated = Group(9, 160, 100, 40), Group(9, 159, 100, 40)
    most = [(group.total - group.second) / group.largest for group in (safe, dominated)]
    assert most == [1.20, 1.19]


def test_groups_put_together() -> None:
    first, second = Group(5, 100, 40, 30), Group(6, 90, 35, 5)
    assert beside([first, second]) == Group(11, 190, 40, 35)
    assert overlapping([first, second]) == Group(11, 190, 75, 35)
    assert beside([first, Group(6, 90)]) == Group(11, 190)
    assert overlapping([]) == beside([]) == Group(0, 0, 0, 0)


def people(**parts: int) -> dict[str, Group]:
    """Groups in which everybody has ten."""
    return {name: Group(n, 10 * n, 10, 10) for name, n in parts.items()}


@pytest.mark.parametrize(
    ("parts", "hidden"),
    [
        ({"a": 9, "b": 6, "c": 12}, ""),
        ({"a": 9, "b": 4, "c": 12}, "ab"),  # b alone would be the whole less a and c
        ({"a": 9, "b": 3, "c": 2}, "bc"),  # five together
        ({"a": 9, "b": 2, "c": 2}, "abc"),
        ({"a": 9, "b": 0, "c": 12}, ""),  # nobody is not hidden
        ({"a": 4}, "a"),
        ({"a": 5, "b": 5, "c": 1}, "ac"),
    ],
)
def test_what_is_hidden_is_safe_together(parts: dict[str, int], hidden: str) -> None:
    assert hidden_parts(people(**parts)) == set(hidden)


def test_a_part_that_one_person_makes_up_is_hidden_with_enough_beside_it() -> None:
    """b (50) is not enough beside a's 900: only the two others together leave a fifth of it untold."""
    parts = {"a": Group(8, 960, 900, 20), **people(b=5, c=14, d=30)}
    assert hidden_parts(parts) == {"a", "b", "c"}


def test_a_whole_of_fewer_than_five_is_not_told_either() -> None:
    assert not may_tell_whole(people(a=2, b=2))
    assert may_tell_whole(people(a=2, b=3))


groups = st.builds(
    lambda minutes: Group(len(minutes), sum(minutes), *sorted([*minutes, 0, 0], reverse=True)[:2]),
    st.lists(st.integers(1, 5000), max_size=9),
)


@given(st.dictionaries(st.sampled_from("abcdefg"), groups, min_size=1))
def test_whatever_the_parts_only_safe_groups_come_out(parts: dict[str, Group]) -> None:
    hidden = hidden_parts(parts)
    told = [key for key in parts if key not in hidden]
    assert all(parts[key].is_safe or parts[key].is_empty for key in told)
    together = overlapping(parts[key] for key in hidden)
    assert not hidden or together.is_safe or not told or all(parts[key].is_empty for key in told)
    assert not hidden or len(hidden) > 1 or not may_tell_whole(parts)


@given(st.dictionaries(st.sampled_from("abcdefg"), groups, min_size=1))
def test_nothing_is_hidden_where_nothing_has_to_be(parts: dict[str, Group]) -> None:
    if all(group.is_safe or group.is_empty for group in parts.values()):
        assert hidden_parts(parts) == frozenset()
