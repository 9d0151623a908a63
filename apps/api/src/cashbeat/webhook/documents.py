"""Webhooks and the messages to them as stored."""

from datetime import datetime
from typing import Any, ClassVar

from beanie import Document
from pymongo import ASCENDING, DESCENDING, IndexModel

KEPT_DAYS = 30
"""How long a message is known of."""


class WebhookDocument(Document):
    """An address that is told. Its secrets are sealed (`webhook.secret`): they must sign."""

    id: str  # type: ignore[assignment]
    tenantId: str
    name: str
    url: str
    events: list[str]
    enabled: bool
    secret: str
    secretHint: str
    secretRotatedAt: datetime | None = None
    previousSecret: str | None = None
    previousUntil: datetime | None = None
    createdBy: dict[str, str]
    createdAt: datetime
    updatedAt: datetime
    request: dict[str, str] | None = None

    class Settings:
        """Collection and indexes."""

        name = "webhooks"
        indexes: ClassVar = [
            IndexModel([("tenantId", ASCENDING), ("createdAt", ASCENDING)], name="of_tenant"),
            IndexModel(
                [("tenantId", ASCENDING), ("request.key", ASCENDING)],
                name="request_key",
                unique=True,
                partialFilterExpression={"request.key": {"$exists": True}},
            ),
        ]


class WebhookDeliveryDocument(Document):
    """One message to one webhook: `body` is there until it was taken or is given up."""

    id: str  # type: ignore[assignment]
    tenantId: str
    webhookId: str
    webhookName: str
    eventId: str
    event: str
    alertId: str | None = None
    body: str | None = None
    state: str
    tries: int
    attempts: list[dict[str, Any]]
    dueAt: datetime
    createdAt: datetime
    deliveredAt: datetime | None = None

    class Settings:
        """Collection and indexes."""

        name = "webhook_deliveries"
        indexes: ClassVar = [
            IndexModel(
                [("dueAt", ASCENDING)], name="due", partialFilterExpression={"state": "waiting"}
            ),
            IndexModel(
                [
                    ("tenantId", ASCENDING),
                    ("webhookId", ASCENDING),
                    ("createdAt", DESCENDING),
                    ("_id", DESCENDING),
                ],
                name="of_webhook",
            ),
            IndexModel(
                [("tenantId", ASCENDING), ("alertId", ASCENDING), ("createdAt", ASCENDING)],
                name="of_alert",
            ),
            IndexModel(
                [("createdAt", ASCENDING)], name="end", expireAfterSeconds=KEPT_DAYS * 86_400
            ),
        ]
