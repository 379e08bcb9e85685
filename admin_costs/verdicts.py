"""A verdict from two looks: the level before and after, and what is left when something else is taken out.

First look. For total cost: `same` when an equivalence test holds (TOST: the 90 % interval of the difference
lies within the bound); otherwise `up` or `down` when the 95 % interval excludes 0, otherwise `undecided`.
"Not significant" is never `same`. The other claims ask first whether something changed: `up` or `down` when
the 95 % interval excludes 0, then `same` by the same equivalence test, otherwise `undecided`.

Second look (`methods`). `up` and `down` need its 95 % interval on the same side of 0: however strong a trend
is, at most 5 in 100 are false. `same` needs its 60 % interval within the bound, an equivalence test at 20 %:
by itself it would call a difference as large as the margin the same once in five, but the first look at 5 %
has to be wrong too, and that takes a drift that happens to hide the difference. Of 100 municipalities where a
drift hid a cost 6, 8 and 10 % higher, about 7, 1 and 0 were told that it was the same (tests/benchmarks/
bench_verdicts.py). At 5 % in both looks, hardly any municipality could ever learn that its cost is the same.
"""

from collections.abc import Callable
from typing import Literal, NamedTuple

from admin_costs.intervals import Interval

Verdict = Literal["up", "down", "same", "undecided"]
Reason = Literal["", "missing", "short", "unsure", "otherwise", "prices"]
Look = Callable[[float], Interval]
"""A difference's interval at a level of confidence."""

SECOND_LEVEL = 0.60
"""Both ends within the bound is an equivalence test at 20 %."""


class Judgement(NamedTuple):
    """A verdict with the first look's interval; its reason "otherwise" is that the second look disagrees."""

    interval: Interval
    level: float
    verdict: Verdict
    reason: Reason


def judged(first: Look, second: Look | None, *, bound: float, asks_same_first: bool) -> Judgement:
    """Judge a difference; `bound` (not negative, in its unit) is the most that counts as the same."""
    wide, narrow = first(0.95), first(0.90)
    differs = not wide[0] <= 0 <= wide[1]
    if _within(narrow, bound) and (asks_same_first or not differs):
        agrees = second is None or _within(second(SECOND_LEVEL), bound)
        return _borne_out(narrow, 0.90, "same", agrees)
    if not differs:
        return Judgement(wide, 0.95, "undecided", "unsure")
    verdict = _direction(wide)
    return _borne_out(wide, 0.95, verdict, second is None or _direction(second(0.95)) == verdict)


def _borne_out(interval: Interval, level: float, verdict: Verdict, agrees: bool) -> Judgement:
    if agrees:
        return Judgement(interval, level, verdict, "")
    return Judgement(interval, level, "undecided", "otherwise")


def _within(interval: Interval, bound: float) -> bool:
    return -bound < interval[0] and interval[1] < bound


def _direction(interval: Interval) -> Verdict:
    low, high = interval
    return "up" if low > 0 else "down" if high < 0 else "undecided"
