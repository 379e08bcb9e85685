"""What may not stand in a log: the secret addresses that are their own keys."""

import logging
import re

# The link of a message, the address of a calendar, and the code of a survey's letter.
SECRET = re.compile(r"(/svar/|/kalender/|/enkat/)[^\s/?]+")


class WithoutSecrets(logging.Filter):
    """Puts "…" for the secret part of an address in what is logged, as in "Not Found: /svar/…/"."""

    def filter(self, record: logging.LogRecord) -> bool:
        if isinstance(record.args, tuple):
            record.args = tuple(
                SECRET.sub(r"\1…", each) if isinstance(each, str) else each for each in record.args
            )
        return True
