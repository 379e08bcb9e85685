"""Where the columns of measures come from: what may be told of groups, tallies of hours, and typed figures.

Nothing is read that no measure on the page asks for. Everything that leaves this file may be told (P7).
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from admin_costs.disclosure import Group
from admin_costs.group_rules import Hidden, Level, Visits, put_together
from admin_costs.measure_facts import survey_sums, visits_by_age
from admin_costs.measure_kinds import By, Measure
from admin_costs.measure_rules import (
    Figure,
    before_and_after,
    may_tell,
    month_figures,
    told_ages,
    year_figures,
)
from admin_costs.models import Change, GroupFigures
from admin_costs.year_figures import typed_years
from hours.queries import Tally, month_tallies, whole_years, year_tallies
from ledsagning.people.models import Municipality
from ledsagning.people.models.places import UnitKind

TOLD = (
    *("people", "visits", "minutes", "cost_ore"),
    *("admin_minutes", "admin_cost_ore", "best_answers", "answers"),
)
OLD = "65+"
OF_THE_OLD = frozenset(("minutes_65",))
OF_PROVIDERS = frozenset(("external_minutes", "minutes_of_all"))
OF_VISITS = frozenset(
    (
        *("granted_minutes", "used_of_granted_minutes", "last_days_minutes", "even_share_minutes"),
        *("wanted_visits", "unfilled_visits"),
    )
)
OF_YEARS = frozenset(
    (
        *("period_end_minutes", "period_even_minutes", "days_to_first_visit", "first_visits"),
        *("usual_visits", "visits_of_year", "complaints", "people_of_year", "decisions"),
        "people_with_decision",
    )
)
SUMS_OF_MONTHS = frozenset(("usual_visits", "visits_of_year"))
OF_SURVEYS = frozenset(("survey_best", "survey_answers"))
LATEST_YEARS = 5

Sums = dict[str, float]
Name = tuple[str, ...]
"""A group's name; of an age group of a provider, both."""


@dataclass(frozen=True)
class MunicipalityFigures:
    """A municipality's columns, each read once when it is asked for. `today` decides what is over."""

    municipality: Municipality
    today: date
    latest_years: int = LATEST_YEARS

    @property
    def this_month(self) -> date:
        return self.today.replace(day=1)

    @property
    def first(self) -> date:
        """The first month that is told of: January of the first of the latest years."""
        return date(self.today.year - self.latest_years, 1, 1)

    def years(self, measure: Measure) -> list[Figure]:
        """The measure's figure of each year, of the whole municipality."""
        return year_figures(
            measure,
            self.months_of(measure),
            self.years_of(measure),
            self.hidden_of(measure),
            self.hidden_columns if measure.columns & OF_YEARS else {},
        )

    def months(self, measure: Measure) -> list[Figure]:
        """The measure's figure of each month, of the whole municipality."""
        return month_figures(measure, self.months_of(measure))

    def sides(self, measure: Measure, change: Change) -> tuple[Figure | None, Figure | None]:
        """The months before a registered change, and those after its bedding-in window."""
        start, window = change.change_month, change.bedding_in_months
        year, month = divmod(start.year * 12 + start.month - 1 + window, 12)
        return before_and_after(measure, self.months_of(measure), start, date(year, month + 1, 1))

    def divided(self, measure: Measure, by: By) -> dict[Name, list[Figure]]:
        """The measure's years by unit, provider, or provider and age group, in the order of their names."""
        groups = {
            By.UNIT: lambda: self.groups(Level.UNIT),
            By.PROVIDER: lambda: (
                self.shares if measure.columns & OF_PROVIDERS else self.groups(Level.PROVIDER)
            ),
            By.AGE_GROUP: lambda: self.age_groups,
        }[by]()
        return {
            name: year_figures(measure, months, {}, hidden)
            for name, (months, hidden) in sorted(groups.items())
        }

    def months_of(self, measure: Measure) -> dict[date, Sums]:
        """All monthly columns that the measure needs."""
        found: dict[date, Sums] = defaultdict(dict)
        sources: list[Mapping[date, Sums]] = []
        if measure.columns & set(TOLD):
            sources.append(self.told)
        if measure.columns & OF_PROVIDERS:
            sources.append(self.external)
        if measure.columns & OF_VISITS:
            sources.append(self.tallied)
        if measure.columns & OF_THE_OLD:
            sources.append(self.of_the_old)
        for source in sources:
            for month, sums in source.items():
                found[month] |= sums
        return dict(found)

    def years_of(self, measure: Measure) -> dict[int, Sums]:
        """All columns of years that the measure needs; what is typed in stands over what is counted."""
        counted: Mapping[int, Sums] = {}
        if measure.columns & OF_YEARS:
            counted = self.tallied_years
        if measure.columns & OF_SURVEYS:
            counted = self.surveyed
        years = counted.keys() | self.typed.keys()
        return {year: {**counted.get(year, {}), **self.typed.get(year, {})} for year in years}

    def hidden_of(self, measure: Measure) -> set[date]:
        """Months left out of the measure because they may not be told."""
        if measure.columns & OF_VISITS:
            return self.untold_tallies
        if measure.columns & OF_PROVIDERS:
            return self.hidden | (self.told.keys() - self.external.keys())
        if measure.columns & OF_THE_OLD:
            return self.hidden | (self.told.keys() - self.of_the_old.keys())
        return self.hidden

    def rows(self, **where: Any) -> Iterable[dict[str, Any]]:
        """What may be told of groups, month by month."""
        mine = GroupFigures.objects.filter(
            municipality=self.municipality, month__gte=self.first, month__lt=self.this_month, **where
        )
        return mine.order_by("month").values("month", "hidden", "unit__name", "unit__kind", *TOLD)

    @cached_property
    def whole(self) -> list[dict[str, Any]]:
        return list(self.rows(unit=None))

    @cached_property
    def of_providers(self) -> list[dict[str, Any]]:
        return list(self.rows(level=Level.PROVIDER))

    @cached_property
    def of_units(self) -> list[dict[str, Any]]:
        return list(self.rows(level=Level.UNIT))

    @cached_property
    def told(self) -> dict[date, Sums]:
        """What is told of the whole municipality."""
        return {row["month"]: told_columns(row) for row in self.whole if row["hidden"] == Hidden.NOTHING}

    @cached_property
    def hidden(self) -> set[date]:
        return {row["month"] for row in self.whole if row["hidden"] != Hidden.NOTHING}

    @cached_property
    def of_all_providers(self) -> dict[date, dict[str, tuple[str, int]]]:
        """By month and name the kind and minutes of each provider, in months when all of them are told."""
        found: dict[date, dict[str, tuple[str, int]]] = defaultdict(dict)
        untold = set(self.hidden)
        for row in self.of_providers:
            if row["hidden"] != Hidden.NOTHING or row["minutes"] is None:
                untold.add(row["month"])
            else:
                found[row["month"]][row["unit__name"]] = (row["unit__kind"], row["minutes"])
        return {month: providers for month, providers in found.items() if month not in untold}

    @cached_property
    def external(self) -> dict[date, Sums]:
        """Minutes of providers under the system of choice, and of all."""
        return {
            month: {
                "external_minutes": sum(m for kind, m in providers.values() if kind == UnitKind.PROVIDER),
                "minutes_of_all": sum(m for _kind, m in providers.values()),
            }
            for month, providers in self.of_all_providers.items()
        }

    @cached_property
    def shares(self) -> dict[Name, tuple[dict[date, Sums], set[date]]]:
        """Each provider's minutes in the place of those of all providers under the system of choice."""
        names = sorted({name for providers in self.of_all_providers.values() for name in providers})
        untold = self.told.keys() - self.of_all_providers.keys()
        return {
            (name,): (
                {
                    month: {
                        "external_minutes": providers.get(name, ("", 0))[1],
                        "minutes_of_all": self.external[month]["minutes_of_all"],
                    }
                    for month, providers in self.of_all_providers.items()
                },
                set(untold),
            )
            for name in names
        }

    def groups(self, level: Level) -> dict[Name, tuple[dict[date, Sums], set[date]]]:
        """By name what is told of each unit or provider, and the months that are hidden, wholly or partly."""
        found: dict[Name, tuple[dict[date, Sums], set[date]]] = defaultdict(lambda: ({}, set()))
        for row in self.of_providers if level == Level.PROVIDER else self.of_units:
            months, hidden = found[row["unit__name"],]
            months[row["month"]] = told_columns(row)
            if row["hidden"] != Hidden.NOTHING:
                hidden.add(row["month"])
        return found

    @cached_property
    def age_groups(self) -> dict[Name, tuple[dict[date, Sums], set[date]]]:
        """By provider and age group what may be told, and the months of which something is hidden."""
        found: dict[Name, tuple[dict[date, Sums], set[date]]] = defaultdict(lambda: ({}, set()))
        months = {*self.told, *self.hidden}
        facts, providers = visits_by_age(self.municipality, months)
        for month, parts in facts.items():
            told = told_ages(parts)
            sides: dict[Name, list[Visits]] = defaultdict(list)
            for part, ages in parts.items():
                for age in ages:
                    name = (providers[part[1]], age)
                    if (*part, age) in told:
                        sides[name].append(told[*part, age])
                    else:
                        found[name][1].add(month)
            for side, visits in sides.items():
                both = put_together(visits)
                found[side][0][month] = {
                    "people": both.people,
                    "minutes": both.minutes,
                    "visits": both.visits,
                }
        return found

    @cached_property
    def of_the_old(self) -> dict[date, Sums]:
        """Minutes of people of 65 or more, in months when none of their groups is hidden."""
        found: dict[date, Sums] = {}
        groups = {name: told for name, told in self.age_groups.items() if name[1] == OLD}
        hidden = {month for _months, untold in groups.values() for month in untold}
        for month in self.told.keys() - hidden:
            minutes = [months[month]["minutes"] for months, _untold in groups.values() if month in months]
            if minutes:
                found[month] = {"minutes_65": sum(minutes)}
        return found

    @cached_property
    def month_tallies(self) -> dict[date, list[Tally]]:
        return month_tallies(self.municipality.code, self.first, self.this_month)

    @cached_property
    def tallied(self) -> dict[date, Sums]:
        """Columns counted from visits and decisions, in months when they may be told."""
        found = {month: told_sums(tallies) for month, tallies in self.month_tallies.items()}
        return {month: sums for month, sums in found.items() if month not in self.hidden}

    @cached_property
    def untold_tallies(self) -> set[date]:
        """Months of which some count may not be told."""
        every = OF_VISITS
        return {month for month in self.month_tallies if every - self.tallied.get(month, {}).keys()}

    @cached_property
    def year_tallies(self) -> dict[int, list[Tally]]:
        """Counts of the years that are over and were whole in the system."""
        code = self.municipality.code
        years = whole_years(code, self.today)[-self.latest_years :]
        return {year: year_tallies(code, year) for year in years}

    @cached_property
    def tallied_years(self) -> dict[int, Sums]:
        """Columns counted from visits and decisions by the year.

        Visits of a year less those of its told months would be those of a month that is hidden.
        """
        found = {year: told_sums(tallies) for year, tallies in self.year_tallies.items()}
        for year in {month.year for month in self.hidden} & found.keys():
            found[year] = {name: total for name, total in found[year].items() if name not in SUMS_OF_MONTHS}
        return found

    @cached_property
    def hidden_columns(self) -> dict[int, set[str]]:
        """Columns of years that there are and that may not be told."""
        return {
            year: {name for tally in tallies for name in tally.sums} - self.tallied_years[year].keys()
            for year, tallies in self.year_tallies.items()
        }

    @cached_property
    def surveyed(self) -> dict[int, Sums]:
        """Best answers and answers in survey rounds, by year."""
        return survey_sums(self.municipality, self.first, self.this_month)

    @cached_property
    def typed(self) -> Mapping[int, Mapping[str, float]]:
        years = typed_years(self.municipality)
        return {year: sums for year, sums in years.items() if year >= self.first.year}


def told_columns(row: dict[str, Any]) -> Sums:
    """A month's columns that are told."""
    return {name: row[name] for name in TOLD if row[name] is not None}


def told_sums(tallies: Iterable[Tally]) -> Sums:
    """The sums of the tallies all of whose groups may be told."""
    found: Sums = {}
    for tally in tallies:
        if may_tell(Group(*part) for part in tally.parts):
            found |= tally.sums
    return found
