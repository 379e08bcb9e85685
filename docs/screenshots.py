"""Takes the pictures of a running demonstration: `make demo`, then `.venv/bin/python docs/screenshots.py`.

`python docs/screenshots.py http://127.0.0.1:8001` for another port; `--only participant` or `--only readme`
for a part of them. The README's pictures land in docs/screenshots/; every participant page in participant/
there, at 1280 and 320 px, light and dark. All are PNGs of few colours, kept small on purpose.

A page that is listed and cannot be reached is an error: nothing is left out in silence.
"""

import argparse
import io
import itertools
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Error, Page, sync_playwright

FOLDER = Path(__file__).parent / "screenshots"
PARTICIPANT_FOLDER = FOLDER / "participant"
MOST_BYTES = 200_000
MOST_BYTES_PARTICIPANT = 8_000_000  # all of them together
COLOURS = 24
PATIENCE_MS = 5_000
FLAGS = ["--headless", "--no-sandbox", "--disable-gpu", "--force-color-profile=srgb"]

Step = Callable[[Page], object]


def go(address: str) -> Step:
    """To an address. `{person}` in it is the address of the person's first page, without its last slash."""
    return lambda page: page.goto(address.format(person=page.url.partition("?")[0].rstrip("/")))


def press(selector: str) -> Step:
    """The first that fits, and then what comes."""
    return lambda page: page.locator(selector).first.click()


def write(selector: str, text: str) -> Step:
    return lambda page: page.locator(selector).fill(text)


# The README's: file, account to step in as, the steps from that account's first page, width, height. The last
# sends something: it asks for a proposal.
PICTURES: tuple[tuple[str, str, tuple[Step, ...], int, int], ...] = (
    ("participant", "berit", (), 760, 1080),
    ("coordinator", "karin", (), 1180, 900),
    ("coordinator-suggestions", "karin", (press("main tbody tr:nth-child(3) .button"),), 1180, 1000),
    ("coordinator-week", "karin", (go("/samordna/vecka/"),), 1180, 1180),
    ("coordinator-absence", "karin", (go("/samordna/franvaro/"), press("main tbody th a")), 1180, 1180),
    ("companion", "elsa", (), 760, 1080),
    ("companion-report", "elsa", (press('main a[href$="/rapport/"]'),), 760, 1080),
    ("manager", "maria", (), 1180, 1440),
    ("coordinator-proposal", "karin", (go("/samordna/forslag/"), press("main form .button")), 1180, 900),
)

BOOK = (press('main a[href$="/boka/"]'),)
DAY = (*BOOK, write("#id_day", "på lördag"), press(".button-big"))
TIME = (*DAY, write("#id_starts", "14"), write("#id_length", "3"), press(".button-big"))
PLACE = (*TIME, write("#id_place", "Simhallen, entrén"), press(".button-big"))
VISIT = (press('.visit a[href*="/besok/"]'),)
LINE = (write("#id_line", "på lördag 14–17, simhallen"), press(".one-line .button"))
SERIES = (go("{person}/serier/"), press(".visit h2 a"))
SERIES_VISIT = (go("{person}/serier/"), press('.visit a[href*="/besok/"]'))
AGAIN = (*VISIT, press('main a[href$="/kom-tillbaka/"]'))

# Every participant page: file, account to step in as ("" for nobody), and the steps from that account's first
# page. To add one, write a line: what the steps press or write must be there, or the whole run fails. Steps
# change the demonstration only if they send something; let such a line come last, or undo what it did.
PARTICIPANT: tuple[tuple[str, str, tuple[Step, ...]], ...] = (
    ("sign-in", "", (go("/logga-in/"),)),
    ("sign-in-refused", "", (go("/logga-in/"), press("main .button"))),
    ("statement", "", (go("/tillganglighet/"),)),
    ("how-it-works", "", (go("/sa-fungerar-det/"),)),
    ("rights", "", (go("/dina-rattigheter/"),)),
    ("privacy", "", (go("/personuppgifter/"),)),
    ("home", "berit", ()),
    ("home-for-another", "gunn", (go("/foretrader/"), press(".visit a"))),
    ("whose-hours", "gunn", (go("/foretrader/"),)),
    ("messages-to-oneself", "gunn", (go("/mina-uppgifter/"),)),
    ("all-visits", "berit", (go("{person}/besok/"),)),
    ("one-line", "berit", LINE),
    ("one-line-refused", "berit", (write("#id_line", "hjälp mig"), press(".one-line .button"))),
    ("question-day", "berit", BOOK),
    ("question-day-refused", "berit", (*BOOK, write("#id_day", "blåbärsdagen"), press(".button-big"))),
    ("question-time", "berit", DAY),
    ("question-place", "berit", TIME),
    ("question-companion", "berit", PLACE),
    ("check", "berit", (*PLACE, press(".button-big"))),
    ("visit", "berit", VISIT),
    ("change", "berit", (*VISIT, press('main a[href*="?change="]'))),
    ("cancel", "berit", (*VISIT, press('main a[href$="/avboka/"]'))),
    ("receipt", "berit", (*VISIT, lambda page: page.goto(page.url + "?klar=bokad"))),
    ("rate", "berit", (press('main a[href$="/betyg/"]'),)),
    ("wishes", "berit", (go("{person}/onskemal/"),)),
    ("favourites", "berit", (go("{person}/favoriter/"),)),
    ("new-favourite", "berit", (go("{person}/favoriter/ny/"),)),
    ("series", "berit", (go("{person}/serier/"),)),
    ("series-one", "berit", SERIES),
    ("series-change", "berit", (*SERIES_VISIT, press('main a[href*="?change="]'))),
    ("series-cancel", "berit", (*SERIES_VISIT, press('main a[href$="/avboka/"]'))),
    ("series-days-off", "berit", (*SERIES, press('main a[href$="/lediga-dagar/"]'))),
    ("series-until", "berit", (*SERIES, press('main a[href$="/hur-lange/"]'))),
    ("how-often", "berit", AGAIN),
    ("until-when", "berit", (*AGAIN, press("#id_often_0"), press(".button-big"))),
    ("messages", "berit", (go("{person}/meddelanden/"),)),
    ("calendar", "berit", (go("{person}/kalender/"),)),
    ("history", "berit", (go("{person}/historik/"),)),
    ("remark", "berit", (go("{person}/synpunkt/"),)),
    ("remark-read", "berit", (go("{person}/synpunkt/"), press('main ul a[href*="/synpunkt/"]'))),
    ("who-has-looked", "berit", (go("{person}/vem-har-last/"),)),
    ("representatives", "berit", (go("{person}/foretradare/"),)),
)
WIDTHS = (1280, 320)
SCHEMES = ("light", "dark")


@contextmanager
def opened(browser: Browser, home: str, account: str, width: int, height: int, scheme: str) -> Iterator[Page]:
    """A browser of its own at an account's first page, or at the demonstration's when there is no account."""
    context = browser.new_context(
        base_url=home,
        viewport={"width": width, "height": height},
        locale="sv-SE",
        timezone_id="Europe/Stockholm",
        color_scheme=scheme,
        reduced_motion="reduce",
    )
    context.set_default_timeout(PATIENCE_MS)
    page = context.new_page()
    page.goto("/")
    if account:
        page.locator(f'form[action="/demo/{account}/"] button').click()
    yield page
    context.close()


def picture(
    browser: Browser, home: str, name: str, account: str, steps: tuple[Step, ...], width: int, height: int
) -> None:
    """One of the README's."""
    with opened(browser, home, account, width, height, "light") as page:
        walk(page, name, steps)
        size = save(page, FOLDER / f"{name}.png", height)
    if size > MOST_BYTES:
        raise SystemExit(f"{name}.png is more than {MOST_BYTES // 1000} kB: make it smaller")


def participant_pictures(browser: Browser, home: str) -> None:
    """Every participant page at each width in each scheme. What stood there before is taken away."""
    shutil.rmtree(PARTICIPANT_FOLDER, ignore_errors=True)
    PARTICIPANT_FOLDER.mkdir(parents=True)
    total = 0
    for name, account, steps in PARTICIPANT:
        with opened(browser, home, account, WIDTHS[0], 800, SCHEMES[0]) as page:
            walk(page, name, steps)
            for width, scheme in itertools.product(WIDTHS, SCHEMES):
                page.set_viewport_size({"width": width, "height": 800})
                page.emulate_media(color_scheme=scheme)
                total += save(page, PARTICIPANT_FOLDER / f"{name}-{width}-{scheme}.png", None)
    if total > MOST_BYTES_PARTICIPANT:
        raise SystemExit(f"The participant pages are {total // 1000} kB together: make them smaller")
    print(f"{len(PARTICIPANT)} participant pages, {total // 1000} kB together")


def walk(page: Page, name: str, steps: tuple[Step, ...]) -> None:
    """Takes the steps, and fails with the page's name when one cannot be taken or leads to an error page."""
    statuses = {}
    page.on("response", lambda answer: statuses.update({answer.url.partition("#")[0]: answer.status}))
    for number, step in enumerate(steps, start=1):
        try:
            step(page)
            page.wait_for_load_state("networkidle")
        except Error as error:
            raise SystemExit(f"{name}: step {number} at {page.url}: {error.message}") from None
    if (status := statuses.get(page.url.partition("#")[0], 200)) >= 400:
        raise SystemExit(f"{name}: {page.url} answers {status}")


def save(page: Page, path: Path, height: int | None) -> int:
    """The page from its top, no taller than `height`, with few colours. Returns the bytes it takes."""
    shot = page.screenshot(full_page=height is None, clip=clip(page, height) if height else None)
    few = Image.open(io.BytesIO(shot)).convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE)
    few.save(path, optimize=True)
    size = path.stat().st_size
    print(f"{path.name}: {size // 1000} kB")
    return size


def clip(page: Page, height: int) -> dict[str, float]:
    """The page from its top, and no more than there is of it."""
    tall = page.evaluate("document.documentElement.scrollHeight")
    width = page.viewport_size["width"] if page.viewport_size else 0
    return {"x": 0, "y": 0, "width": width, "height": min(height, tall)}


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("home", nargs="?", default="http://127.0.0.1:8000")
    parser.add_argument("--only", choices=("readme", "participant"))
    asked = parser.parse_args()
    program = shutil.which("chromium") or shutil.which("chromium-browser")
    FOLDER.mkdir(exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=FLAGS)
        if asked.only != "participant":
            for name, *rest in PICTURES:
                picture(browser, asked.home, name, *rest)
        if asked.only != "readme":
            participant_pictures(browser, asked.home)
        browser.close()


if __name__ == "__main__":
    main()
