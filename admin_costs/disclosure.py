"""When a figure about a group may be shown, and what has to be hidden with it (promise P7, R48).

The rule, in three sentences. A group is *safe* when it is of at least five people, and no one of them makes
up nearly all of its sum. Of a whole that is told part by part, parts that are not safe are hidden, and so is
the smallest safe part, and the next, until all that is hidden is safe *together*. A hidden part is in no sum
but that of its whole.

Why that is enough. The finest parts are those of one month of one municipality: unit × provider. What any
page or file tells is then a sum of shown parts, or of whole months of a municipality, over whatever months,
filters and levels. Subtracting one such sum from another can at most give a shown part, or the hidden parts
of a month taken together, and all of these are safe groups. So no choice of months, filters and sums has to
be forbidden, or remembered. Complementary suppression that leaves fewer cells out is a hard problem
(Fischetti & Salazar, Management Science 2001;47:1008) and its patterns differ from month to month; this rule
can be told to a board. `disclosure_audit` solves what an attacker could solve, and judges it in the tests.

What the attacker is taken to have: every page and file of every month, level and measure, and copies of
them; how many people are in a group; which parts are empty; that no figure is negative; the rule itself; and,
if she is a member of the group, her own figure (that is what `is_dominated` is about: the p % rule, with
the second largest as the attacker; Hundepool et al., Statistical Disclosure Control, 2012, section 4.2.2).

What is not protected: that all of a group gave the same answer; what a person tells; and that two
copies of a page, from before and after a late report, differ by that report. It is of somebody in a safe
group, and says not of whom.
"""

from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass
from typing import TypeVar

Key = TypeVar("Key", bound=Hashable)

MINIMUM_GROUP = 5
"""The smallest group whose figures are shown: people, or answers. Kolada's rule, SKR's user survey."""

CLOSEST = 0.2
"""The p of the p % rule: nobody in a group may come nearer than a fifth to another's own figure."""

HIDDEN = ".."
"""Kolada's mark for a figure that exists and is not shown."""

MISSING = "-"
"""Kolada's mark for a figure that nobody has reported."""

NOT_APPLICABLE = "."
"""Kolada's mark for a figure that cannot exist."""


def shown(n: int) -> bool:
    """Say whether a figure about `n` people, or `n` answers, may be shown as far as their number goes."""
    return n >= MINIMUM_GROUP


@dataclass(frozen=True, slots=True)
class Group:
    """People, and a sum over them (minutes, öre, answers) with its two largest parts, each of one person.

    `largest` and `second` None: nobody knows (figures imported as sums). Then only the number is judged.
    Of people who may be in several of some added groups, they are the most that the parts can be.
    """

    people: int
    total: int = 0
    largest: int | None = None
    second: int | None = None

    @property
    def is_empty(self) -> bool:
        """Nobody, and nothing: there is nothing to hide."""
        return not self.people and not self.total

    @property
    def is_dominated(self) -> bool:
        """Whether the second largest could tell the largest to within CLOSEST, from the sum and her own."""
        if self.largest is None or self.second is None:
            return False
        return self.total > 0 and self.total - self.largest - self.second < CLOSEST * self.largest

    @property
    def is_safe(self) -> bool:
        """Whether figures of the group may be shown."""
        return shown(self.people) and not self.is_dominated


def beside(groups: Iterable[Group]) -> Group:
    """Return the groups as one, when nobody is in two of them."""
    found = list(groups)
    tops = [top for group in found for top in (group.largest, group.second)]
    known = [top for top in tops if top is not None]
    largest, second = sorted([*known, 0, 0], reverse=True)[:2]
    return _one(found, largest, second)


def overlapping(groups: Iterable[Group]) -> Group:
    """Return the groups as one, when a person may have a part in each, but is counted in one."""
    found = list(groups)
    return _one(found, sum(group.largest or 0 for group in found), sum(group.second or 0 for group in found))


def _one(groups: list[Group], largest: int, second: int) -> Group:
    is_known = all(group.largest is not None and group.second is not None for group in groups)
    return Group(
        sum(group.people for group in groups),
        sum(group.total for group in groups),
        largest if is_known else None,
        second if is_known else None,
    )


def hidden_parts(parts: Mapping[Key, Group]) -> frozenset[Key]:
    """Return the parts of a whole that may not be told, when the whole is told.

    Empty parts are never among them. When all of them together are not safe, all are: then the whole may not
    be told either. Of parts with as many people the one with the smallest sum is hidden first.
    """
    hidden = {key for key, group in parts.items() if not group.is_safe and not group.is_empty}
    told = sorted(
        (key for key, group in parts.items() if group.is_safe),
        key=lambda key: (parts[key].people, parts[key].total, str(key)),
    )
    for key in told:
        if not hidden or overlapping(parts[each] for each in hidden).is_safe:
            break
        hidden.add(key)
    return frozenset(hidden)


def may_tell_whole(parts: Mapping[Key, Group]) -> bool:
    """Say whether the sum of all the parts may be told."""
    return overlapping(parts.values()).is_safe
