"""Takes the README's pictures of a running demonstration: `make demo`, then `python docs/screenshots.py`.

`python docs/screenshots.py http://127.0.0.1:8001` for another port. The pictures land in docs/screenshots/
and are kept under 200 kB by being small: one device pixel to a CSS pixel, and no taller than they need be.
"""

import shutil
import sys
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

FOLDER = Path(__file__).parent / "screenshots"
MOST_BYTES = 200_000
FLAGS = ["--headless", "--no-sandbox", "--disable-gpu", "--force-color-profile=srgb"]

# File, account to step in as, link to follow (a part of its text), width, height.
PICTURES = (
    ("participant", "berit", "", 760, 1080),
    ("coordinator", "karin", "", 1180, 900),
    ("coordinator-suggestions", "karin", "/samordna/", 1180, 900),
    ("companion", "elsa", "", 760, 1080),
    ("manager", "maria", "", 1180, 1440),
)


def picture(browser: Browser, home: str, name: str, account: str, link: str, width: int, height: int) -> None:
    """One page of one account. `link` is how the address of the link to follow begins."""
    context = browser.new_context(
        base_url=home,
        viewport={"width": width, "height": height},
        locale="sv-SE",
        timezone_id="Europe/Stockholm",
        color_scheme="light",
    )
    page = context.new_page()
    page.goto("/")
    page.locator(f'form[action="/demo/{account}/"] button').click()
    if link:
        page.locator(f'main a[href^="{link}"]:not([href="{link}"])').first.click()
    page.wait_for_load_state("networkidle")
    save(page, FOLDER / f"{name}.png", height)
    context.close()


def save(page: Page, path: Path, height: int) -> None:
    page.screenshot(path=path, full_page=False, clip=clip(page, height))
    size = path.stat().st_size
    print(f"{path.name}: {size // 1000} kB")
    if size > MOST_BYTES:
        raise SystemExit(f"{path.name} is more than {MOST_BYTES // 1000} kB: make it smaller")


def clip(page: Page, height: int) -> dict[str, float]:
    """The page from its top, and no more than there is of it."""
    tall = page.evaluate("document.documentElement.scrollHeight")
    width = page.viewport_size["width"] if page.viewport_size else 0
    return {"x": 0, "y": 0, "width": width, "height": min(height, tall)}


def main() -> None:
    home = sys.argv[1] if len(sys.argv) > 1 else "http://127.0.0.1:8000"
    program = shutil.which("chromium") or shutil.which("chromium-browser")
    FOLDER.mkdir(exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=FLAGS)
        for name, *rest in PICTURES:
            picture(browser, home, name, *rest)
        browser.close()


if __name__ == "__main__":
    main()
