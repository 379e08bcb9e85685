"""Accounts, the roles they hold at units, and escorts."""

from datetime import date

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from ledsagning.people.models.places import Unit


class User(AbstractUser):
    """An account. One name field: first and last names are not everybody's."""

    first_name = None  # type: ignore[assignment]
    last_name = None  # type: ignore[assignment]
    name = models.CharField(_("name"), max_length=150)
    # Set by the demonstration alone: nobody else can be stepped in as without a password.
    is_demo = models.BooleanField(default=False, editable=False)

    REQUIRED_FIELDS = ["name"]

    class Meta:
        verbose_name = _("account")
        verbose_name_plural = _("accounts")

    def __str__(self) -> str:
        return self.name or self.username

    def get_full_name(self) -> str:
        return self.name

    def get_short_name(self) -> str:
        return self.name


class ValidQuerySet(models.QuerySet):
    """Rows that hold between two dates, both included; an open end is null."""

    def valid_on(self, day: date) -> "ValidQuerySet":
        return self.filter(Q(valid_to=None) | Q(valid_to__gte=day), valid_from__lte=day)


class RoleKind(models.TextChoices):
    COORDINATOR = "coordinator", _("Coordinator")
    CASE_OFFICER = "case_officer", _("Case officer")
    MANAGER = "manager", _("Manager")
    ADMINISTRATOR = "administrator", _("Administrator")


class Role(models.Model):
    """What an account may do at a unit, and when. A role that ends bites on the next request (R19)."""

    user = models.ForeignKey(User, models.CASCADE, related_name="roles")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="roles")
    kind = models.CharField(_("role"), max_length=15, choices=RoleKind)
    valid_from = models.DateField(_("from"))
    valid_to = models.DateField(_("to, last day included"), null=True, blank=True)

    objects = ValidQuerySet.as_manager()

    class Meta:
        verbose_name = _("role")
        verbose_name_plural = _("roles")
        ordering = ["user", "kind"]

    def __str__(self) -> str:
        return f"{self.user}: {self.get_kind_display()}, {self.unit}"


class Escort(models.Model):
    """A person who escorts, employed by a provider unit."""

    user = models.OneToOneField(User, models.PROTECT, related_name="escort")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="escorts")
    valid_from = models.DateField(_("from"))
    valid_to = models.DateField(_("to, last day included"), null=True, blank=True)
    phone = models.CharField(_("phone"), max_length=30, blank=True)

    objects = ValidQuerySet.as_manager()

    class Meta:
        verbose_name = _("companion")
        verbose_name_plural = _("companions")
        ordering = ["user__name"]

    def __str__(self) -> str:
        return self.user.name
