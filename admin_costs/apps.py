"""What administration costs, and what came of trusting people."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AdminCostsConfig(AppConfig):
    name = "admin_costs"
    verbose_name = _("Costs and outcomes")
