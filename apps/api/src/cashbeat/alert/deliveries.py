"""What became of the messages about an alert, whichever way they went."""

from collections.abc import Mapping
from typing import Any

from cashbeat.contracts.alert import AlertDelivery, DeliveryState
from cashbeat.core.mongo import Database
from cashbeat.mail.repository import MailRepository
from cashbeat.webhook.repository import WebhookRepository

_MAIL_STATES: Mapping[str, DeliveryState] = {
    "pending": "waiting",
    "sent": "delivered",
    "local": "delivered",
    "failed": "failed",
}


class AlertDeliveries:
    """Reads the outboxes of mail and of webhooks."""

    def __init__(self, database: Database) -> None:
        self._mails = MailRepository(database)
        self._webhooks = WebhookRepository(database)

    async def list_of_alert(self, tenant_id: str, alert_id: str) -> list[AlertDelivery]:
        """Messages about an alert, oldest first."""
        mails = await self._mails.list_about(tenant_id, alert_id)
        calls = await self._webhooks.list_deliveries_of_alert(tenant_id, alert_id)
        found = [_of_mail(mail) for mail in mails] + [_of_call(call) for call in calls]
        return sorted(found, key=lambda each: each.created_at)


def _of_mail(mail: Mapping[str, Any]) -> AlertDelivery:
    state = _MAIL_STATES[mail["state"]]
    detail = mail.get("error")
    if mail["state"] == "local":
        detail = "kept in the outbox of the development server"
    return AlertDelivery(
        id=mail["_id"],
        channel="email",
        event=mail["about"]["event"],
        recipient=mail["to"],
        state=state,
        attempts=mail["attempts"],
        created_at=mail["createdAt"],
        delivered_at=mail.get("sentAt"),
        next_attempt_at=mail["dueAt"] if state == "waiting" else None,
        detail=detail,
    )


def _of_call(call: Mapping[str, Any]) -> AlertDelivery:
    last = call["attempts"][-1] if call["attempts"] else None
    detail = None
    if last is not None:
        detail = f"HTTP {last['status']} after {last['latencyMs']} ms" if last["status"] else None
        detail = last["error"] if detail is None else detail
    return AlertDelivery(
        id=call["_id"],
        channel="webhook",
        event=call["event"],
        recipient=call["webhookName"],
        state=call["state"],
        attempts=len(call["attempts"]),
        created_at=call["createdAt"],
        delivered_at=call.get("deliveredAt"),
        next_attempt_at=call["dueAt"] if call["state"] == "waiting" else None,
        detail=detail,
    )
