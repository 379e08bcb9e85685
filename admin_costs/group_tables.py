"""A page that compares groups: what was asked, the funnel, the table beside it, and a group's years."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import NamedTuple

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from admin_costs import groups_read, svg
from admin_costs.compared import SATISFACTION, GroupMeasure, Sums, funnel_of, point_of
from admin_costs.disclosure import HIDDEN, MISSING
from admin_costs.funnel_charts import Year, funnel_chart, years_chart
from admin_costs.funnels import Funnel, Place
from admin_costs.group_rules import Level
from admin_costs.group_words import ICONS, MEASURES, PLACES, interval_words, lead, measure_value
from admin_costs.intervals import wilson
from admin_costs.wording import number
from ledsagning.people.models import Municipality

LATEST = "senaste"
MONTHS = 12


@dataclass(frozen=True, slots=True)
class Asked:
    """What is compared: the measure, the level, and the months from `first` to before `end`."""

    measure: GroupMeasure
    level: Level
    period: str
    first: date
    end: date
    group: str = ""

    @property
    def query(self) -> str:
        """The same as an address asks for it."""
        return f"matt={self.measure.slug}&niva={self.level}&tid={self.period}"


class GroupRow(NamedTuple):
    """A group in words."""

    key: str
    name: str
    is_own: bool
    value: str
    interval: str
    size: str
    months: str
    satisfaction: str
    place: str
    icon: str


class YearRow(NamedTuple):
    """A year of the group in words, and of all groups."""

    year: int
    value: str
    interval: str
    all: str


@dataclass(frozen=True)
class Compared:
    """The groups of a municipality's page, and what is drawn and said of them."""

    municipality: Municipality
    asked: Asked

    @cached_property
    def groups(self) -> list[Sums]:
        asked = self.asked
        return groups_read.group_sums(
            asked.measure, asked.level, self.municipality, first=asked.first, end=asked.end
        )

    @cached_property
    def funnel(self) -> Funnel | None:
        return funnel_of(self.groups, self.asked.measure)

    @cached_property
    def own(self) -> Sums | None:
        """The group whose years are shown: the one asked for, the municipality itself, or the first."""
        known = [group for group in self.groups if group.months]
        wanted = (self.asked.group, str(self.municipality.pk))
        found = [group for key in wanted for group in known if key and str(group.key) == key]
        return next(iter(found), None if self.asked.level == Level.MUNICIPALITY else next(iter(known), None))

    @property
    def marked(self) -> object:
        """The key of the group that is marked among others."""
        return self.municipality.pk if self.asked.level == Level.MUNICIPALITY else None

    @property
    def lead(self) -> str:
        return lead(self.funnel, self.asked.level)

    def rows_of(self, groups: Iterable[Sums]) -> list[GroupRow]:
        """Some of the groups, as the table has them."""
        return [row_of(group, self.asked.measure, self.funnel, self.marked) for group in groups]

    def chart(self) -> SafeString:
        """The funnel; nothing where nothing may be shown."""
        if self.funnel is None:
            return svg.NOTHING
        words = MEASURES[self.asked.measure.slug]
        title = f"{words.name}, {words.unit}"
        return funnel_chart(
            self.funnel,
            own=self.marked,
            names={group.key: group.name for group in self.groups},
            title=title,
            size_name=str(words.size),
            factor=words.factor,
            description=" ".join((self.lead, _("All groups are in the table."))),
            ids_prefix="funnel",
        )

    def year_sums(self, group: Sums) -> tuple[list[tuple[int, Sums]], list[tuple[int, Sums]]]:
        """A group's sums of each year, and all groups'."""
        where = (self.asked.measure, self.asked.level, self.municipality)
        own = groups_read.years_of(*where, group.key, group.name, end=self.asked.end)
        return own, groups_read.years_together(*where, end=self.asked.end)

    def months_behind(self, group: Sums | None = None) -> list[groups_read.ToldMonth]:
        """The months that are asked for of a group, or of all."""
        asked = self.asked
        return groups_read.told_months(
            asked.measure,
            asked.level,
            self.municipality,
            first=asked.first,
            end=asked.end,
            key=group.key if group else None,
        )

    def years(self) -> tuple[list[YearRow], SafeString]:
        """The own group's years as rows and, when there are two or more, as a picture."""
        if self.own is None or self.funnel is None:
            return [], svg.NOTHING
        asked, words = self.asked, MEASURES[self.asked.measure.slug]
        own, together = self.year_sums(self.own)
        found = [year_of(year, sums, asked.measure, self.funnel) for year, sums in own if sums.denominator]
        level = {year: point_of(sums, asked.measure).value for year, sums in together if sums.denominator}
        if not found:
            return [], svg.NOTHING
        rows = [year_row(asked.measure, each, level) for each in found]
        if len(rows) == 1:
            return rows, svg.NOTHING
        chart = years_chart(
            found,
            sorted(level.items()),
            factor=words.factor,
            title=_("%(name)s year by year") % {"name": self.own.name},
            description=_("From %(first)s to %(last)s. The years are in the table.")
            % {"first": rows[0].value, "last": rows[-1].value},
            ids_prefix="years",
        )
        return rows, chart


def row_of(group: Sums, measure: GroupMeasure, found: Funnel | None, marked: object) -> GroupRow:
    """A group's row: two dots where hidden, a dash where nothing is known."""
    is_own = group.key == marked
    point = point_of(group, measure)
    satisfaction = satisfaction_of(group) if measure.is_cost else ""
    if found is None or not group.months or not group.denominator:
        mark = HIDDEN if group.hidden or group.partly else MISSING
        return GroupRow(
            str(group.key), group.name, is_own, mark, "", "", months_of(group), satisfaction, "", ""
        )
    place = found.places[group.key]
    return GroupRow(
        str(group.key),
        group.name,
        is_own,
        measure_value(measure.slug, point.value),
        interval_words(measure.slug, found.interval(point)),
        number(point.size),
        months_of(group),
        satisfaction,
        str(PLACES[place]),
        ICONS[place] if place != Place.INSIDE else "",
    )


def months_of(group: Sums) -> str:
    """How many months the figure is of, and how many are hidden, wholly or partly."""
    hidden = group.hidden + group.partly
    if not hidden:
        return number(group.months)
    return _("%(months)s (%(hidden)s hidden, wholly or partly)") % {"months": group.months, "hidden": hidden}


def satisfaction_of(group: Sums) -> str:
    """Satisfaction beside a cost: no cost is shown without it."""
    if not group.answers:
        return MISSING
    share = measure_value(SATISFACTION.slug, group.best / group.answers)
    return _("%(share)s (%(best)s of %(answers)s)") % {
        "share": share,
        "best": number(group.best),
        "answers": number(group.answers),
    }


def year_of(year: int, sums: Sums, measure: GroupMeasure, found: Funnel) -> Year:
    """A year's figure and how sure it is."""
    point = point_of(sums, measure)
    if measure == SATISFACTION:
        return year, point.value, wilson(point.value * point.size, point.size)
    return year, point.value, found.interval(point)


def year_row(measure: GroupMeasure, found: Year, level: dict[int, float]) -> YearRow:
    year, value, interval = found
    return YearRow(
        year,
        measure_value(measure.slug, value),
        interval_words(measure.slug, interval),
        measure_value(measure.slug, level[year]),
    )
