"""Decisions, the pool they fill, and its passbook."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from hours.policy import Kind
from ledsagning.people.models import Participant, Unit, User


class Pool(models.Model):
    """One pool a participant. Pseudonymous: the person can be erased and the statistics stay.

    What the statistics need of the person (unit, birth year, sex) is therefore copied here.
    """

    participant = models.OneToOneField(Participant, models.SET_NULL, null=True, related_name="pool")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="pools")
    birth_year = models.PositiveSmallIntegerField()
    sex = models.CharField(max_length=1)

    class Meta:
        verbose_name = _("hour pool")

    def __str__(self) -> str:
        return f"pool {self.pk}"


class LegalBasis(models.TextChoices):
    LSS = "lss", _("LSS 9 § 3")
    SOL = "sol", _("SoL")


class Decision(models.Model):
    """What a case officer has decided: how much, and from when to when (LSS 9 § 3, SoL)."""

    participant = models.ForeignKey(Participant, models.CASCADE, related_name="decisions")
    pool = models.ForeignKey(Pool, models.PROTECT, related_name="decisions")
    legal_basis = models.CharField(_("legal basis"), max_length=3, choices=LegalBasis)
    minutes_per_month = models.PositiveIntegerField(_("minutes a month"), default=0)
    uncapped = models.BooleanField(_("without a ceiling"), default=False)
    decided_on = models.DateField(_("decided on"))
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("to, last day included"), null=True, blank=True)
    by = models.ForeignKey(User, models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("decision")
        verbose_name_plural = _("decisions")
        ordering = ["starts_on", "pk"]

    def __str__(self) -> str:
        return f"{self.get_legal_basis_display()} {self.starts_on}"


class LedgerEntry(models.Model):
    """One immutable line of the passbook, with the balance after it. Only hours.pools writes it.

    The database keeps the rules too: hours/guards.py refuses UPDATE, DELETE, and an INSERT whose
    number or balances do not follow from the line before (R29).
    """

    pool = models.ForeignKey(Pool, models.PROTECT, related_name="lines")
    number = models.PositiveIntegerField()
    kind = models.CharField(max_length=10, choices=[(kind.value, kind.value) for kind in Kind])
    minutes = models.PositiveIntegerField()
    available = models.IntegerField()
    reserved = models.IntegerField()
    used = models.IntegerField()
    booking = models.ForeignKey("hours.Booking", models.PROTECT, null=True, related_name="lines")
    decision = models.ForeignKey(Decision, models.PROTECT, null=True, related_name="lines")
    at = models.DateTimeField()
    by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    key = models.CharField(max_length=80, null=True, unique=True)  # noqa: DJ001 (unique needs null)

    class Meta:
        verbose_name = _("passbook line")
        ordering = ["pool", "number"]
        constraints = [
            models.UniqueConstraint(fields=["pool", "number"], name="ledger_number_once"),
            models.CheckConstraint(condition=models.Q(minutes__gt=0), name="ledger_minutes_above_zero"),
            models.CheckConstraint(
                condition=models.Q(available__gte=0, reserved__gte=0, used__gte=0),
                name="ledger_balances_not_negative",
            ),
            models.CheckConstraint(condition=models.Q(kind__in=list(Kind)), name="ledger_kind_known"),
        ]

    def __str__(self) -> str:
        return f"{self.pool_id}/{self.number} {self.kind} {self.minutes}"


class DisposalPermit(models.Model):
    """Lets the lines of one pool be deleted when the law says so (LSS 21 d §). The guards know this table."""

    name = models.UUIDField(default=uuid.uuid4, unique=True)
    pool = models.OneToOneField(Pool, models.CASCADE, related_name="disposal_permit")
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return f"permit {self.name}"
