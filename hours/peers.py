"""What can go wrong at a mail server or an SMS service, as the worker needs to know it.

`code` is for staff and logs, such as "smtp 550": never an address, a number or a name.
"""


class Undelivered(Exception):
    """The message has not gone, or nobody knows."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class NotNow(Undelivered):
    """It has not gone; trying again may help."""


class NotEver(Undelivered):
    """It has not gone, and will not to this address."""


class Unknown(Undelivered):
    """The last step had begun and nobody answered: it may have gone. Never tried again by itself."""


class NoLongerSo(Undelivered):
    """What the message says is no longer so, or somebody else has it. Nothing was sent."""

    def __init__(self) -> None:
        super().__init__("no longer so")
