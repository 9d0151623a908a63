"""What people do with their notifications: read, mark, put away, and choose what they want."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any, Protocol

from cashbeat.contracts.base import encode_json
from cashbeat.contracts.notification import (
    MarkedNotifications,
    MarkNotifications,
    NotificationPage,
    NotificationPreferences,
    NotificationPreferencesChange,
    NotificationState,
    NotificationType,
)
from cashbeat.contracts.realtime import NotificationsChanged
from cashbeat.core.cursor import decode_place, encode_place
from cashbeat.kit.cursor import fingerprint
from cashbeat.notification.preferences import preferences_of
from cashbeat.notification.repository import NotificationRepository
from cashbeat.notification.wire import notification_of
from cashbeat.tenant.caller import Caller


class Publisher(Protocol):
    """Hands messages to the API processes without ever waiting."""

    def publish_notifications_changed(self, tenant_id: str, encoded: bytes) -> None:
        """Notifications are otherwise, as JSON."""


def tell(publisher: Publisher, tenant_id: str, user_id: str | None) -> None:
    """Tell a person, or all members, to look at their notifications again."""
    changed = encode_json(NotificationsChanged(user_id=user_id))
    publisher.publish_notifications_changed(tenant_id, changed)


class NotificationService:
    """A person's notifications in an organisation. Other devices of theirs hear of each mark."""

    def __init__(
        self,
        notifications: NotificationRepository,
        publisher: Publisher,
        clock: Callable[[], datetime],
    ) -> None:
        self._notifications = notifications
        self._publisher = publisher
        self._clock = clock

    async def page(
        self,
        by: Caller,
        state: NotificationState,
        types: Sequence[NotificationType],
        limit: int,
        cursor: str | None,
    ) -> NotificationPage:
        """One page, newest first, with the number of unread ones. Raises: InvalidCursor."""
        tenant_id, user_id = by.tenant.id, by.by.actor.id
        filters = fingerprint([tenant_id, user_id, state, sorted(types)])
        behind = None if cursor is None else decode_place(cursor, filters)
        found = await self._notifications.list_page(
            tenant_id, user_id, state, types, limit + 1, behind
        )
        following = None
        if len(found) > limit:
            last = found[limit - 1]
            following = encode_place(last["at"], last["_id"], filters)
        return NotificationPage(
            items=[notification_of(stored) for stored in found[:limit]],
            unread=await self.count_unread(by),
            next_cursor=following,
        )

    async def count_unread(self, by: Caller) -> int:
        """How much there is to read."""
        return await self._notifications.count_unread(by.tenant.id, by.by.actor.id)

    async def mark(self, by: Caller, body: MarkNotifications) -> MarkedNotifications:
        """Mark notifications as read or unread, put them away or fetch them back."""
        tenant_id, user_id = by.tenant.id, by.by.actor.id
        changed = await self._notifications.mark(
            tenant_id, user_id, _wanted(by, body), _marks(body)
        )
        if changed:
            tell(self._publisher, tenant_id, user_id)
        return MarkedNotifications(changed=changed, unread=await self.count_unread(by))

    async def get_preferences(self, by: Caller) -> NotificationPreferences:
        """How the person wants to be told."""
        chosen = await self._notifications.get_preferences(by.tenant.id, by.by.actor.id)
        return preferences_of(chosen)

    async def change_preferences(
        self, by: Caller, body: NotificationPreferencesChange
    ) -> NotificationPreferences:
        """Choose how to be told from now on."""
        types = {each.type: {"inApp": each.in_app, "email": each.email} for each in body.items}
        await self._notifications.set_preferences(
            by.tenant.id, by.by.actor.id, types, self._clock()
        )
        return await self.get_preferences(by)


def _wanted(by: Caller, body: MarkNotifications) -> dict[str, Any]:
    if body.all:
        return {"archived": False} | ({"at": {"$lte": body.until}} if body.until else {})
    prefix = f"{by.tenant.id}|{by.by.actor.id}|"
    return {"_id": {"$in": [prefix + name for name in body.ids]}}


def _marks(body: MarkNotifications) -> dict[str, bool]:
    """What is put away is read."""
    marks = {}
    if body.read is not None:
        marks["read"] = body.read
    if body.archived is not None:
        marks["archived"] = body.archived
        if body.archived:
            marks["read"] = True
    return marks
