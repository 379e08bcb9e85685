"""How somebody is told things: by what, where, and in which language. The person chooses."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Channel(models.TextChoices):
    """A message goes one way. Letters and calls are made by a coordinator, from a list."""

    NONE = "none", _("No messages, I look here")
    EMAIL = "email", _("E-mail")
    SMS = "sms", _("Text message (SMS)")
    LETTER = "letter", _("Letter")
    PHONE = "phone", _("A phone call")


class Language(models.TextChoices):
    SWEDISH = "sv", _("Swedish")
    ENGLISH = "en", _("English")


class Reachable(models.Model):
    """An account or a person that messages go to. The address itself stands with each."""

    channel = models.CharField(_("messages by"), max_length=6, choices=Channel, default=Channel.NONE)
    language = models.CharField(_("language"), max_length=2, choices=Language, default=Language.SWEDISH)

    class Meta:
        abstract = True
