"""/stil/: every partial is on it, in every state, with the real templates. Who may: test_addresses.py."""

from pathlib import Path

import pytest
from django.urls import reverse

from hours.models import Booking
from ledsagning.specimens import specimens
from ledsagning.style_guide import with_own_ids
from tests.cast import Cast
from tests.hours.views.conftest import SignedIn, at, signed_in
from tests.hours.views.flow import text_of

__all__ = ["at", "signed_in"]  # fixtures

TEMPLATES = Path(__file__).resolve().parents[2] / "templates"
FOLDERS = (TEMPLATES, TEMPLATES / "hours/participant")


def components(folders: tuple[Path, ...] = FOLDERS) -> set[str]:
    """The partials that are a part of a page; one that extends another is a whole page."""
    partials = [path for folder in folders for path in folder.glob("_*.html")]
    parts = [path for path in partials if "{% extends" not in path.read_text("utf-8")]
    return {str(path.relative_to(TEMPLATES)) for path in parts}


@pytest.fixture
def shown(cast: Cast, signed_in: SignedIn):
    return signed_in(cast.coordinator).get(reverse("style_guide"))


def test_every_partial_is_shown(shown):
    drawn = {template.name for template in shown.templates}
    assert components() - drawn == set(), "give it a specimen in ledsagning/specimens.py"


def test_a_partial_that_is_not_shown_is_noticed():
    assert "_field.html" in components()
    assert "_question_page.html" not in components()
    assert "admin_costs/_verdict.html" in components((TEMPLATES / "admin_costs",))


def test_each_state_has_its_heading_and_its_template_beside_it(shown):
    text = text_of(shown)
    for specimen in specimens():
        assert specimen.template in text
    assert shown.text.count('class="specimen-state"') == sum(len(each.states) for each in specimens()) > 50


def test_what_a_form_sends_leads_back_and_stores_nothing(cast, signed_in):
    response = signed_in(cast.coordinator).post(reverse("style_guide"), {"day": "imorgon"})
    assert response.status_code == 302
    assert response.url == reverse("style_guide")
    assert Booking.objects.count() == 0


def test_a_participant_meets_the_404_of_nothing_there(cast, signed_in):
    for user in (cast.participant.user, cast.representative.user, cast.escort.user, cast.stranger):
        for method in ("get", "post"):
            assert getattr(signed_in(user), method)(reverse("style_guide")).status_code == 404


def test_nothing_is_called_what_something_else_is_called(shown):
    ids = [part.split('"')[0] for part in shown.text.split(' id="')[1:]]
    assert len(ids) == len(set(ids))


def test_own_ids_lead_where_they_led():
    html = (
        '<section aria-labelledby="a"><h2 id="a">Hej</h2></section><a href="#id_day">Dag</a>'
        '<input id="id_day" aria-describedby="b c" autofocus><label for="id_day"></label>'
        '<nav class="pagination" aria-label="Sidor"></nav>'
    )
    assert with_own_ids(html, "s1-2", "Tom") == (
        '<section aria-labelledby="s1-2 s1-2-a"><h2 id="s1-2-a">Hej</h2></section>'
        '<a href="#s1-2-id_day">Dag</a>'
        '<input id="s1-2-id_day" aria-describedby="s1-2-b s1-2-c"><label for="s1-2-id_day"></label>'
        '<nav class="pagination" aria-label="Tom: Sidor"></nav>'
    )
