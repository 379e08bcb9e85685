"""Where things happen: municipalities and their units."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class ShortPool(models.TextChoices):
    """What happens when a pool is too small (promise P5). The municipality chooses."""

    TOP_UP = "top_up", _("Grant the missing minutes at once")
    ASK = "ask", _("Book, and let a coordinator confirm the top-up")
    REFUSE = "refuse", _("Refuse the booking")


class Municipality(models.Model):
    """One of Sweden's 290 municipalities, with SCB's four-digit code. All are there after `migrate`."""

    code = models.CharField(_("municipality code"), max_length=4, primary_key=True)
    name = models.CharField(_("name"), max_length=100)
    short_pool = models.CharField(
        _("when the hours are too few"), max_length=10, choices=ShortPool, default=ShortPool.TOP_UP
    )
    phone = models.CharField(_("phone number for booking"), max_length=30, blank=True)
    # Where a person writes about the service, and what DIGG wants said of it (R13).
    email = models.EmailField(_("e-mail for questions and remarks"), blank=True)
    # What a text message says it comes from: 3–11 letters and figures, beginning with a letter (46elks).
    sms_sender = models.CharField(_("sender of text messages"), max_length=11, blank=True)

    class Meta:
        verbose_name = _("municipality")
        verbose_name_plural = _("municipalities")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class Area(models.Model):
    """A part of a municipality, as coordinators speak of it: "Våxtorp". Never an address."""

    municipality = models.ForeignKey(Municipality, models.CASCADE, related_name="areas")
    name = models.CharField(_("name"), max_length=60)

    class Meta:
        verbose_name = _("area")
        verbose_name_plural = _("areas")
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(fields=["municipality", "name"], name="area_name_once_in_municipality")
        ]

    def __str__(self) -> str:
        return self.name


class UnitKind(models.TextChoices):
    AUTHORITY = "authority", _("Authority")
    IN_HOUSE = "in_house", _("In-house provider")
    PROVIDER = "provider", _("Provider under the system of choice (LOV)")


class Unit(models.Model):
    """A unit that decides and coordinates (authority), or one that provides escorts."""

    municipality = models.ForeignKey(Municipality, models.PROTECT, related_name="units")
    name = models.CharField(_("name"), max_length=100)
    kind = models.CharField(_("kind"), max_length=10, choices=UnitKind)

    class Meta:
        verbose_name = _("unit")
        verbose_name_plural = _("units")
        ordering = ["municipality", "name"]
        constraints = [
            models.UniqueConstraint(fields=["municipality", "name"], name="unit_name_once_in_municipality")
        ]

    def __str__(self) -> str:
        return self.name
