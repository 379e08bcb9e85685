"""Which files have been imported."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from ledsagning.people.models import Municipality, User


class Import(models.Model):
    """One file of one municipality, known by the SHA-256 of its bytes."""

    municipality = models.ForeignKey(Municipality, models.PROTECT, related_name="imports")
    file_name = models.CharField(max_length=255)
    digest = models.CharField(max_length=64)
    kind = models.CharField(max_length=20)
    rows = models.PositiveIntegerField()
    at = models.DateTimeField()
    by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = _("imported file")
        ordering = ["-at"]
        constraints = [models.UniqueConstraint(fields=["municipality", "digest"], name="file_imported_once")]

    def __str__(self) -> str:
        return self.file_name
