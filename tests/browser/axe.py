"""Axe, the accessibility checker, with the standards that R1 names."""

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


def assert_accessible(page: Page) -> None:
    """Fail with every violation that axe finds on the page as it stands: rule, help, and the elements."""
    options = {"runOnly": {"type": "tag", "values": TAGS}, "resultTypes": ["violations"]}
    found = []
    for violation in Axe().run(page, options=options).response["violations"]:
        found.append(f"{violation['id']}: {violation['help']}")
        found += [f"    {node['html']}" for node in violation["nodes"]]
    assert not found, f"axe on {page.url}:\n" + "\n".join(found)
