"""R8: every form of the person's own pages, refused.

Said in the title, in a summary with the focus and a link to the field, in the same words at the field, and
everything typed is kept. A new form: add a line to REFUSALS. Here by the test client; tests/browser/states.py
has them in a real browser.
"""

import html
import re
import uuid
from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
from django.http import HttpResponse
from django.urls import reverse

from tests.addresses import make_favourite, series_with
from tests.cast import NOW, Cast
from tests.hours.views.flow import Flow, title_of
from tests.matrix import MATRIX, SELF

TOO_LONG = "Jag har käpp & <hund>. " * 50

# Address, where in it, what is sent, and the field that is refused.
REFUSALS = [
    ("book_step", "dag", {"day": ""}, "day"),
    ("book_step", "dag", {"day": "<blåbärsdagen>"}, "day"),
    ("book_step", "tid", {"starts": "sen", "ends": "17", "length": ""}, "starts"),
    ("book_step", "tid", {"starts": "14", "ends": "snart", "length": "länge"}, "ends"),
    ("book_step", "tid", {"starts": "14", "ends": "13.59", "length": "&"}, "length"),
    ("book_step", "plats", {"place": TOO_LONG}, "place"),
    ("book_step", "ledsagare", {"note": TOO_LONG, "escort": ""}, "note"),
    # The score is the button pressed, which nobody can type wrong.
    ("rate_visit", "", {"comment": TOO_LONG}, "comment"),
    ("escort_wishes", "", {"escort": "", "wish": "never"}, "escort"),
    ("escort_wishes", "", {"escort": "elsa", "wish": ""}, "wish"),
    ("book_line", "", {"line": "<hjälp> mig"}, "line"),
    ("new_favourite", "", {"name": "", "starts": "sen", "length": "länge"}, "name"),
    ("favourite", "", {"name": "Gymmet", "starts": "sen", "length": "2"}, "starts"),
    ("contact", "", {"channel": "email", "email": "berit", "phone": "ring mig", "language": "sv"}, "email"),
    ("contact", "", {"channel": "sms", "email": "", "phone": "0430-150 00", "language": "en"}, "phone"),
    ("remark", "", {"key": str(uuid.uuid4()), "text": ""}, "text"),
    ("series_often", "", {"often": ""}, "often"),
    ("series_until", "", {"day": "blåbärsdagen"}, "day"),
    ("series_change", "", {"which": ""}, "which"),
    ("series_cancel", "", {"which": ""}, "which"),
    ("series_change_step", "tid", {"starts": "sen", "ends": "17", "length": ""}, "starts"),
    ("series_change_step", "plats", {"place": TOO_LONG}, "place"),
    ("series_last_day", "", {"day": "<blåbärsdagen>"}, "day"),
    ("series_off", "", {"day": "blåbärsdagen"}, "day"),
]
WITHOUT_A_FIELD = {
    "participant_home": "only reads",
    "book_start": "leads to the first question",
    "book_check": "nothing to type: its problems link to the question (test_book_check.py)",
    "visit": "only reads",
    "cancel_visit": "one question, yes or no",
    "own_visits": "only reads",
    "history": "only reads",
    "access_log": "only reads",
    "remark_sent": "only reads",
    "acting_for": "only reads",
    "own_representatives": "only reads",
    "own_calendar": "buttons alone",
    "favourites": "only reads",
    "book_remove": "a button alone",
    "series_days_off": "suggestions to tick, none of them needed (test_series_days_off.py)",
    "series_check": "nothing to type",
    "series_change_check": "nothing to type",
    "series_cancel_check": "nothing to type",
    "series_list": "only reads",
    "series_page": "only reads",
    "series_end": "one question, yes or no",
}


@pytest.fixture
def refused(flow: Flow, cast: Cast) -> Callable[..., HttpResponse]:
    """Sends what is refused, by address."""
    done = cast.done(starts_at=NOW - timedelta(days=3), now=NOW - timedelta(days=9))
    person = cast.participant.public_id
    flow.answer_all()

    alone, comes_back = cast.booking(), cast.booking(starts_at=NOW + timedelta(days=3))
    series = series_with(comes_back)
    of = {
        "rate_visit": [done.public_id],
        "favourite": [make_favourite(cast).public_id],
        "series_often": [alone.public_id],
        "series_until": [alone.public_id],
        "series_change": [comes_back.public_id],
        "series_cancel": [comes_back.public_id],
        "series_last_day": [series.public_id],
        "series_off": [series.public_id],
    }

    def send(address: str, step: str, typed: dict[str, str]) -> HttpResponse:
        if address == "book_step":
            return flow.client.post(flow.url(step), typed)
        which = (
            [comes_back.public_id, "alla", step] if address == "series_change_step" else of.get(address, [])
        )
        query = "?hur=weekly" if address == "series_until" else ""
        return flow.client.post(reverse(address, args=[person, *which]) + query, typed)

    return send


def faults(page: str, title: str, typed: dict[str, str], field: str) -> Iterator[str]:
    """What R8 asks for and the page lacks."""
    if not title.startswith("Fel: "):
        yield "title"
    summary = re.search(r'<div[^>]*id="error-summary"[^>]*\bautofocus\b[^>]*>.*?</ul>', page, re.DOTALL)
    if not summary:
        yield "summary with the focus"
        return
    links = re.findall(r'<li><a href="#([^"]+)">(.*?)</a></li>', summary[0])
    if not any(target.startswith(f"id_{field}") for target, _ in links):
        yield "link to the field"
    for target, words in links:
        if f'id="{target}"' not in page:
            yield f"#{target} is not there"
        if f"</span> {words}</p>" not in page:
            yield f"{words!r} at the field"
    body = html.unescape(page)
    yield from (f"{name} is not kept" for name, text in typed.items() if not is_kept(body, name, text))


def is_kept(page: str, name: str, text: str) -> bool:
    """In its text field, as the choice made, or as what its button sends again."""
    if not text:
        return True
    written = f'name="{name}" value="{text}"' in page or f">\n{text}" in page
    chosen = re.search(rf'<input[^>]*name="{name}"[^>]*value="{re.escape(text)}"[^>]*checked', page)
    return written or bool(chosen) or bool(re.search(rf'<option value="{re.escape(text)}"', page))


@pytest.mark.parametrize(("address", "step", "typed", "field"), REFUSALS)
def test_R8_a_refused_form_keeps_everything_and_says_what_is_wrong(
    refused, cast, address, step, typed, field
):
    typed = {name: str(cast.escort.pk) if text == "elsa" else text for name, text in typed.items()}
    response = refused(address, step, typed)
    assert response.status_code == 200
    assert list(faults(response.text, html.unescape(title_of(response)), typed, field)) == []


def unlisted(addresses: set[str]) -> set[str]:
    return addresses - {address for address, *_ in REFUSALS} - set(WITHOUT_A_FIELD)


def test_R8_every_page_of_the_person_is_here_or_has_nothing_to_refuse():
    own = {name for name, who in MATRIX.items() if who == SELF}
    assert unlisted(own) == set(), "add its form to REFUSALS"
    assert set(WITHOUT_A_FIELD) <= own
    assert unlisted({"visit", "new_form"}) == {"new_form"}


@pytest.mark.parametrize(
    ("spoilt", "instead", "fault"),
    [
        ('id="error-summary"', 'id="summary"', "summary with the focus"),
        ("autofocus", "", "summary with the focus"),
        ('href="#id_day"', 'href="#"', "link to the field"),
        ('id="id_day"', 'id="id_night"', "#id_day is not there"),
        ("</span> Vi", "</span> Hm. Vi", "at the field"),
        ('value="igåååår"', 'value=""', "day is not kept"),
    ],
)
def test_R8_a_bad_refusal_is_found(refused, spoilt, instead, fault):
    typed = {"day": "igåååår"}
    page = refused("book_step", "dag", typed).text
    assert list(faults(page, "Fel: ", typed, "day")) == []
    found = list(faults(page.replace(spoilt, instead), "Fel: ", typed, "day"))
    assert any(fault in line for line in found)


def test_R8_a_title_that_does_not_say_it_is_found(refused):
    page = refused("book_step", "dag", {"day": ""}).text
    assert list(faults(page, "Vilken dag?", {"day": ""}, "day")) == ["title"]
