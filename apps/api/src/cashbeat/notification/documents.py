"""Notifications as stored: one document for each person that is told."""

from datetime import datetime
from typing import Any, ClassVar

from beanie import Document
from pymongo import ASCENDING, DESCENDING, IndexModel

KEPT_DAYS = 180


class NotificationDocument(Document):
    """What one person is told; `_id` is `<tenant>|<user>|<key>`.

    `key` names what it tells of: more of the same joins it. `n` things make up `amounts`, which are
    minor units by currency.
    """

    id: str  # type: ignore[assignment]
    tenantId: str
    userId: str
    key: str
    type: str
    at: datetime
    firstAt: datetime
    n: int
    read: bool
    archived: bool
    customerId: str | None = None
    customerName: str | None = None
    paymentId: str | None = None
    dueOn: str | None = None
    importId: str | None = None
    fileName: str | None = None
    amounts: dict[str, int] | None = None

    class Settings:
        """Collection and indexes."""

        name = "notifications"
        indexes: ClassVar = [
            IndexModel(
                [
                    ("tenantId", ASCENDING),
                    ("userId", ASCENDING),
                    ("archived", ASCENDING),
                    ("at", DESCENDING),
                    ("_id", DESCENDING),
                ],
                name="newest",
            ),
            IndexModel(
                [
                    ("tenantId", ASCENDING),
                    ("userId", ASCENDING),
                    ("read", ASCENDING),
                    ("archived", ASCENDING),
                    ("at", DESCENDING),
                    ("_id", DESCENDING),
                ],
                name="unread",
            ),
            IndexModel([("tenantId", ASCENDING), ("key", ASCENDING)], name="by_key"),
            IndexModel(
                [("at", ASCENDING)], name="expiry", expireAfterSeconds=KEPT_DAYS * 24 * 60 * 60
            ),
        ]


class NotificationDayDocument(Document):
    """How many notifications of a type a day has brought; `_id` is `<tenant>|<type>|<day>`.

    Beyond some, further ones are told together.
    """

    id: str  # type: ignore[assignment]
    tenantId: str
    type: str
    n: int
    at: datetime

    class Settings:
        """Collection and indexes."""

        name = "notification_days"
        indexes: ClassVar = [
            IndexModel([("at", ASCENDING)], name="expiry", expireAfterSeconds=7 * 24 * 60 * 60)
        ]


class NotificationPreferenceDocument(Document):
    """How a person wants to be told in an organisation; `_id` is `<tenant>|<user>`.

    `types` are those that are not as they are for everybody: {type: {inApp, email}}. `digestTo` is
    up to when the person was told by e-mail.
    """

    id: str  # type: ignore[assignment]
    tenantId: str
    userId: str
    types: dict[str, Any]
    digestTo: datetime | None = None

    class Settings:
        """Collection and indexes."""

        name = "notification_preferences"
        indexes: ClassVar = [IndexModel([("tenantId", ASCENDING)], name="of_tenant")]
