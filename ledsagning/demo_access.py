"""The demonstration's door: step in as an invented person without a password.

Three locks: the address exists only under LEDSAGNING_DEMO, ledsagning/checks.py stops a program that has
the setting anywhere else, and only accounts that the demonstration itself made can be stepped in as.
"""

from django.conf import settings
from django.contrib.auth import login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST

from ledsagning.checks import demo_is_only_a_demo
from ledsagning.people.models import User


@require_POST
def step_in(request: HttpRequest, username: str) -> HttpResponse:
    """Signs in as one of the demonstration's accounts."""
    if not settings.DEMO or demo_is_only_a_demo():
        raise Http404
    user = get_object_or_404(User, username=username, is_demo=True)
    login(request, user, backend="django.contrib.auth.backends.ModelBackend")
    return redirect("start")
