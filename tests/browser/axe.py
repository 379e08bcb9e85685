"""Axe, the accessibility checker, with the standards that R1 names."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

TAGS = [
    "wcag2a",
    "wcag2aa",
    "wcag21a",
    "wcag21aa",
    "wcag22a",
    "wcag22aa",
    "EN-301-549",
    "best-practice",
]


@dataclass(frozen=True)
class Finding:
    """One element that a rule stopped at: its HTML, and a CSS selector that finds it on the page."""

    rule: str
    help: str
    html: str
    selector: str


def findings(page: Page) -> dict[str, list[Finding]]:
    """What axe finds on the page as it is: `violations`, and `incomplete` that a person must judge (R2)."""
    options = {"runOnly": {"type": "tag", "values": TAGS}, "resultTypes": ["violations", "incomplete"]}
    response = Axe().run(page, options=options).response
    return {kind: list(_findings(response[kind])) for kind in ("violations", "incomplete")}


def _findings(results: list[dict[str, Any]]) -> Iterator[Finding]:
    for result in results:
        for node in result["nodes"]:
            yield Finding(result["id"], result["help"], node["html"], str(node["target"][0]))


def assert_accessible(page: Page) -> None:
    """Fail with every violation that axe finds on the page as it stands: rule, help, and the elements."""
    found = [f"{each.rule}: {each.help}\n    {each.html}" for each in findings(page)["violations"]]
    assert not found, f"axe on {page.url}:\n" + "\n".join(found)
