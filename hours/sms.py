"""Text messages through 46elks' HTTP API, and Swedish telephone numbers as it wants them.

POST {base}/sms with from, to and message, and HTTP basic authentication; GET {base}/sms is the history
(46elks.com/docs/send-sms, /docs/sms-history; read in November 2026). The base is a setting, so that tests
have a real peer. Sending has two parts: connecting, which may be done again, and the last step, the POST.
"""

import base64
import json
import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from http import HTTPStatus
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from typing import NamedTuple
from urllib.parse import urlencode, urlsplit

from django.conf import settings

from hours.peers import NotEver, NotNow, Unknown

SECONDS_TO_ANSWER = 20
HISTORY = 100  # the most that one answer holds
# How far the peer's clock and ours may differ.
CLOCKS_DIFFER = timedelta(minutes=10)
# Ours to put right (account, money), or its bad moment: the number is not to blame.
TRY_AGAIN = {
    HTTPStatus.UNAUTHORIZED,
    HTTPStatus.PAYMENT_REQUIRED,
    HTTPStatus.REQUEST_TIMEOUT,
    HTTPStatus.TOO_MANY_REQUESTS,
    HTTPStatus.SERVICE_UNAVAILABLE,
}
WRITTEN = re.compile(r"[\s\-–./()]")  # people write both dashes
ABROAD = re.compile(r"\+[1-9]\d{7,14}")
SWEDISH = re.compile(r"\+46[1-9]\d{6,8}")
SWEDISH_MOBILE = re.compile(r"\+467[02369]\d{7}")

# GSM 03.38: one septet each, and two for those of the extension. Anything else makes a text UCS-2.
GSM = set(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞ ÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZ"
    "ÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
GSM_TWICE = set("^{}\\[~]|€")
ONE_GSM, MORE_GSM, ONE_UCS2, MORE_UCS2 = 160, 153, 70, 67


class Sms(NamedTuple):
    """One text message. `to` is in E.164 (+46701740605); `sender` is 3–11 letters and figures."""

    to: str
    sender: str
    text: str


def e164(written: str) -> str | None:
    """A number as people write it ("070-174 06 05", "+46 (0)70…", "0046…") in E.164; None if it is none."""
    digits = WRITTEN.sub("", written.replace("(0)", ""))
    if digits.startswith("00"):
        digits = f"+{digits[2:]}"
    elif digits.startswith("0"):
        digits = f"+46{digits[1:]}"
    wanted = SWEDISH if digits.startswith("+46") else ABROAD
    return digits if digits.isascii() and wanted.fullmatch(digits) else None


def takes_sms(number: str) -> bool:
    """Whether a number in E.164 can take a text message: of Swedish ones only a mobile."""
    return not number.startswith("+46") or bool(SWEDISH_MOBILE.fullmatch(number))


def segments(text: str) -> int:
    """How many text messages a text costs."""
    if set(text) <= GSM | GSM_TWICE:
        length, one, more = len(text) + sum(sign in GSM_TWICE for sign in text), ONE_GSM, MORE_GSM
    else:
        length, one, more = len(text.encode("utf-16-be")) // 2, ONE_UCS2, MORE_UCS2
    return 1 if length <= one else -(-length // more)


def connection() -> HTTPConnection:
    """Not connected yet. HTTPS, but for a peer on this machine."""
    address = urlsplit(settings.SMS_URL)
    kind = HTTPSConnection if address.scheme == "https" else HTTPConnection
    return kind(address.hostname or "", address.port, timeout=SECONDS_TO_ANSWER)


def headers() -> dict[str, str]:
    """Who we are."""
    account = f"{settings.SMS_USER}:{settings.SMS_PASSWORD}".encode()
    return {
        "Authorization": f"Basic {base64.b64encode(account).decode()}",
        "Content-Type": "application/x-www-form-urlencoded",
    }


def path() -> str:
    return f"{urlsplit(settings.SMS_URL).path.rstrip('/')}/sms"


def send_sms(sms: Sms, *, begin: Callable[[], None]) -> None:
    """Sends it. `begin` is called when only the POST is left. Raises hours.peers.Undelivered."""
    if not settings.SMS_USER:
        raise NotEver("sms not set up")
    link = connection()
    try:
        try:
            link.connect()
        except OSError:
            raise NotNow("sms not reached") from None
        begin()
        try:
            content = urlencode({"from": sms.sender, "to": sms.to, "message": sms.text})
            link.request("POST", path(), content, headers())
            answer = link.getresponse()
            told = answer.read()
        except (OSError, HTTPException):
            raise Unknown("sms no answer") from None
        judge(answer.status, told)
    finally:
        link.close()


def judge(status: int, told: bytes) -> None:
    """Raises what the answer means, unless it means that the message has been taken."""
    code = f"sms {status}"
    if status in TRY_AGAIN:
        raise NotNow(code)
    if status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        raise Unknown(code)
    if status >= HTTPStatus.MULTIPLE_CHOICES:
        raise NotEver(code)
    if (read_json(told) or {}).get("status") == "failed":
        raise NotEver("sms failed")


def read_json(content: bytes) -> dict | None:
    """The object in an answer, or None if it is none."""
    try:
        found = json.loads(content)
    except ValueError:
        return None
    return found if isinstance(found, dict) else None


def was_taken(sms: Sms, since: datetime) -> bool | None:
    """Whether the peer has this very message from `since` on; None when it does not say."""
    link = connection()
    try:
        query = urlencode({"to": sms.to, "limit": HISTORY})
        link.request("GET", f"{path()}?{query}", headers=headers())
        answer = link.getresponse()
        content = read_json(answer.read()) if answer.status == HTTPStatus.OK else None
    except (OSError, HTTPException):
        return None
    finally:
        link.close()
    if content is None or not isinstance(content.get("data"), list):
        return None
    earliest = since - CLOCKS_DIFFER
    return any(is_it(row, sms, earliest) for row in content["data"] if isinstance(row, dict))


def is_it(row: dict, sms: Sms, earliest: datetime) -> bool:
    """Whether a line of the history is this message. Its times are UTC, without saying so."""
    if (row.get("to"), row.get("message")) != (sms.to, sms.text) or row.get("direction") == "incoming":
        return False
    try:
        created = datetime.fromisoformat(str(row.get("created")))
    except ValueError:
        return False
    return (created if created.tzinfo else created.replace(tzinfo=UTC)) >= earliest
