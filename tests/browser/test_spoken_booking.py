"""R4: what is heard from signing in to the receipt, one question at a time, is what somebody has reviewed.

The reviewed words are in screen_reader/booking_sv.txt and booking_en.txt. When a page has changed on purpose:

    make spoken     # writes both anew; then READ THE DIFFERENCE ALOUD before it is committed

(the same as UPDATE_SPOKEN=1 python -m pytest tests/browser/test_spoken_booking.py). To read well aloud is:
each question is heard with its hint and its error, nothing is said twice for no reason, a button says what it
does.
"""

import itertools
import os
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page

from tests.browser.spoken import FOLDER, in_swedish, read_aloud, said_once, with_lengths
from tests.cast import NOW, make_cast

UPDATE = bool(os.environ.get("UPDATE_SPOKEN"))
HEAD = {
    "sv": "Vad som hörs från inloggning till kvitto. Granskat. Skrivs om med: make spoken",
    "en": "What is heard from signing in to the receipt. Reviewed. Written anew by: make spoken",
}
TYPED = {
    "sv": {"refused": "blåbärsdagen", "day": "i morgon", "starts": "halv tre", "place": "Simhallen"},
    "en": {"refused": "blueberry day", "day": "tomorrow", "starts": "half past two", "place": "Simhallen"},
}

Heard = dict[str, list[str]]


def submitted(page: Page, **typed: str) -> None:
    """The fields filled in, and the question answered by its first button."""
    for field, text in typed.items():
        page.locator(f"#id_{field}").fill(text)
    with page.expect_navigation():
        page.locator("main form button:not([value])").first.click()


def the_walk(page: Page, language: str) -> Heard:
    """Every page on the way, by what the person is doing: its title, and what is heard on it."""
    heard: Heard = {}
    words = TYPED[language]

    def listen(doing: str, selector: str = "main") -> None:
        heard[doing] = [page.title(), *read_aloud(page, selector, language=language)]

    page.goto("/logga-in/")
    if language == "en":
        with page.expect_navigation():
            page.locator("button[lang=en]").click()
    listen("1. sign in, the whole page", "body")
    submitted(page, username="berit", password="glömt")
    listen("2. wrong password")
    submitted(page, password="beritberit")
    listen("3. home, the whole page", "body")
    with page.expect_navigation():
        page.locator("main a[href$='/boka/']").first.click()
    listen("4. which day")
    submitted(page, day=words["refused"])
    listen("5. which day, refused")
    submitted(page, day=words["day"])
    listen("6. which time")
    submitted(page, starts="", length="")
    listen("7. which time, refused")
    submitted(page, starts=words["starts"], length="3")
    listen("8. where")
    submitted(page, place=words["place"])
    listen("9. who")
    submitted(page)
    listen("10. is this right")
    submitted(page)
    listen("11. the receipt")
    return heard


@pytest.fixture
def berit(transactional_db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """Berit at NOW, with a visit that has been, one to come, and a companion she knows."""
    monkeypatch.setattr(timezone, "now", lambda: NOW)
    cast = make_cast()
    cast.done(starts_at=NOW - timedelta(days=3), now=NOW - timedelta(days=5))
    cast.accepted(starts_at=NOW + timedelta(days=3))


def as_text(heard: Heard, language: str) -> str:
    parts = ["\n".join([f"== {doing}", *lines]) for doing, lines in heard.items()]
    return "\n\n".join([HEAD[language], *parts]) + "\n"


@pytest.mark.parametrize("language", ["sv", "en"])
def test_R4_what_is_heard_is_what_was_reviewed(page: Page, berit: None, language: str) -> None:
    reviewed = FOLDER / f"booking_{language}.txt"
    heard = the_walk(page, language)
    if UPDATE:
        reviewed.write_text(as_text(heard, language), "utf-8")
    assert as_text(heard, language) == reviewed.read_text("utf-8")
    if language == "sv":
        every_question_is_heard_with_its_hint_and_error(heard)
        nothing_is_empty_or_nameless(heard)
        nothing_is_said_twice_for_no_reason(heard)


def every_question_is_heard_with_its_hint_and_error(heard: Heard) -> None:
    (day,) = [line for line in heard["5. which day, refused"] if line.startswith("redigeringsfält")]
    assert "Vilken dag?" in day, "the question"
    assert "Till exempel" in day, "the hint"
    assert "Vi förstår inte ”blåbärsdagen”." in day, "the error"
    assert "ogiltig inmatning" in day
    for doing in ("4. which day", "6. which time", "8. where"):
        asked = [line for line in heard[doing] if line.startswith("redigeringsfält")]
        assert asked, doing
        assert all(len(line.split(", ")) >= 3 for line in asked), f"{doing}: a field without its hint"
    assert any(line.startswith("gruppering, Vem") for line in heard["9. who"]), "radios are a group by name"


def nothing_is_said_twice_for_no_reason(heard: Heard) -> None:
    """An area and the heading it begins with are not both said."""
    for doing, lines in heard.items():
        for line, following in itertools.pairwise(lines):
            area = line.removeprefix("område, ").removeprefix("navigering, ")
            assert area == line or not following.startswith(f"rubrik, {area}, "), f"{doing}: {line}"


def nothing_is_empty_or_nameless(heard: Heard) -> None:
    nameless = {"redigeringsfält", "knapp", "länk", "radioknapp", "kombinationsruta", "gruppering", "bild"}
    for doing, lines in heard.items():
        assert nameless.isdisjoint(lines), doing
        assert not [line for line in lines if "blank" in line or not line.strip()], doing


def test_what_nobody_is_told_is_left_out() -> None:
    said = [
        *("main", "heading, Hej, level 1", "Hej", "end of heading, Hej, level 1", "paragraph", "Hej"),
        *("end of paragraph", "list", "listitem, level 1, position 1, set size 2", "link, Ändra dagen"),
        *("Ändra", "dagen", "end of link, Ändra dagen", "end of listitem, level 1, position 1, set size 2"),
        *("end of list", "group, Vem?", "Vem?", "end, Vem?", "radio, Elsa, checked", "Elsa"),
        *("end of group, Vem?", "textbox, Dag, required", "end of main"),
    ]
    heard = list(said_once(with_lengths(said)))
    assert heard == [
        *("heading, Hej, level 1", "Hej", "list, 2 items", "link, Ändra dagen", "end of list", "group, Vem?"),
        *("radio, Elsa, checked", "end of group", "textbox, Dag, required"),
    ]
    assert [in_swedish(phrase) for phrase in heard[2:]] == [
        *("lista, 2 objekt", "länk, Ändra dagen", "slut på lista", "gruppering, Vem?"),
        *("radioknapp, Elsa, markerad", "slut på gruppering", "redigeringsfält, Dag, obligatoriskt"),
    ]


def test_a_faulty_page_is_heard_as_faulty(page: Page) -> None:
    """The negative control: a field without a label says nothing, and the reader shows it."""
    page.set_content("<!doctype html><html lang=sv><body><p>Vilken dag?</p><input></body></html>")
    assert read_aloud(page, language="sv") == ["Vilken dag?", "redigeringsfält"]
