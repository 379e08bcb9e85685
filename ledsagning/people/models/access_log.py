"""Who read whose record, and when (SoLPuL 10 §: access is logged and can be checked)."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from ledsagning.people.models.accounts import User
from ledsagning.people.models.participants import Participant


class AccessLog(models.Model):
    """One read of one person's record. Never changed; hash chaining comes with the log review (R24)."""

    at = models.DateTimeField(_("when"), auto_now_add=True)
    user = models.ForeignKey(User, models.PROTECT, related_name="reads")
    participant = models.ForeignKey(Participant, models.SET_NULL, null=True, related_name="reads")
    # As what the reader came: the person, a representative (acting for the participant) or a role.
    capacity = models.CharField(_("as"), max_length=20)
    page = models.CharField(_("page"), max_length=100)

    class Meta:
        verbose_name = _("access")
        verbose_name_plural = _("access log")
        ordering = ["-at"]
        indexes = [models.Index(fields=["participant", "-at"])]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.user} {self.page}"
