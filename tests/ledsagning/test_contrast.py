"""Text is at least 7:1 against its ground, and controls 4.5:1, in light and dark (design section 7)."""

import gzip
import re
from pathlib import Path

import pytest

from ledsagning.settings import BASE_DIR

STYLESHEET = (Path(BASE_DIR) / "ledsagning/static/css/app.css").read_text(encoding="utf-8")

TEXT_PAIRS = [
    ("ink", "surface"),
    ("ink", "surface-raised"),
    ("ink", "accent-soft"),
    ("ink-soft", "surface"),
    ("ink-soft", "surface-raised"),
    ("accent", "surface"),
    ("accent", "surface-raised"),
    ("accent-ink", "accent"),
    ("danger", "surface"),
    ("danger", "surface-raised"),
    ("danger", "danger-soft"),
    ("danger-ink", "danger"),
    ("ink-soft", "accent-soft"),
    ("accent", "accent-soft"),
]
CONTROL_PAIRS = [
    ("line-strong", "surface"),
    ("line-strong", "surface-raised"),
    ("line-strong", "accent-soft"),
    ("accent", "accent-soft"),
    ("danger", "surface-raised"),  # the border of a field with an error
]
# The focus is a ring with a halo inside it: one of the two is seen on every ground (WCAG 2.4.13).
GROUNDS = ["surface", "surface-raised", "accent", "accent-soft", "danger", "danger-soft"]


def palette(scheme: str) -> dict[str, str]:
    """Custom property → #rrggbb: the first :root block is light, the one in the dark query overrides it."""
    blocks = STYLESHEET.split(":root {")[1:3]
    light, dark = (dict(re.findall(r"--([\w-]+): (#\w{6});", block)) for block in blocks)
    return light if scheme == "light" else light | dark


def luminance(colour: str) -> float:
    """Relative luminance, 0 to 1 (WCAG 2.2)."""
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Contrast ratio, 1 to 21 (WCAG 2.2)."""
    dark, light = sorted([luminance(one), luminance(other)])
    return (light + 0.05) / (dark + 0.05)


def test_contrast_of_known_pairs() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.005)  # the well-known near miss of AA


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("text", "ground"), TEXT_PAIRS)
def test_text_is_seven_to_one(scheme: str, text: str, ground: str) -> None:
    colours = palette(scheme)
    assert contrast(colours[text], colours[ground]) >= 7


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("line", "ground"), CONTROL_PAIRS)
def test_controls_are_four_and_a_half_to_one(scheme: str, line: str, ground: str) -> None:
    colours = palette(scheme)
    assert contrast(colours[line], colours[ground]) >= 4.5


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("ground", GROUNDS)
def test_focus_is_seen_on_every_ground(scheme: str, ground: str) -> None:
    colours = palette(scheme)
    assert contrast(colours["focus"], colours["halo"]) >= 7
    assert max(contrast(colours[part], colours[ground]) for part in ("focus", "halo")) >= 4.5


def test_stylesheet_is_small_and_asks_nobody_for_anything() -> None:
    # What travels is compressed; the whole page is weighed in tests/browser/test_page_weight.py.
    assert len(gzip.compress(STYLESHEET.encode())) < 9_200
    assert "url(" not in STYLESHEET
    assert "@import" not in STYLESHEET
