"""The pages of measures: the list with each one's latest figure, and one's years, months and groups."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from admin_costs import svg
from admin_costs.kpb import cost_of_person, unit_price
from admin_costs.measure_charts import measure_chart
from admin_costs.measure_figures import MunicipalityFigures
from admin_costs.measure_kinds import By, Measure
from admin_costs.measure_rules import Figure, latest
from admin_costs.measure_words import (
    DIVISIONS,
    THEMES,
    change_words,
    figure_words,
    lead,
    nothing_yet,
    period_words,
    what_is_lacking,
)
from admin_costs.measures import BadMeasure, all_measures, measure_of
from admin_costs.models import Change
from admin_costs.wording import number

SATISFACTION, IN_SURVEYS = "nojdhet", "nojdhet-enkat"
HOURS_A_MONTH = (5, 10, 20, 40)


class ListRow(NamedTuple):
    """A measure in the list: its latest figure in words. `satisfaction` stands beside a cost."""

    measure: Measure
    value: str
    period: str
    change: str
    lacking: str
    satisfaction: str


class YearRow(NamedTuple):
    """A year in words."""

    period: str
    value: str
    change: str
    satisfaction: str
    note: str


class Division(NamedTuple):
    """Groups by name and their years, in words. `heads` are the years."""

    name: str
    heads: list[str]
    rows: list[tuple[str, list[str]]]


class MonthRow(NamedTuple):
    month: str
    value: str


class Side(NamedTuple):
    """One side of the change in words."""

    name: str
    value: str
    months: str


def list_of(figures: MunicipalityFigures) -> list[tuple[str, list[ListRow]]]:
    """All measures under their themes."""
    rows = [list_row(measure, figures) for measure in all_measures()]
    return [
        (str(name), [row for row in rows if row.measure.theme == theme])
        for theme, name in THEMES.items()
        if any(row.measure.theme == theme for row in rows)
    ]


def list_row(measure: Measure, figures: MunicipalityFigures) -> ListRow:
    years = figures.years(measure)
    figure = latest_of(years, figures)
    lacking = what_is_lacking(years[-1]) if years and figure is None else ""
    if figure is None:
        mark = figure_words(measure, years[-1] if years else None)
        return ListRow(measure, mark, "", "", lacking or nothing_yet(measure), "")
    before = year_before(years, figure)
    beside = satisfaction_of(figures, figure) if measure.is_cost else ""
    return ListRow(
        measure,
        figure_words(measure, figure),
        period_words(figure),
        change_words(measure, figure, before),
        "",
        beside,
    )


def latest_of(years: Sequence[Figure], figures: MunicipalityFigures) -> Figure | None:
    """The last year that is over; before one is, the year that goes on."""
    over = [
        figure for figure in years if isinstance(figure.period, int) and figure.period < figures.today.year
    ]
    return latest(over) or latest(years)


def year_before(years: Sequence[Figure], figure: Figure) -> Figure | None:
    return next((each for each in years if each.period == int(str(figure.period)) - 1), None)


def satisfaction_of(figures: MunicipalityFigures, figure: Figure) -> str:
    """Satisfaction of the same year, after visits, else in survey rounds: no cost is shown without it."""
    for measure in (needed(SATISFACTION), needed(IN_SURVEYS)):
        beside = next((year for year in figures.years(measure) if year.period == figure.period), None)
        if beside and beside.value is not None:
            return figure_words(measure, beside)
    return _("not known")


def needed(slug: str) -> Measure:
    """A measure that stands beside every cost. Raises BadMeasure when its file is gone."""
    measure = measure_of(slug)
    if measure is None:
        raise BadMeasure(f"no cost may be shown without satisfaction beside it, and {slug} is gone")
    return measure


@dataclass(frozen=True)
class MeasurePage:
    """Everything that one measure's page shows."""

    measure: Measure
    figures: MunicipalityFigures
    change: Change | None = None

    @cached_property
    def years(self) -> list[Figure]:
        return self.figures.years(self.measure)

    @cached_property
    def months(self) -> list[Figure]:
        return self.figures.months(self.measure)

    @cached_property
    def latest(self) -> Figure | None:
        return latest_of(self.years, self.figures)

    @property
    def lead(self) -> str:
        before = year_before(self.years, self.latest) if self.latest else None
        words = lead(self.measure, self.latest, before)
        if self.measure.is_cost and self.latest:
            beside = _("Satisfaction the same year: %(share)s.")
            words += " " + beside % {"share": satisfaction_of(self.figures, self.latest)}
        return words

    def year_rows(self) -> list[YearRow]:
        """The years, the latest first."""
        pairs = zip([None, *self.years], self.years, strict=False)
        return [self.year_row(figure, before) for before, figure in reversed(list(pairs))]

    def year_row(self, figure: Figure, before: Figure | None) -> YearRow:
        is_cost = self.measure.is_cost and figure.value is not None
        return YearRow(
            period_words(figure),
            figure_words(self.measure, figure),
            change_words(self.measure, figure, before),
            satisfaction_of(self.figures, figure) if is_cost else "",
            " ".join(filter(None, (what_is_lacking(figure), way_note(figure), hidden_note(figure)))),
        )

    def month_rows(self) -> list[MonthRow]:
        """The months, the latest first. Of a cost there are none: too few answer each month."""
        if self.measure.is_cost:
            return []
        return [
            MonthRow(period_words(figure), figure_words(self.measure, figure))
            for figure in reversed(self.months)
        ]

    def chart(self) -> SafeString:
        """The months, when there are two or more, else the years."""
        by_month = not self.measure.is_cost and len(self.months) > 1
        drawn = self.months if by_month else [figure for figure in self.years if figure.value is not None]
        if len(drawn) < 2:
            return svg.NOTHING
        ends = {
            "first": f"{period_words(drawn[0])}: {figure_words(self.measure, drawn[0])}",
            "last": f"{period_words(drawn[-1])}: {figure_words(self.measure, drawn[-1])}",
        }
        return measure_chart(
            self.measure,
            drawn,
            change=self.change.change_month if self.change else None,
            title=", ".join((_(self.measure.name), _(self.measure.unit))),
            description=_("From %(first)s to %(last)s. All figures are in the tables.") % ends,
            ids_prefix="measure",
        )

    def divisions(self) -> list[Division]:
        """The measure by unit, provider and age group, where it has them and there is more than one."""
        found = [self.division(by) for by in By if by in self.measure.by]
        return [division for division in found if division.rows]

    def division(self, by: By) -> Division:
        groups = self.figures.divided(self.measure, by)
        heads = sorted({str(figure.period) for years in groups.values() for figure in years})
        rows = []
        for name, years in groups.items():
            of_year = {str(figure.period): figure for figure in years}
            rows.append((", ".join(name), [self.cell(by, name, of_year.get(head)) for head in heads]))
        return Division(str(DIVISIONS[by]), heads, rows)

    def cell(self, by: By, name: tuple[str, ...], figure: Figure | None) -> str:
        """A group's year; of a cost with the group's satisfaction beside it."""
        words = figure_words(self.measure, figure)
        if figure is None or figure.value is None or not self.measure.is_cost:
            return words
        beside = beside_of(self.figures, by, name, figure)
        return _("%(cost)s, satisfaction %(share)s") % {"cost": words, "share": beside}

    def sides(self) -> list[Side]:
        """Before and after the change, for measures that are looked at so. Empty without a change."""
        if not (self.change and self.measure.beside_change):
            return []
        names = (_("Before the change"), _("After the change"))
        found = self.figures.sides(self.measure, self.change)
        return [
            Side(name, figure_words(self.measure, side), number(side.months) if side else "0")
            for name, side in zip(names, found, strict=True)
        ]

    def person_costs(self) -> list[tuple[str, str]]:
        """What a person with so many hours a month costs in a year, by the latest figure's unit price."""
        price = self.unit_price() if self.measure.prices_a_person else None
        if price is None:
            return []
        return [
            (number(hours), number(cost_of_person([(price, 12 * hours)])) + "\N{NO-BREAK SPACE}" + _("kr"))
            for hours in HOURS_A_MONTH
        ]

    def unit_price(self) -> float | None:
        """Kronor an hour of the latest figure's year: its costs by its hours."""
        if self.latest is None or self.latest.way is None:
            return None
        told = [sums for month, sums in self.figures.told.items() if month.year == self.latest.period]
        wanted = [
            name for name in self.latest.way.columns if name in ("cost_ore", "admin_cost_ore", "people")
        ]
        hours = sum(sums["minutes"] for sums in told if all(name in sums for name in wanted)) / 60
        kronor = self.latest.above * self.latest.way.factor / 12
        return unit_price(kronor, 0, 0, hours)


def beside_of(figures: MunicipalityFigures, by: By, name: tuple[str, ...], figure: Figure) -> str:
    """A group's satisfaction in the same year."""
    measure = needed(SATISFACTION)
    years = figures.divided(measure, by).get(name, [])
    beside = next((year for year in years if year.period == figure.period), None)
    return figure_words(measure, beside) if beside else _("not known")


def way_note(figure: Figure) -> str:
    """What such figures are of, where there are several ways."""
    return _(figure.way.note) if figure.way and figure.way.note and figure.value is not None else ""


def hidden_note(figure: Figure) -> str:
    """How many months are left out because they may not be told."""
    if not figure.hidden or figure.value is None:
        return ""
    return _("%(months)s months are hidden, wholly or partly.") % {"months": figure.hidden}
