"""Settings are read from the environment, and what cannot be read stops the program by name."""

import pytest
from django.core.exceptions import ImproperlyConfigured

from ledsagning.environment import env_bool, env_int, env_list, env_text

NAME = "LEDSAGNING_TEST_VARIABLE"


@pytest.fixture
def given(monkeypatch):
    """Sets the variable; None unsets it."""
    monkeypatch.delenv(NAME, raising=False)

    def give(value: str | None) -> None:
        if value is not None:
            monkeypatch.setenv(NAME, value)

    return give


@pytest.mark.parametrize(
    ("value", "read"), [("ett", "ett"), ("  ett två ", "ett två"), (None, "förval"), ("  ", "förval")]
)
def test_text(given, value, read):
    given(value)
    assert env_text(NAME, "förval") == read


@pytest.mark.parametrize("value", [None, "", "   "])
def test_text_that_is_required_and_missing_is_named(given, value):
    given(value)
    with pytest.raises(ImproperlyConfigured, match=f"Set the environment variable {NAME}"):
        env_text(NAME)


def test_an_empty_default_is_a_default(given):
    assert env_text(NAME, "") == ""


@pytest.mark.parametrize("word", ["1", "true", "TRUE", "yes", "On", " 1 "])
def test_yes(given, word):
    given(word)
    assert env_bool(NAME, False) is True


@pytest.mark.parametrize("word", ["0", "false", "no", "OFF"])
def test_no(given, word):
    given(word)
    assert env_bool(NAME, True) is False


@pytest.mark.parametrize("default", [True, False])
def test_neither_is_the_default(given, default):
    assert env_bool(NAME, default) is default


@pytest.mark.parametrize("word", ["ja", "2", "ture", "-1", "none"])
def test_a_misspelt_word_never_becomes_a_default(given, word):
    given(word)
    with pytest.raises(ImproperlyConfigured, match=f"{NAME} is '{word}'"):
        env_bool(NAME, False)


@pytest.mark.parametrize(("value", "read"), [("0", 0), (" 31536000 ", 31_536_000), ("-1", -1), (None, 7)])
def test_a_whole_number(given, value, read):
    given(value)
    assert env_int(NAME, 7) == read


@pytest.mark.parametrize("value", ["1.5", "1,5", "en", "0x10"])
def test_what_is_no_whole_number_is_named(given, value):
    given(value)
    with pytest.raises(ImproperlyConfigured, match=f"{NAME} is '{value}'. Write a whole number."):
        env_int(NAME, 7)


@pytest.mark.parametrize(
    ("value", "read"),
    [("a.se", ["a.se"]), ("a.se, b.se ,,c.se,", ["a.se", "b.se", "c.se"]), (None, []), (" , ", [])],
)
def test_words_between_commas(given, value, read):
    given(value)
    assert env_list(NAME) == read


def test_words_that_are_required_and_missing_are_named(given):
    given(None)
    with pytest.raises(ImproperlyConfigured, match=f"Set the environment variable {NAME}"):
        env_list(NAME, None)
