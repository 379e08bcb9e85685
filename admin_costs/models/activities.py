"""What administration consists of, as data: the old process and the new, with standard times."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from hours.queries import EventKind
from ledsagning.people.models import Municipality, User


class Process(models.TextChoices):
    """In which way of working the activity is done."""

    OLD = "old", _("Control of hours")
    NEW = "new", _("Trust")
    BOTH = "both", _("Both ways of working")


class StaffRole(models.TextChoices):
    """Whose time it is. Rates are by role."""

    CASE_OFFICER = "case_officer", _("Case officer")
    COORDINATOR = "coordinator", _("Coordinator")
    ADMINISTRATOR = "administrator", _("Administrator")
    MANAGER = "manager", _("Manager")
    ESCORT = "escort", _("Companion")


class Activity(models.Model):
    """One kind of administrative work. Without a municipality it is a template that all have.

    A template with an `event_kind` is counted by itself, by standard time, each time the system sees that
    event; nobody logs it by hand, or it would be counted twice.
    """

    municipality = models.ForeignKey(
        Municipality, models.CASCADE, null=True, blank=True, related_name="activities"
    )
    slug = models.SlugField(max_length=50)
    name = models.CharField(_("name"), max_length=100)
    process = models.CharField(_("way of working"), max_length=4, choices=Process, default=Process.BOTH)
    role = models.CharField(_("usually done by"), max_length=15, choices=StaffRole)
    event_kind = models.CharField(max_length=20, choices=EventKind, blank=True)

    class Meta:
        verbose_name = _("activity")
        verbose_name_plural = _("activities")
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(fields=["municipality", "slug"], name="activity_once_in_municipality"),
            models.UniqueConstraint(
                fields=["slug"], condition=Q(municipality=None), name="activity_template_once"
            ),
            models.UniqueConstraint(
                fields=["event_kind"], condition=~Q(event_kind=""), name="event_counted_once"
            ),
            models.CheckConstraint(
                condition=Q(event_kind="") | Q(municipality=None), name="events_counted_by_templates"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class StandardTime(models.Model):
    """How many minutes an activity takes, from a month on. Rows are added, never changed: history stays.

    A municipality's own row goes before the template's (no municipality), which is an assumption. With a
    time equation, `base_minutes` and each of `more` ({"name", "minutes", "permille"}: so many minutes more in
    such a share of all cases), `minutes` is what it comes to on average: that is what is counted.
    """

    activity = models.ForeignKey(Activity, models.CASCADE, related_name="standard_times")
    municipality = models.ForeignKey(Municipality, models.CASCADE, null=True, related_name="+")
    valid_from = models.DateField(_("from the month"))
    minutes = models.PositiveIntegerField(_("minutes each time"))
    base_minutes = models.PositiveIntegerField(null=True, editable=False)
    more = models.JSONField(null=True, editable=False)
    by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("standard time")
        ordering = ["valid_from", "pk"]

    def __str__(self) -> str:
        return f"{self.activity}: {self.minutes} min"
