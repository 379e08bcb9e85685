"""A price index from a file, as people write it; every wrong row is told."""

from pathlib import Path

import pytest
from django.utils import translation

from admin_costs.import_files import ImportRefused
from admin_costs.price_files import read_index


def written(folder: Path, text: str, encoding: str = "utf-8") -> Path:
    path = folder / "index.csv"
    path.write_bytes(text.encode(encoding))
    return path


@pytest.mark.parametrize(
    "text",
    [
        "Månad;Index\r\n2024-01;104,2\r\n2024-02;105\r\n",
        "2024-01\t104.2\n\n2024-02\t105\n",
        "month,index\n2024-01,104.2\n2024-02,105\n",
    ],
)
def test_it_is_read_as_people_write_it(tmp_path, text):
    assert read_index(written(tmp_path, text, "cp1252")) == {"2024-01": 104.2, "2024-02": 105.0}


def test_a_year_is_the_number_of_each_of_its_months(tmp_path):
    found = read_index(written(tmp_path, "År;Index\n2023;100\n2024-01;104,2\n"))
    assert list(found) == [*(f"2023-{month:02}" for month in range(1, 13)), "2024-01"]
    assert set(found.values()) == {100.0, 104.2}


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("2024;100\n2024-05;101\n", "A month is there once"),
        ("2024-01;100\n1824;101\n", "row 2"),
        ("2024-01;104\n2024-13;105\n", "row 2"),
        ("2024-01;104\n2024-02;dyrt\n", "row 2"),
        ("2024-01;104\n2024-02\n", "row 2"),
        ("2024-01;104\n2024-01;105\n", "A month is there once"),
        ("2024-01;0\n", "above zero"),
        ("Månad;Index\n", "no months"),
        ("", "no months"),
    ],
)
def test_what_is_wrong_is_told(tmp_path, text, says):
    with translation.override("en"), pytest.raises(ImportRefused) as refused:
        read_index(written(tmp_path, text))
    with translation.override("en"):
        assert says in "\n".join(map(str, refused.value.problems))


def test_no_file_is_told(tmp_path):
    with pytest.raises(ImportRefused):
        read_index(tmp_path / "none.csv")
