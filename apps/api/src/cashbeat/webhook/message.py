"""What webhooks are told: the body of each message, written once and sent as it stands."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from cashbeat.contracts.alert import Alert
from cashbeat.contracts.base import encode_json
from cashbeat.contracts.webhook import WebhookEventType, WebhookMessage, WebhookOrganisation
from cashbeat.kit.ids import new_id
from cashbeat.tenant.tenant import Tenant


def message_to(
    webhook: Mapping[str, Any],
    tenant: Tenant,
    event: WebhookEventType,
    now: datetime,
    alert: Alert | None = None,
    link: str | None = None,
) -> dict[str, Any]:
    """A message as it is stored until it was taken."""
    event_id = new_id("whe")
    body = WebhookMessage(
        id=event_id,
        type=event,
        created_at=now,
        organisation=WebhookOrganisation(id=tenant.id, name=tenant.name),
        alert=alert,
        link=link,
    )
    return {
        "_id": new_id("whd"),
        "webhookId": webhook["_id"],
        "webhookName": webhook["name"],
        "eventId": event_id,
        "event": event,
        "alertId": None if alert is None else alert.id,
        "body": encode_json(body).decode(),
        "state": "waiting",
        "tries": 0,
        "attempts": [],
        "dueAt": now,
        "createdAt": now,
    }
