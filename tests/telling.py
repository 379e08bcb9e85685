"""How the hours of one person can be told, so that a test can look for them everywhere (R47)."""

import io
import re
import zipfile
from collections.abc import Iterator

import pikepdf
from django.http import HttpResponse
from django.utils import translation
from pypdf import PdfReader

from ledsagning.templatetags.people_words import hours_number, hours_words

# Berit's minutes in the tests of the promise: balances that nothing else in their world has.
AVAILABLE, RESERVED, GRANTED = 7919, 1283, 14400
UNUSED = AVAILABLE + RESERVED


def ways_to_say(minutes: int) -> list[str]:
    """Patterns of how a number of minutes can be told: in minutes, hours, decimals and words, sv and en."""
    hours, rest = divmod(minutes, 60)
    said = {str(minutes), f"{minutes // 1000}[\\s,.]{minutes % 1000:03}"}
    said |= {f"{hours}[.,]{minutes * 100 // 60 % 100:02}", f"{hours}[:.]{rest:02}"}
    for language in ("sv", "en"):
        with translation.override(language):
            words = hours_number(minutes), hours_words(minutes), hours_words(hours * 60).rsplit(" ", 1)[0]
            said |= {r"\s".join(map(re.escape, word.split())) for word in words}  # \s: no-break spaces too
    return sorted(said)


def whole_hours(minutes: int) -> list[str]:
    """Patterns of the bare hours, rounded down and up. In a tag such a number may be the id of anything."""
    return [str(minutes // 60), str(minutes // 60 + 1)]


def any_alone(ways: list[str]) -> re.Pattern[str]:
    """Finds each of these patterns, in capitals or not, where it is no part of a longer word or number.

    What goes before is asked once for all of them: ten times as quick as asked for each.
    """
    return re.compile(rf"(?<![\w.,:-])(?:{'|'.join(ways)})(?![\w-])", re.IGNORECASE)


def telling_of(*minutes: int) -> re.Pattern[str]:
    """Finds every way to say one of these numbers of minutes."""
    return any_alone([way for each in minutes for way in ways_to_say(each)])


HOURS = any_alone(whole_hours(AVAILABLE) + whole_hours(UNUSED))
TELLING = telling_of(AVAILABLE, UNUSED)
UUID = re.compile(r"\b[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\b")
TAGS = re.compile(r"<(?:script|style|svg)\b.*?</(?:script|style|svg)>|<[^>]+>", re.DOTALL)


def without_ids(text: str) -> str:
    """The text less what is drawn by chance, which one day holds the figure that is looked for."""
    return UUID.sub("", text)


def texts_of(response: HttpResponse) -> str:
    """All that an answer says: the page, its tags and hidden values too; a workbook's sheets; a PDF's text.

    Its headers as well, but for how many bytes it is, which one day is the number that is looked for.
    """
    content = response.content
    if content.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(content)) as workbook:
            content = b"\n".join(workbook.read(name) for name in workbook.namelist())
    if content.startswith(b"%PDF"):
        content = "\n".join(words_of_pdf(content)).encode()
    headers = {name: value for name, value in response.items() if name != "Content-Length"}
    return f"{headers}\n{content.decode()}"


def words_of_pdf(pdf: bytes) -> Iterator[str]:
    """What it is called, what its pages show, and what is read aloud of its pictures."""
    reader = PdfReader(io.BytesIO(pdf))
    yield from map(str, (reader.metadata or {}).values())
    for page in reader.pages:
        yield page.extract_text()
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        for tag in opened.objects:
            if isinstance(tag, pikepdf.Dictionary) and "/Alt" in tag:
                yield str(tag.Alt)


def told(response: HttpResponse) -> list[str]:
    """What an answer tells of Berit's hours: anything in the text, all but bare hours in the tags too."""
    source = texts_of(response)
    text = TAGS.sub(" ", source).replace("\xa0", " ")
    return TELLING.findall(source) + TELLING.findall(text) + HOURS.findall(text)
