"""Webhooks and messages to them as the world sees them."""

from collections.abc import Mapping
from typing import Any

from cashbeat.contracts.webhook import Webhook, WebhookAttempt, WebhookDelivery


def webhook_of(stored: Mapping[str, Any], last: Mapping[str, Any] | None) -> Webhook:
    """A webhook without its secret, and the newest message to it."""
    return Webhook(
        id=stored["_id"],
        name=stored["name"],
        url=stored["url"],
        events=stored["events"],
        enabled=stored["enabled"],
        secret_hint=stored["secretHint"],
        secret_rotated_at=stored.get("secretRotatedAt"),
        last_delivery=None if last is None else delivery_of(last),
        created_by=stored["createdBy"]["name"],
        created_at=stored["createdAt"],
        updated_at=stored["updatedAt"],
    )


def delivery_of(stored: Mapping[str, Any]) -> WebhookDelivery:
    """A message and its attempts."""
    return WebhookDelivery(
        id=stored["_id"],
        event_id=stored["eventId"],
        event=stored["event"],
        alert_id=stored.get("alertId"),
        state=stored["state"],
        created_at=stored["createdAt"],
        next_attempt_at=stored["dueAt"] if stored["state"] == "waiting" else None,
        attempts=[
            WebhookAttempt(
                at=each["at"],
                status=each["status"],
                latency_ms=each["latencyMs"],
                error=each["error"],
                answer=each["answer"],
            )
            for each in stored["attempts"]
        ],
    )
