"""Reads settings from the environment, and says so loudly when one cannot be read.

A municipality's operator sets environment variables and nothing else. A misspelt
value must stop the program with a sentence naming the variable, never become a default.
"""

import os

from django.core.exceptions import ImproperlyConfigured

TRUE_WORDS = {"1", "true", "yes", "on"}
FALSE_WORDS = {"0", "false", "no", "off"}


def env_text(name: str, default: str | None = None) -> str:
    """The variable's text. Without a default it is required: raises ImproperlyConfigured."""
    value = os.environ.get(name, "").strip()
    if value:
        return value
    if default is None:
        raise ImproperlyConfigured(f"Set the environment variable {name}. The README says what it is for.")
    return default


def env_bool(name: str, default: bool) -> bool:
    """True or false. Anything but 1/0, true/false, yes/no, on/off raises ImproperlyConfigured."""
    word = env_text(name, "true" if default else "false").lower()
    if word in TRUE_WORDS:
        return True
    if word in FALSE_WORDS:
        return False
    raise ImproperlyConfigured(f"{name} is {word!r}. Write 1 for yes or 0 for no.")


def env_int(name: str, default: int) -> int:
    """A whole number, or ImproperlyConfigured."""
    text = env_text(name, str(default))
    try:
        return int(text)
    except ValueError:
        raise ImproperlyConfigured(f"{name} is {text!r}. Write a whole number.") from None


def env_list(name: str, default: str | None = "") -> list[str]:
    """Words separated by commas; empty words are dropped. With None for default it is required."""
    return [word.strip() for word in env_text(name, default).split(",") if word.strip()]
