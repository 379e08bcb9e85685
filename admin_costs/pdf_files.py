"""A page as a tagged PDF (PDF/UA-1), by WeasyPrint: titled, in a language, every picture with its words.

What is printed is a template of its own under `admin_costs/paper`: no navigation, no icons, no links that
lead to a page one has to sign in to. Nothing is fetched while it is made: the style is given with it, charts
are in it as data, and every other address is refused, so that no text on a page can make the server ask
anybody for anything.
"""

import re
from base64 import b64encode
from collections.abc import Sequence
from html import unescape
from typing import NamedTuple

from django.template.loader import render_to_string
from django.utils.safestring import SafeString

PDF = "application/pdf"
MOST_MONTHS = 120
"""Rows of months on paper: ten years. What is older is in the files, and the paper says so."""

ILLUSTRATION = re.compile(r"<title[^>]*>(?P<title>.*?)</title><desc[^>]*>(?P<words>.*?)</desc>", re.DOTALL)


class CannotMakePdf(Exception):
    """The libraries that WeasyPrint sets text with are not on this machine."""


class Picture(NamedTuple):
    """A chart as an image: its address (data, nothing to fetch), and what it shows in words."""

    source: str
    words: str


def can_make_pdf() -> bool:
    """Whether the libraries are on this machine."""
    try:
        import weasyprint  # noqa: F401  inside: as below
    except OSError:
        return False
    return True


def tagged_pdf(html: str) -> bytes:
    """Return a page of `admin_costs/paper` as PDF/UA-1. Raises CannotMakePdf where Pango is missing."""
    try:
        import weasyprint  # inside: 1.3 s, and a server without Pango still has every other page
    except OSError as error:
        raise CannotMakePdf from error
    style = weasyprint.CSS(string=render_to_string("admin_costs/paper/paper.css"))
    only_data = weasyprint.urls.URLFetcher(allowed_protocols=["data"])
    page = weasyprint.HTML(string=html, url_fetcher=only_data)
    return page.write_pdf(stylesheets=[style], pdf_variant="pdf/ua-1")


def on_paper(chart: SafeString) -> Picture | None:
    """Return a chart of `svg` as an image with its own colours; None where there is nothing to draw.

    WeasyPrint gives a drawing that stands in the page its title only; an image gets all of its words.
    """
    found = ILLUSTRATION.search(chart)
    if not found:
        return None
    style = render_to_string("admin_costs/paper/chart.css")
    drawn = chart.replace("<title", f"<style>{style}</style><title", 1)
    words = ". ".join(unescape(found[name]).removesuffix(".") for name in ("title", "words"))
    return Picture(f"data:image/svg+xml;base64,{b64encode(drawn.encode()).decode()}", f"{words}.")


def charts_on_paper(charts: Sequence[tuple[str, SafeString]]) -> list[tuple[str, Picture | None]]:
    """Return named charts as named images."""
    return [(name, on_paper(chart)) for name, chart in charts]
