"""R3: a person's hands for the criteria that axe cannot see, on every page, as far as a machine has hands."""

from collections.abc import Iterator

import pytest
from django.utils import timezone
from playwright.sync_api import Page
from pytest_django.live_server_helper import LiveServer

from tests.browser.hands import wrong_by_keyboard, wrong_by_looking, wrong_with_large_text, wrong_with_spacing
from tests.browser.state import State
from tests.browser.states import STATES
from tests.browser.test_every_state import show
from tests.browser.walked import make_walked
from tests.cast import NOW

# Every page as it is met, once; what a refusal adds (the summary) is covered by R8.
PLAIN = [state for state in STATES if state.typed is None and state.language == "sv"]
WIDE, NARROW = {"width": 1280, "height": 900}, {"width": 320, "height": 640}


def frame_of(page: Page) -> str:
    """3.2.3, 3.2.6: the parts of the frame, the menu and the ways to help, in their order."""
    parts = page.evaluate("""() => [
      ...[...document.querySelectorAll("body > *, header > *")]
        .map(each => `${each.tagName}.${each.classList[0]}`),
      ...[...document.querySelectorAll("nav.site-nav a, footer a")].map(each => each.getAttribute("href")),
    ]""")
    return " ".join(part for part in parts if not part.startswith("DIV.banner"))


def wrong_in(page: Page, state: State) -> Iterator[str]:
    """Everything a hand finds on one page."""
    page.set_viewport_size(WIDE)
    yield from wrong_by_looking(page)
    yield from wrong_by_keyboard(page)
    yield from wrong_with_large_text(page)
    page.set_viewport_size(NARROW)
    yield from (line.replace("1.4.10", "1.4.10 at 320") for line in wrong_by_looking(page))
    yield from wrong_with_spacing(page)
    page.set_viewport_size({"width": NARROW["height"], "height": NARROW["width"]})  # 1.3.4: either way round
    yield from (line.replace("1.4.10", "1.3.4") for line in wrong_by_looking(page))


@pytest.mark.django_db(transaction=True)
def test_R3_no_hand_finds_anything_wrong(
    page: Page, live_server: LiveServer, tmp_path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(timezone, "now", lambda: NOW)
    walked = make_walked(tmp_path)
    wrong: list[str] = []
    titles: dict[str, set[str]] = {}
    # Signed out, but with a survey's letter one is of a place, which has a number to ring.
    frames: dict[tuple[str, bool], dict[str, str]] = {}
    for state in PLAIN:
        show(page, walked, state, live_server.url)
        wrong += [f"{state}: {line}" for line in wrong_in(page, state)]
        titles.setdefault(page.title(), set()).add(state.address)
        frame = frame_of(page)
        frames.setdefault((state.who, "tel:" in frame), {})[frame] = str(state)
    assert not wrong, "\n".join(wrong)
    assert {who: list(kinds.values()) for who, kinds in frames.items() if len(kinds) > 1} == {}, (
        "3.2.3, 3.2.6"
    )
    # 2.4.2: a title is of one page, but where the same is asked: reporting, of an escort and of their
    # coordinator; the time of one visit and of many; how long, of a series to come and of one there is.
    shared = [addresses for addresses in titles.values() if len(addresses) > 1]
    assert sorted(map(sorted, shared)) == [
        ["book_step", "series_change_step"],
        ["report_for_escort", "report_visit"],
        ["series_last_day", "series_until"],
    ]


SOUND = "<!doctype html><html lang=sv><title>Hej</title><main><h1>Hej</h1>{}</main></html>"


@pytest.mark.parametrize(
    ("fault", "criterion"),
    [
        ("<button aria-label='Skicka'>Spara</button>", "2.5.3"),
        ("<a href='#' title='Bara för mus'>Dag</a>", "2.1.1"),
        ("<a href='#' tabindex=3>Dag</a>", "2.1.1"),
        ("<video></video>", "1.4.5"),
        ("<style>@keyframes x{to{opacity:0}} b{animation:x 1s infinite}</style><b>Hej</b>", "2.2.2"),
        ("<input name=username aria-label=Namn>", "1.3.5"),
        ("<div style='width:3000px'>Hej</div>", "1.4.10"),
    ],
)
def test_R3_a_fault_is_seen(page: Page, fault: str, criterion: str) -> None:
    page.set_content(SOUND.format(fault))
    assert [line.split(":")[0] for line in wrong_by_looking(page)] == [criterion]


def test_R3_text_that_is_cut_off_is_seen(page: Page) -> None:
    page.set_content(SOUND.format("<p style='width:50px;overflow:hidden;white-space:nowrap'>Hejsan</p>"))
    assert [line.split(":")[0] for line in wrong_with_spacing(page)] == ["1.4.12 cut off"]
    assert [line.split(":")[0] for line in wrong_with_large_text(page)] == ["1.4.4 cut off"]


@pytest.mark.parametrize(
    ("fault", "criterion"),
    [
        ("<style>a:focus{outline:none}</style><a href='#'>Dag</a>", "2.4.7"),
        ("<a href='#'>Dag</a><div style='position:fixed;inset:0;background:red'></div>", "2.4.11"),
        (
            "<a tabindex=1 href='#'>Dag</a><a tabindex=3 href='#'>Natt</a><a tabindex=2 href='#'>Tid</a>",
            "2.4.3",
        ),
        (
            "<a href='#'>Dag</a><script>document.links[0].onkeydown = e => e.preventDefault()</script>",
            "2.1.2",
        ),
    ],
)
def test_R3_a_fault_is_met_by_keyboard(page: Page, fault: str, criterion: str) -> None:
    page.set_content(SOUND.format(fault))
    assert criterion in {line.split()[0] for line in wrong_by_keyboard(page)}
