"""The page of Kolada's figures: what was asked, the lines of a picture, and the tables beside it."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import NamedTuple

from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from admin_costs import kolada
from admin_costs.disclosure import MISSING
from admin_costs.kolada import Mean
from admin_costs.kolada_charts import BESIDE, MEAN, OWN, Line, kolada_chart
from admin_costs.kolada_kpis import KPIS, Kpi
from admin_costs.kolada_words import ABOUT, kpi_name, trouble_words
from admin_costs.models import KoladaFigure, KoladaSnapshot
from admin_costs.wording import number
from ledsagning.people.models import Municipality


class MeanWords(NamedTuple):
    """The mean in words, and of how many municipalities it is."""

    value: str
    of: str


class YearRow(NamedTuple):
    year: int
    cells: list[str]
    mean: MeanWords


class KpiRow(NamedTuple):
    """A key figure's latest year."""

    kpi: Kpi
    name: str
    title: str
    year: int | None
    cells: list[str]
    mean: MeanWords


class Section(NamedTuple):
    name: str
    rows: list[KpiRow]


class Trouble(NamedTuple):
    """Key figures that could not be fetched the last time, why, when, and from when those shown are."""

    kpis: str
    why: str
    tried: date | None
    fetched: date | None
    is_all: bool


@dataclass(frozen=True)
class Shown:
    """Kolada's figures of some municipalities, one's own first. `gender` is T, K or M."""

    municipalities: Sequence[Municipality]
    gender: str

    @cached_property
    def snapshots(self) -> dict[str, KoladaSnapshot]:
        return kolada.snapshots()

    @cached_property
    def figures(self) -> dict[str, dict[int, dict[str, KoladaFigure]]]:
        """By key figure, year and municipality's code."""
        found: dict[str, dict[int, dict[str, KoladaFigure]]] = defaultdict(lambda: defaultdict(dict))
        codes = [each.pk for each in self.municipalities]
        for figure in kolada.figures_of(codes, self.gender):
            found[figure.snapshot_id][figure.year][figure.municipality_id] = figure
        return dict(found)

    @cached_property
    def latest(self) -> dict[str, int]:
        """The latest year of each key figure that one's own municipality has, or else any of those shown."""
        own = self.municipalities[0].pk
        found = {}
        for kpi, years in self.figures.items():
            of_own = [year for year, row in years.items() if own in row and not row[own].mark]
            told = [year for year, row in years.items() if any(not figure.mark for figure in row.values())]
            found[kpi] = max(of_own or told or years)
        return found

    @property
    def fetched_days(self) -> list[date]:
        """The days when figures that are shown were fetched, in order; none when nothing was."""
        days = {day_of(each.fetched_at) for each in self.snapshots.values()}
        return sorted(day for day in days if day)

    @property
    def is_illustrative(self) -> bool:
        return any(each.is_illustrative for each in self.snapshots.values())

    @property
    def troubles(self) -> list[Trouble]:
        """What could not be fetched the last time, together where reason and days are the same."""
        together: dict[tuple[str, date | None, date | None], list[KoladaSnapshot]] = defaultdict(list)
        for each in self.snapshots.values():
            if each.trouble:
                together[each.trouble, day_of(each.tried_at), day_of(each.fetched_at)].append(each)
        return [
            Trouble(
                ", ".join(each.kpi for each in found),
                trouble_words(trouble),
                tried,
                fetched,
                is_all=len(found) == len(KPIS),
            )
            for (trouble, tried, fetched), found in together.items()
        ]

    def sections(self) -> list[Section]:
        """Every key figure's latest year: quality first, and never a cost without it."""
        means = kolada.means_of(set(self.latest.items()), self.gender)
        return [
            Section(str(name), [self.kpi_row(kpi, means) for kpi in KPIS if kpi.about == about])
            for about, name in ABOUT.items()
        ]

    def kpi_row(self, kpi: Kpi, means: dict[tuple[str, int], Mean]) -> KpiRow:
        year = self.latest.get(kpi.id)
        row = self.figures[kpi.id][year] if year else {}
        cells = [cell_words(row.get(each.pk), kpi) for each in self.municipalities]
        mean = mean_words(means.get((kpi.id, year or 0)), kpi)
        return KpiRow(kpi, str(kpi_name(kpi)), self.title_of(kpi), year, cells, mean)

    def title_of(self, kpi: Kpi) -> str:
        """What Kolada calls it, in Swedish."""
        return self.snapshots[kpi.id].title if kpi.id in self.snapshots else ""

    def over_years(self, kpi: Kpi, ids_prefix: str) -> "OverYears":
        """One key figure by year: picture and rows."""
        years = self.figures.get(kpi.id, {})
        means = kolada.means_of({(kpi.id, year) for year in years}, self.gender)
        rows = [
            YearRow(
                year,
                [cell_words(row.get(each.pk), kpi) for each in self.municipalities],
                mean_words(means.get((kpi.id, year)), kpi),
            )
            for year, row in sorted(years.items())
        ]
        return OverYears(kpi, str(kpi_name(kpi)), rows, self.chart(kpi, means, ids_prefix))

    def chart(self, kpi: Kpi, means: dict[tuple[str, int], Mean], ids_prefix: str) -> SafeString:
        lines = [
            Line(each.name, self.points(kpi, each), BESIDE if place else OWN)
            for place, each in enumerate(self.municipalities)
        ]
        of_means = [(year, mean.value) for (_kpi, year), mean in sorted(means.items())]
        return kolada_chart(
            [*lines, Line(_("Mean of all"), of_means, MEAN)],
            title=str(kpi_name(kpi)),
            description=_("By year, from Kolada. All figures are in the table below."),
            ids_prefix=ids_prefix,
            decimals=kpi.decimals,
        )

    def points(self, kpi: Kpi, municipality: Municipality) -> list[tuple[int, float]]:
        found = []
        for year, row in sorted(self.figures.get(kpi.id, {}).items()):
            figure = row.get(municipality.pk)
            if figure and figure.value is not None:
                found.append((year, figure.value))
        return found


class OverYears(NamedTuple):
    """A key figure by year, as the page shows it."""

    kpi: Kpi
    name: str
    rows: list[YearRow]
    chart: SafeString


def day_of(moment: datetime | None) -> date | None:
    return timezone.localdate(moment) if moment else None


def cell_words(figure: KoladaFigure | None, kpi: Kpi) -> str:
    """A figure, or the mark that says why there is none."""
    if figure is None:
        return MISSING
    return figure.mark if figure.value is None else number(figure.value, kpi.decimals)


def mean_words(mean: Mean | None, kpi: Kpi) -> MeanWords:
    if mean is None:
        return MeanWords(MISSING, "")
    of = ngettext("of %(n)s municipality", "of %(n)s municipalities", mean.municipalities)
    return MeanWords(number(mean.value, kpi.decimals), of % {"n": number(mean.municipalities)})
