"""What Kolada answers, read: marks, deleted figures, and everything that is refused."""

import json

import pytest

from admin_costs.kolada_kpis import KPIS, About, of
from admin_costs.kolada_rows import (
    MOST_IDS,
    Figure,
    NotKolada,
    Page,
    Wrong,
    read_figures,
    read_page,
    read_titles,
    segments,
)
from tests.admin_costs.kolada_peer import row

# The row of domain section 3, with the three genders.
ANSWER = {
    "kpi": "N28806",
    "municipality": "1381",
    "period": 2021,
    "values": [
        {"gender": "T", "count": 1, "status": "", "value": 16.0, "isdeleted": False},
        {"gender": "K", "count": 1, "status": "..", "value": None, "isdeleted": False},
        {"gender": "M", "count": 1, "status": "", "value": 9.0, "isdeleted": True},
    ],
}


def wrong(rows: list) -> Wrong:
    with pytest.raises(NotKolada) as refused:
        read_figures(rows)
    return refused.value.wrong


def wrong_page(content: bytes) -> Wrong:
    with pytest.raises(NotKolada) as refused:
        read_page(content)
    return refused.value.wrong


def test_a_row_with_a_figure_a_secret_one_and_a_deleted_one():
    assert read_figures([ANSWER]) == [
        Figure("N28806", "1381", 2021, "T", 16.0, 1, ""),
        Figure("N28806", "1381", 2021, "K", None, 1, ".."),
    ]


@pytest.mark.parametrize(
    ("status", "value", "found"),
    [
        ("", 3, (3.0, "")),
        (None, 3.5, (3.5, "")),
        ("..", None, (None, "..")),
        ("-", None, (None, "-")),
        (".", None, (None, ".")),
        ("", None, (None, "-")),  # no figure and no reason: missing
        ("Sekretess", None, (None, "..")),
        ("Private", 3, (None, "..")),  # what is secret is not kept, though a figure stands there
        ("Missing", None, (None, "-")),
        ("Ej relevant", None, (None, ".")),
        ("Preliminary", 4, (4.0, "")),
    ],
)
def test_marks(status, value, found):
    (figure,) = read_figures([row("N28806", "1381", 2021, value, status=status)])
    assert (figure.value, figure.mark) == found


@pytest.mark.parametrize("value", [float("nan"), float("inf"), 1e300, "16", True, [16], {"v": 16}])
def test_what_is_no_number_is_refused(value):
    assert wrong([row("N28806", "1381", 2021, value)]) == Wrong.NUMBER


@pytest.mark.parametrize("count", [-1, "1", 1e12, True])
def test_what_is_no_count_is_refused(count):
    assert wrong([row("N28806", "1381", 2021, count=count)]) == Wrong.NUMBER


@pytest.mark.parametrize(
    "change",
    [
        {"kpi": None},
        {"municipality": 1381},
        {"period": "2021"},
        {"period": True},
        {"period": 21},
        {"values": None},
        {"values": ["16"]},
        {"values": [{"gender": "X", "value": 1}]},
        {"values": [{"value": 1}]},
        {"values": [{"gender": "T", "value": 1, "status": 7}]},
    ],
)
def test_a_row_of_another_shape_is_refused(change):
    assert wrong([ANSWER | change]) == Wrong.ROW


def test_the_same_twice_is_once_and_two_different_are_refused():
    assert len(read_figures([ANSWER, ANSWER])) == 2
    assert wrong([ANSWER, row("N28806", "1381", 2021, 17.0)]) == Wrong.TWICE


@pytest.mark.parametrize("name", ["next_url", "next_page"])
def test_the_next_page_by_the_name_of_either_version(name):
    content = json.dumps({"values": [ANSWER], name: "https://api.kolada.se/v3/x?page=2"}).encode()
    assert read_page(content) == Page([ANSWER], "https://api.kolada.se/v3/x?page=2")
    assert read_page(b'{"values": [], "next_url": null}') == Page([], "")


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", Wrong.NOT_JSON),
        (b"<html>Hej</html>", Wrong.NOT_JSON),
        (b"\xff\xfe\x00", Wrong.NOT_JSON),
        (b"[" * 100_000, Wrong.NOT_JSON),
        (b'{"values": [{"value": ' + b"9" * 5000 + b"}]}", Wrong.NOT_JSON),
        (b"[1]", Wrong.NO_VALUES),
        (b'{"detail": "no"}', Wrong.NO_VALUES),
        (b'{"values": {}}', Wrong.NO_VALUES),
        (b'{"values": [1]}', Wrong.ROW),
        (b'{"values": [{"value": NaN}]}', Wrong.NUMBER),
        (b'{"values": [{"value": -Infinity}]}', Wrong.NUMBER),
        (b'{"values": [], "next_url": 7}', Wrong.ELSEWHERE),
    ],
)
def test_an_answer_of_another_shape_is_refused(content, why):
    assert wrong_page(content) == why


def test_titles_on_one_line():
    assert read_titles([{"id": "N28806", "title": "Personer\n med  ledsagarservice"}]) == {
        "N28806": "Personer med ledsagarservice"
    }
    with pytest.raises(NotKolada):
        read_titles([{"id": "N28806", "title": None}])


def test_segments_hold_25_ids_at_most():
    parts = list(segments([f"{code:04}" for code in range(290)]))
    assert [len(part) for part in parts] == [25] * 11 + [15]
    assert MOST_IDS == 25


def test_the_key_figures_of_the_domain():
    """Domain section 3."""
    assert {kpi.id for kpi in KPIS} == {
        *("N28806", "N28812", "N28011", "N28157", "N28016", "N28018", "N28026", "U28414", "U28417"),
        *(f"U{number}" for number in range(26490, 26498)),
    }
    assert all(kpi.id.startswith("U") for kpi in of(About.QUALITY))
    assert all(kpi.id.startswith("N") for kpi in of(About.COST, About.PEOPLE))
