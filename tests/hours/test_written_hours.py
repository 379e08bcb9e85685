"""When somebody can work, as people write it. The phrases are ours, from how rotas are written by hand."""

from datetime import time

import pytest

from hours.written_hours import joined, read_hours, written
from hours.written_words import NotRead


def clocks(text: str) -> list[tuple[time, time]]:
    """ "08:00-16:00 22:00-06:00" as spans."""
    return [tuple(time.fromisoformat(each) for each in span.split("-")) for span in text.split()]


PHRASES = [
    ("", ""),
    ("-", ""),
    ("nej", ""),
    ("Ledig", ""),
    ("8–16", "08:00-16:00"),
    ("17-22", "17:00-22:00"),
    ("kl 8 till 16.30", "08:00-16:30"),
    ("22–06", "22:00-06:00"),
    ("mellan 8 och 12", "08:00-12:00"),
    ("8–12 och 13–16", "08:00-12:00 13:00-16:00"),
    ("8-12, 13-16", "08:00-12:00 13:00-16:00"),
    ("8-12,13-16", "08:00-12:00 13:00-16:00"),
    ("8-12 13-16", "08:00-12:00 13:00-16:00"),
    ("8-12 samt 13-16 samt 18-20", "08:00-12:00 13:00-16:00 18:00-20:00"),
    ("mellan 8 och 12 och mellan 13 och 16", "08:00-12:00 13:00-16:00"),
    ("halv nio till fyra", "08:30-16:00"),
    ("13–16 och 8–12", "08:00-12:00 13:00-16:00"),
    ("8–12 och 12–16", "08:00-16:00"),
    ("8–13 och 12–16", "08:00-16:00"),
    ("efter 16", "16:00-00:00"),
    ("från kl 17", "17:00-00:00"),
    ("till 12", "00:00-12:00"),
    ("hela dagen", "00:00-00:00"),
    ("När som helst", "00:00-00:00"),
    ("9–5 pm", "09:00-17:00"),
    ("8 to 12 and 1 pm to 4 pm", "08:00-12:00 13:00-16:00"),
]


@pytest.mark.parametrize(("text", "spans"), PHRASES)
def test_what_is_written_is_read(text, spans):
    assert read_hours(text) == clocks(spans)


@pytest.mark.parametrize(("text", "spans"), PHRASES)
def test_what_was_read_is_written_so_that_it_is_read_again(text, spans):
    assert read_hours(written(read_hours(text))) == clocks(spans)


@pytest.mark.parametrize("text", ["8", "kväll", "8–25", "8–12 och", "9-5", "x" * 60, "1 " * 30])
def test_what_cannot_be_read_is_refused(text):
    with pytest.raises(NotRead):
        read_hours(text)


def test_it_is_written_shortly():
    assert written(clocks("08:00-12:30 22:00-00:00")) == "8–12.30, 22–00"


def test_spans_over_a_whole_day_are_one_day():
    assert joined(clocks("08:00-08:00 09:00-07:00")) == clocks("08:00-08:00")
