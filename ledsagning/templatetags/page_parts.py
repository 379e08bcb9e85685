"""Small pieces of pages: symbols, and where an error link leads."""

import re
from functools import cache
from pathlib import Path

from django import template
from django.forms import BoundField
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

register = template.Library()

SPRITE = Path(__file__).resolve().parent.parent / "static" / "icons.svg"
SYMBOL = re.compile(r'<symbol id="([\w-]+)" viewBox="([\d ]+)">(.*?)</symbol>', re.DOTALL)


@cache
def symbols() -> dict[str, tuple[str, SafeString]]:
    """Name → view box and shapes, from our own static/icons.svg."""
    found = SYMBOL.findall(SPRITE.read_text(encoding="utf-8"))
    return {name: (box, mark_safe(shapes)) for name, box, shapes in found}


@register.simple_tag
@cache
def icon(name: str) -> SafeString:
    """The symbol `name` of static/icons.svg, hidden from screen readers: its word stands beside it.

    Drawn in the page itself: a few dozen bytes compressed, where a file of its own would be one more
    request on a slow line. A name that is not there draws nothing, for the word says it all
    (tests/ledsagning/test_templatetags.py finds such a name in a template).
    """
    if name not in symbols():
        return SafeString("")
    return format_html(
        '<svg class="icon" viewBox="{}" aria-hidden="true" focusable="false">{}</svg>', *symbols()[name]
    )


@register.filter
def error_target(field: BoundField) -> str:
    """The id that a link from the error summary leads to: the field's first control (R8).

    A group of radios, checkboxes or date parts has no control of its own name, so its first one is
    taken. "" for a hidden field, which nobody can go to.
    """
    if field.is_hidden:
        return ""
    if field.id_for_label:
        return field.id_for_label
    return f"{field.auto_id}_0" if field.auto_id else ""
