"""LIX, läsbarhetsindex (C.-H. Björnsson, "Läsbarhet", 1968), and the sentences of a page as it is read.

LIX = words ÷ sentences + 100 × words of more than six letters ÷ words.
"""

import re
from dataclasses import dataclass
from html.parser import HTMLParser

# A word is letters, with what holds them together: "e-post", "IVO:s". A figure alone is a short word.
WORD = re.compile(r"[^\W_]+(?:[-:’'.,/][^\W_]+)*")
LETTER = re.compile(r"[^\W\d_]")
# A full stop between figures or after "kl" ends nothing.
END = re.compile(r"(?<!\bkl)[.!?…]+(?=\s|$|[”\")])|:(?=\s|$)")
LONG = 6

# What stands by itself on a page is read as a sentence, with or without a full stop.
BLOCKS = {
    *("p", "li", "dt", "dd", "h1", "h2", "h3", "h4", "td", "th", "caption", "legend", "label", "button"),
    *("summary", "option", "div", "blockquote", "figcaption", "tr", "br", "section", "form", "article", "a"),
}
# Chrome around the text: the way about, drawings, scripts. The chart's words stand beside it as text.
NOT_READ = {"nav", "svg", "script", "style", "textarea", "select"}
VOID = {"br", "input", "img", "hr", "meta", "link", "use", "path", "rect", "circle"}


@dataclass(frozen=True, slots=True)
class Counts:
    """Words, sentences and long words of a text."""

    words: int
    sentences: int
    long_words: int

    @property
    def lix(self) -> float:
        if not self.words:
            return 0.0
        return self.words / self.sentences + 100 * self.long_words / self.words


def words_of(text: str) -> list[str]:
    return WORD.findall(text)


def sentences_of(text: str) -> list[str]:
    """A text's sentences. One without any word is none."""
    parts = (part.strip() for part in END.split(text))
    return [part for part in parts if words_of(part)]


def counts(sentences: list[str]) -> Counts:
    words = [word for sentence in sentences for word in words_of(sentence)]
    long_words = [word for word in words if len(LETTER.findall(word)) > LONG]
    return Counts(len(words), len(sentences), len(long_words))


def lix(text: str) -> float:
    """The index of a running text."""
    return counts(sentences_of(text)).lix


class Reader(HTMLParser):
    """Collects what is read in <main>, a piece for each thing that stands by itself."""

    def __init__(self) -> None:
        super().__init__()
        self.pieces = [""]
        self.inside: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in BLOCKS and not (tag == "a" and self.in_a_sentence()):
            self.pieces.append("")
        if tag not in VOID:
            unread = tag in NOT_READ or ("hidden", None) in attrs
            self.inside.append("unread" if unread else tag)

    def in_a_sentence(self) -> bool:
        """Whether a link stands inside a sentence that has begun."""
        return bool(self.pieces[-1].strip())

    def handle_endtag(self, tag: str) -> None:
        if tag not in VOID and self.inside:
            self.inside.pop()
        if tag in BLOCKS - {"a"}:
            self.pieces.append("")

    def handle_data(self, data: str) -> None:
        if "main" in self.inside and "unread" not in self.inside:
            self.pieces[-1] += data


def read(html: str) -> list[str]:
    """The sentences that are read on a page: those of its main part, without the ways about."""
    reader = Reader()
    reader.feed(html)
    return [sentence for piece in reader.pieces for sentence in sentences_of(" ".join(piece.split()))]
