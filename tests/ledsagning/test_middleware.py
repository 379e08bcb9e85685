"""Pages of somebody signed in stay out of every cache (R21)."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import HttpResponse

from ledsagning.middleware import private_pages
from ledsagning.people.models import User


@pytest.fixture
def answered(rf):
    """The answer that a user gets through the middleware, with headers that the view has set."""

    def answer(user, **headers: str) -> HttpResponse:
        request = rf.get("/")
        request.user = user
        return private_pages(lambda _: HttpResponse(headers=headers))(request)

    return answer


def test_R21_a_page_of_somebody_signed_in_is_not_stored(answered):
    assert answered(User(username="berit"))["Cache-Control"] == "no-store"


def test_a_public_page_says_nothing(answered):
    assert not answered(AnonymousUser()).has_header("Cache-Control")


def test_what_a_view_has_said_stands(answered):
    assert answered(User(), **{"Cache-Control": "private"})["Cache-Control"] == "private"


@pytest.mark.parametrize("name", ["participant", "coordinator"])
def test_R21_through_the_whole_site(cast, client, name):
    user = cast.participant.user if name == "participant" else cast.coordinator
    client.force_login(user)
    response = client.get("/", follow=True)
    assert response.status_code == 200
    assert "no-store" in response["Cache-Control"]
