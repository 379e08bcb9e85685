"""What may be told of a month: the parts, the units, the providers and the whole (P7)."""

import pytest

from admin_costs.group_rules import Answers, Effort, Hidden, Level, Month, Told, Visits, put_together, told_of

NORTH, SOUTH, OWN, LOV = 1, 2, 11, 12
EFFORT = {NORTH: Effort(600, 5000), SOUTH: Effort(300, 2500)}
Found = dict[tuple[str, int | None], Told]


def visits(people: int, minutes_each: int = 600) -> Visits:
    """So many people with as many minutes each, in two visits, for a krona a minute."""
    minutes = people * minutes_each
    largest, second = ([minutes_each] * people + [0, 0])[:2]
    return Visits(people, 2 * people, minutes, 100 * minutes, largest, second, people * minutes_each**2)


def told(month: Month) -> Found:
    return {(each.level, each.unit): each for each in told_of(month)}


@pytest.fixture
def large() -> dict[tuple[int, int], Visits]:
    return {
        (NORTH, OWN): visits(9),
        (NORTH, LOV): visits(7),
        (SOUTH, OWN): visits(6),
        (SOUTH, LOV): visits(8),
    }


def test_where_everything_is_safe_everything_is_told(large) -> None:
    found = told(Month(large, EFFORT, {}))
    assert {key: each.visits.people for key, each in found.items()} == {
        (Level.MUNICIPALITY, None): 30,
        (Level.UNIT, NORTH): 16,
        (Level.UNIT, SOUTH): 14,
        (Level.PROVIDER, OWN): 15,
        (Level.PROVIDER, LOV): 15,
    }
    assert {each.hidden for each in found.values()} == {Hidden.NOTHING}
    assert found[Level.MUNICIPALITY, None].effort == Effort(900, 7500)
    assert found[Level.UNIT, SOUTH].effort == Effort(300, 2500)
    assert found[Level.PROVIDER, LOV].effort is None


def test_what_a_small_part_hides(large) -> None:
    """Four of South with LOV: they would be the whole less the rest, so South's six others are hidden too."""
    found = told(Month({**large, (SOUTH, LOV): visits(4)}, EFFORT, {}))
    assert found[Level.MUNICIPALITY, None].visits.people == 26
    assert found[Level.UNIT, SOUTH].hidden == Hidden.ALL
    assert found[Level.UNIT, SOUTH].visits is None
    assert found[Level.UNIT, NORTH].hidden == Hidden.NOTHING
    assert (found[Level.PROVIDER, OWN].visits.people, found[Level.PROVIDER, OWN].hidden) == (9, Hidden.SOME)
    assert (found[Level.PROVIDER, LOV].visits.people, found[Level.PROVIDER, LOV].hidden) == (7, Hidden.SOME)


def test_a_unit_that_is_told_in_part_has_no_administration_a_person(large) -> None:
    found = told(Month({**large, (SOUTH, LOV): visits(3), (SOUTH, 13): visits(2)}, EFFORT, {}))
    assert found[Level.UNIT, SOUTH].hidden == Hidden.SOME
    assert found[Level.UNIT, SOUTH].visits.people == 6
    assert found[Level.UNIT, SOUTH].effort is None
    assert found[Level.PROVIDER, 13].hidden == Hidden.ALL


def test_a_municipality_of_few_is_told_of_in_no_way() -> None:
    found = told(Month({(NORTH, OWN): visits(4)}, EFFORT, {NORTH: Answers(9, 9)}))
    assert {each.hidden for each in found.values()} == {Hidden.ALL}
    assert [(each.visits, each.effort, each.answers) for each in found.values()] == [(None, None, None)] * 3


def test_a_municipality_that_one_person_makes_up_is_not_told_of() -> None:
    one_large = Visits(9, 20, 5000, 5000, 4500, 100, 4500**2 + 8 * 60**2)
    found = told(Month({(NORTH, OWN): one_large}, EFFORT, {}))
    assert found[Level.MUNICIPALITY, None].hidden == Hidden.ALL


def test_imported_sums_are_judged_by_their_number_alone() -> None:
    found = told(Month({(NORTH, OWN): Visits(9, 20, 5000, 5000)}, {}, {}))
    assert found[Level.UNIT, NORTH].visits == Visits(9, 20, 5000, 5000)


def test_answers_have_parts_of_their_own(large) -> None:
    found = told(Month(large, {}, {NORTH: Answers(8, 12), SOUTH: Answers(2, 4)}))
    assert found[Level.MUNICIPALITY, None].answers == Answers(10, 16)
    assert found[Level.UNIT, NORTH].answers is None  # twelve would tell of the four
    assert found[Level.UNIT, NORTH].answers_hidden
    assert found[Level.UNIT, SOUTH].answers_hidden
    enough = told(Month(large, {}, {NORTH: Answers(8, 12), SOUTH: Answers(2, 5)}))
    assert enough[Level.UNIT, SOUTH].answers == Answers(2, 5)


def test_administration_of_all_units_or_none(large) -> None:
    found = told(Month(large, {NORTH: Effort(600, 5000)}, {}))
    assert found[Level.MUNICIPALITY, None].effort is None
    assert found[Level.UNIT, NORTH].effort == Effort(600, 5000)
    assert found[Level.UNIT, SOUTH].effort is None


def test_sums_put_together() -> None:
    assert put_together([visits(3), visits(2, 1000)]) == Visits(5, 10, 3800, 380_000, 1000, 1000, 3_080_000)
    assert put_together([visits(3), Visits(2, 4, 100, 100)]).squares is None
