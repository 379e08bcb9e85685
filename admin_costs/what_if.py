"""What would trust cost here? The break-even of a municipality that has not changed yet. Pure.

Saved administration pays so many escort hours. Nobody knows the inputs, so each is a range, and the answer is
three cases: cautious (every input at its worse end), likely, and hopeful (every input at its better end). At
500 kr an hour of administration and 310 kr an escort hour, an hour saved pays 1.6 (domain section 3).
Saved time pays nothing by itself: only if staffing falls, or the time is needed for something else.
"""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from typing import NamedTuple

from admin_costs.tdabc import hours_paid_by

MARGIN = Fraction(5, 100)
"""A total cost within 5 % of today's is called the same, as where a change is registered."""
FEW_PEOPLE = 5


class Problem(StrEnum):
    """Why there is nothing to compute."""

    NO_PEOPLE = "no_people"
    NO_HOURS = "no_hours"
    NO_ADMINISTRATION = "no_administration"
    NO_PRICE = "no_price"
    NO_ADMIN_PRICE = "no_admin_price"
    NOT_IN_ORDER = "not_in_order"


class Unanswerable(ValueError):
    """The inputs say nothing: `problem` is why."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        super().__init__(problem)


class Range(NamedTuple):
    """The least, the likely and the most that an input can be."""

    low: Fraction
    likely: Fraction
    high: Fraction

    @property
    def is_in_order(self) -> bool:
        return self.low <= self.likely <= self.high


@dataclass(frozen=True)
class Inputs:
    """Today, for a person and month, and what is thought of tomorrow.

    `saved` is a share of today's administration, `growth` a share of today's escort hours; prices are öre an
    hour.
    """

    people: int
    escort_hours: Fraction
    admin_hours: Fraction
    saved: Range
    growth: Range
    admin_ore: Range
    escort_ore: Range


class Case(NamedTuple):
    """One case a month, all people together. Hours and öre are exact.

    `break_even` is the growth, as a share of today's escort hours, that the saved administration pays;
    `needed` the share of today's administration that must go to pay the growth (above 1: it cannot).
    """

    saved_hours: Fraction
    saved_ore: Fraction
    paid_hours: Fraction
    break_even: Fraction
    more_hours: Fraction
    more_ore: Fraction
    needed: Fraction
    today_ore: Fraction

    @property
    def difference_ore(self) -> Fraction:
        """What the total costs more than today; negative is less."""
        return self.more_ore - self.saved_ore

    @property
    def share(self) -> Fraction:
        """The difference as a share of today's total cost."""
        return self.difference_ore / self.today_ore


class Outcome(StrEnum):
    """What the three cases say together. `DEPENDS` is the normal answer of wide ranges."""

    CHEAPER = "cheaper"
    SAME = "same"
    DEARER = "dearer"
    DEPENDS = "depends"


@dataclass(frozen=True)
class Answer:
    """The three cases and what they say together."""

    cautious: Case
    likely: Case
    hopeful: Case

    @property
    def cases(self) -> tuple[Case, Case, Case]:
        return self.cautious, self.likely, self.hopeful

    @property
    def outcome(self) -> Outcome:
        shares = [case.share for case in self.cases]
        tests: dict[Outcome, Callable[[Fraction], bool]] = {
            Outcome.CHEAPER: lambda share: share < -MARGIN,
            Outcome.SAME: lambda share: abs(share) <= MARGIN,
            Outcome.DEARER: lambda share: share > MARGIN,
        }
        return next((outcome for outcome, holds in tests.items() if all(map(holds, shares))), Outcome.DEPENDS)


def what_if(inputs: Inputs) -> Answer:
    """Return the three cases. Raises Unanswerable where an input makes them mean nothing."""
    if problem := problem_of(inputs):
        raise Unanswerable(problem)
    saved, growth, admin, escort = inputs.saved, inputs.growth, inputs.admin_ore, inputs.escort_ore
    return Answer(
        cautious=case(inputs, saved.low, growth.high, admin.low, escort.high),
        likely=case(inputs, saved.likely, growth.likely, admin.likely, escort.likely),
        hopeful=case(inputs, saved.high, growth.low, admin.high, escort.low),
    )


def problem_of(inputs: Inputs) -> Problem | None:
    """Return the first input that nothing can be computed with."""
    ranges = (inputs.saved, inputs.growth, inputs.admin_ore, inputs.escort_ore)
    problems = {
        Problem.NO_PEOPLE: inputs.people <= 0,
        Problem.NO_HOURS: inputs.escort_hours <= 0,
        Problem.NO_ADMINISTRATION: inputs.admin_hours <= 0,
        Problem.NO_PRICE: inputs.escort_ore.low <= 0,
        Problem.NO_ADMIN_PRICE: inputs.admin_ore.low <= 0,
        Problem.NOT_IN_ORDER: not all(each.is_in_order for each in ranges),
    }
    return next((problem for problem, is_so in problems.items() if is_so), None)


def case(
    inputs: Inputs, saved: Fraction, growth: Fraction, admin_ore: Fraction, escort_ore: Fraction
) -> Case:
    """Return one case of known inputs."""
    admin_hours, escort_hours = (inputs.people * each for each in (inputs.admin_hours, inputs.escort_hours))
    saved_hours, more_hours = admin_hours * saved, escort_hours * growth
    paid_hours = hours_paid_by(saved_hours * admin_ore, escort_ore)
    return Case(
        saved_hours=saved_hours,
        saved_ore=saved_hours * admin_ore,
        paid_hours=paid_hours,
        break_even=paid_hours / escort_hours,
        more_hours=more_hours,
        more_ore=more_hours * escort_ore,
        needed=more_hours * escort_ore / (admin_hours * admin_ore),
        today_ore=admin_hours * admin_ore + escort_hours * escort_ore,
    )
