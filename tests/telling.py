"""How the hours of one person can be told, so that a test can look for them everywhere (R47)."""

import io
import re
import zipfile

from django.http import HttpResponse
from django.utils import translation

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
    return [alone(way) for way in said]


def whole_hours(minutes: int) -> list[str]:
    """Patterns of the bare hours, rounded down and up. In a tag such a number may be the id of anything."""
    return [alone(str(minutes // 60)), alone(str(minutes // 60 + 1))]


def alone(way: str) -> str:
    return rf"(?<![\w.,:-]){way}(?![\w-])"


HOURS = re.compile("|".join(whole_hours(AVAILABLE) + whole_hours(UNUSED)))
TELLING = re.compile("|".join(ways_to_say(AVAILABLE) + ways_to_say(UNUSED)), re.IGNORECASE)
TAGS = re.compile(r"<(?:script|style|svg)\b.*?</(?:script|style|svg)>|<[^>]+>", re.DOTALL)


def texts_of(response: HttpResponse) -> str:
    """All that an answer says: the page, its tags and hidden values too; a workbook's sheets; its headers."""
    content = response.content
    if content.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(content)) as workbook:
            content = b"\n".join(workbook.read(name) for name in workbook.namelist())
    return f"{response.headers}\n{content.decode()}"


def told(response: HttpResponse) -> list[str]:
    """What an answer tells of Berit's hours: anything in the text, all but bare hours in the tags too."""
    source = texts_of(response)
    text = TAGS.sub(" ", source).replace("\xa0", " ")
    return TELLING.findall(source) + TELLING.findall(text) + HOURS.findall(text)
