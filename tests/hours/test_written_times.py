"""Times and lengths as people write them (R7)."""

from datetime import time

import pytest

from hours.written import NotRead
from hours.written_times import read_length, read_time


@pytest.mark.parametrize(
    ("text", "clock"),
    [
        # The forms that R7 names.
        ("14.30", time(14, 30)),
        ("1430", time(14, 30)),
        ("kl 14", time(14)),
        ("halv tre", time(14, 30)),
        # The same in other clothes.
        ("14:30", time(14, 30)),
        ("14 30", time(14, 30)),
        ("Klockan 14.30", time(14, 30)),
        ("kl. 9", time(9)),
        ("930", time(9, 30)),
        ("0230", time(2, 30)),
        ("24.00", time(0)),
        ("midnatt", time(0)),
        ("kvart i tre", time(14, 45)),
        ("kvart över två", time(14, 15)),
        ("fem i halv tre", time(14, 25)),
        ("fem över halv tre", time(14, 35)),
        ("tio i 3", time(14, 50)),
        ("tjugo över 14", time(14, 20)),
        ("halv ett", time(12, 30)),
        ("halv åtta", time(7, 30)),
        ("HALV ATTA PA KVALLEN", time(19, 30)),
        ("halv tolv på natten", time(23, 30)),
        ("två på natten", time(2)),
        ("14.30 på eftermiddagen", time(14, 30)),
        # English.
        ("2:30 pm", time(14, 30)),
        ("12 am", time(0)),
        ("half past two", time(14, 30)),
        ("quarter to three", time(14, 45)),
        ("seven o'clock in the evening", time(19)),
    ],
)
def test_a_time_is_read(text, clock):
    assert read_time(text) == clock


@pytest.mark.parametrize(
    ("text", "after", "clock"),
    [
        ("halv åtta", time(14), time(19, 30)),
        ("fem", time(14), time(17)),
        ("två", time(20), time(2)),
        ("sju", time(6), time(7)),
        ("13", time(14), time(13)),
    ],
)
def test_a_spoken_end_is_the_first_one_after_the_start(text, after, clock):
    assert read_time(text, after=after) == clock


@pytest.mark.parametrize(
    "text",
    [
        "",
        "sen",
        "25",
        "24.30",
        "14.3",
        "14.60",
        "halv",
        "halv 99",
        "kl",
        "massor i tre",
        "٣",
        "14.30.00",
        "kvart",
    ],
)
def test_what_is_no_time_is_not_read(text):
    with pytest.raises(NotRead):
        read_time(text)


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        ("3", 180),
        ("3 tim", 180),
        ("3h", 180),
        ("tre timmar", 180),
        ("2,5", 150),
        ("2.5 timmar", 150),
        ("1,75", 105),
        ("1.50", 90),
        ("1.30", 90),
        ("1:05", 65),
        ("två och en halv timme", 150),
        ("en halvtimme", 30),
        ("90 min", 90),
        ("2 timmar och 15 minuter", 135),
        ("2 tim 15 min", 135),
        ("two and a half hours", 150),
        ("0", 0),
    ],
)
def test_a_length_is_read(text, minutes):
    assert read_length(text) == minutes


@pytest.mark.parametrize("text", ["", "länge", "-1", "1000", "1:75", "3 dagar", "9999999999 min", "kvart"])
def test_what_is_no_length_is_not_read(text):
    with pytest.raises(NotRead):
        read_length(text)
