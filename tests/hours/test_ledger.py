"""The passbook's arithmetic, read as passbooks (R29, R30)."""

from dataclasses import replace

import pytest

from hours.ledger import Balance, Line, Overdrawn, WrongLine, first_wrong_line
from hours.policy import EFFECTS, Kind
from tests.hours.passbook import passbook, written

YEAR = """
    grant     14400   14400     0     0
    reserve     180   14220   180     0
    use         180   14220     0   180
    reserve     240   13980   240   180
    release     240   14220     0   180
    reserve   14220       0 14220   180
    top_up       60      60 14220   180
    reserve      60       0 14280   180
    use       14280       0     0 14460
    refund       30      30     0 14430
"""


def test_R30_a_whole_year_follows_line_by_line():
    assert first_wrong_line(passbook(YEAR)) is None


def test_R30_every_line_keeps_the_sum_of_what_came_in():
    came_in = 0
    for line in passbook(YEAR):
        came_in += line.minutes if line.kind in (Kind.GRANT, Kind.TOP_UP) else 0
        assert line.balance.available + line.balance.reserved + line.balance.used == came_in


def test_an_empty_passbook_is_right():
    assert first_wrong_line([]) is None


def test_a_passbook_is_written_as_it_is_read():
    assert passbook(written(passbook(YEAR))) == passbook(YEAR)


@pytest.mark.parametrize(
    ("kind", "after"),
    [
        (Kind.GRANT, Balance(160, 50, 25)),
        (Kind.TOP_UP, Balance(160, 50, 25)),
        (Kind.RESERVE, Balance(40, 110, 25)),
        (Kind.RELEASE, Balance(110, 40, 25)),
        (Kind.USE, Balance(100, 40, 35)),
        (Kind.REFUND, Balance(110, 50, 15)),
    ],
)
def test_each_kind_moves_minutes_between_two_balances(kind, after):
    minutes = 60 if kind in (Kind.GRANT, Kind.TOP_UP, Kind.RESERVE) else 10
    assert Balance(100, 50, 25).after(kind, minutes) == after


def test_R46_no_kind_takes_minutes_out_of_the_pool():
    assert set(EFFECTS) == set(Kind)
    assert {kind: sum(effect) for kind, effect in EFFECTS.items() if sum(effect) != 0} == {
        Kind.GRANT: 1,
        Kind.TOP_UP: 1,
    }


@pytest.mark.parametrize("minutes", [0, -1, -14400])
@pytest.mark.parametrize("kind", list(Kind))
def test_a_line_moves_at_least_a_minute(kind, minutes):
    with pytest.raises(ValueError, match=f"at least one minute, not {minutes}"):
        Balance(100, 100, 100).after(kind, minutes)


@pytest.mark.parametrize("kind", [Kind.RESERVE, Kind.RELEASE, Kind.USE, Kind.REFUND])
def test_R31_no_balance_goes_under_zero(kind):
    full = Balance(100, 100, 100)
    assert min(vars_of(full.after(kind, 100))) == 0
    with pytest.raises(Overdrawn, match=f"{kind} of 101 minutes"):
        full.after(kind, 101)


def vars_of(balance: Balance) -> tuple[int, int, int]:
    return balance.available, balance.reserved, balance.used


GOOD = passbook("""
    grant     600   600    0    0
    reserve   180   420  180    0
    use       180   420    0  180
""")


@pytest.mark.parametrize(
    ("position", "change", "wrong"),
    [
        (0, {"number": 2}, WrongLine(2, "number 1", "number 2")),
        (1, {"number": 1}, WrongLine(1, "number 2", "number 1")),
        (
            1,
            {"minutes": 60},
            WrongLine(
                2,
                "Balance(available=540, reserved=60, used=0)",
                "Balance(available=420, reserved=180, used=0)",
            ),
        ),
        (
            1,
            {"balance": Balance(420, 0, 180)},
            WrongLine(
                2,
                "Balance(available=420, reserved=180, used=0)",
                "Balance(available=420, reserved=0, used=180)",
            ),
        ),
        (
            2,
            {"minutes": 240},
            WrongLine(
                3,
                "a line that can be",
                "use of 240 minutes from Balance(available=420, reserved=180, used=0)",
            ),
        ),
        (
            2,
            {"minutes": 0},
            WrongLine(3, "a line that can be", "a passbook line moves at least one minute, not 0"),
        ),
    ],
)
def test_R29_the_first_wrong_line_is_named(position, change, wrong):
    lines = list(GOOD)
    lines[position] = replace(lines[position], **change)
    assert first_wrong_line(lines) == wrong


@pytest.mark.parametrize("gone", [0, 1])
def test_R29_a_removed_line_is_noticed(gone):
    lines = [line for line in GOOD if line.number != gone + 1]
    assert first_wrong_line(lines) == WrongLine(gone + 2, f"number {gone + 1}", f"number {gone + 2}")


def test_R29_a_doubled_line_is_noticed():
    doubled = [*GOOD, Line(3, Kind.USE, 180, Balance(420, 0, 180))]
    assert first_wrong_line(doubled) == WrongLine(3, "number 4", "number 3")
