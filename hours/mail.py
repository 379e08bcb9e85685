"""E-mail by SMTP, in two parts: everything that may be done again, and the last step.

Python's smtplib sends DATA and the content in one call. Here `begin` is called between: when the server has
answered 354 to DATA, and before the first byte of content. A server delivers nothing before it has the
final dot (RFC 5321, 4.1.1.4), so whatever fails before `begin` has sent nothing and may be tried again.
"""

import contextlib
import re
import smtplib
import ssl
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage
from django.core.mail.message import sanitize_address

from hours.peers import NotEver, NotNow, Undelivered, Unknown

SECONDS_TO_ANSWER = 20
GO_AHEAD = 354
PERMANENT = 500
LINE_WITH_DOT = re.compile(rb"(?m)^\.")


class TwoParts:
    """smtplib.SMTP with a word before the content."""

    def __init__(self, *args: Any, begin: Callable[[], None], **options: Any) -> None:
        self.begin, self.has_begun = begin, False
        super().__init__(*args, **options)

    def data(self, msg: Any) -> tuple[int, bytes]:
        """DATA, `begin`, the content and the server's answer. `msg` is bytes with CRLF."""
        code, reply = self.docmd("data")  # type: ignore[attr-defined]  # of smtplib.SMTP
        if code != GO_AHEAD:
            raise smtplib.SMTPDataError(code, reply)
        try:
            self.begin()
        except BaseException:
            # Only hanging up takes DATA back: anything said now, even QUIT, would be content.
            self.close()  # type: ignore[attr-defined]
            raise
        self.has_begun = True
        content = LINE_WITH_DOT.sub(b"..", msg)
        self.send(content + (b"" if content.endswith(b"\r\n") else b"\r\n") + b".\r\n")  # type: ignore[attr-defined]
        return self.getreply()  # type: ignore[attr-defined]


class Smtp(TwoParts, smtplib.SMTP):
    """In the clear, or with STARTTLS."""


class SmtpOverTls(TwoParts, smtplib.SMTP_SSL):
    """TLS from the first byte."""


def connected(begin: Callable[[], None]) -> Smtp | SmtpOverTls:
    """The server of the settings, signed in at."""
    place = (settings.EMAIL_HOST, settings.EMAIL_PORT)
    if settings.EMAIL_USE_SSL:
        context = ssl.create_default_context()
        link: Smtp | SmtpOverTls = SmtpOverTls(
            *place, begin=begin, timeout=SECONDS_TO_ANSWER, context=context
        )
    else:
        link = Smtp(*place, begin=begin, timeout=SECONDS_TO_ANSWER)
    try:
        if settings.EMAIL_USE_TLS:
            link.starttls(context=ssl.create_default_context())
        if settings.EMAIL_HOST_USER:
            link.login(settings.EMAIL_HOST_USER, settings.EMAIL_HOST_PASSWORD)
    except BaseException:
        link.close()
        raise
    return link


def send_email(mail: EmailMessage, *, begin: Callable[[], None]) -> None:
    """Sends to the one recipient of `mail`. `begin` is called before the last step. Raises Undelivered."""
    if not settings.EMAIL_HOST:
        raise NotEver("smtp not set up")
    link = None
    try:
        content = mail.message().as_bytes(linesep="\r\n")  # type: ignore[call-arg]  # Django's own
        link = connected(begin)
        sender, recipient = (sanitize_address(address, "utf-8") for address in (mail.from_email, *mail.to))
        link.sendmail(sender, [recipient], content)
    except (OSError, smtplib.SMTPException) as met:
        raise meaning(met, has_begun=link is not None and link.has_begun) from None
    finally:
        if link is not None:
            with contextlib.suppress(OSError, smtplib.SMTPException):
                link.quit()


def meaning(met: Exception, *, has_begun: bool) -> Undelivered:
    """What an error of SMTP means. An answer to the content is an answer: only silence leaves it unknown."""
    if isinstance(met, smtplib.SMTPRecipientsRefused):
        ((code, _),) = met.recipients.values()
        return (NotEver if code >= PERMANENT else NotNow)(f"smtp {code}")
    if isinstance(met, smtplib.SMTPDataError):
        return (NotEver if met.smtp_code >= PERMANENT else NotNow)(f"smtp {met.smtp_code}")
    if has_begun:
        return Unknown("smtp no answer")
    # Refused at the door (sign-in, sender): ours or the server's to put right, not the recipient's.
    refused = getattr(met, "smtp_code", None)
    return NotNow(f"smtp {refused}" if refused else "smtp not reached")
