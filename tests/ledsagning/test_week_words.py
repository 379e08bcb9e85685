"""What comes back every week, in words."""

from datetime import time

import pytest
from django.utils.translation import override

from ledsagning.templatetags.week_words import clock_span, every


@pytest.mark.parametrize(
    ("language", "weekday", "said"),
    [
        ("sv", 0, "måndagar"),
        ("sv", 6, "söndagar"),
        ("sv", None, "vilken dag som helst"),
        ("en", 1, "Tuesdays"),
        ("en", None, "any day"),
    ],
)
def test_a_day_of_every_week(language, weekday, said):
    with override(language):
        assert every(weekday) == said


@pytest.mark.parametrize(
    ("starts", "minutes", "sv", "en"),
    [
        (time(10), 120, "kl. 10–12", "10:00–12:00"),
        (time(9, 30), 90, "kl. 9.30–11", "09:30–11:00"),
        (time(22), 180, "kl. 22–1", "22:00–01:00"),
        (time(14), 24 * 60, "kl. 14–14", "14:00–14:00"),
    ],
)
def test_from_when_to_when(starts, minutes, sv, en):
    for language, said in (("sv", sv), ("en", en)):
        with override(language):
            assert clock_span(starts, minutes).replace("\N{NO-BREAK SPACE}", " ") == said
