"""The site: the frame around people, hours and admin_costs."""

from django.apps import AppConfig


class SiteConfig(AppConfig):
    name = "ledsagning"
    label = "site"

    def ready(self) -> None:
        # Checks register themselves when read, which needs the app registry.
        from ledsagning import checks  # noqa: F401
