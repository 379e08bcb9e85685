"""R48: an attacker who is given every page, file, month, filter and sum cannot recover one person (P7).

The place is a municipality of three units and three providers whose groups are small, come and go, and one of
which one person makes up. The attacker is its manager. She downloads every comparison and measure there is,
at the end of every month (so that one window less another is a month), and registers the change anew in each
of them (so that one person-month count less another is a month's people). She knows which parts are in which
sum, that nothing is negative, and linear programming. She is not the program's own auditor.
"""

import csv
from collections.abc import Callable, Collection, Iterator, Mapping
from datetime import UTC, date, datetime
from io import StringIO
from itertools import combinations, product

import numpy as np
import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoDbBlocker
from scipy.optimize import linprog

from admin_costs import group_rules, measure_rules
from admin_costs.disclosure import Group, hidden_parts
from admin_costs.group_figures import tell_missing
from admin_costs.models import GroupFigures
from ledsagning.people.models import Municipality, Unit
from tests.cast import NOW
from tests.kept import kept
from tests.small_place import (
    FOUR_PEOPLE,
    LAHOLM,
    MONTHS,
    UNITS,
    Cell,
    Hide,
    Place,
    Sum,
    group_of,
    make_place,
)


@pytest.fixture(scope="module")
def kept_place(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Place]:
    with kept(django_db_blocker, make_place, now=NOW) as place:
        yield place


@pytest.fixture
def place(kept_place: Place, db: None) -> Place:
    return kept_place


class Attacker:
    """The manager with a browser and a calendar."""

    def __init__(self, place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
        self.client = Client()
        self.client.force_login(place.manager)
        self.calendar = monkeypatch

    def at_the_end_of(self, month: date) -> None:
        following = datetime(month.year + month.month // 12, month.month % 12 + 1, 15, tzinfo=UTC)
        self.calendar.setattr(timezone, "now", lambda: following)

    def table(self, page: str) -> list[list[str]]:
        answer = self.client.get(page)
        assert answer.status_code == 200, page
        return list(csv.reader(StringIO(answer.content.decode("utf-8-sig")), delimiter=";"))

    def groups(self, measure: str, level: str, period: str) -> dict[str, tuple[float, float]]:
        """(numerator in the measure's unit, denominator) of each group that is shown."""
        rows = self.table(f"/jamfor/enheter/fil.csv?matt={measure}&niva={level}&tid={period}")[1:]
        table = rows[: rows.index([])]
        shown = {row[0]: (number(row[1]), number(row[4])) for row in table if row[1] not in ("..", "")}
        return {name: (value * by, by) for name, (value, by) in shown.items()}

    def measured(self) -> Iterator[tuple[str, str, str, float, float]]:
        """Division, group, period, minutes and people of each shown figure of hours, from the measures."""
        heading, *rows = self.table("/jamfor/matt/fil.csv")
        assert heading[7:9] == ["Täljare", "Nämnare"]
        for row in rows:
            if row[0] == "timmar" and row[6] not in ("..", ""):
                yield row[3], row[4], row[5], number(row[7]), number(row[8])

    def months(self) -> tuple[dict[date, float], dict[date, float]]:
        """People and hours of each month of the whole municipality, from the page of before and after."""
        people_before = {}
        for month in [*MONTHS[1:], date(2026, 1, 1)]:
            self.client.post(
                "/jamfor/andring/",
                {"change_month": f"{month:%Y-%m}", "bedding_in_months": 0, "margin_permille": "5"},
            )
            rows = self.table("/jamfor/fil.csv")
            assert any(row[1:] == [f"{month:%Y-%m}"] for row in rows)
            people_before[month] = next(int(row[1]) for row in rows if row and row[0] == "Personmånader före")
        counts = np.diff([0, *people_before.values()])
        people = dict(zip(MONTHS, counts.tolist(), strict=True))
        start = next(n for n, row in enumerate(rows) if row[:1] == ["Månad"])
        told = {date.fromisoformat(row[0] + "-01"): row[1] for row in rows[start + 1 :] if row}
        return people, {
            month: number(told[month]) * people[month]
            for month in MONTHS
            if told.get(month) not in (None, "..")
        }

    def rows(self, left_out: Collection[str]) -> dict[date, list[str]]:
        """The months that the report is counted from, when some units are taken out to compare with."""
        units = Unit.objects.filter(name__in=left_out, kind="authority")
        change = {"change_month": "2025-10", "bedding_in_months": 0, "margin_permille": "5"}
        registered = self.client.post(
            "/jamfor/andring/", change | {"comparison_units": [unit.pk for unit in units]}
        )
        assert registered.status_code == 302
        table = self.table("/jamfor/sa-raknades-det/rader.csv")
        return {date.fromisoformat(row[0] + "-01"): row for row in table[1 : table.index([])]}


def number(text: str) -> float:
    return float(text.replace(",", "."))


def range_of(asked: Collection, cells: list, told: list[tuple[frozenset, float]]) -> tuple[float, float]:
    """The least and the most that the sum of some cells can be, whatever is told."""
    matrix = np.array([[float(each in part) for each in cells] for part, _total in told])
    sums = np.array([total for _part, total in told])
    aim = np.array([float(each in asked) for each in cells])
    # Figures are told rounded: each sum may be off by a little, and then all of them still agree.
    room = 2e-5 * np.maximum(sums, 1)
    both, ends = np.vstack([matrix, -matrix]), np.concatenate([sums + room, room - sums])
    found = [linprog(sign * aim, A_ub=both, b_ub=ends, method="highs") for sign in (1, -1)]
    low, high = (
        sign * each.fun if each.status == 0 else np.inf for sign, each in zip((1, -1), found, strict=True)
    )
    assert all(each.status in (0, 3) for each in found)
    return low, high


def everything_told(attacker: Attacker, place: Place, hide: Hide) -> tuple[list[Sum], list[Sum]]:
    """Sums of minutes and of people, each with the cells it is of; checked against the truth."""
    shown = {
        (*part, month)
        for month in MONTHS
        for part in place.parts(month)
        if part not in hide(place.parts(month))
    }
    minutes: list[Sum] = []
    people: list[Sum] = []
    for month, level in product(MONTHS, ("unit", "provider", "municipality")):
        attacker.at_the_end_of(month)
        for period in ("senaste", "2025"):
            for name, (hours, by) in attacker.groups("timmar", level, period).items():
                window = [cell for cell in place.minutes if cell[2] <= month]
                side = {"unit": 0, "provider": 1}.get(level)
                cells = frozenset(
                    cell for cell in window if side is None or (cell[side] == name and cell in shown)
                )
                minutes.append((cells, 60 * hours))
                people.append((cells, by))
    for month in MONTHS:
        attacker.at_the_end_of(month)
        for division, name, period, total, by in attacker.measured():
            side = {"Per enhet": 0, "Per utförare": 1, "Per utförare och åldersgrupp": 1}.get(division)
            cells = frozenset(
                cell
                for cell in place.minutes
                if cell[2] <= month
                and f"{cell[2]:%Y-%m}".startswith(period)
                and (side is None or (cell[side] == name.partition(",")[0] and cell in shown))
            )
            minutes.append((cells, total))
            people.append((cells, by))
    attacker.at_the_end_of(MONTHS[-1])
    counted, hours_of = attacker.months()
    for month in hours_of:
        whole = frozenset(cell for cell in place.minutes if cell[2] == month)
        minutes.append((whole, 60 * hours_of[month]))
        people.append((whole, counted[month]))
    for cells, total in minutes:
        assert total == pytest.approx(sum(sum(place.minutes[cell]) for cell in cells), rel=1e-3)
    for cells, total in people:
        assert total == sum(len(place.minutes[cell]) for cell in cells)
    return minutes, people


def secrets(place: Place, hide: Hide) -> list[frozenset[Cell]]:
    """What may not be known: hidden parts, one or several of a month, of fewer than five or nearly of one."""
    found = []
    for month in MONTHS:
        hidden = sorted(hide(place.parts(month)))
        for how_many in range(1, len(hidden) + 1):
            for some in combinations(hidden, how_many):
                people = [each for part in some for each in place.minutes[(*part, month)]]
                if not group_of(people).is_safe:
                    found.append(frozenset((*part, month) for part in some))
    return found


def test_the_place_is_worth_attacking(place: Place) -> None:
    found = secrets(place, hidden_parts)
    assert {sum(len(place.minutes[cell]) for cell in secret) for secret in found} >= {1, 2, 3, 4, 7}
    assert any(len(secret) > 1 for secret in found)
    hidden = [place.parts(month)[part] for month in MONTHS for part in hidden_parts(place.parts(month))]
    assert any(group.is_safe for group in hidden)  # hidden only because of what is beside them


def narrowest(place: Place, told: list[Sum], hide: Hide, value_of: Callable[[list[int]], int]) -> float:
    """Of all secrets the narrowest range, as a share of the secret figure itself."""
    cells = list(place.minutes)
    widths = []
    for secret in secrets(place, hide):
        low, high = range_of(secret, cells, told)
        widths.append((high - low) / sum(value_of(place.minutes[cell]) for cell in secret))
    return min(widths)


def test_R48_no_secret_can_be_worked_out_to_within_itself(place: Place, monkeypatch) -> None:
    minutes, people = everything_told(Attacker(place, monkeypatch), place, hidden_parts)
    found = [
        narrowest(place, minutes, hidden_parts, sum),
        narrowest(place, people, hidden_parts, len),
    ]
    print("\nnarrowest ranges of a secret, of minutes and of people, as shares of it:", np.round(found, 2))
    assert min(found) >= 0.99


def test_R48_the_rows_behind_the_report_add_nothing(place: Place, monkeypatch) -> None:
    """Of every version of the change, whichever units she takes out to compare with."""
    attacker = Attacker(place, monkeypatch)
    minutes, people = everything_told(attacker, place, hidden_parts)
    rows_of: dict[tuple[str, ...], int] = {}
    for left_out in (some for size in (0, 1, 2) for some in combinations(UNITS, size)):
        rows = attacker.rows(left_out)
        rows_of[left_out] = len(rows)
        for month, row in rows.items():
            cells = frozenset(cell for cell in place.minutes if cell[2] == month and cell[0] not in left_out)
            assert number(row[2]) == sum(len(place.minutes[cell]) for cell in cells)
            assert number(row[3]) == sum(sum(place.minutes[cell]) for cell in cells)
            minutes.append((cells, number(row[3])))
            people.append((cells, number(row[2])))
    print("\nmonths told, by the units taken out:", rows_of)
    for level, side in (("unit", 0), ("provider", 1), ("municipality", None)):
        table = attacker.table(f"/jamfor/enheter/sa-raknades-det/rader.csv?matt=timmar&niva={level}&tid=2025")
        for name, month, told, by, _hidden in table[1:]:
            if told in ("..", "") or (side is None and name != "Laholm"):
                continue
            when = date.fromisoformat(month + "-01")
            hidden = hidden_parts(place.parts(when)) if side is not None else frozenset()
            cells = frozenset(
                cell
                for cell in place.minutes
                if cell[2] == when and (side is None or cell[side] == name) and cell[:2] not in hidden
            )
            assert number(told) == sum(sum(place.minutes[cell]) for cell in cells)
            minutes.append((cells, number(told)))
            people.append((cells, number(by)))
    assert rows_of[()] == len(MONTHS)
    assert sum(count > 0 for count in rows_of.values()) > 1
    found = [narrowest(place, minutes, hidden_parts, sum), narrowest(place, people, hidden_parts, len)]
    assert min(found) >= 0.99


def test_R48_without_hiding_more_she_finds_them(place: Place, monkeypatch) -> None:
    """The negative control: parts that are not safe are hidden, and nothing beside them."""

    def unsafe_alone(parts: Mapping[tuple[str, str], Group]) -> frozenset[tuple[str, str]]:
        return frozenset(part for part, group in parts.items() if not group.is_safe)

    for rules in (group_rules, measure_rules):
        monkeypatch.setattr(rules, "hidden_parts", unsafe_alone)
    laholm = Municipality.objects.get(pk=LAHOLM)
    GroupFigures.objects.filter(municipality=laholm).delete()
    tell_missing(laholm)
    minutes, _people = everything_told(Attacker(place, monkeypatch), place, unsafe_alone)
    assert narrowest(place, minutes, unsafe_alone, sum) < 0.05


def test_R48_answers_of_three_cannot_be_worked_out(place: Place, monkeypatch) -> None:
    """Söder's three answers: Norr's or Väster's are hidden too, whichever month, window and level."""
    attacker = Attacker(place, monkeypatch)
    told: list[tuple[frozenset, float]] = []
    for month, level in product(MONTHS, ("unit", "municipality")):
        attacker.at_the_end_of(month)
        for name, (best, _of) in attacker.groups("nojdhet", level, "senaste").items():
            cells = frozenset(
                cell for cell in place.answers if cell[1] <= month and (level != "unit" or cell[0] == name)
            )
            told.append((cells, best / 100))
            assert best / 100 == pytest.approx(sum(place.answers[cell][0] for cell in cells), rel=1e-3)
    for month in MONTHS:
        low, high = range_of({("Söder", month)}, list(place.answers), told)
        assert high - low >= 0.99


def test_R48_a_municipality_of_four_is_in_no_page_file_or_sum(place: Place, monkeypatch) -> None:
    attacker = Attacker(place, monkeypatch)
    attacker.at_the_end_of(MONTHS[-1])
    name = Municipality.objects.get(pk=FOUR_PEOPLE).name
    assert name not in attacker.client.get("/jamfor/matt/fil.csv").content.decode("utf-8-sig")
    for measure in ("timmar", "kostnad", "administration", "nojdhet"):
        rows = attacker.table(f"/jamfor/enheter/fil.csv?matt={measure}&niva=municipality&tid=2025")
        (row,) = [row for row in rows if row[:1] == [name]]
        assert set(row[1:6]) == {".."}
    page = attacker.client.get("/jamfor/enheter/?niva=municipality&tid=2025").context
    assert [point.key for point in page["compared"].funnel.points] == [LAHOLM]
    assert [row.all for row in page["years"]] == [row.value for row in page["years"]]


def test_R48_what_is_of_each_person_is_not_the_managers_to_see(place: Place, monkeypatch) -> None:
    """Invoices are sums to be paid, of however few, for coordinators, who book each visit themselves."""
    attacker = Attacker(place, monkeypatch)
    for page in ("invoices", "invoices_csv", "attest_list", "coordinator_list"):
        assert attacker.client.get(reverse(page)).status_code == 404
