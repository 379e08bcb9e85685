"""Municipalities and units (places), accounts and roles (accounts), the people served (participants),
how they are told things (contacts),
what escorts can (skills), and who read about them (access_log)."""

from ledsagning.people.models.access_log import AccessLog
from ledsagning.people.models.accounts import Escort, EscortPhoto, Role, User
from ledsagning.people.models.contacts import Channel, Language
from ledsagning.people.models.participants import NamedStaff, Participant, Representative
from ledsagning.people.models.places import Area, Municipality, Unit
from ledsagning.people.models.skills import Skill, SkillKind

__all__ = [
    "AccessLog",
    "Area",
    "Channel",
    "Escort",
    "EscortPhoto",
    "Language",
    "Municipality",
    "NamedStaff",
    "Participant",
    "Representative",
    "Role",
    "Skill",
    "SkillKind",
    "Unit",
    "User",
]
