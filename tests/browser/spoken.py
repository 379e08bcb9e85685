"""What a screen reader would say on a page in Chromium (R4), by Guidepup's virtual screen reader.

Its script is put into the page itself, so it reads what the browser has made of the page: no copy, no jsdom.
It supplements listening with a real screen reader and never replaces it (docs/accessibility.md).

The virtual reader names every element there is. A person hears less, so `read_aloud` leaves out what no
screen reader says while reading (paragraphs, nameless forms, list items' numbers), says the length of a list
at its head, and a name once. Words for roles are in the language of the page, as a reader set to that
language has them. A password field has no role in ARIA, so only its name is heard ("Lösenord", twice).
"""

import re
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.plugin import IN_CI

FOLDER = Path(__file__).with_name("screen_reader")
SCRIPT = FOLDER / "node_modules/@guidepup/virtual-screen-reader/lib/esm/index.browser.js"
EXPORT = re.compile(r"export\{(?:.*?,)?([\w$]+) as virtual\}")

# The value of a button is for the server and not in the accessibility tree: it is hidden while reading.
READ = """async (selector) => {
  const reader = window.virtualScreenReader, container = document.querySelector(selector);
  const last = "end of " + {BODY: "document", MAIN: "main"}[container.tagName];
  const buttons = [...document.querySelectorAll("button[value]")].map(button => [button, button.value]);
  buttons.forEach(([button]) => button.removeAttribute("value"));
  await reader.start({container});
  while (await reader.lastSpokenPhrase() !== last) await reader.next();
  const phrases = await reader.spokenPhraseLog();
  await reader.stop();
  buttons.forEach(([button, value]) => button.setAttribute("value", value));
  return phrases;
}"""

ITEM = re.compile(r"listitem, level (\d+), position 1, set size (\d+)")
NAMED = re.compile(r"(heading|link|button), ")
LABELLED = re.compile(r"(group|radio|checkbox), ")
UNSAID = re.compile(
    r"(end of )?(paragraph|form|listitem\b.*|term|definition|document|generic)|end, .*|main|end of main"
)
# Roles and states as NVDA has them in Swedish, a whole part of a phrase at a time.
SWEDISH = {
    "banner": "sidhuvud",
    "contentinfo": "sidfot",
    "navigation": "navigering",
    "region": "område",
    "heading": "rubrik",
    "link": "länk",
    "button": "knapp",
    "list": "lista",
    "group": "gruppering",
    "radio": "radioknapp",
    "checkbox": "kryssruta",
    "textbox": "redigeringsfält",
    "combobox": "kombinationsruta",
    "status": "status",
    "alert": "varning",
    "article": "artikel",
    "img": "bild",
    "required": "obligatoriskt",
    "not checked": "inte markerad",
    "checked": "markerad",
    "has popup listbox": "med lista",
    "not expanded": "hopfälld",
    "not selected": "inte vald",
    "selected": "vald",
    "option": "alternativ",
    "invalid": "ogiltig inmatning",
    "current page": "aktuell sida",
    "current item": "aktuellt objekt",
}
SWEDISH_PATTERNS = {
    r"level (\d)": r"nivå \1",
    r"(\d+) items?": r"\1 objekt",
    r"position (\d+)": r"\1",
    r"set size (\d+)": r"av \1",
}


# The virtual reader adds the value that an option sends; no reader says that to a person.
OPTION_VALUE = re.compile(r"^(option, .+?), \d+, (?=not selected|selected)")


@cache
def script() -> str:
    """The reader as a function that sets `window.virtualScreenReader`.

    Evaluated and not added as a script, which our policy against foreign scripts rightly refuses.
    """
    if not SCRIPT.exists():
        (pytest.fail if IN_CI else pytest.skip)(
            "The virtual screen reader is not installed: make screen-reader"
        )
    plain, found = EXPORT.subn(r"window.virtualScreenReader = \1", SCRIPT.read_text("utf-8"))
    assert found == 1, "the virtual screen reader no longer exports `virtual` as it did"
    return "() => {" + plain + "\n}"


def phrases(page: Page, selector: str = "body") -> list[str]:
    """Everything the virtual reader says when the page (`body` or `main`) is read from top to end."""
    page.evaluate(script())
    return page.evaluate(READ, selector)


def read_aloud(page: Page, selector: str = "body", *, language: str = "en") -> list[str]:
    """What a person hears, a phrase a line."""
    heard = (OPTION_VALUE.sub(r"\1, ", each) for each in said_once(with_lengths(phrases(page, selector))))
    return [in_swedish(phrase) for phrase in heard] if language == "sv" else list(heard)


def with_lengths(said: list[str]) -> Iterator[str]:
    """A list says at its head how many items it has, as `list, 3 items`."""
    for phrase, following in zip(said, [*said[1:], ""], strict=True):
        if phrase == "list" and (item := ITEM.fullmatch(following)):
            yield f"list, {item[2]} item{'s' if item[2] != '1' else ''}"
        else:
            yield phrase


def said_once(said: Iterable[str]) -> Iterator[str]:
    """Without what nobody is told, and a name said once.

    The words inside a heading, link or button are its name already, and so is the label right after a radio
    or a group's legend. A link inside a heading is still said to be one.
    """
    said = list(said)
    closing, labelled = "", ""
    for number, phrase in enumerate(said):
        if closing:
            closing = "" if phrase == closing else closing
            if phrase.startswith("link, "):
                yield phrase
        elif labelled and labelled.startswith(phrase):
            labelled = ""
        else:
            labelled = LABELLED.sub("", phrase) if LABELLED.match(phrase) else ""
            if NAMED.match(phrase) and f"end of {phrase}" in said[number : number + 10]:
                closing = f"end of {phrase}"
            if not UNSAID.fullmatch(phrase):
                yield phrase.split(", ")[0] if phrase.startswith("end of ") else phrase


def in_swedish(phrase: str) -> str:
    """The words for roles and states in Swedish; the page's own words as they are."""
    start, rest = ("slut på ", phrase[7:]) if phrase.startswith("end of ") else ("", phrase)
    return start + ", ".join(swedish_part(part) for part in rest.split(", "))


def swedish_part(part: str) -> str:
    for pattern, words in SWEDISH_PATTERNS.items():
        if re.fullmatch(pattern, part):
            return re.sub(pattern, words, part)
    return SWEDISH.get(part, part)
