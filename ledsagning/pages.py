"""The site's own pages: the start, and what the law wants said in public."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from ledsagning import statement
from ledsagning.context import has_a_choice, municipality_of, navigation
from ledsagning.demo.doors import doors
from ledsagning.people.access import units_or_404
from ledsagning.people.models.accounts import RoleKind
from ledsagning.style_guide import shown


def start(request: HttpRequest) -> HttpResponse:
    """The demonstration's doors, or your own first page, or signing in. Who may act for several chooses."""
    if request.user.is_authenticated:
        if has_a_choice(request.user):
            return redirect("acting_for")
        menu = navigation(request)
        return redirect(menu[0]["url"]) if menu else render(request, "no_role.html")
    if settings.DEMO:
        return demo_doors(request)
    return redirect("sign_in")


def demo_doors(request: HttpRequest) -> HttpResponse:
    """The demonstration's start page, also when signed in."""
    return render(request, "demo/start.html", {"doors": doors()})


def accessibility(request: HttpRequest) -> HttpResponse:
    """The accessibility statement (tillgänglighetsredogörelse, DOS-lagen), from docs/accessibility.md.

    The reader's own municipality is responsible; for those not signed in, every one that is served here.
    """
    language = statement.record_language(get_language())
    own = municipality_of(request) if request.user.is_authenticated else None
    fields = statement.the_record().statement
    context = {
        "responsible": [own] if own else statement.in_use(),
        "service": fields.service[language],
        "conformance": fields.conformance[language],
        "method": fields.method[language],
        "statement": fields,
        "parts": statement.parts(language),
        "report_to": statement.REPORT_TO,
    }
    return render(request, "accessibility.html", context)


@require_POST
def stay_signed_in(request: HttpRequest) -> HttpResponse:
    """Begins the week anew, and leads back to where one was (WCAG 2.2.1)."""
    back = request.POST.get("next", "")
    if request.user.is_authenticated:
        request.session.modified = True
        messages.success(request, _("You stay signed in for another week."))
    safe = url_has_allowed_host_and_scheme(back, {request.get_host()}, require_https=request.is_secure())
    return redirect(back if safe else "start")


@login_required
def style_guide(request: HttpRequest) -> HttpResponse:
    """Every component in every state, for staff. What is sent there changes nothing and leads back."""
    units_or_404(request, *RoleKind)
    if request.method == "POST":
        return redirect("style_guide")
    return render(request, "stil/page.html", {"specimens": shown(request)})
