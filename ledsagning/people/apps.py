"""The ground floor: municipalities, units, accounts, participants, and who may do what."""

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "ledsagning.people"
    label = "people"
    verbose_name = "People and places"
