"""LIX as others have counted it, and what counts as a sentence and a word on a page."""

import pytest

from tests.lix import Counts, lix, read, sentences_of, words_of


def test_as_published_by_lix_se() -> None:
    """A whole blog's count by lix.se, published by inUse ("Vet du vad LIX är?"): 580 sentences, 3 784 words,
    1 018 long: mean length 6.52, long words 26.9 %, LIX 33.
    """
    blog = Counts(words=3784, sentences=580, long_words=1018)
    assert round(blog.words / blog.sentences, 2) == 6.52
    assert round(100 * blog.long_words / blog.words, 1) == 26.9
    assert round(blog.lix) == 33


def test_as_textstat_counts() -> None:
    """textstat's own test of its lix (tests/unit/backend/metrics): 5 words, 1 sentence, 1 long: 5 + 20."""
    assert lix("Cool dogs wear da sunglasses.") == 25.0


def test_nothing_has_no_index() -> None:
    assert lix("") == lix(" – ") == 0.0


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("Hej. Du kan boka!", ["Hej", "Du kan boka"]),
        ("Vi ses kl. 14.30 på torget.", ["Vi ses kl. 14.30 på torget"]),
        ("Har du 2,5 timmar? Ja.", ["Har du 2,5 timmar", "Ja"]),
        ("Skriv ”i morgon.” Det går.", ["Skriv ”i morgon", "” Det går"]),
        ("Så här: du ringer.", ["Så här", "du ringer"]),
    ],
)
def test_sentences(text: str, sentences: list[str]) -> None:
    assert sentences_of(text) == sentences


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("IVO:s e-post", ["IVO:s", "e-post"]),
        ("Å, ä – ö!", ["Å", "ä", "ö"]),
        ("12 tim 20 min", ["12", "tim", "20", "min"]),
    ],
)
def test_words(text: str, words: list[str]) -> None:
    assert words_of(text) == words


def test_seven_letters_are_long_and_six_are_not() -> None:
    assert lix("timmar") == 1.0
    assert lix("timmarna") == 101.0
    assert lix("2026-10-25") == 1.0  # figures are no letters


def test_what_is_read_on_a_page() -> None:
    page = """<html><head><title>Nej</title></head><body><header>Nej</header><main>
      <nav>Nej</nav><h1>Dina timmar</h1><p>Du har <a href="#">tre timmar</a> kvar. Boka nu.</p>
      <ul><li>Ett</li><li>Två<br>Tre</li></ul><svg><text>Nej</text></svg><input value="Nej">
      <button hidden>Nej</button><label>Dag</label><textarea>Nej</textarea></main>
      <footer>Nej</footer></body>"""
    found = ["Dina timmar", "Du har tre timmar kvar", "Boka nu", "Ett", "Två", "Tre", "Dag"]
    assert read(page) == found
