"""Notifications as the person sees them, pure."""

from datetime import date

from cashbeat.contracts.notification import Notification, NotificationAmount
from cashbeat.kit.money import to_major
from cashbeat.notification.repository import StoredNotification


def notification_of(stored: StoredNotification) -> Notification:
    """A stored one."""
    due_on = stored.get("dueOn")
    return Notification(
        id=stored["key"],
        type=stored["type"],
        at=stored["at"],
        first_at=stored["firstAt"],
        count=stored["n"],
        read=stored["read"],
        archived=stored["archived"],
        customer_id=stored.get("customerId"),
        customer_name=stored.get("customerName"),
        amounts=[
            NotificationAmount(amount=to_major(amount, currency), currency=currency)
            for currency, amount in sorted((stored.get("amounts") or {}).items())
        ],
        payment_id=stored.get("paymentId"),
        due_date=None if due_on is None else date.fromisoformat(due_on),
        import_id=stored.get("importId"),
        file_name=stored.get("fileName"),
    )
