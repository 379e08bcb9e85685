"""Small pieces of pages: symbols, and where an error link leads."""

from django import template
from django.forms import BoundField
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString

register = template.Library()


@register.simple_tag
def icon(name: str) -> SafeString:
    """The symbol `name` of static/icons.svg, hidden from screen readers: its word stands beside it."""
    return format_html(
        '<svg class="icon" aria-hidden="true" focusable="false"><use href="{}#{}"></use></svg>',
        static("icons.svg"),
        name,
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
