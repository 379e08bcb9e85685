"""/stil/ in a browser: every component in every state is accessible, reflows and is drawn (R1, R14)."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from ledsagning.people.models import Municipality
from tests.browser import looking
from tests.cast import make_cast

Opened = Callable[..., Page]


@pytest.fixture
def stil(transactional_db: None, page: Page, sign_in: Callable) -> Opened:
    """Call to open the page, with what the eye has asked for (as page.emulate_media) and a width."""

    def open_page(width: int = 1280, **media: str) -> Page:
        cast = make_cast()
        Municipality.objects.filter(pk=cast.unit.municipality.pk).update(phone="0430-150 00")
        sign_in(page, cast.coordinator)
        page.set_viewport_size({"width": width, "height": 900})
        page.emulate_media(**media)
        page.goto("/stil/")
        return page

    return open_page


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_R1_every_component_is_accessible(stil: Opened, axe: Callable[[Page], None], scheme: str) -> None:
    page = stil(color_scheme=scheme)
    assert page.title() == "Byggdelar – Ledsagning"
    axe(page)


def test_R14_every_component_reflows_and_is_large_enough(stil: Opened) -> None:
    page = stil(width=320)
    assert looking.reflows(page) == []
    assert looking.targets(page) == []


def test_R14_every_component_is_drawn_in_forced_colours(stil: Opened) -> None:
    assert looking.drawn_without_grounds(stil(forced_colors="active")) == []


def test_focus_is_seen_on_every_component(stil: Opened) -> None:
    assert looking.focus(stil(width=320)) == []
