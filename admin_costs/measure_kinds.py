"""What a measure is, as data (after OpenPrescribing): words, a quotient of named columns, and how to read it.

Pure. The measures themselves are the files of `admin_costs.measures`. Their texts are English, marked for
gettext and translated at the edge. What the columns hold stands in COLUMNS.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from admin_costs.funnels import Kind
from admin_costs.group_rules import Level

OF_PEOPLE = frozenset(Level)
OF_UNITS = frozenset((Level.UNIT, Level.MUNICIPALITY))
"""Administration and ratings are a unit's, whoever gave the visits."""

MONTHS_PER_YEAR = 12


def said(text: str) -> str:
    """Marks a text to be translated where it is shown. Files of measures call it `_`."""
    return text


class Grain(StrEnum):
    """How often a column has a figure."""

    MONTH = "month"
    YEAR = "year"


class Column(NamedTuple):
    """A named series: how often it has a figure, and what it counts."""

    grain: Grain
    words: str


_ = said

COLUMNS: Mapping[str, Column] = {
    # From what may be told of groups (models.GroupFigures).
    "people": Column(Grain.MONTH, _("people who had a visit, each once a month")),
    "visits": Column(Grain.MONTH, _("visits")),
    "minutes": Column(Grain.MONTH, _("minutes of visits")),
    "cost_ore": Column(Grain.MONTH, _("cost of visits at the providers' rates, öre")),
    "admin_minutes": Column(Grain.MONTH, _("minutes of administration")),
    "admin_cost_ore": Column(Grain.MONTH, _("cost of administration, öre")),
    "best_answers": Column(Grain.MONTH, _("best answers after visits, one a person and month")),
    "answers": Column(Grain.MONTH, _("answers after visits, one a person and month")),
    "external_minutes": Column(Grain.MONTH, _("minutes of visits by providers under the system of choice")),
    "minutes_of_all": Column(Grain.MONTH, _("minutes of visits by all providers")),
    "minutes_65": Column(Grain.MONTH, _("minutes of visits of people of 65 or more")),
    # From visits and decisions (hours.queries).
    "granted_minutes": Column(Grain.MONTH, _("minutes granted for the month in decisions with a ceiling")),
    "used_of_granted_minutes": Column(Grain.MONTH, _("minutes used by people with such a decision")),
    "last_days_minutes": Column(Grain.MONTH, _("minutes of visits in the month's last seven days")),
    "even_share_minutes": Column(
        Grain.MONTH, _("minutes that seven days would have if all days had as many")
    ),
    "wanted_visits": Column(Grain.MONTH, _("visits booked and not cancelled, whose time has passed")),
    "unfilled_visits": Column(Grain.MONTH, _("of these, visits that no companion took")),
    "period_end_minutes": Column(Grain.YEAR, _("minutes used in the last 30 days of decisions that ended")),
    "period_even_minutes": Column(Grain.YEAR, _("minutes that 30 days would have if all days had as many")),
    "days_to_first_visit": Column(Grain.YEAR, _("days from a person's first decision to the first visit")),
    "first_visits": Column(
        Grain.YEAR, _("people whose first decision was made in the year and who had a visit")
    ),
    "usual_visits": Column(Grain.YEAR, _("visits by the companion whom the person met most often")),
    "visits_of_year": Column(Grain.YEAR, _("visits in the year")),
    "complaints": Column(Grain.YEAR, _("complaints")),
    "people_of_year": Column(Grain.YEAR, _("people who had a visit in the year, each once")),
    "decisions": Column(Grain.YEAR, _("decisions made in the year")),
    "people_with_decision": Column(Grain.YEAR, _("people with a decision in force on 31 December")),
    "survey_best": Column(Grain.YEAR, _("best answers to the questions of survey rounds")),
    "survey_answers": Column(Grain.YEAR, _("answers to the questions of survey rounds")),
    # Typed or imported by the municipality (models.YearFigure).
    "inhabitants": Column(Grain.YEAR, _("inhabitants on 31 December")),
    "inhabitants_65": Column(Grain.YEAR, _("inhabitants of 65 or more on 31 December")),
    "gross_cost_kr": Column(Grain.YEAR, _("allocated gross cost, kr")),
    "internal_revenue_kr": Column(Grain.YEAR, _("internal revenue, kr")),
    "sales_kr": Column(Grain.YEAR, _("sales to other care providers, kr")),
    "days_to_decision": Column(Grain.YEAR, _("mean number of days from application to decision")),
    "people_with_plan": Column(Grain.YEAR, _("people with an individual plan on 31 December")),
    "appeals": Column(Grain.YEAR, _("decisions that were appealed")),
    "appeals_decided": Column(Grain.YEAR, _("appeals that a court decided")),
    "appeals_won": Column(Grain.YEAR, _("appeals that the person won, in whole or in part")),
}


class Theme(StrEnum):
    """What measures are sorted under."""

    HOURS = "hours"
    COST = "cost"
    WAITING = "waiting"
    QUALITY = "quality"
    RIGHTS = "rights"


class By(StrEnum):
    """What a measure can be divided by."""

    UNIT = "unit"
    PROVIDER = "provider"
    AGE_GROUP = "age_group"


@dataclass(frozen=True, slots=True)
class Quotient:
    """Columns added, divided by another, times `factor`. A column with a minus before it is taken away.

    Without a denominator the numerator itself is the figure. `note` says what such figures are of, where a
    measure may be had in more ways than one.
    """

    numerator: tuple[str, ...]
    denominator: str = ""
    factor: float = 1
    note: str = ""

    @property
    def columns(self) -> tuple[str, ...]:
        """The names of all columns it needs."""
        names = (*self.numerator, self.denominator)
        return tuple(name.removeprefix("-") for name in names if name)

    def is_monthly(self) -> bool:
        """Whether it has a figure a month."""
        return all(COLUMNS[name].grain == Grain.MONTH for name in self.columns)

    def above(self, sums: Mapping[str, float]) -> float:
        """What is divided. Raises KeyError without one of the columns."""
        return sum(
            -sums[name.removeprefix("-")] if name.startswith("-") else sums[name] for name in self.numerator
        )

    def below(self, sums: Mapping[str, float]) -> float:
        """What it is divided by; 1 where there is nothing to divide by."""
        return sums[self.denominator] if self.denominator else 1

    def value(self, sums: Mapping[str, float]) -> float | None:
        """Return the figure; None when a column is missing, or when there is nobody to divide by."""
        if any(name not in sums for name in self.columns) or not self.below(sums):
            return None
        return self.factor * self.above(sums) / self.below(sums)


@dataclass(frozen=True, slots=True)
class GroupMeasure:
    """How groups are compared by it: `numerator` columns added, divided by `denominator`, times `factor`."""

    slug: str
    kind: Kind
    numerator: tuple[str, ...]
    denominator: str
    factor: float
    levels: frozenset[Level] = OF_PEOPLE
    is_cost: bool = False
    size_factor: float = 1
    """What a group's size is multiplied by: 1/60 where it is minutes, to be told in hours."""

    @property
    def columns(self) -> tuple[str, ...]:
        return (*self.numerator, self.denominator)


@dataclass(frozen=True, slots=True)
class Grouped:
    """What the page of groups needs beside the quotient: how chance spreads it, and of whom it is known."""

    kind: Kind
    levels: frozenset[Level] = OF_PEOPLE
    size_factor: float = 1
    size: str = ""


class Mark(NamedTuple):
    """A line to hold a figure against: a goal or a baseline, in the measure's unit, and what it is."""

    value: float
    words: str


@dataclass(frozen=True, slots=True)
class Measure:
    """A measure. `ways` are tried in order: a year's figure is by the first that has all its columns.

    `factor` makes a figure its unit (100: per cent). `low_is_good` None: neither low nor high is.
    """

    slug: str
    order: int
    theme: Theme
    name: str
    unit: str
    short: str
    why: str
    numerator: str
    denominator: str
    source: str
    caution: str
    ways: tuple[Quotient, ...]
    low_is_good: bool | None = None
    factor: int = 1
    decimals: int = 1
    is_cost: bool = False
    by: frozenset[By] = frozenset()
    marks: tuple[Mark, ...] = ()
    beside_change: bool = False
    """Whether the months before and after a registered change are put beside each other."""
    quotient_alone: bool = False
    """Whether only the quotient may be told, in whole units, and never what it is made of."""
    prices_a_person: bool = False
    """Whether its page says what a person with so many hours costs."""
    grouped: Grouped | None = None

    @property
    def columns(self) -> frozenset[str]:
        """The columns of all ways."""
        return frozenset(name for way in self.ways for name in way.columns)

    def in_unit(self, value: float) -> float:
        """Return a figure in the measure's unit, rounded where what it is made of may not be told."""
        return round(self.factor * value, self.decimals) if self.quotient_alone else self.factor * value

    def of_groups(self) -> GroupMeasure | None:
        """The measure as the page of groups takes it; None when groups are not compared by it."""
        if self.grouped is None:
            return None
        way = self.ways[0]
        return GroupMeasure(
            self.slug,
            self.grouped.kind,
            way.numerator,
            way.denominator,
            way.factor,
            self.grouped.levels,
            self.is_cost,
            self.grouped.size_factor,
        )


def change_per_cent(before: float | None, after: float | None) -> float | None:
    """Return by how many per cent a figure has changed; None where there was none, or nothing, before."""
    if before is None or after is None or not before:
        return None
    return 100 * (after - before) / before
