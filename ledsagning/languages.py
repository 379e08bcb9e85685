"""The language stays with the person: chosen once, it is theirs on every device they sign in on.

Before signing in it is a cookie, or what the browser asks for. So it is for an account that has never
chosen: the default of the field is nobody's choice.
"""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.views.i18n import set_language as set_language_cookie

from ledsagning.people.languages import keep_language

GetResponse = Callable[[HttpRequest], HttpResponse]


def set_language(request: HttpRequest) -> HttpResponse:
    """Chooses a language: for this browser, and for the account when somebody is signed in."""
    if request.method == "POST" and request.user.is_authenticated:
        keep_language(request.user, request.POST.get("language", ""))
    return set_language_cookie(request)


def language_of_account(get_response: GetResponse) -> GetResponse:
    """Shows the pages in the language that the account has chosen, whatever this browser asks for."""

    def middleware(request: HttpRequest) -> HttpResponse:
        user = request.user
        if user.is_authenticated and user.has_chosen_language:
            translation.activate(user.language)
            request.LANGUAGE_CODE = translation.get_language()
        return get_response(request)

    return middleware
