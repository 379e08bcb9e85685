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
    said = {str(minutes), f"{minutes // 1000}[\\s,.]{minutes % 1000:03}", f"{hours}", f"{hours + 1}"}
    said |= {f"{hours}[.,]{minutes * 100 // 60 % 100:02}", f"{hours}[:.]{rest:02}"}
    for language in ("sv", "en"):
        with translation.override(language):
            said |= {re.escape(hours_number(minutes)), re.escape(hours_words(minutes))}
            said.add(re.escape(hours_words(hours * 60).rsplit(" ", 1)[0]))
    return [rf"(?<![\w.,:-]){way}(?![\w-])" for way in said]


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
    """What an answer tells of Berit's hours, in tags and out of them."""
    text = texts_of(response)
    return TELLING.findall(text) + TELLING.findall(TAGS.sub(" ", text).replace("\xa0", " "))
