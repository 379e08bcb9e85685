"""What administration costs, and what came of trusting people."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate, pre_migrate
from django.utils.translation import gettext_lazy as _


class AdminCostsConfig(AppConfig):
    name = "admin_costs"
    verbose_name = _("Costs and outcomes")

    def ready(self) -> None:
        # Models are not there yet when this module is read.
        from admin_costs import checks, guards  # noqa: F401 (checks register themselves)

        pre_migrate.connect(guards.remove_before_migrate, sender=self)
        post_migrate.connect(guards.install_after_migrate, sender=self)
