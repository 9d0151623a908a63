"""How people want to be told, pure: what they chose, and what holds for everybody else."""

from collections.abc import Mapping
from typing import Any

from cashbeat.contracts.notification import (
    NOTIFICATION_TYPES,
    NotificationPreference,
    NotificationPreferences,
    NotificationType,
)

IN_APP = True
EMAIL = False
"""What holds for whoever chose nothing."""

Chosen = Mapping[str, Mapping[str, Any]]
"""The field `types` of `NotificationPreferenceDocument`."""


def wanted_in_app(chosen: Chosen, kind: NotificationType) -> bool:
    """Whether the person wants it at the bell and in the list."""
    return bool(chosen.get(kind, {}).get("inApp", IN_APP))


def wanted_by_email(chosen: Chosen, kind: NotificationType) -> bool:
    """Whether the person wants it in the digest."""
    return bool(chosen.get(kind, {}).get("email", EMAIL))


def preferences_of(chosen: Chosen) -> NotificationPreferences:
    """Every type with what holds for the person."""
    return NotificationPreferences(
        items=[
            NotificationPreference(
                type=kind,
                in_app=wanted_in_app(chosen, kind),
                email=wanted_by_email(chosen, kind),
            )
            for kind in NOTIFICATION_TYPES
        ]
    )
