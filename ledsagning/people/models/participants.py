"""The people served, and those who may act for them."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from ledsagning.people.models.accounts import User, ValidQuerySet
from ledsagning.people.models.contacts import Reachable
from ledsagning.people.models.places import Area, Unit, UnitKind
from ledsagning.people.models.skills import Skill


class Sex(models.TextChoices):
    """As the statistics count (Socialstyrelsen, Kolada)."""

    WOMAN = "K", _("Woman")
    MAN = "M", _("Man")


class Participant(Reachable, models.Model):
    """A person with escort hours. May have no account: staff then book by phone (R12).

    The public id is random: no personal identity number ever stands in an address (R21).
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    user = models.OneToOneField(User, models.PROTECT, null=True, blank=True, related_name="participant")
    unit = models.ForeignKey(
        Unit, models.PROTECT, related_name="participants", limit_choices_to={"kind": UnitKind.AUTHORITY}
    )
    name = models.CharField(_("name"), max_length=150)
    case_number = models.CharField(_("case number"), max_length=50, blank=True)
    birth_date = models.DateField(_("date of birth"))
    sex = models.CharField(_("sex"), max_length=1, choices=Sex)
    phone = models.CharField(_("phone"), max_length=30, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    home_address = models.CharField(_("home address"), max_length=200, blank=True)
    # Sekretessmarkering or skyddad folkbokföring: no place or number stands in any message (R25).
    is_protected = models.BooleanField(_("protected identity"), default=False)
    # Where coordinators think of the person as living; never set for a protected identity (R25).
    area = models.ForeignKey(
        Area, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("area")
    )
    # What whoever comes is good at, as the person wants it.
    skills_wanted = models.ManyToManyField(
        Skill, blank=True, related_name="+", verbose_name=_("languages and skills wanted")
    )

    class Meta:
        verbose_name = _("participant")
        verbose_name_plural = _("participants")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class NamedStaff(models.Model):
    """Somebody of the staff who may meet a person with protected identity. Nobody else is sent (R25)."""

    participant = models.ForeignKey(Participant, models.CASCADE, related_name="named_staff")
    user = models.ForeignKey(User, models.CASCADE, related_name="named_for")
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("named staff")
        constraints = [
            models.UniqueConstraint(fields=["participant", "user"], name="named_once_for_a_person")
        ]

    def __str__(self) -> str:
        return str(self.user)


class RepresentativeKind(models.TextChoices):
    """Who may request for another (LSS 8 §)."""

    GUARDIAN = "guardian", _("Guardian of a minor")
    GOD_MAN = "god_man", _("Limited guardian (god man)")
    FORVALTARE = "forvaltare", _("Administrator (förvaltare)")
    FUTURE_POWER = "future_power", _("Holder of a future power of attorney")
    CONSENT = "consent", _("Somebody the person has chosen")


class Representative(models.Model):
    """A mandate to act for a participant under an own account, as long as it lasts (R19)."""

    participant = models.ForeignKey(Participant, models.CASCADE, related_name="representatives")
    user = models.ForeignKey(User, models.PROTECT, related_name="mandates")
    kind = models.CharField(_("kind of mandate"), max_length=15, choices=RepresentativeKind)
    valid_from = models.DateField(_("from"))
    valid_to = models.DateField(_("to, last day included"), null=True, blank=True)
    # Whether messages about the person's visits go to the representative too.
    is_told = models.BooleanField(_("messages too"), default=True)

    objects = ValidQuerySet.as_manager()

    class Meta:
        verbose_name = _("representative")
        verbose_name_plural = _("representatives")

    def __str__(self) -> str:
        return f"{self.user} ({self.get_kind_display()})"
