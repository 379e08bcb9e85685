"""A measure's texts in the language of the page."""

from django import template
from django.utils.translation import gettext

register = template.Library()


@register.simple_tag
def said(text: str) -> str:
    """A text of a measure's file, translated."""
    return gettext(text)
