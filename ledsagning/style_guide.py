"""Draws the specimens one after the other on one page, where several of the same must not be confused."""

import re
from typing import Any

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe

from ledsagning.specimens import specimens

IDS = re.compile(r'\b(id|for|aria-labelledby|aria-describedby)="([^"]*)"|href="#([^"]+)"')
NAMED = re.compile(r'(<(?:nav|section|div role="region")[^>]*aria-label=")')


def shown(request: HttpRequest) -> list[dict[str, Any]]:
    """The specimens drawn: title, template, and (name, id, markup) of each state."""
    found = []
    for number, specimen in enumerate(specimens(), start=1):
        states = []
        for nth, (name, context) in enumerate(specimen.states.items(), start=1):
            mark = f"s{number}-{nth}"
            drawn = render_to_string(specimen.template, context, request)
            states.append((name, mark, with_own_ids(drawn, mark, name)))
        found.append({"title": specimen.title, "template": specimen.template, "states": states})
    return found


def with_own_ids(html: str, mark: str, name: str) -> SafeString:
    """The same markup where nothing is called what something of another state is called.

    What is named by other elements is named by the state's heading (id=mark) first; no specimen takes the
    focus by itself.
    """

    def own(match: re.Match[str]) -> str:
        attribute, ids, target = match.groups()
        if target:
            return f'href="#{mark}-{target}"'
        renamed = " ".join(f"{mark}-{each}" for each in ids.split())
        return (
            f'{attribute}="{mark} {renamed}"'
            if attribute == "aria-labelledby"
            else f'{attribute}="{renamed}"'
        )

    html = IDS.sub(own, html.replace(" autofocus", ""))
    return mark_safe(NAMED.sub(rf"\g<1>{name}: ", html))
