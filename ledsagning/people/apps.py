"""The ground floor: municipalities, units, accounts, participants, and who may do what."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PeopleConfig(AppConfig):
    name = "ledsagning.people"
    label = "people"
    verbose_name = _("People and places")
