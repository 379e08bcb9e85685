"""Accounts, the roles they hold at units, and escorts."""

from datetime import date

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from ledsagning.people.models.contacts import Reachable
from ledsagning.people.models.places import Unit
from ledsagning.people.models.skills import Skill


class User(Reachable, AbstractUser):
    """An account. One name field: first and last names are not everybody's.

    A participant's messages go by the choice that stands with the participant, not with the account.
    """

    first_name = None  # type: ignore[assignment]
    last_name = None  # type: ignore[assignment]
    name = models.CharField(_("name"), max_length=150)
    phone = models.CharField(_("phone"), max_length=30, blank=True)
    # Whether `language` was chosen: the default is nobody's choice, and then the browser's language holds.
    has_chosen_language = models.BooleanField(default=False, editable=False)
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
    # What the payroll program knows the employee by.
    payroll_number = models.CharField(_("employee number"), max_length=20, blank=True)
    # Working hours agreed for a calendar week, Monday to Sunday; empty where none are agreed.
    minutes_per_week = models.PositiveIntegerField(_("agreed minutes a week"), null=True, blank=True)
    skills = models.ManyToManyField(
        Skill, blank=True, related_name="escorts", verbose_name=_("languages and skills")
    )
    # The escort's own words to whoever plans ("gärna kvällar"). They decide nothing by themselves.
    wishes = models.CharField(_("wishes to the coordinator"), max_length=300, blank=True)

    objects = ValidQuerySet.as_manager()

    class Meta:
        verbose_name = _("companion")
        verbose_name_plural = _("companions")
        ordering = ["user__name"]

    def __str__(self) -> str:
        return self.user.name


class EscortPhoto(models.Model):
    """A small picture, so that the person knows whom to look for. The escort puts it there, or not.

    In the database and not in a folder: it is read through the same access rules as everything else, and
    a copy of the database has it.
    """

    escort = models.OneToOneField(Escort, models.CASCADE, related_name="photo")
    # A square JPEG without metadata, PHOTO_SIDE pixels a side.
    jpeg = models.BinaryField()
    changed_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = _("photo of a companion")

    def __str__(self) -> str:
        return f"photo of {self.escort}"
