"""What escorts can, and what somebody needs them to: spoken languages and skills, as data."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from ledsagning.people.models.places import Municipality


class SkillKind(models.TextChoices):
    LANGUAGE = "language", _("Language")
    SKILL = "skill", _("Skill")


class Skill(models.Model):
    """Something an escort can: "Teckenspråk", "Arabiska", "Ledsaga en person med ledarhund".

    Said by what the escort does, never by what the person has: no diagnosis stands anywhere.
    """

    municipality = models.ForeignKey(Municipality, models.CASCADE, related_name="skills")
    kind = models.CharField(_("kind"), max_length=8, choices=SkillKind)
    name = models.CharField(_("name"), max_length=60)

    class Meta:
        verbose_name = _("skill")
        verbose_name_plural = _("skills")
        ordering = ["kind", "name"]
        constraints = [
            models.UniqueConstraint(fields=["municipality", "name"], name="skill_name_once_in_municipality")
        ]

    def __str__(self) -> str:
        return self.name
