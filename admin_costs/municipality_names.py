"""Municipalities as people write them: names or codes, with commas between."""

import re

from ledsagning.people.models import Municipality

BETWEEN = re.compile(r"[,;\n]")


def named_municipalities(text: str) -> tuple[list[Municipality], str]:
    """Those named, in that order and each once; and the first name that is no municipality, or nothing."""
    written = [" ".join(part.split()) for part in BETWEEN.split(text)]
    # Compared here: SQLite takes Å and å for different letters.
    every = {name: each for each in Municipality.objects.all() for name in (each.name.casefold(), each.pk)}
    wanted = [name for name in written if name]
    unknown = next((name for name in wanted if name.casefold() not in every), "")
    found = [every[name.casefold()] for name in wanted if name.casefold() in every]
    return list(dict.fromkeys(found)), unknown
