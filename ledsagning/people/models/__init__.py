"""Municipalities and units (places), accounts and roles (accounts), the people served (participants)."""

from ledsagning.people.models.access_log import AccessLog
from ledsagning.people.models.accounts import Escort, Role, User
from ledsagning.people.models.participants import Participant, Representative
from ledsagning.people.models.places import Municipality, Unit

__all__ = ["AccessLog", "Escort", "Municipality", "Participant", "Representative", "Role", "Unit", "User"]
