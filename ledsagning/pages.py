"""The site's own pages: the start, and what the law wants said in public."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from ledsagning.context import navigation
from ledsagning.demo.doors import doors


def start(request: HttpRequest) -> HttpResponse:
    """The demonstration's doors, or your own first page, or signing in."""
    if request.user.is_authenticated:
        menu = navigation(request)
        return redirect(menu[0]["url"]) if menu else render(request, "no_role.html")
    if settings.DEMO:
        return demo_doors(request)
    return redirect("sign_in")


def demo_doors(request: HttpRequest) -> HttpResponse:
    """The demonstration's start page, also when signed in."""
    return render(request, "demo/start.html", {"doors": doors()})


def accessibility(request: HttpRequest) -> HttpResponse:
    """The accessibility statement (tillgänglighetsredogörelse, DOS-lagen 2018:1937)."""
    return render(request, "accessibility.html")
